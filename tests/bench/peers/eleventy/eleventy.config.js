// The same site by Eleventy: records as front matter, our shells as Nunjucks layouts.
import { readFileSync } from "node:fs";

const collator = new Intl.Collator("vi");
const byTitle = (a, b) => collator.compare(a.data.title, b.data.title);
const dotted = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");
const day = (text) => text.split("-").reverse().join("/");

export default function (config) {
  const words = JSON.parse(readFileSync(new URL("words.json", import.meta.url)));
  const legal = (number) => {
    const document = words.documents[number];
    return document ? `${words.legal[document.kind]} ${number}` : number;
  };
  const kept = (name, build) =>
    config.addCollection(name, (api) => build(api.getFilteredByTag("thu-tuc")));

  kept("sorted", (pages) => pages.sort(byTitle));
  kept("titles", (pages) => Object.fromEntries(pages.map((p) => [p.data.code, p.data.title])));
  kept("fields", (pages) => grouped(words.fields, (p) => [p.data.field], pages.sort(byTitle)));
  kept("forms", (pages) => grouped(words.forms, (p) => p.data.forms, pages.sort(byTitle)));
  kept("letters", (pages) => lettered(pages.sort(byTitle), words.letters));
  config.addCollection("paths", (api) =>
    api.getAll().filter((item) => item.url && item.url.endsWith("/")));

  config.addFilter("fee", (fee) => {
    if (fee.basis === "council") return "Do Hội đồng nhân dân quy định; chưa có số tiền ở đây";
    if (fee.basis === "free") return "Miễn phí";
    if (fee.basis === "unverified") return `Nguồn ghi “${fee.stated}”`;
    return `${dotted(fee.amount)} đồng${fee.unit ? `/${fee.unit}` : ""}`;
  });
  config.addFilter("legal", legal);
  config.addFilter("legals", (numbers) => numbers.map(legal).join("; "));
  config.addFilter("limit", (limit) => `${limit.number} ${words.units[limit.unit]}`);
  config.addFilter("period", (value) =>
    [value.since && `từ ${day(value.since)}`, value.until && `đến hết ${day(value.until)}`]
      .filter(Boolean)
      .join(" "));
  config.addFilter("day", day);
  config.addFilter("dotted", dotted);
  config.addFilter("of_tier", (pages, tier) => pages.filter((page) => page.data.tier === tier));
  config.addFilter("of_channel", (values, kind) =>
    values.filter((value) => !value.channel || value.channel === kind));
  config.addFilter("papers", (dossier) => dossier.reduce((sum, part) => sum + part.items.length, 0));
  config.addFilter("uses", (pages) => used(pages, words.form_names));
  config.addFilter("missing", (gap, part, source) => {
    if (gap.status === "not-published") return `${source} không công bố ${words.parts[part]}.`;
    if (gap.status === "not-applicable") return `Thủ tục này không có ${words.parts[part]}.`;
    return `${words.parts[part]}: chưa kiểm chứng.`;
  });
  config.addGlobalData("words", words);
  config.addPassthroughCopy({ static: "/" });
  return { dir: { input: "content", includes: "../layouts" }, htmlTemplateEngine: false };
}

function grouped(records, keysOf, pages) {
  const groups = new Map(records.map((record) => [record.id, { ...record, pages: [] }]));
  for (const page of pages) for (const key of keysOf(page)) groups.get(key).pages.push(page);
  return [...groups.values()].sort((a, b) => collator.compare(a.name, b.name));
}

function lettered(pages, letters) {
  const groups = new Map();
  for (const page of pages) {
    const first = page.data.title[0].toUpperCase();
    const letter = letters[first] || first;
    if (!groups.has(letter)) groups.set(letter, []);
    groups.get(letter).push(page);
  }
  return [...groups].map(([letter, found]) => ({ letter, pages: found }));
}

function used(pages, names) {
  const counts = new Map();
  for (const page of pages)
    for (const id of page.data.forms) counts.set(id, (counts.get(id) || 0) + 1);
  return [...counts]
    .map(([id, count]) => ({ id, count, name: names[id] }))
    .sort((a, b) => collator.compare(a.name, b.name));
}
