// Answers queries with the site's own search, outside a browser.
// In: the path of the index script; on stdin {"rank": [query, …]} or {"repair": [word, …]}.
// Out: on stdout, for each query {codes, elsewhere, read, near, ms}; for each word its repair.
// ms is the best of three, so that a busy machine does not count.
import fs from "node:fs";
import vm from "node:vm";

const script = new vm.Script(fs.readFileSync(process.argv[2], "utf8"));
script.runInThisContext();
const { rank, lookup, repair } = globalThis.NiemYet;
const asked = JSON.parse(fs.readFileSync(0, "utf8"));

function answer(query) {
  const times = [1, 2, 3].map(() => {
    const start = performance.now();
    rank(query, lookup);
    return performance.now() - start;
  });
  const { answers, elsewhere, read, near } = rank(query, lookup);
  const ms = Math.min(...times);
  return { codes: answers.map(({ entry }) => entry.code), elsewhere, read, near, ms };
}

const replies = asked.repair
  ? asked.repair.map((word) => repair.repair(word, () => false))
  : asked.rank.map(answer);
process.stdout.write(JSON.stringify(replies));
