// Answers queries with Pagefind as it is shipped, outside a browser.
// In: the folder pagefind/ of a site; on stdin a list of queries.
// Out: on stdout, for each query the addresses of the first three results.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const folder = path.resolve(process.argv[2]);
const queries = JSON.parse(fs.readFileSync(0, "utf8"));

// Pagefind reads its files with fetch, beside the page's address.
globalThis.fetch = async (address) => {
  const file = new URL(String(address), pathToFileURL(`${folder}/`)).pathname;
  return new Response(fs.readFileSync(decodeURIComponent(file)));
};
const html = { getAttribute: () => "vi" };
globalThis.document = { querySelector: () => html, currentScript: null, documentElement: html };
globalThis.window = globalThis;
globalThis.location = new URL("http://localhost/");

const module = path.join(fs.mkdtempSync(path.join(path.dirname(folder), "m-")), "pagefind.mjs");
fs.copyFileSync(path.join(folder, "pagefind.js"), module);
const pagefind = await import(pathToFileURL(module).href);
await pagefind.options({ basePath: pathToFileURL(`${folder}/`).href, baseUrl: "/" });
await pagefind.init();

const found = [];
for (const query of queries) {
  const { results } = await pagefind.search(query);
  const first = await Promise.all(results.slice(0, 3).map((result) => result.data()));
  found.push(first.map(({ raw_url, url }) => raw_url ?? url));
}
process.stdout.write(JSON.stringify(found));
