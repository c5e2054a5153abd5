// The list of forms: shows only those whose name or number holds the words typed, with or without
// diacritics.  Without JavaScript the whole list stands there.
(function () {
  "use strict";
  const box = document.querySelector(".ny-filter");
  if (!box) return;
  const input = box.querySelector("input");
  const said = box.querySelector("[role=status]");
  const fold = (text) =>
    text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  const groups = [...document.querySelectorAll("[data-forms]")].map((group) => ({
    group,
    items: [...group.querySelectorAll("li")].map((item) => [item, fold(item.textContent)]),
  }));

  function show() {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { group, items } of groups) {
      let shown = 0;
      for (const [item, text] of items) {
        item.hidden = !words.every((word) => text.includes(word));
        shown += item.hidden ? 0 : 1;
      }
      group.hidden = !shown;
      count += shown;
    }
    said.textContent = words.length ? (count ? `Thấy ${count} biểu mẫu.` : "Không thấy biểu mẫu nào.") : "";
  }
  input.addEventListener("input", show);
  box.hidden = false;
  show();
})();
