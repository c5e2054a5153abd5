// What a query asks for.
// In: the text typed.  Out: terms, each with the words of the index that it may stand for and how
// surely; digits that may be a code; the query as it was understood.
(function (NY) {
  "use strict";

  const { split, word, isEmpty, isQuestion, maybeEmpty } = NY.words;
  const { repair } = NY.repair;
  const { firstSound, wholeSound, oneSlip } = NY.near;

  const SURE = { itself: 1, beginning: 0.85, sound: 0.75, accent: 0.65, slip: 0.6 };
  const REAL_WORD = 0.85; // a slip that gives another real word is a little less likely
  const UNKNOWN = 2.5; // rarity of a word that the index does not have
  const NUMBER = 12; // rarity of a form number: who types one means it
  const IS_NUMBER = /^[a-z]+\d+[a-z]?$/;
  const HEADINGS = ["to khai", "mau don", "mau", "don xin", "don de nghi", "don", "ho so", "giay to"];

  // Digits long enough to be a code, with or without its dot.
  function digitsOf(text) {
    const runs = text.match(/\d[\d.\s]*\d/g) ?? [];
    return runs.map((run) => run.replace(/\D/g, "")).filter((run) => run.length >= 4);
  }

  // "ct 01" and "ct-01" are CT01.
  function joinNumbers(items, lookup) {
    const out = [];
    for (const item of items) {
      const before = out.at(-1);
      const joined = before && before.bare + item.bare;
      if (joined && IS_NUMBER.test(joined) && lookup.has(joined)) out[out.length - 1] = word(joined);
      else out.push(item);
    }
    return out;
  }

  function splitGlued(item, lookup) {
    if (lookup.has(item.bare) || item.bare.length < 5) return [item];
    for (let cut = 2; cut < item.bare.length - 1; cut++) {
      const parts = [item.bare.slice(0, cut), item.bare.slice(cut)];
      if (lookup.pairs.has(parts.join(" "))) return parts.map(word);
    }
    return [item];
  }

  function repaired(item, lookup) {
    const meant = repair(item.bare, (bare) => lookup.has(bare));
    return meant === item.bare ? item : { ...word(meant), typed: item.bare };
  }

  // Words in front that name the paper, not the matter: "tờ khai đăng ký kết hôn".
  function withoutHeading(items, lookup) {
    const line = items.map((item) => item.bare).join(" ");
    const heading = HEADINGS.find((words) => line.startsWith(`${words} `));
    if (!heading) return items;
    const count = heading.split(" ").length;
    const goesOn = lookup.pairs.has(`${items[count - 1].bare} ${items[count].bare}`);
    return goesOn ? items : items.slice(count);
  }

  // Where marks are typed, an empty word is plain to see; else it stays if it makes a pair.
  function dropEmpty(items, lookup) {
    const marked = items.some((item) => item.marked);
    const pairs = (a, b) => a && b && lookup.pairs.has(`${a.bare} ${b.bare}`);
    const kept = items.filter((item, i) => {
      if (marked) return !isEmpty(item) && !(i && i === items.length - 1 && isQuestion(item));
      return !maybeEmpty(item) || pairs(items[i - 1], item) || pairs(item, items[i + 1]);
    });
    return kept.length ? kept : items;
  }

  function nearWords(bare, lookup) {
    const found = new Map();
    const offer = (other, sure) => {
      if (other !== bare && !(found.get(other) >= sure)) found.set(other, sure);
    };
    for (const other of lookup.bySound.get(wholeSound(bare)) ?? [])
      offer(other, firstSound(other) === firstSound(bare) ? SURE.sound : SURE.accent);
    if (bare.length >= 3 && !/\d/.test(bare))
      for (const other of lookup.sorted) if (oneSlip(bare, other)) offer(other, SURE.slip);
    return found;
  }

  // A real word out of its usual company may be a slip for one that fits its neighbours.
  function outOfCompany(items, i, lookup) {
    const [before, here, after] = [items[i - 1]?.bare, items[i].bare, items[i + 1]?.bare];
    const fits = (bare) => lookup.pairs.has(`${before} ${bare}`) || lookup.pairs.has(`${bare} ${after}`);
    if (items.length > 1 && fits(here)) return [];
    const near = [...nearWords(here, lookup)];
    if (items.length === 1) return near.filter(([, sure]) => sure > SURE.slip).map(([b, s]) => [b, s / 2]);
    return near.filter(([bare]) => fits(bare)).map(([bare, sure]) => [bare, sure * REAL_WORD]);
  }

  function candidates(items, i, lookup, stillTyping) {
    const { bare } = items[i];
    const found = new Map();
    const offer = (other, sure) => {
      if (!(found.get(other) >= sure)) found.set(other, sure);
    };
    if (lookup.has(bare)) {
      offer(bare, SURE.itself);
      for (const [other, sure] of outOfCompany(items, i, lookup)) offer(other, sure);
    }
    if (stillTyping)
      for (const other of lookup.startingWith(bare)) offer(other, lookup.has(bare) ? 0.4 : SURE.beginning);
    if (!found.size) for (const [other, sure] of nearWords(bare, lookup)) offer(other, sure);
    return found;
  }

  function rarityOf(item, as, lookup) {
    if (IS_NUMBER.test(item.bare) && lookup.has(item.bare)) return NUMBER;
    const sure = [...as].filter(([, weight]) => weight >= SURE.slip);
    return sure.length ? Math.min(...sure.map(([bare]) => lookup.rarity(bare))) : UNKNOWN;
  }

  function ask(text, lookup) {
    const typed = joinNumbers(split(text), lookup).flatMap((item) => splitGlued(item, lookup));
    const read = typed.map((item) => repaired(item, lookup));
    const items = dropEmpty(withoutHeading(read, lookup), lookup);
    const open = !/\s$/.test(text) && items.at(-1) === read.at(-1);
    const terms = items.map((item, i) => {
      const as = candidates(items, i, lookup, open && i === items.length - 1);
      return { ...item, as, rarity: rarityOf(item, as, lookup) };
    });
    return { terms, typed: typed.length, digits: digitsOf(text), read: reading(terms, lookup) };
  }

  // The query as it was understood, where that is not what was typed; else an empty text.
  function reading(terms, lookup) {
    const meant = terms.map((term) => [...term.as].sort((a, b) => b[1] - a[1])[0]?.[0]);
    const begun = (term, i) => meant[i]?.startsWith(term.bare);
    const changed = (term, i) => term.typed || (meant[i] && meant[i] !== term.bare && !begun(term, i));
    const said = terms.map((term, i) => (changed(term, i) ? lookup.spoken.get(meant[i]) : term.raw));
    return terms.some(changed) && said.every(Boolean) ? said.join(" ") : "";
  }

  NY.ask = ask;
  NY.nearWords = nearWords;
})((globalThis.NiemYet ??= {}));
