// Full text of the procedures' pages by Pagefind, loaded only when a reader asks for it.
// In: the query and the way to the site's root.  Out: an element with the places found, or with
// the reason in words why there can be none (Pagefind is a module and needs a web server).
(function (NY) {
  "use strict";

  const MOST = 10;
  const FROM_DISK =
    "Tìm toàn văn chỉ dùng được khi mở trang qua mạng hoặc máy chủ web, không dùng được khi mở tệp từ ổ đĩa hay USB.";
  const NOT_LOADED = "Không tải được phần tìm toàn văn trên trình duyệt này.";

  const { make, page } = NY;

  let engine;
  async function pagefind(root) {
    engine ??= await import(new URL(`${root}pagefind/pagefind.js`, document.baseURI).href);
    return engine;
  }

  function item({ raw_url: address, meta, excerpt }, root) {
    const text = new DOMParser().parseFromString(excerpt, "text/html").body.textContent;
    const link = make("a", { class: "ny-title", href: page(root + address.replace(/^\//, "")) }, meta.title);
    return make("li", {}, link, make("p", { class: "ny-facts" }, text));
  }

  NY.fullText = async function (text, root) {
    const note = (words) => make("p", { role: "status" }, words);
    if (location.protocol === "file:") return note(FROM_DISK);
    try {
      const { results } = await (await pagefind(root)).search(text);
      const found = await Promise.all(results.slice(0, MOST).map((result) => result.data()));
      if (!found.length) return note("Toàn văn cũng không có các từ này.");
      const list = make("ol", { class: "ny-list" }, ...found.map((place) => item(place, root)));
      return make("div", {}, note(`${results.length} kết quả trong toàn văn`), list);
    } catch {
      return note(NOT_LOADED);
    }
  };
})((globalThis.NiemYet ??= {}));
