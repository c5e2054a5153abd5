// Narrows a long list: of what stands in [data-filtered] only the entries or rows that hold the
// words typed, with or without diacritics, stay.  Without JavaScript the whole list stands there.
(function () {
  "use strict";
  const box = document.querySelector(".ny-filter");
  if (!box) return;
  const input = box.querySelector("input");
  const said = box.querySelector("[role=status]");
  const what = box.dataset.filter;
  const fold = (text) =>
    text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  // The ways into the whole list lead nowhere while a part of it is hidden.
  const ways = document.querySelectorAll("[data-jump]");
  let groups;

  function read() {
    return [...document.querySelectorAll("[data-filtered]")].map((group) => ({
      group,
      items: [...group.querySelectorAll("li, tbody tr")].map((item) => [item, fold(item.textContent)]),
    }));
  }

  function show() {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let count = 0;
    groups = groups || read();
    for (const { group, items } of groups) {
      let shown = 0;
      for (const [item, text] of items) {
        item.hidden = !words.every((word) => text.includes(word));
        shown += item.hidden ? 0 : 1;
      }
      group.hidden = !shown;
      count += shown;
    }
    for (const way of ways) way.hidden = words.length > 0;
    said.textContent = words.length ? (count ? `Thấy ${count} ${what}.` : `Không thấy ${what} nào.`) : "";
  }
  input.addEventListener("input", show);
  box.hidden = false;
  if (input.value) show(); // kept by the browser when the reader comes back
})();
