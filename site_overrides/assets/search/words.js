// Words of Vietnamese text, as the search compares them.
// In: any text, NFC or NFD.  Out: words with two readings: `bare` without marks (đ as d), and
// `toned`, the letters with their marks and the tone moved to the end, so that hoà and hòa agree.
(function (NY) {
  "use strict";

  const MARK = /\p{M}/gu;
  const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
  const BREAK = /[^\p{L}\p{M}\p{N}]+/u;

  // Words that carry no subject, and those that only ask at the end: "không tiền án" is no
  // question.  generator/search/plain.py has them, because it leaves them out of synonyms too.
  const { EMPTY, AT_END } = NY;

  const bare = (word) =>
    word.normalize("NFD").replace(MARK, "").toLowerCase().replace(/đ/g, "d");

  function toned(word) {
    const letters = word.normalize("NFD").toLowerCase();
    const tones = letters.match(TONE);
    return letters.replace(TONE, "").normalize("NFC") + (tones ? tones.join("") : "");
  }

  const cache = new Map();
  function word(raw) {
    let known = cache.get(raw);
    if (!known) {
      known = { raw, bare: bare(raw), toned: toned(raw) };
      known.marked = known.bare !== known.toned;
      cache.set(raw, known);
    }
    return known;
  }

  const split = (text) =>
    text.normalize("NFC").toLowerCase().split(BREAK).filter(Boolean).map(word);

  const setOf = (list, read) => new Set(list.split(" ").map(read));
  const empty = setOf(EMPTY, toned);
  const emptyBare = setOf(`${EMPTY} ${AT_END}`, bare);
  const atEnd = setOf(AT_END, toned);

  NY.words = {
    bare,
    split,
    word,
    isEmpty: (item) => empty.has(item.toned),
    isQuestion: (item) => atEnd.has(item.toned),
    // Typed without marks a word may be an empty one: its neighbours have to decide.
    maybeEmpty: (item) => emptyBare.has(item.bare),
  };
})((globalThis.NiemYet ??= {}));
