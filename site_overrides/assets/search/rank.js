// The order of the answers.  content/ explains it to readers; change both together.
// In: a query and a Lookup.  Out: the procedures that answer, best first, or none.
//
// A procedure's points: for each word its rarity, times how surely and how well it is met; more
// where neighbours in the query are neighbours in a phrase; more for a phrase that the query
// says whole; all of it times the part of the query that is met.
(function (NY) {
  "use strict";

  const NEIGHBOURS = 0.8;
  const WHOLE_PHRASE = 0.7;
  const WHOLE_TITLE = 0.15;
  const OTHER_TONE = 0.6; // "khai từ" still finds khai tử, after what is written exactly so
  const LIKE_TONE = 0.9; // hỏi and ngã, which many speakers do not tell apart
  const COMMON = 2; // rarity of what more than one procedure in seven says
  const ENOUGH = 0.85; // the part of a query that must be met …
  const ENOUGH_PAIRED = 0.65; // … where two neighbours in it are met …
  const ENOUGH_SAID = 0.4; // … and where it says a phrase of the procedure whole

  // Common words are looked up only in procedures that a rarer word has met, if any has.
  function meetings(terms, lookup) {
    const met = new Map(); // phrase -> for each term [position, weight, position, weight, …]
    const touched = new Set();
    const order = terms.map((term, t) => [term, t]).sort(([a], [b]) => b.rarity - a.rarity);
    for (const [term, t] of order) {
      const only = term.rarity < COMMON && touched.size ? touched : null;
      for (const [bare, sure] of term.as) meet(term, t, bare, sure, only);
    }
    return met;

    function meet(term, t, bare, sure, only) {
      const places = lookup.places.get(bare);
      for (let k = 0; k < places.length; k += 2) {
        const phrase = lookup.phrases[places[k]];
        if (only && !only.has(phrase.entry)) continue;
        let row = met.get(places[k]);
        if (!row) met.set(places[k], (row = new Array(terms.length)));
        const at = places[k + 1];
        (row[t] ??= []).push(at, sure * agreement(term, phrase, at));
        if (term.rarity >= COMMON) touched.add(phrase.entry);
      }
    }
  }

  const oneTone = (text) => text.replace("\u0303", "\u0309");

  function agreement(term, phrase, position) {
    if (!term.marked || !phrase.marks) return 1;
    const there = phrase.words[position].toned;
    if (there === term.toned) return 1;
    return oneTone(there) === oneTone(term.toned) ? LIKE_TONE : OTHER_TONE;
  }

  // How surely two neighbours in the query stand side by side in the phrase.
  function neighbours(here, before) {
    let most = 0;
    for (let i = 0; i < here.length; i += 2)
      for (let j = 0; j < before.length; j += 2)
        if (here[i] === before[j] + 1) most = Math.max(most, Math.min(here[i + 1], before[j + 1]));
    return most;
  }

  // Runs for every phrase that is met, thousands of times a query: so it makes no new lists.
  function addPhrase(sum, phrase, row, terms) {
    let words = 0;
    let pairs = 0;
    let used = 0; // positions met, as bits; words beyond the 31st no longer count
    for (let t = 0; t < terms.length; t++) {
      if (!row[t]) continue;
      let best = 0;
      for (let k = 0; k < row[t].length; k += 2) {
        best = Math.max(best, row[t][k + 1] * phrase.weight);
        used |= 1 << Math.min(row[t][k], 30);
      }
      sum.weights[t] = Math.max(sum.weights[t], best);
      words += best * terms[t].rarity;
      if (t && row[t - 1])
        pairs += (neighbours(row[t], row[t - 1]) * phrase.weight * (terms[t].rarity + terms[t - 1].rarity)) / 2;
    }
    const part = bits(used) / Math.min(31, phrase.words.length);
    sum.pairs = Math.max(sum.pairs, pairs);
    sum.whole = Math.max(sum.whole, (words + pairs) * part);
    sum.said ||= part === 1 && phrase.weight > 0.5;
    if (phrase.title) sum.title = part;
  }

  function bits(number) {
    let count = 0;
    for (; number; number &= number - 1) count++;
    return count;
  }

  function gather(terms, lookup) {
    const found = new Map();
    for (const [id, row] of meetings(terms, lookup)) {
      const phrase = lookup.phrases[id];
      let sum = found.get(phrase.entry);
      if (!sum) {
        sum = { weights: new Array(terms.length).fill(0), pairs: 0, whole: 0, title: 0, said: false };
        found.set(phrase.entry, sum);
      }
      addPhrase(sum, phrase, row, terms);
    }
    return found;
  }

  function score(sum, terms, entry) {
    const all = terms.reduce((total, term) => total + term.rarity, 0);
    const met = terms.reduce((total, term, t) => total + sum.weights[t] * term.rarity, 0);
    const part = all ? Math.min(1, met / all) : 0;
    const points = (met + NEIGHBOURS * sum.pairs + WHOLE_PHRASE * sum.whole) * part;
    return { part, points: points * entry.prior * (1 + WHOLE_TITLE * sum.title) };
  }

  // Whether so little is an answer at all.  One word out of a sentence is not.
  function isAnswer({ pairs, said }, part, terms, typed) {
    if (said && part >= ENOUGH_SAID) return true;
    if (terms.length === 1 && typed > 1) return terms[0].rarity > 6;
    return part >= (pairs > 0 ? ENOUGH_PAIRED : ENOUGH);
  }

  function byWords({ terms, typed }, lookup) {
    const answers = [];
    for (const [i, sum] of gather(terms, lookup)) {
      const { part, points } = score(sum, terms, lookup.entries[i]);
      if (isAnswer(sum, part, terms, typed)) answers.push({ entry: lookup.entries[i], points, part });
    }
    return answers;
  }

  function byCode(digits, lookup) {
    const answers = [];
    for (const entry of digits.length ? lookup.entries : []) {
      const code = entry.code.replace(".", "");
      if (digits.some((run) => code.startsWith(run) || (run.length >= 5 && code.endsWith(run))))
        answers.push({ entry, points: 1e6, part: 1 });
    }
    return answers;
  }

  const inOrder = (a, b) => b.points - a.points || (a.entry.code < b.entry.code ? -1 : 1);

  // Words that mean a matter of a court, a bank, another office, and are half of the query; more
  // than half where a procedure answers nearly all of it ("vay ngân hàng bằng sổ đỏ").
  function elsewhere(terms, lookup, answers) {
    const least = terms.length + (answers.some(({ part }) => part > 0.95) ? 1 : 0);
    const said = ` ${terms.map((term) => term.bare).join(" ")} `;
    for (const [say, advice] of lookup.data.elsewhere)
      for (const text of say.split(";"))
        if (said.includes(` ${text} `) && 2 * text.split(" ").length >= least) return advice;
    return "";
  }

  // Words of the index near to those that nothing was found for.
  function nearest(terms, lookup) {
    const sure = new Map();
    for (const term of terms)
      for (const [bare, weight] of term.as) if (bare !== term.bare) sure.set(bare, weight);
    const order = [...sure].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return order.slice(0, 5).map(([bare]) => lookup.spoken.get(bare) ?? bare);
  }

  function rank(text, lookup) {
    const query = NY.ask(text, lookup);
    const coded = byCode(query.digits, lookup);
    const answers = coded.length ? coded : byWords(query, lookup);
    const least = 0.12 * Math.max(0, ...answers.map((answer) => answer.points));
    return {
      answers: answers.filter((answer) => answer.points >= least).sort(inOrder),
      elsewhere: elsewhere(query.terms, lookup, answers),
      terms: query.terms,
      read: coded.length ? "" : query.read,
      near: answers.length ? [] : nearest(query.terms, lookup),
    };
  }

  NY.rank = rank;
})((globalThis.NiemYet ??= {}));
