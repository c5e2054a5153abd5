// The search page: all results, narrowed by tier, field, online level and cost; the state stands
// in the address (?q=…&cap=…&linh-vuc=…&truc-tuyen=1&mien-phi=1), so that a search can be sent on.
// In: the form of the contract in box.js.  Out: besides what box.js writes, form.ny-filters
// and div.ny-fulltext.
(function (NY) {
  "use strict";

  const { make } = NY;
  const PAGE = 20;
  const ONLINE = "truc-tuyen";
  const FREE = "mien-phi";
  const FILTERS = ["cap", "linh-vuc", ONLINE, FREE];

  const passes = (entry, chosen) =>
    (!chosen.cap || entry.tier.id === chosen.cap) &&
    (!chosen["linh-vuc"] || entry.field.id === chosen["linh-vuc"]) &&
    (!chosen[ONLINE] || /[fp]/.test(entry.flags)) &&
    (!chosen[FREE] || entry.flags.includes("0"));

  class SearchPage extends NY.Box {
    constructor(form, root) {
      super(form, root);
      this.shown = PAGE;
      this.filters = make("form", { class: "ny-filters", "aria-label": "Lọc kết quả" });
      this.filters.addEventListener("submit", (event) => event.preventDefault());
      this.filters.addEventListener("change", ({ target }) => this.choose(target));
      this.place.prepend(this.filters);
      form.addEventListener("submit", (event) => this.submit(event));
      addEventListener("popstate", () => this.readAddress());
      this.readAddress();
    }

    readAddress() {
      const asked = new URLSearchParams(location.search);
      this.input.value = asked.get("q") ?? this.input.value;
      this.chosen = Object.fromEntries(FILTERS.map((name) => [name, asked.get(name) ?? ""]));
      this.drawFilters();
      this.answer();
    }

    writeAddress() {
      const state = new URLSearchParams();
      const all = [["q", this.input.value.trim()], ...Object.entries(this.chosen)];
      for (const [name, value] of all) if (value) state.set(name, value);
      history.replaceState(null, "", location.pathname + (String(state) && `?${state}`));
    }

    submit(event) {
      event.preventDefault();
      this.answer();
    }

    soon() {
      this.shown = PAGE;
      super.soon();
    }

    answer() {
      this.timer = 0;
      if (!this.chosen) return; // before the address is read
      this.writeAddress();
      const text = this.input.value;
      const narrowed = Object.values(this.chosen).some(Boolean);
      if (!text.trim() && !narrowed) return this.clear();
      const result = this.search(text);
      const all = text.trim() ? result.answers.map((answer) => answer.entry) : NY.lookup.entries;
      const entries = all.filter((entry) => passes(entry, this.chosen));
      this.show(entries, result, this.shown);
      if (narrowed && all.length && !entries.length) this.found.prepend(this.widen(all.length));
      if (entries.length > this.shown) this.found.append(this.more(entries.length - this.shown));
      if (text.trim()) this.found.append(this.fullText(text));
    }

    widen(count) {
      const button = make("button", { type: "button" }, `Bỏ bộ lọc để thấy ${count} kết quả`);
      button.addEventListener("click", () => {
        this.chosen = {};
        this.drawFilters();
        this.answer();
        this.input.focus();
      });
      return make("p", { class: "ny-more" }, button);
    }

    more(left) {
      const button = make("button", { type: "button" }, `Xem thêm (còn ${left})`);
      button.addEventListener("click", () => {
        const next = this.shown;
        this.shown += PAGE;
        this.answer();
        this.found.querySelectorAll("a.ny-title")[next].focus();
      });
      return make("p", { class: "ny-more" }, button);
    }

    fullText(text) {
      const button = make("button", { type: "button" }, "Tìm trong toàn văn");
      const place = make("div", { class: "ny-fulltext" }, button);
      button.addEventListener("click", async () => {
        button.disabled = true;
        await NY.load(`${this.root}assets/search/fulltext.js`);
        place.append(await NY.fullText(text, this.root));
      });
      return place;
    }

    choose({ name, type, checked, value }) {
      this.chosen[name] = type === "checkbox" && !checked ? "" : value;
      this.soon();
    }

    drawFilters() {
      const { tiers, fields } = NY.lookup.data;
      const byName = (a, b) => a.name.localeCompare(b.name, "vi");
      this.filters.replaceChildren(
        this.select("cap", "Cấp", tiers.filter(used("tier"))),
        this.select("linh-vuc", "Lĩnh vực", fields.filter(used("field")).sort(byName)),
        this.tick(ONLINE, "Nộp trực tuyến được"),
        this.tick(FREE, "Miễn phí"),
      );
    }

    select(name, label, choices) {
      const options = choices.map(({ id, name: text }) => make("option", { value: id }, text));
      const list = make("select", { name }, make("option", { value: "" }, "Tất cả"), ...options);
      list.value = this.chosen[name];
      return make("label", {}, label, list);
    }

    tick(name, label) {
      const box = make("input", { type: "checkbox", name, value: "1" });
      box.checked = Boolean(this.chosen[name]);
      return make("label", {}, box, label);
    }
  }

  function used(name) {
    const ids = new Set(NY.lookup.entries.map((entry) => entry[name].id));
    return (choice) => choice.id && ids.has(choice.id);
  }

  NY.SearchPage = SearchPage;
})((globalThis.NiemYet ??= {}));
