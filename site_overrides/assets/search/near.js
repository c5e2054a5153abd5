// Words that sound or look alike.
// In: words without marks.  Out: a key that words of one sound share, and whether two words
// differ by one slip of the finger.
(function (NY) {
  "use strict";

  // Pairs that one accent or another does not tell apart: s/x, ch/tr, d/gi/r, n/l, i/y, c/k.
  const firstSound = (text) =>
    text
      .replace(/^(?:ph|f)/, "f")
      .replace(/^tr/, "ch")
      .replace(/^x/, "s")
      .replace(/^(?:gi(?=[aeouy])|r|v)/, "d")
      .replace(/^gi/, "di")
      .replace(/^l/, "n")
      .replace(/^ngh/, "ng")
      .replace(/^gh/, "g")
      .replace(/^[kq](?!h)/, "c")
      .replace(/y/g, "i")
      .replace(/^ie/, "e")
      .replace(/ie/g, "e");
  // In the south also the last sounds: bảng/bản, lụt/lục.
  const wholeSound = (text) => firstSound(text).replace(/ng$/, "n").replace(/c$/, "t");

  // One letter missing, doubled, wrong, or two exchanged.
  function oneSlip(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    let start = 0;
    while (start < a.length && a[start] === b[start]) start++;
    const restA = a.slice(start);
    const restB = b.slice(start);
    if (a.length > b.length) return restA.slice(1) === restB;
    if (a.length < b.length) return restB.slice(1) === restA;
    const swapped = restA[0] === restB[1] && restA[1] === restB[0];
    return restA.slice(1) === restB.slice(1) || (swapped && restA.slice(2) === restB.slice(2));
  }

  NY.near = { firstSound, wholeSound, oneSlip };
})((globalThis.NiemYet ??= {}));
