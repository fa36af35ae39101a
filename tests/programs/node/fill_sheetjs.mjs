// Open a workbook with SheetJS, type texts under their headings, save it; the ending of the name tells the format.
import { createRequire } from "node:module";
import { findHeader, headingsBySheet, place, readJob } from "./read_job.mjs";

const XLSX = createRequire(import.meta.url)("xlsx");
const BOOK_TYPES = { xlsx: "xlsx", xlsm: "xlsm", xlsb: "xlsb", xls: "biff8", ods: "ods" };

const job = readJob();
const workbook = XLSX.readFile(job.open, { bookVBA: true });

const headers = new Map();
for (const [sheet, headings] of headingsBySheet(job)) {
  const rows = XLSX.utils.sheet_to_json(workbook.Sheets[sheet], { header: 1, defval: "", raw: false, blankrows: true });
  const start = XLSX.utils.decode_range(workbook.Sheets[sheet]["!ref"]).s;
  const cells = rows.flatMap((row, r) => row.map((text, c) => [start.r + r + 1, start.c + c + 1, String(text)]));
  headers.set(sheet, findHeader(cells, headings));
}
for (const typing of job.type) {
  const [row, column] = place(headers.get(typing.sheet), typing);
  XLSX.utils.sheet_add_aoa(workbook.Sheets[typing.sheet], [[typing.text]], { origin: { r: row - 1, c: column - 1 } });
}
XLSX.writeFile(workbook, job.save, { bookType: BOOK_TYPES[job.save.split(".").pop()], bookSST: true });
