// Answers queries with the search worker of Material for MkDocs as it is shipped (lunr, language
// vi), given documents as its own plugin writes them.
// In: the folder of the theme's javascripts; on stdin {config, docs, queries}.
// Out: on stdout, for each query the locations found, best first.
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";

const folder = process.argv[2];
const worker = fs.readdirSync(path.join(folder, "workers")).find((name) => /^search\..*\.js$/.test(name));
const { config, docs, queries } = JSON.parse(fs.readFileSync(0, "utf8"));

let listen;
let replied;
const run = (file) => vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file });
Object.assign(globalThis, {
  self: globalThis,
  addEventListener: (_, handler) => (listen = handler),
  postMessage: (message) => replied(message),
  importScripts: (...files) => files.forEach((file) => run(path.resolve(folder, "workers", file))),
});
console.warn = () => {};
run(path.join(folder, "workers", worker));

function send(data) {
  return new Promise((done) => {
    replied = done;
    listen({ data });
  });
}

// What the page itself does with a query before it asks the worker.
await send({ type: 0, data: { config, docs, options: { suggest: false } } });
const found = [];
for (const query of queries) {
  const { data } = await send({ type: 2, data: query });
  found.push(data.items.map((group) => group[0].location));
}
process.stdout.write(JSON.stringify(found));
