// What is left of Telex ("ddawng kys") and VNI ("d9a8ng ky1") when the keyboard was off.
// In: a word without marks, lower case.  Out: the syllable that was meant, or the word itself.
(function (NY) {
  "use strict";

  const SYLLABLE = new RegExp(
    "^(?:ngh|gh|ng|nh|kh|ch|th|tr|ph|qu|gi|[bcdghklmnprstvx])?" +
      "(?:uyu|uye|uya|oai|oay|oao|oeo|uay|uoi|uou|ieu|yeu|[ae]o|[aeou]u|[aou]i|[au]y|i[aeu]|" +
      "o[ae]|u[aeoy]|y[ae]|[aeiouy])(?:ch|ng|nh|[cmnpt])?$",
  );
  const isSyllable = (text) => SYLLABLE.test(text);

  // The keys in the order in which the typist's method would have used them up.
  function fromTelex(text) {
    const letters = text
      .replace(/dd/g, "d")
      .replace(/(^|[^aou])w/g, "$1u") // w alone is ư
      .replace(/w/g, "") // after a, o, u it only bends the vowel
      .replace(/([aeiouy][a-z]*?)[sfrxjz]+(?=[^aeiouy]*$)/, "$1"); // the tone key, early or late
    return oneOf([letters, undouble(letters), undouble(letters).replace(/[sfrxjz]+$/, "")]);
  }

  const undouble = (text) =>
    text
      .replace(/aa/g, "a")
      .replace(/ee/g, "e")
      .replace(/oo/g, "o")
      .replace(/^(d.*)d$/, "$1") // "datd": the bar typed last
      .replace(/([aeo])(.+)\1$/, "$1$2"); // "hono": the hat typed last

  const oneOf = (readings) => readings.find(isSyllable) ?? "";
  const fromVni = (text) => oneOf([text.replace(/(?<=[a-z])[0-9]+/g, "")]);

  // `isKnown` says whether the index has the word: then nothing needs repair.
  function repair(text, isKnown) {
    if (isKnown(text) || !/[a-z]/.test(text)) return text;
    const meant = /[0-9]/.test(text) ? fromVni(text) : fromTelex(text);
    return meant && (isKnown(meant) || !isSyllable(text)) ? meant : text;
  }

  NY.repair = { repair, isSyllable };
})((globalThis.NiemYet ??= {}));
