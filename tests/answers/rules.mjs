// Runs the calculators' rules outside a browser.  In: paths of scripts; on each line of stdin
// [function, arguments…].  Out: on each line of stdout what the function says.
import fs from "node:fs";
import readline from "node:readline";
import vm from "node:vm";

for (const path of process.argv.slice(2)) vm.runInThisContext(fs.readFileSync(path, "utf8"));
for await (const line of readline.createInterface({ input: process.stdin })) {
  const [name, ...given] = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(globalThis.NiemYet[name](...given))}\n`);
}
