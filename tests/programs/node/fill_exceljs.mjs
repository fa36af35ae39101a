// Open a workbook with ExcelJS, type texts under their headings, save it.
import ExcelJS from "exceljs";
import { findHeader, headingsBySheet, place, readJob } from "./read_job.mjs";

const job = readJob();
const workbook = new ExcelJS.Workbook();
await workbook.xlsx.readFile(job.open);

const headers = new Map();
for (const [sheet, headings] of headingsBySheet(job)) {
  const cells = [];
  workbook.getWorksheet(sheet).eachRow((row, rowNumber) =>
    row.eachCell((cell, column) => cells.push([rowNumber, column, cell.text ?? ""])),
  );
  headers.set(sheet, findHeader(cells, headings));
}
for (const typing of job.type) {
  workbook.getWorksheet(typing.sheet).getCell(...place(headers.get(typing.sheet), typing)).value = typing.text;
}
await workbook.xlsx.writeFile(job.save);
