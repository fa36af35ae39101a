// The job as the Python side wrote it (see ../jobs.py), and the rule for finding the header row.
import { readFileSync } from "node:fs";

const HEADER_SEARCH_ROWS = 60;

export function readJob() {
  return JSON.parse(readFileSync(0, "utf8"));
}

// The headings typed under on each tab: sheet name -> Set of headings.
export function headingsBySheet(job) {
  const found = new Map();
  for (const { sheet, heading } of job.type) {
    if (!found.has(sheet)) found.set(sheet, new Set());
    found.get(sheet).add(heading);
  }
  return found;
}

// The row in which most of the headings stand, the uppermost of equals, and the column of each:
// cells are [row, column, text] in reading order.
export function findHeader(cells, headings) {
  const rows = new Map();
  for (const [row, column, text] of cells) {
    const heading = text.trim();
    if (row > HEADER_SEARCH_ROWS || !headings.has(heading)) continue;
    if (!rows.has(row)) rows.set(row, new Map());
    if (!rows.get(row).has(heading)) rows.get(row).set(heading, column);
  }
  let best = null;
  for (const [row, columns] of rows) {
    if (best === null || columns.size > best.columns.size) best = { row, columns };
  }
  if (best === null) throw new Error(`no row has the headings ${[...headings].join(", ")}`);
  return best;
}

// A tab's place for a text: 1-based row and column.
export function place(header, { heading, row_after_header }) {
  const column = header.columns.get(heading);
  if (column === undefined) throw new Error(`no heading ${heading}`);
  return [header.row + row_after_header, column];
}
