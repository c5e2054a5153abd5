// Which of the JSON files (or lines of .jsonl files) do not fit the schema: `ajv.mjs SCHEMA FILE…`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../node/package.json", import.meta.url));
const Ajv = require("ajv/dist/2020").default;

const [schemaFile, ...files] = process.argv.slice(2);
const ajv = new Ajv({ allErrors: true, strict: "log" });
ajv.addFormat("date", /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/);
ajv.addFormat("uri", (text) => URL.canParse(text));
const fits = ajv.compile(JSON.parse(readFileSync(schemaFile, "utf8")));
const faults = [];
let judged = 0;
for (const file of files) {
  const text = readFileSync(file, "utf8");
  const parts = file.endsWith(".jsonl") ? text.trimEnd().split("\n") : [text];
  for (const part of parts) {
    judged += 1;
    if (!fits(JSON.parse(part))) {
      faults.push(...fits.errors.map((fault) => `${fault.instancePath} ${fault.message}`));
    }
  }
}
console.log(JSON.stringify({ judged, faults }));
