// "Your ward": chosen once, kept in this browser alone; its desk is shown on every procedure.
(function (NY) {
  "use strict";
  const { make } = NY;

  const KEY = "niemyet-ward";
  const LINES = [
    ["address", "Địa chỉ"], ["hours", "Giờ làm việc"], ["telephone", "Điện thoại"],
    ["email", "Phản ánh, hỏi đáp"], ["url", "Trang web"],
  ];

  function stored() {
    try { return localStorage.getItem(KEY); } catch { return null; }
  }

  function store(id) {
    try {
      if (id) localStorage.setItem(KEY, id);
      else localStorage.removeItem(KEY);
    } catch { /* kept for this page only */ }
  }

  const button = (words, onclick) =>
    make("button", { type: "button", class: "ny-button ny-button--quiet", onclick }, words);

  function href(key, text, ward) {
    if (ward.sample) return "";
    if (key === "telephone") return `tel:${text.replace(/[^0-9+]/g, "")}`;
    if (key === "email") return `mailto:${text}`;
    return key === "url" && /^https?:\/\//i.test(text) ? text : "";
  }

  function contact(ward) {
    const lines = LINES.filter(([key]) => ward[key]).map(([key, label]) => {
      const link = href(key, ward[key], ward);
      return make("div", null, make("dt", null, label),
        make("dd", null, link ? make("a", { href: link, rel: "noopener" }, ward[key]) : ward[key]));
    });
    return make("dl", { class: "ny-facts" }, ...lines);
  }

  function showDesk(place, wards, id) {
    const ward = wards.find((one) => one.id === id);
    if (!ward) return offer(place, wards);
    const title = make("h2", { class: "ny-desk__title" }, `Một cửa của bạn: ${ward.name}`);
    const parts = [title];
    if (ward.sample) {
      parts.push(make("p", { class: "ny-note ny-note--sample" },
        "MẪU: thông tin minh họa, không dùng để liên hệ."));
    }
    parts.push(contact(ward), make("p", { class: "ny-actions ny-screen" },
      make("a", { class: "ny-button ny-button--quiet", href: `${NY.root}phuong/${ward.id}/` },
        "Trang của phường"),
      button("Đổi phường", () => choose(place, wards, id)),
      button("Bỏ chọn", () => { store(""); offer(place, wards, true); })));
    if (ward.checked) parts.push(make("p", { class: "ny-meta" }, `Kiểm tra: ${ward.checked}.`));
    return fill(place, parts, "ny-sheet");
  }

  function fill(place, parts, look = "") {
    place.className = `ny-desk ${look}`;
    place.replaceChildren(...parts);
    place.hidden = false;
  }

  function offer(place, wards, focused) {
    const open = button("Chọn phường của bạn", async () => {
      try {
        choose(place, wards ?? (await NY.data("wards")));
      } catch {
        open.after(" Chưa tải được danh sách phường.");
      }
    });
    fill(place, [open]);
    if (focused) open.focus();
  }

  function choose(place, wards, id = "") {
    const list = make("select", { id: NY.id(), autocomplete: "off" },
      make("option", { value: "" }, "– Chọn –"),
      ...wards.map((ward) => make("option", { value: ward.id, selected: ward.id === id }, ward.name)));
    list.onchange = () => {
      if (!list.value) return;
      store(list.value);
      showDesk(place, wards, list.value);
      place.querySelector("button").focus();
    };
    const hint = make("p", { class: "ny-meta" }, "Chỉ lưu trong trình duyệt này, không gửi đi đâu.");
    fill(place, [make("p", { class: "ny-field" },
      make("label", { for: list.id }, "Phường của bạn"), list), hint], "ny-sheet");
    list.focus();
  }

  async function desk(place) {
    const id = stored();
    if (!id) return offer(place);
    try {
      return showDesk(place, await NY.data("wards"), id);
    } catch {
      return offer(place);
    }
  }

  function mine(toggle) {
    const show = () => toggle.setAttribute("aria-pressed", String(stored() === toggle.dataset.myWard));
    toggle.hidden = false;
    show();
    toggle.onclick = () => {
      store(stored() === toggle.dataset.myWard ? "" : toggle.dataset.myWard);
      show();
    };
  }

  document.querySelectorAll("[data-desk]").forEach(desk);
  document.querySelectorAll("[data-my-ward]").forEach(mine);
})((globalThis.NiemYet ??= {}));
