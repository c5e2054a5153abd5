// The order of the answers.  content/ explains it to readers; change both together.
// In: a query and a Lookup.  Out: the procedures that answer, best first, or none, and the guide
// to a situation of life, if one answers too.
//
// A procedure's points: for each word its rarity, times how surely and how well it is met; more
// where neighbours in the query are neighbours in a phrase; more for a phrase that the query
// says whole; all of it times the part of the query that is met.
//
// Whether that is an answer at all is another question.  A Vietnamese word is mostly of several
// syllables, so a syllable met alone is no evidence: it must stand beside its neighbour in one
// phrase too ("khách sạn"), or be a whole phrase by itself ("cccd").
(function (NY) {
  "use strict";

  const NEIGHBOURS = 0.8;
  const WHOLE_PHRASE = 0.7;
  const WHOLE_TITLE = 0.15;
  const OTHER_TONE = 0.6; // "khai từ" still finds khai tử, after what is written exactly so
  const LIKE_TONE = 0.9; // hỏi and ngã, which many speakers do not tell apart
  const AN_ASIDE = 0.5; // the weight of a phrase that is none of the procedure's names
  const COMMON = 2; // rarity of what more than one procedure in seven says

  const EVIDENCE = 0.67; // the part of a query that must be evidence …
  const EVIDENCE_SOME = 0.32; // … where it says a phrase of several words whole, or …
  const SAID_SURELY = 0.6;
  const TOGETHER = 0.75; // … where so much of it stands in one phrase
  const ONE_WORD = 0.85; // how well a query of one word must be met

  const ELSEWHERE = "Việc này do nơi khác giải quyết.";
  const ELSEWHERE_SAID = 0.5; // the part of a query that must say so
  const STRONG = 0.95; // what is met so well answers even what another office mostly handles
  const GUIDE = 0.3; // the points that a guide must have, as a part of the best procedure's
  const LONG = 10; // words of a query that may go on where the titles that travel first are cut
  const SOUNDS_ALIKE = 0.7; // how sure a word must be to be offered where nothing was found

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
    const { bare, toned: there } = phrase.words[position];
    if (!term.marked || !phrase.marks || bare !== term.bare || there === term.toned) return 1;
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
    let least = 1; // how surely the least sure word is met
    let used = 0; // positions met, as bits; words beyond the 31st no longer count
    for (let t = 0; t < terms.length; t++) {
      if (!row[t]) continue;
      let best = 0;
      for (let k = 0; k < row[t].length; k += 2) {
        best = Math.max(best, row[t][k + 1]);
        used |= 1 << Math.min(row[t][k], 30);
      }
      least = Math.min(least, best);
      words += best * terms[t].rarity;
      sum.weights[t] = Math.max(sum.weights[t], best * phrase.weight);
      if (phrase.words.length === 1 && phrase.weight > AN_ASIDE) hold(sum, t, best);
      pairs += addPair(sum, row, terms, t);
    }
    const part = bits(used) / Math.min(31, phrase.words.length);
    pairs *= phrase.weight;
    sum.pairs = Math.max(sum.pairs, pairs);
    sum.whole = Math.max(sum.whole, (words * phrase.weight + pairs) * part);
    if (phrase.title) sum.title = part;
    if (!pairs || phrase.weight <= AN_ASIDE) return;
    sum.together = Math.max(sum.together, words);
    if (part === 1) sum.said = Math.max(sum.said, least);
  }

  // The word and the one before it, or the one before that: people say "bố mới mất" for bố mất.
  function addPair(sum, row, terms, t) {
    for (let u = t - 1; u >= Math.max(0, t - 2); u--) {
      const sure = row[u] ? neighbours(row[t], row[u]) : 0;
      if (!sure) continue;
      hold(sum, t, sure);
      hold(sum, u, sure);
      return (sure * (terms[t].rarity + terms[u].rarity)) / 2;
    }
    return 0;
  }

  function hold(sum, t, sure) {
    sum.held[t] = Math.max(sum.held[t], sure);
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
        const none = () => new Array(terms.length).fill(0);
        sum = { weights: none(), held: none(), pairs: 0, whole: 0, title: 0, together: 0, said: 0 };
        found.set(phrase.entry, sum);
      }
      addPhrase(sum, phrase, row, terms);
    }
    return found;
  }

  const weigh = (weights, terms) =>
    terms.reduce((total, term, t) => total + weights[t] * term.rarity, 0);

  function judge(sum, terms, typed, entry) {
    const all = terms.reduce((total, term) => total + term.rarity, 0) || 1;
    const met = weigh(sum.weights, terms);
    const part = Math.min(1, met / all);
    const points = (met + NEIGHBOURS * sum.pairs + WHOLE_PHRASE * sum.whole) * part;
    const evidence = weigh(sum.held, terms) / all;
    const isAnswer =
      terms.length > 1
        ? isEvident(evidence, sum.said, sum.together / all)
        : Math.max(evidence, typed > 1 ? 0 : part) >= ONE_WORD;
    return { entry, part, evidence, isAnswer, points: points * entry.prior * (1 + WHOLE_TITLE * sum.title) };
  }

  const isEvident = (evidence, said, together) =>
    evidence >= EVIDENCE ||
    (evidence >= EVIDENCE_SOME && (said >= SAID_SURELY || together >= TOGETHER));

  function byWords({ terms, typed }, lookup) {
    const every = [...lookup.entries, ...lookup.guides];
    const judged = [...gather(terms, lookup)].map(([i, sum]) => judge(sum, terms, typed, every[i]));
    return judged.filter(({ isAnswer }) => isAnswer);
  }

  function byCode(digits, lookup) {
    const answers = [];
    for (const entry of digits.length ? lookup.entries : []) {
      const code = entry.code.replace(".", "");
      if (digits.some((run) => code.startsWith(run) || (run.length >= 5 && code.endsWith(run))))
        answers.push({ entry, points: 1e6, part: 1, evidence: 1 });
    }
    return answers;
  }

  const inOrder = (a, b) => b.points - a.points || (a.entry.code < b.entry.code ? -1 : 1);

  // Words that mean a matter of a court, a bank, another office: at least half of the query, and as
  // much of it as is evidence for an answer ("vay ngân hàng bằng sổ đỏ" is one of ours).
  function elsewhere(terms, lookup, answers) {
    const ours = Math.max(ELSEWHERE_SAID, ...answers.map(({ evidence }) => (evidence < EVIDENCE ? 0 : evidence)));
    const said = ` ${terms.map((term) => term.bare).join(" ")} `;
    const saysIt = (text) => said.includes(` ${text} `) && text.split(" ").length >= ours * terms.length;
    return lookup.data.elsewhere.findIndex((texts) => texts.some(saysIt));
  }

  // Words of the index that sound like those that nothing was found for.
  function nearest(terms, lookup) {
    const alike = terms.flatMap(({ as }) => [...as].filter(([, sure]) => sure > SOUNDS_ALIKE));
    const order = [...new Map(alike)].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const typed = new Set(terms.map(({ bare }) => bare));
    const words = order.map(([bare]) => bare).filter((bare) => bare.length > 2 && !typed.has(bare));
    return words.slice(0, 5).map((bare) => lookup.spoken.get(bare) ?? bare);
  }

  const best = (answers) => Math.max(0, ...answers.map(({ points }) => points));

  function rank(text, lookup) {
    const query = NY.ask(text, lookup);
    const coded = byCode(query.digits, lookup);
    const found = (coded.length ? coded : byWords(query, lookup)).sort(inOrder);
    const answers = found.filter(({ entry }) => entry.code);
    const at = elsewhere(query.terms, lookup, answers);
    const least = 0.12 * best(answers);
    return {
      answers: answers.filter(({ points, part }) => points >= least && (at < 0 || part >= STRONG)),
      guide: found.find(({ entry, points }) => !entry.code && points >= GUIDE * best(answers))?.entry,
      elsewhere: at < 0 ? "" : (NY.advice?.[at] ?? ELSEWHERE),
      read: coded.length ? "" : query.read,
      near: found.length ? [] : nearest(query.terms, lookup),
      isLong: query.terms.length >= LONG,
    };
  }

  const isNothing = ({ answers, guide, elsewhere: said }) => !answers.length && !guide && !said;

  // Where the titles as they travel first say nothing, or not all that was asked for, the whole ones
  // may, once they are there.
  const asksForWhole = (found) => isNothing(found) || found.isLong;

  function search(text) {
    const found = rank(text, NY.lookup);
    return asksForWhole(found) && NY.whole ? rank(text, NY.whole) : found;
  }

  Object.assign(NY, { rank, search, asksForWhole });
})((globalThis.NiemYet ??= {}));
