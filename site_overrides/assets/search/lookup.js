// The index as the ranking reads it.
// In: the rows that generator/search/index.py writes.  Out: entries (one per procedure), phrases
// (title, official name, synonyms, field, form numbers), and for each word where it stands.
(function (NY) {
  "use strict";

  const { split, isEmpty } = NY.words;
  const COLUMNS = "code field tier flags title name synonyms forms time fee".split(" ");

  // How much a phrase counts for its procedure.
  const WEIGHT = { title: 1, synonym: 1, shared: 0.95, name: 0.7, form: 1, field: 0.35 };

  const content = (text) => split(text).filter((item) => !isEmpty(item));

  const slug = (name) => split(name).map((item) => item.bare).join("-");
  // Synonyms travel folded and without empty words (generator/search/plain.py).
  const said = (text) => text.split(" ").map(NY.words.word);
  const list = (text) => text.split(";").filter(Boolean);
  const plain = (text) => content(text).map((item) => item.bare).join(" ");

  function readRow(line, data) {
    const cells = line.split("\t");
    const entry = Object.fromEntries(COLUMNS.map((name, i) => [name, cells[i] ?? ""]));
    entry.field = data.fields[parseInt(entry.field, 36)];
    entry.tier = data.tiers[parseInt(entry.tier, 36)];
    entry.prior = 1 + (entry.flags.includes("c") ? 0.06 : 0) + entry.tier.prior;
    return entry;
  }

  class Lookup {
    constructor(data) {
      const tiers = data.tiers.map(([id, name], i) => ({ id, name, prior: i ? 0 : 0.04 }));
      const fields = data.fields.map(([name, id = slug(name)]) => ({ id, name }));
      this.data = { ...data, tiers, fields };
      this.entries = data.rows.split("\n").filter(Boolean).map((row) => readRow(row, this.data));
      this.phrases = [];
      this.places = new Map(); // word -> [phrase, position, phrase, position, …]
      this.pairs = new Set(); // "word next" that stand side by side somewhere
      this.spoken = new Map(); // word -> how it is written with its marks
      this.entries.forEach((entry, i) => this.addEntry(entry, i));
      this.addShared(data.synonyms);
      this.countEntries();
      this.sortWords();
    }

    addEntry(entry, i) {
      this.add(i, entry.title, WEIGHT.title, true);
      if (entry.name) this.add(i, entry.name, WEIGHT.name);
      for (const text of list(entry.synonyms)) this.addWords(i, said(text), WEIGHT.synonym);
      for (const number of entry.forms.split(" ")) if (number) this.add(i, number, WEIGHT.form);
      this.add(i, entry.field.name, WEIGHT.field);
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
        if (position) this.pairs.add(words[position - 1].bare + " " + bare);
      });
    }

    // Everyday words of the whole catalogue: they belong to the procedures that they name by
    // code, and to those whose title says what they mean; the shorter the title the more so.
    addShared(synonyms) {
      const titles = this.entries.map(({ title, name }) => ` ${plain(title)} | ${plain(name)} `);
      for (const [say, means = "", rows = []] of synonyms) {
        const of = new Map();
        for (const text of list(means)) {
          titles.forEach((title, i) => {
            if (title.includes(` ${text} `)) of.set(i, 0.6 + (0.3 * text.length) / title.indexOf(" |"));
          });
        }
        rows.forEach((i, rank) => of.set(i, Math.max(0.6, 1 - 0.03 * rank)));
        for (const [i, weight] of of)
          for (const text of list(say)) this.addWords(i, said(text), WEIGHT.shared * weight);
      }
    }

    countEntries() {
      this.entriesWith = new Map();
      for (const [bare, places] of this.places) {
        const seen = new Set();
        for (let i = 0; i < places.length; i += 2) seen.add(this.phrases[places[i]].entry);
        this.entriesWith.set(bare, seen.size);
      }
    }

    sortWords() {
      this.sorted = [...this.places.keys()].sort();
      this.bySound = new Map();
      for (const bare of this.sorted) {
        const key = NY.near.wholeSound(bare);
        if (!this.bySound.has(key)) this.bySound.set(key, []);
        this.bySound.get(key).push(bare);
      }
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
