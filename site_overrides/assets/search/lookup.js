// The index as the ranking reads it.
// In: the rows that generator/search/index.py writes, and for the whole lookup the second script's.
// Out: entries (one per procedure), guides (one per situation of life), phrases (title, synonyms,
// field, form numbers), and for each word where it stands.  A phrase's number says whose it is:
// those of the guides come after those of the entries.
(function (NY) {
  "use strict";

  const { split, isEmpty } = NY.words;
  const COLUMNS = "field tier flags forms title synonyms".split(" ");

  // How much a phrase counts for its procedure.
  const WEIGHT = { title: 1, synonym: 1, shared: 0.95, form: 1, rest: 0.9, field: 0.35 };

  const named = (rank) => (rank ? WEIGHT.shared * Math.max(0.6, 1 - 0.03 * rank) : WEIGHT.synonym);

  const content = (text) => split(text).filter((item) => !isEmpty(item));

  const slug = (name) => split(name).map((item) => item.bare).join("-");
  // Synonyms travel folded and without empty words (generator/search/plain.py).
  const said = (text) => text.split(" ").map(NY.words.word);
  const list = (text) => text.split(";").filter(Boolean);

  const lines = (text) => (text ? text.split("\n") : []);
  const rows = (text) => lines(text).map((line) => line.split("\t"));

  // What generator/search/pack.py makes short: signs that stand for letters, codes as steps.
  function readSigns({ signs, letters, text }) {
    return [...letters].reduce((read, letter, i) => read.replaceAll(signs[i], letter), text);
  }

  function readCodes(text) {
    let number = 0;
    return lines(text).map((step) => String((number += parseInt(step, 36))).replace(/./, "$&."));
  }

  function readEntries(codes, columns, { tiers, fields }) {
    const cells = columns.map((column) => column.split("\n"));
    return codes.map((code, i) => {
      const entry = { code };
      COLUMNS.forEach((name, c) => (entry[name] = cells[c][i]));
      entry.field = fields[parseInt(entry.field, 36)];
      entry.tier = tiers[parseInt(entry.tier, 36)];
      entry.prior = 1 + (entry.flags.includes("c") ? 0.06 : 0) + entry.tier.prior;
      return entry;
    });
  }

  class Lookup {
    constructor(data, rest = "") {
      const [fields, elsewhere, codes, ...columns] = readSigns(data).split("\f");
      const guides = columns.pop();
      this.data = {
        hotline: data.hotline,
        tiers: data.tiers.map(([id, name], i) => ({ id, name, prior: i ? 0 : 0.04 })),
        fields: fields.split("\n").map((name) => ({ id: slug(name), name })),
        elsewhere: lines(elsewhere).map(list),
      };
      this.entries = readEntries(readCodes(codes), columns, this.data);
      this.phrases = [];
      this.places = new Map(); // word -> [phrase, position, phrase, position, …]
      this.pairs = new Set(); // "word next" that stand side by side somewhere
      this.spoken = new Map(); // word -> how it is written with its marks
      const more = rest.split("\n");
      this.entries.forEach((entry, i) => this.addEntry(entry, i, list(more[i] ?? "")));
      this.addShared(rows(columns.at(-1)));
      this.guides = rows(guides).map((row, i) => this.addGuide(row, this.entries.length + i));
      for (const text of this.data.elsewhere.flat()) this.addPairs(said(text));
      this.countEntries();
      this.sortWords();
    }

    addEntry(entry, i, rest) {
      this.add(i, entry.title, WEIGHT.title, true);
      for (const text of list(entry.synonyms)) this.addWords(i, said(text), WEIGHT.synonym);
      for (const number of entry.forms.split(" ")) if (number) this.add(i, number, WEIGHT.form);
      for (const text of rest) this.addWords(i, said(text), WEIGHT.rest);
      this.addWords(i, (entry.field.words ??= content(entry.field.name)), WEIGHT.field);
    }

    addGuide([title, say = "", id = slug(title)], i) {
      for (const text of title.split(",")) this.add(i, text, WEIGHT.title);
      for (const text of list(say)) this.addWords(i, said(text), WEIGHT.synonym);
      return { id, title, prior: 1 };
    }

    add(entry, text, weight, title = false) {
      this.addWords(entry, content(text), weight, title);
    }

    addWords(entry, words, weight, title = false) {
      if (!words.length) return;
      const marks = words.some((item) => item.marked);
      const id = this.phrases.push({ entry, weight, title, words, marks }) - 1;
      words.forEach(({ bare, raw }, position) => {
        if (!this.places.has(bare)) this.places.set(bare, []);
        this.places.get(bare).push(id, position);
        if (marks && !this.spoken.has(bare)) this.spoken.set(bare, raw);
      });
      this.addPairs(words);
    }

    addPairs(words) {
      for (let i = 1; i < words.length; i++) this.pairs.add(words[i - 1].bare + " " + words[i].bare);
    }

    // Everyday words of the whole catalogue: they belong to the procedures that they name by
    // code, to the first as its own, and to those whose title says what they mean; the shorter the
    // title the more so.
    addShared(synonyms) {
      for (const [say, means = "", at = ""] of synonyms) {
        const of = new Map();
        for (const text of list(means)) this.inTitles(said(text), of);
        at.split(" ").filter(Boolean).forEach((i, rank) => of.set(+i, named(rank)));
        for (const [i, weight] of of)
          for (const text of list(say)) this.addWords(i, said(text), weight);
      }
    }

    inTitles(words, of) {
      const places = this.places.get(words[0].bare) ?? [];
      for (let k = 0; k < places.length; k += 2) {
        const { title, entry, words: there } = this.phrases[places[k]];
        if (title && words.every(({ bare }, i) => there[places[k + 1] + i]?.bare === bare))
          of.set(entry, WEIGHT.shared * (0.6 + (0.3 * words.length) / there.length));
      }
    }

    countEntries() {
      this.entriesWith = new Map();
      for (const [bare, places] of this.places) {
        const seen = new Set();
        for (let i = 0; i < places.length; i += 2) seen.add(this.phrases[places[i]].entry);
        this.entriesWith.set(bare, Math.min(seen.size, this.entries.length));
      }
    }

    sortWords() {
      this.sorted = [...this.places.keys()].sort();
      this.sounds = null;
    }

    // Made when first asked for: the first answer comes sooner.
    get bySound() {
      if (this.sounds) return this.sounds;
      this.sounds = new Map();
      for (const bare of this.sorted) {
        const key = NY.near.wholeSound(bare);
        if (!this.sounds.has(key)) this.sounds.set(key, []);
        this.sounds.get(key).push(bare);
      }
      return this.sounds;
    }

    has(bare) {
      return this.places.has(bare);
    }

    rarity(bare) {
      const count = this.entriesWith.get(bare) ?? 0;
      return Math.log(1 + (this.entries.length - count + 0.5) / (count + 0.5));
    }

    startingWith(start) {
      let low = 0;
      let high = this.sorted.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.sorted[middle] < start) low = middle + 1;
        else high = middle;
      }
      const found = [];
      for (; low < this.sorted.length && this.sorted[low].startsWith(start); low++) found.push(this.sorted[low]);
      return found;
    }
  }

  NY.Lookup = Lookup;
})((globalThis.NiemYet ??= {}));
