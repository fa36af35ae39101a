// Microsoft's Open XML SDK validator on the files named on the command line: a JSON object of file -> list of faults.
import { readFile } from "node:fs/promises";
import validate, { getFileFormatFromName } from "@ooxml-tools/validate";

const faults = {};
for (const path of process.argv.slice(2)) {
  const found = await validate(await readFile(path), getFileFormatFromName(path), "Microsoft365");
  faults[path] = found.map(({ id, description, path: place }) => `${place.partUri} ${place.xpath}: ${id}: ${description}`);
}
console.log(JSON.stringify(faults));
process.exit(0);
