/* The page that answers for a day: reads /thu-tuc/<code>/theo-ngay.json and shows the days asked for.
   Without it, or where a browser may not read files, the procedure's own page has all days. */
"use strict";
(() => {
  const form = document.querySelector(".ny-asof-form");
  const answer = document.getElementById("tra-loi");
  if (!form || !answer) return;
  const root = form.dataset.root;
  const code = form.elements.ma;
  const day = form.elements.ngay;
  const TOPICS = [
    ["jurisdiction", "Cấp giải quyết"],
    ["authorities", "Cơ quan giải quyết"],
    ["time_limits", "Thời hạn"],
    ["fees", "Phí, lệ phí"],
  ];

  const add = (parent, name, text, attributes = {}) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    parent.append(element);
    return element;
  };
  const firstLower = (text) => text.charAt(0).toLowerCase() + text.slice(1);
  const shown = (iso) => iso.split("-").reverse().join("/");
  const holds = (span, on) => (!span.since || span.since <= on) && (!span.until || on <= span.until);

  const values = (list, found) => {
    if (!found.length) add(list, "dd", "Danh mục chưa ghi cho ngày này.");
    const someDated = found.some((value) => value.dated);
    for (const value of found) {
      const line = add(list, "dd", value.text);
      if (someDated && !value.dated) add(line, "span", " – không ghi ngày áp dụng", { class: "ny-meta" });
    }
    // Said once where it holds for all.
    if (found.length && !someDated) add(list, "dd", "Không ghi ngày áp dụng.", { class: "ny-meta" });
  };

  const show = (data, on) => {
    const span = data.spans.find((candidate) => holds(candidate, on));
    answer.replaceChildren();
    const sheet = add(answer, "section", "", { class: "ny-sheet ny-sheet--key" });
    add(add(sheet, "h2"), "a", data.title, { href: `${root}thu-tuc/${data.code}/` });
    if (!span) {
      add(sheet, "p", `Ngày ${shown(on)} thủ tục này không còn áp dụng.`, { class: "ny-note ny-note--warn" });
      return;
    }
    if (on > data.as_of) {
      const words = `Ngày ${shown(on)} chưa đến: đây là điều đã biết đến ngày ${shown(data.as_of)}, còn có thể đổi.`;
      add(sheet, "p", words, { class: "ny-note ny-note--warn" });
    }
    if (!span.in_force) {
      add(sheet, "p", "Ngày này không cấp nào giải quyết thủ tục.", { class: "ny-note ny-note--warn" });
    }
    add(sheet, "p", `Ngày ${shown(on)}. Câu trả lời giữ nguyên: ${firstLower(span.period)}.`, { class: "ny-asof" });
    const list = add(sheet, "dl", "", { class: "ny-facts" });
    for (const [topic, label] of TOPICS) {
      const row = add(list, "div");
      add(row, "dt", label);
      values(row, span[topic]);
    }
    if (span.published) {
      const words = `Bản công bố ngày ${shown(span.published.day)}`;
      add(add(sheet, "p"), "a", words, { href: root + span.published.page });
    }
  };

  const fail = (text) => {
    answer.replaceChildren();
    const line = add(answer, "p", `${text} `, { class: "ny-note ny-note--warn" });
    add(line, "a", "Mở trang của thủ tục", { href: `${root}thu-tuc/${code.value}/#lich-su` });
  };

  const ask = async () => {
    try {
      const reply = await fetch(`${root}thu-tuc/${code.value}/theo-ngay.json`);
      if (!reply.ok) return fail(`Không có thủ tục mã ${code.value}.`);
      show(await reply.json(), day.value);
    } catch {
      fail("Trình duyệt không đọc được dữ liệu từ bản này.");
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    code.value = code.value.trim();
    if (!form.checkValidity()) return;
    history.replaceState(null, "", `?ma=${encodeURIComponent(code.value)}&ngay=${day.value}`);
    ask();
  });

  const given = new URLSearchParams(location.search);
  form.hidden = false;
  if (given.has("ma")) code.value = given.get("ma");
  if (given.get("ngay")) day.value = given.get("ngay");
  if (code.value && form.checkValidity()) ask();
})();
