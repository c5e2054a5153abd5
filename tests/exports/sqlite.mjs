// How many rows each table of a database has, as Node's own build of SQLite counts them.
import { DatabaseSync } from "node:sqlite";

const base = new DatabaseSync(process.argv[2], { readOnly: true });
const names = base.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
const counts = {};
for (const { name } of names) {
  counts[name] = base.prepare(`SELECT count(*) AS rows FROM "${name}"`).get().rows;
}
console.log(JSON.stringify(counts));
