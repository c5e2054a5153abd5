// The checklist: the reader's own cases, the papers for them, ticks.  Nothing is stored or sent.
(function (NY) {
  "use strict";
  const { make } = NY;

  const papers = document.querySelector("[data-papers]");
  if (!papers) return;
  const cases = [...papers.querySelectorAll("[data-case]")];
  const choosable = cases.filter((one) => one.dataset.case);
  const options = make("div", { onchange: (event) => choose(event) });
  const progress = make("p", { class: "ny-papers__progress", role: "status" });

  const shown = () => cases.filter((one) => !one.hidden)
    .flatMap((one) => [...one.querySelectorAll("input")]);

  function tell() {
    const boxes = shown();
    const ready = boxes.filter((box) => box.checked).length;
    progress.textContent = ready
      ? `Đã có ${ready} trên ${boxes.length} giấy tờ.`
      : `${boxes.length} giấy tờ. Đánh dấu khi đã có.`;
  }

  function tickable(item) {
    const name = item.querySelector(".ny-dossier__name");
    name.id ||= NY.id();
    item.prepend(make("input", {
      type: "checkbox", class: "ny-tick", autocomplete: "off", "aria-labelledby": name.id,
      onchange: tell,
    }));
  }

  // All cases are shown until the reader has chosen; then those that are theirs.
  function show() {
    const main = options.querySelector("input[type=radio]:checked")?.value ?? "all";
    const ticked = [...options.querySelectorAll("input[type=checkbox]:checked")]
      .map((box) => box.value);
    const untouched = main === "all" && !ticked.length;
    choosable.forEach((one, place) => {
      const own = one.dataset.case === "one"
        ? main === "all" || main === String(place) : ticked.includes(String(place));
      one.hidden = !untouched && !own;
    });
    tell();
  }

  function option(type, value, words, checked = false) {
    const box = make("input", { type, name: `ny-${type}`, value, autocomplete: "off" });
    box.checked = checked;
    return make("label", { class: "ny-choice" }, box, make("span", null, words));
  }

  function group(legend, ...choices) {
    return make("fieldset", { class: "ny-choices ny-screen" },
      make("legend", null, legend), ...choices);
  }

  const heading = (one) => one.querySelector("h3").textContent;
  const of = (type, kind) => choosable.flatMap((one, place) =>
    (one.dataset.case === kind ? [option(type, place, heading(one))] : []));

  function chooser() {
    const alternatives = of("radio", "one");
    const additions = of("checkbox", "any");
    if (alternatives.length) {
      if (cases.length > choosable.length) alternatives.push(option("radio", "", "Trường hợp khác"));
      options.append(group("Trường hợp của bạn", option("radio", "all", "Xem mọi trường hợp", true),
        ...alternatives));
    }
    if (!additions.length) return;
    if (!alternatives.length) additions.push(option("checkbox", "none", "Không thuộc trường hợp nào ở trên"));
    options.append(group(alternatives.length ? "Thêm, nếu đúng với bạn"
      : "Trường hợp của bạn (chọn mọi trường hợp đúng)", ...additions));
  }

  // "None of these" and the others exclude each other.
  function choose(event) {
    const { value, checked, type } = event.target;
    if (type === "checkbox" && checked) {
      for (const box of options.querySelectorAll("input[type=checkbox]")) {
        if ((box.value === "none") !== (value === "none")) box.checked = false;
      }
    }
    show();
  }

  function print() {
    document.documentElement.dataset.printing = "papers";
    addEventListener("afterprint", () => {
      delete document.documentElement.dataset.printing;
    }, { once: true });
    window.print();
  }

  function clear() {
    papers.querySelectorAll(".ny-tick").forEach((box) => { box.checked = false; });
    tell();
  }

  papers.querySelectorAll(".ny-dossier > li").forEach(tickable);
  chooser();
  papers.prepend(options, progress);
  papers.append(make("p", { class: "ny-actions" },
    make("button", { type: "button", class: "ny-button ny-button--quiet", onclick: print },
      "In danh sách giấy tờ"),
    make("button", { type: "button", class: "ny-button ny-button--quiet", onclick: clear },
      "Bỏ đánh dấu")));
  tell();
})((globalThis.NiemYet ??= {}));
