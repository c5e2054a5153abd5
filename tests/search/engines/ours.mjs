// Answers queries with the site's own search, outside a browser.
// In: the path of a script with the engine and the index; on stdin {"rank": [query, …]} or
// {"repair": [word, …]}.
// Out: on stdout, for each query {codes, guide, elsewhere, read, near, ms}; for each word its repair.
// ms is the best of three, so that a busy machine does not count.
import fs from "node:fs";
import vm from "node:vm";

globalThis.document = { querySelectorAll: () => [] }; // no page, so no box
const script = new vm.Script(fs.readFileSync(process.argv[2], "utf8"));
script.runInThisContext();
const { search, repair } = globalThis.NiemYet;
const asked = JSON.parse(fs.readFileSync(0, "utf8"));

function answer(query) {
  const times = [1, 2, 3].map(() => {
    const start = performance.now();
    search(query);
    return performance.now() - start;
  });
  const { answers, guide, elsewhere, read, near } = search(query);
  const ms = Math.min(...times);
  const codes = answers.map(({ entry }) => entry.code);
  return { codes, guide: guide?.id ?? "", elsewhere, read, near, ms };
}

const replies = asked.repair
  ? asked.repair.map((word) => repair.repair(word, () => false))
  : asked.rank.map(answer);
process.stdout.write(JSON.stringify(replies));
