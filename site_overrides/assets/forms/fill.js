// The page of a form: checks what is written, makes the Word file, prints.  It sends and keeps
// nothing; what was written is gone when the tab is closed.
(function () {
  "use strict";
  const form = document.querySelector("form.ny-fill");
  if (!form) return;
  const one = (selector) => form.querySelector(selector);
  const inputs = [...form.querySelectorAll("[data-tag]")];
  const texts = inputs.filter((input) => input.type !== "radio" && input.type !== "checkbox");
  const said = one(".ny-fill__said");

  function isDate(text) {
    const found = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
    if (!found) return /^((0?[1-9]|1[0-2])\/)?\d{4}$/.test(text);
    const [day, month, year] = found.slice(1).map(Number);
    const date = new Date(year, month - 1, day);
    return date.getMonth() === month - 1 && date.getDate() === day;
  }
  const CHECKS = {
    date: [isDate, "ghi ngày/tháng/năm, ví dụ 05/09/2026"],
    number: [(text) => /^[\d.,]+$/.test(text), "chỉ ghi số"],
    "personal-number": [(text) => /^\d{12}$/.test(text), "phải đủ 12 chữ số"],
    phone: [(text) => /^\+?[\d .]{8,15}$/.test(text), "ghi số điện thoại, chỉ gồm chữ số"],
    email: [(text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text), "ghi địa chỉ dạng ten@vi-du.vn"],
    year: [(text) => /^\d{4}$/.test(text), "ghi năm bằng 4 chữ số"],
    time: [(text) => /^([01]?\d|2[0-3])[:h][0-5]\d$/.test(text), "ghi giờ:phút, ví dụ 08:30"],
  };

  function fault(input) {
    const text = input.value.trim();
    if (!text) return input.required ? "chưa điền" : "";
    const check = CHECKS[input.dataset.check];
    return check && !check[0](text) ? check[1] : "";
  }

  // Shows or clears the fault beside the blank, in words and for screen readers.
  function mark(element, words) {
    const id = `${element.id}-error`;
    let note = document.getElementById(id);
    const others = (element.getAttribute("aria-describedby") || "").split(" ").filter((name) => name && name !== id);
    if (words && !note) {
      note = document.createElement("span");
      note.id = id;
      note.className = "ny-fill__error";
      if (element.tagName === "FIELDSET") element.append(note);
      else element.after(note);
    }
    if (note && !words) note.remove();
    if (words) note.textContent = `${element.dataset.label}: ${words}.`;
    if (element.tagName !== "FIELDSET") element.toggleAttribute("aria-invalid", Boolean(words));
    if (element.hasAttribute("aria-invalid")) element.setAttribute("aria-invalid", "true");
    const described = words ? [...others, id] : others;
    if (described.length) element.setAttribute("aria-describedby", described.join(" "));
    else element.removeAttribute("aria-describedby");
    return words;
  }

  function checkAll() {
    const choices = [...form.querySelectorAll("fieldset[data-required]")];
    return [
      ...texts.filter((input) => mark(input, fault(input))),
      ...choices.filter((set) => mark(set, set.querySelector(":checked") ? "" : "chưa chọn")),
    ];
  }

  function showFaults(faulty) {
    const box = one(".ny-fill__errors");
    box.hidden = !faulty.length;
    if (!faulty.length) return;
    one(".ny-fill__errors ul").replaceChildren(
      ...faulty.map((element) => {
        const link = document.createElement("a");
        const target = element.tagName === "FIELDSET" ? element.querySelector("input") : element;
        link.href = `#${target.id}`;
        link.textContent = document.getElementById(`${element.id}-error`).textContent;
        link.addEventListener("click", (event) => {
          event.preventDefault();
          target.focus();
        });
        const item = document.createElement("li");
        item.append(link);
        return item;
      })
    );
    box.focus();
  }

  function values() {
    const found = {};
    for (const input of inputs) {
      if (input.type === "radio" || input.type === "checkbox") found[input.dataset.tag] = input.checked;
      else found[input.dataset.tag] = input.value.trim().normalize("NFC");
    }
    const day = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(found["ngay-lap"] || "");
    if (day) [found["ngay-lap.ngay"], found["ngay-lap.thang"], found["ngay-lap.nam"]] = day.slice(1);
    return found;
  }

  // The blank Word file comes as a script, so that it also loads from a folder on a disk.
  let blank;
  const template = () =>
    (blank ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = form.dataset.script;
      script.onload = () => done(window.niemYetForm);
      script.onerror = () => {
        blank = undefined;
        failed(new Error("mau.js"));
      };
      document.head.append(script);
    }));

  async function download() {
    try {
      const file = window.niemYetDocx(await template(), values());
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = form.dataset.file;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      said.textContent = `Đã tạo tệp ${form.dataset.file} trong máy bạn.`;
    } catch (error) {
      said.textContent = "Chưa tạo được tệp Word. Hãy tải lại trang hoặc in ra giấy.";
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const faulty = checkAll();
    showFaults(faulty);
    if (!faulty.length) download();
  });
  one(".ny-fill__anyway").addEventListener("click", download);
  one(".ny-fill__print").addEventListener("click", () => window.print());
  one(".ny-fill__clear").addEventListener("click", () => {
    form.reset();
    for (const element of form.querySelectorAll("[aria-invalid], fieldset[data-required]")) mark(element, "");
    showFaults([]);
    said.textContent = "Đã xóa hết.";
  });
  form.addEventListener("focusout", (event) => {
    if (texts.includes(event.target) && event.target.value) mark(event.target, fault(event.target));
  });
  // The Enter key in a blank must not finish the form.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  });
  form.addEventListener("input", (event) => {
    if (event.target.tagName !== "TEXTAREA") return;
    event.target.style.height = "auto";
    event.target.style.height = `${event.target.scrollHeight}px`;
  });
  window.addEventListener("beforeunload", (event) => {
    if (Object.values(values()).some(Boolean)) event.preventDefault();
  });
  // A page taken back from the browser's memory must not show what another person has written.
  window.addEventListener("pageshow", (event) => event.persisted && form.reset());
  one(".ny-fill__download").disabled = false;
  one(".ny-fill__actions").hidden = false;
})();
