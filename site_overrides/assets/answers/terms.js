// Legal terms in plain words: the first mention of each on a procedure's page can be pointed at,
// focused or tapped (WCAG 1.4.13: it stays while pointed at, Escape closes it).  Done here and not
// when the site is built: the pages stay light, and a better wording changes one small file.
(function (NY) {
  "use strict";
  const { make } = NY;

  const WHERE = ".ny-lead, .ny-steps > li, #dieu-kien + ul > li, .ny-dossier__name, .ny-glance dd";
  const INSIDE = "a, button, summary, label, .ny-term, [role=tooltip]";
  const MOST = 12;

  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  // The longest first, so that "giám hộ đương nhiên" is not cut to "giám hộ".
  function finder(terms) {
    const known = new Map();
    for (const term of terms) {
      for (const words of [term.term, ...(term.also ?? [])]) {
        known.set(words.normalize("NFC").toLocaleLowerCase("vi"), term);
      }
    }
    const words = [...known.keys()].sort((a, b) => b.length - a.length).map(escaped);
    const letter = "[\\p{L}\\p{M}\\p{N}]";
    const pattern = new RegExp(`(?<!${letter})(?:${words.join("|")})(?!${letter})`, "giu");
    return { pattern, meaning: (text) => known.get(text.normalize("NFC").toLocaleLowerCase("vi")) };
  }

  function texts(place) {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT, (node) =>
      (node.parentElement.closest(INSIDE) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  }

  function mark(node, find, seen) {
    for (const match of node.data.matchAll(find.pattern)) {
      const term = find.meaning(match[0]);
      if (!term || seen.has(term)) continue;
      seen.add(term);
      const rest = node.splitText(match.index);
      const after = rest.splitText(match[0].length);
      rest.replaceWith(explained(match[0], term));
      if (seen.size < MOST) mark(after, find, seen);
      return;
    }
  }

  function explained(words, term) {
    const id = NY.id();
    const tip = make("span", { role: "tooltip", id, class: "ny-term__tip", hidden: true }, term.means);
    const name = make("span", {
      class: "ny-term__name", tabindex: "0", role: "button", "aria-describedby": id,
    }, words);
    const whole = make("span", { class: "ny-term" }, name, tip);
    const open = () => { tip.hidden = false; keepInside(tip); };
    const close = () => { tip.hidden = true; };
    whole.onmouseenter = open;
    whole.onmouseleave = () => { if (document.activeElement !== name) close(); };
    name.onfocus = open;
    name.onblur = close;
    name.onclick = open;
    name.onkeydown = (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); } };
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
    return whole;
  }

  function keepInside(tip) {
    tip.style.left = "0";
    const { left, right } = tip.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    if (right > width - 8) tip.style.left = `${Math.max(width - 8 - right, 8 - left)}px`;
  }

  async function start() {
    let terms;
    try { terms = await NY.data("terms"); } catch { return; }
    if (!terms.length) return;
    const find = finder(terms);
    const seen = new Set();
    for (const place of document.querySelectorAll(WHERE)) {
      for (const node of texts(place)) if (seen.size < MOST) mark(node, find, seen);
    }
  }

  if (document.querySelector(".ny-procedure")) {
    const idle = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 200));
    idle(start);
  }
})((globalThis.NiemYet ??= {}));
