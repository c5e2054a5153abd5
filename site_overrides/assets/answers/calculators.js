// The calculators of a procedure's page: when will it be done, what will it cost.  The rules are
// in time-rules.js and cost-rules.js; what is not known is said, and nothing is reckoned.
(function (NY) {
  "use strict";
  const { make } = NY;

  const CHANNEL = { "in-person": "Trực tiếp", online: "Trực tuyến", post: "Qua bưu chính" };
  const UNIT = { day: "ngày", "working-day": "ngày làm việc", month: "tháng", hour: "giờ" };

  function field(words, input) {
    input.id = NY.id();
    return make("p", { class: "ny-field" }, make("label", { for: input.id }, words), input);
  }

  function select(options) {
    return make("select", { autocomplete: "off" },
      ...options.map(([value, words]) => make("option", { value }, words)));
  }

  const dayInput = () => make("input", { type: "date", value: NY.today(), autocomplete: "off" });
  const countInput = () => make("input", {
    type: "number", min: "1", max: "9999", step: "1", value: "1", inputmode: "numeric",
    autocomplete: "off",
  });

  // A folded calculator; `build` runs when it is first opened, with the publisher's calendar.
  function calculator(place, title, build) {
    const body = make("div", { class: "ny-calc__body" });
    const details = make("details", { class: "ny-calc" }, make("summary", null, title), body);
    let built = false;
    details.ontoggle = async () => {
      if (!details.open || built) return;
      built = true;
      try {
        build(body, await NY.data("office"));
      } catch {
        built = false;
        body.replaceChildren(make("p", { class: "ny-gap" },
          "Chưa tải được lịch làm việc. Hãy kiểm tra kết nối mạng rồi mở lại."));
      }
    };
    place.append(details);
  }

  // What the page doubts of its own figures stands below whatever is reckoned with them.
  function form(body, fields, answer) {
    const output = make("div", { role: "status", class: "ny-calc__answer" });
    const { doubt } = body.closest("[data-limits], [data-prices]").dataset;
    const run = () => output.replaceChildren(...answer(), ...(doubt ? [gap(doubt)] : []));
    body.replaceChildren(make("form", {
      class: "ny-calc__form", oninput: run, onchange: run, onsubmit: (event) => event.preventDefault(),
    }, ...fields), output);
    run();
  }

  const said = (words) => make("p", null, words);
  const gap = (words) => make("p", { class: "ny-gap" }, words);
  const strong = (before, words, after) =>
    make("p", { class: "ny-calc__main" }, before, make("b", null, words), after);

  const channelsOf = (records) => {
    const named = [...new Set(records.map((one) => one.channel).filter(Boolean))];
    return named.length ? named : ["in-person"];
  };
  const channelSelect = (records) =>
    select(channelsOf(records).map((kind) => [kind, CHANNEL[kind]]));

  // When

  const NO_DAY = {
    unit: (answer, limit) => `Không tính được. ${limit.words}.`,
    hour: () => "Không tính được: thời hạn tính bằng giờ, mà nguồn không nói là giờ làm việc hay giờ đồng hồ.",
    day: () => "Hãy chọn ngày nộp.",
    holidays: (answer) =>
      `Không tính được: lịch nghỉ lễ năm ${answer.year} ở đây chưa đủ (Tết, Giỗ Tổ, nghỉ bù). ` +
      "Hãy hỏi ngày hẹn trả khi nộp.",
    doubt: (answer) =>
      `Không tính được: chưa kiểm chứng được ngày ${NY.day(answer.day)} có phải ngày nghỉ hay không. ` +
      "Hãy hỏi ngày hẹn trả khi nộp.",
  };
  const MOVED = {
    closed: (day) => `Ngày đã chọn là ngày nghỉ, nên tính là nhận vào ${day}.`,
    late: (day, office) => `Nộp sau ${office.cutOff}, nên tính là nhận vào ${day}.`,
  };

  function whenLines(limit, answer, office) {
    const about = limit.case ? ` (${limit.case})` : "";
    if (answer.unknown) return [gap(NO_DAY[answer.unknown](answer, limit) + about)];
    const lines = [strong("Chậm nhất ", NY.day(answer.due),
      `, theo thời hạn ${limit.number} ${UNIT[limit.unit]}${about}.`)];
    if (answer.moved) lines.push(said(MOVED[answer.moved](NY.day(answer.received), office)));
    return lines;
  }

  function when(body, limits, office) {
    const channel = channelSelect(limits);
    const day = dayInput();
    const time = make("input", { type: "time", value: "09:00", autocomplete: "off" });
    const fields = [field("Cách nộp", channel), field("Ngày nộp đủ hồ sơ", day)];
    if (office.cutOff) fields.push(field("Giờ nộp", time));
    form(body, fields, () => {
      const filing = { day: day.value, time: office.cutOff ? time.value : "" };
      const lines = limits
        .filter((limit) => !limit.channel || limit.channel === channel.value)
        .flatMap((limit) => whenLines(limit, NY.due(limit, filing, office), office));
      if (channel.value === "post") {
        lines.push(said("Gửi qua bưu chính: hãy chọn ngày cơ quan nhận được hồ sơ."));
      }
      return [...lines, make("p", { class: "ny-meta" }, whenRule(office))];
    });
  }

  const whenRule = (office) =>
    "Không tính ngày nhận hồ sơ; rơi vào ngày nghỉ thì lùi đến ngày làm việc kế tiếp (Bộ luật Dân sự " +
    "2015, Điều 147 và 148). Ngày hẹn trên giấy tiếp nhận mới là ngày chính thức." +
    (office.cutOff ? "" : " Trang này không đặt giờ chốt nhận hồ sơ trong ngày.");

  // Cost

  const NO_SUM = {
    none: "Không tính được: không có mức thu nào được ghi cho cách nộp, ngày và trường hợp này.",
    several: "Không tính được tổng: nguồn ghi nhiều mức mà không nói mức nào cho ai.",
    council: "Không tính được tổng: có khoản do Hội đồng nhân dân quy định, ở đây chưa có số tiền.",
    rule: "Không tính được tổng: có khoản tính theo quy tắc riêng.",
    unverified: "Không tính được tổng: có khoản chưa kiểm chứng.",
    shared: "Không tính được tổng: có khoản chưa có số tiền.",
    exempt: "Không tính được: danh mục chỉ ghi ai được miễn, giảm, không ghi giảm bao nhiêu.",
    amount: "Không tính được tổng: có khoản chưa có số tiền.",
    count: "Hãy nhập số lượng là số nguyên, từ 1.",
  };

  function costLine(one) {
    const name = one.name ? `${one.name}: ` : "";
    const known = one.unknown === undefined && one.sum ? `${NY.money(one.sum, one.currency)}, ` : "";
    const law = one.legal || "chưa ghi căn cứ";
    return make("li", null, `${name}${known}mức ${one.words}`, " ",
      make("span", { class: "ny-meta" }, `(${law})`));
  }

  function costLines(answer, office) {
    const lines = answer.lines.length
      ? [make("ul", null, ...answer.lines.map(costLine))] : [];
    if (answer.unknown.length) return [...answer.unknown.map((why) => gap(NO_SUM[why])), ...lines];
    const sums = Object.entries(answer.totals).map(([currency, sum]) => NY.money(sum, currency));
    return [strong("Phải nộp ", sums.join(" và "), "."), ...lines,
      make("p", { class: "ny-meta" }, `Theo bản niêm yết ngày ${NY.day(office.posted)}.`)];
  }

  function cost(body, prices, office) {
    const channel = channelSelect(prices);
    const day = dayInput();
    const cases = select([]);
    const units = countInput();
    const copies = countInput();
    const exempt = make("input", { type: "checkbox", autocomplete: "off" });
    const unitsLabel = make("span");
    const rows = {
      cases: field("Trường hợp", cases), units: field(unitsLabel, units),
      copies: field("Số bản", copies), exempt: field("Tôi thuộc diện miễn, giảm", exempt),
    };
    rows.exempt.classList.add("ny-field--tick");
    let known = "";

    function fit() {
      const { found, cases: named } = NY.prices(prices, day.value, channel.value);
      const unit = found.find((price) => price.unit)?.unit;
      rows.cases.hidden = !named.length;
      rows.units.hidden = !unit;
      unitsLabel.textContent = `Số lượng (${unit})`;
      rows.copies.hidden = !found.some((price) => price.ceiling || price.reduced_from);
      rows.exempt.hidden = !found.some((price) => price.exemptions?.length);
      if (named.join("\n") !== known) {
        known = named.join("\n");
        cases.replaceChildren(...[...named, ""].map((one) =>
          make("option", { value: one }, one || "Trường hợp khác")));
      }
    }

    form(body, [field("Cách nộp", channel), field("Ngày nộp", day), ...Object.values(rows)], () => {
      fit();
      if (!day.value) return [gap(NO_DAY.day())];
      const asked = {
        day: day.value, channel: channel.value, chosen: cases.value, exempt: exempt.checked,
        units: rows.units.hidden ? 1 : units.valueAsNumber,
        copies: rows.copies.hidden ? 1 : copies.valueAsNumber,
      };
      return costLines(NY.cost(prices, asked), office);
    });
  }

  for (const place of document.querySelectorAll("[data-limits]")) {
    const limits = JSON.parse(place.dataset.limits);
    calculator(place, "Tính thử: khi nào xong?", (body, office) => when(body, limits, office));
  }
  for (const place of document.querySelectorAll("[data-prices]")) {
    const prices = JSON.parse(place.dataset.prices);
    calculator(place, "Tính thử: phải nộp bao nhiêu?", (body, office) => cost(body, prices, office));
  }
})((globalThis.NiemYet ??= {}));
