// One search box on a page: asks the ranking and shows its answers as a list of links.
// search.js opens it when the index has come (generator/search/index.py).
//
// HTML that it enhances, as often as it stands on a page; without scripts the form leads to the
// search page, which then shows the lists of fields and of all procedures:
//
//   <form role="search" class="ny-search" action="{root}tim-kiem/" method="get">
//     <label for="ny-q">Tìm thủ tục</label>
//     <input id="ny-q" type="search" name="q" autocomplete="off" maxlength="400">
//     <button type="submit">Tìm</button>
//   </form>
//   <div class="ny-results"></div>        right after the form; made where it is missing
//
//   {root}: the way to the site's root, ending in "/": "./", "../"; it is read from here.
//   A form on the page that it leads to shows all: see page.js.
//
// What it writes into .ny-results:  p.ny-status[role=status]  p.ny-read  p.ny-elsewhere
// p.ny-guide > a.ny-title  ol.ny-list > li > a.ny-title + p.ny-facts (span, code.ny-code)
// p.ny-more  div.ny-none
// Keys: ↓ ↑ Home End move through the links, Enter opens, Esc clears and returns to the box.
(function (NY) {
  "use strict";

  const FEW = 6;
  const PAUSE = 60; // ms without a key before the answer
  const SILENCE = 700; // ms without a key before it is announced
  const LOOKING = "Đang tìm trong tên đầy đủ của các thủ tục…";

  // Text is always text, never HTML.
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  // From a disk or stick there is no server to send a folder's index.html.
  const page = (address) =>
    location.protocol === "file:" ? address.replace(/\/(?=$|\?)/, "/index.html") : address;

  const asking = (root, text) => page(`${root}tim-kiem/?q=${encodeURIComponent(text)}`);

  class Box {
    constructor(form, root) {
      this.form = form;
      this.root = root;
      this.input = form.querySelector("input[name=q]");
      form.action = page(form.getAttribute("action"));
      this.status = make("p", { class: "ny-status", role: "status" });
      this.found = make("div", { class: "ny-found" });
      this.place = this.placeForResults();
      this.place.replaceChildren(this.status, this.found);
      this.input.addEventListener("input", () => this.soon());
      for (const element of [form, this.place])
        element.addEventListener("keydown", (event) => this.key(event));
      if (this.input.value) this.answer();
    }

    placeForResults() {
      const next = this.form.nextElementSibling;
      if (next?.matches(".ny-results")) return next;
      const place = make("div", { class: "ny-results" });
      this.form.after(place);
      return place;
    }

    soon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.answer(), PAUSE);
    }

    // The list must not be drawn anew under a reader who has just moved into it.
    answerNow() {
      if (!this.timer) return;
      clearTimeout(this.timer);
      this.answer();
    }

    answer() {
      this.timer = 0;
      const text = this.input.value;
      if (!text.trim()) return this.clear();
      const result = this.search(text);
      const entries = result.answers.map((answer) => answer.entry);
      this.show(entries, result, FEW);
      if (entries.length > FEW) {
        const all = make("a", { href: asking(this.root, text) }, `Xem cả ${entries.length} kết quả`);
        this.found.append(make("p", { class: "ny-more" }, all));
      }
    }

    // What the first script does not answer, or not wholly, may stand in the second, which comes only
    // then.
    search(text) {
      const result = NY.search(text);
      if ((NY.asksForWhole(result) || result.elsewhere) && !NY.whole && this.vain !== text) this.loadRest();
      return result;
    }

    async loadRest() {
      if (this.waiting) return;
      this.waiting = true;
      await NY.load(`${this.root}tim-kiem/chi-muc-them.js`).catch(NY.forget);
      this.waiting = false;
      if (!NY.whole) this.vain = this.input.value; // the next query tries again
      this.answer();
    }

    show(entries, { read, elsewhere, guide, near }, limit) {
      this.found.replaceChildren();
      const some = entries.length || guide;
      if (read && some) this.found.append(make("p", { class: "ny-read" }, `Hiểu là: ${read}`));
      if (elsewhere) this.found.append(make("p", { class: "ny-elsewhere" }, elsewhere));
      if (guide) this.found.append(this.guide(guide));
      if (entries.length) this.found.append(this.list(entries.slice(0, limit)));
      const none = !some && !elsewhere;
      if (none) this.found.append(this.waiting ? make("p", {}, LOOKING) : this.none(near));
      const count = entries.length ? `${entries.length} kết quả` : "";
      const said = [elsewhere && "Việc của nơi khác", guide && "1 hướng dẫn", count];
      this.announce(said.filter(Boolean).join(", ") || "Không có kết quả");
    }

    guide({ id, title }) {
      const link = make("a", { class: "ny-title", href: page(`${this.root}viec/${id}/`) }, title);
      return make("p", { class: "ny-guide" }, "Việc trong đời: ", link, ", các thủ tục theo thứ tự nên làm.");
    }

    list(entries) {
      return make("ol", { class: "ny-list" }, ...entries.map((entry) => this.item(entry)));
    }

    item({ code, title, tier, field }) {
      const facts = [tier.name, field.name].filter(Boolean).map((fact) => make("span", {}, fact));
      facts.push(make("code", { class: "ny-code" }, code));
      const link = make("a", { class: "ny-title", href: page(`${this.root}thu-tuc/${code}/`) }, title);
      return make("li", {}, link, make("p", { class: "ny-facts" }, ...facts));
    }

    none(near) {
      const words = near.flatMap((word) => [" ", make("a", { href: asking(this.root, word) }, word)]);
      const fields = make("a", { href: page(`${this.root}linh-vuc/`) }, "Xem theo lĩnh vực");
      const { hotline } = NY.lookup.data;
      return make(
        "div",
        { class: "ny-none" },
        make("p", {}, "Không tìm thấy thủ tục nào. Thử ít từ hơn, hoặc gọi việc đó bằng tên khác."),
        ...(words.length ? [make("p", {}, "Từ gần giống:", ...words)] : []),
        make("p", {}, fields, hotline && ` · Hỏi tổng đài ${hotline}`),
      );
    }

    announce(text) {
      clearTimeout(this.later);
      this.later = setTimeout(() => (this.status.textContent = text), SILENCE);
    }

    clear() {
      clearTimeout(this.later);
      this.found.replaceChildren();
      this.status.textContent = "";
    }

    key(event) {
      const here = document.activeElement;
      if (event.key === "Escape" && (this.input.value || here !== this.input)) {
        event.preventDefault();
        this.input.value = "";
        this.input.focus();
        return this.answer();
      }
      if (event.key === "ArrowDown") this.answerNow();
      const links = [...this.found.querySelectorAll("a")];
      const at = links.indexOf(here);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
      const moves = at >= 0 || (here === this.input && event.key === "ArrowDown");
      if (to === undefined || !moves || !links.length) return;
      event.preventDefault();
      (to < 0 ? this.input : links[Math.min(to, links.length - 1)]).focus();
    }
  }

  NY.make = make;
  NY.page = page;
  NY.Box = Box;
})((globalThis.NiemYet ??= {}));
