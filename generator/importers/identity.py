"""Who and what: the name, field, tier, applicants, authorities, decision and source of a procedure.

In: the main row.  Out: attributes and findings of the ``Draft``.
"""

import re

from generator.importers.authorities import agencies, split_applicants
from generator.importers.cleaning import capital, fold, is_unknown, one_line, shortened
from generator.importers.draft import MAIN, STATED, Draft, source

_TIERS = {"cap xa": "ward", "cap tinh": "city", "cap huyen": "district", "cap bo": "ministry"}
_TIER_NAMES = {"ward": "cấp xã", "city": "cấp tỉnh", "district": "cấp huyện", "ministry": "cấp bộ"}
_DECISION = re.compile(r"^\d+(?:/\d{4})?/QĐ-[A-ZĐ][A-ZĐ0-9\-]*$")
_OWN_CODE = re.compile(r"\s*\(\s*(\d+\.\d{6})\s*\)\s*$")
_PREFIX = re.compile(r"(?i)^thủ tục\s+(?!hành chính\b)")


def read_identity(draft: Draft) -> None:
    """Code, name, short name, field, tier."""
    main = draft.rows.main
    name = _name(draft, one_line(main.text("Tên TTHC")))
    draft.record |= {"code": draft.rows.code, "name": name}
    short = capital(_PREFIX.sub("", name))
    if short != name and len(short) <= STATED:
        draft.put("short_name", short)
    if len(name) > 250:
        what = f"Tên dài {len(name)} ký tự: “{shortened(name, 60)}”."
        draft.fault(MAIN, main, "Tên TTHC", ("name-long", what, "Đặt short_name."))
    draft.put("field", _field(draft, one_line(main.text("Lĩnh vực"))))
    draft.put("jurisdiction", [{"tier": draft.settings.tier}])
    _check_tier(draft)


def _field(draft: Draft, name: str) -> str:
    """The id of the field; another spelling of a known field is reported."""
    fields = draft.registry.fields
    variant = fields.is_variant(name)
    field_id = fields.id_of(name)
    if variant:
        what = f"Lĩnh vực “{name}” là cách viết khác của “{fields.taken[field_id]}”."
        fault = ("field-variant", what, "Đã gộp; thêm vào aliases nếu nguồn còn viết như vậy.")
        draft.fault(MAIN, draft.rows.main, "Lĩnh vực", fault)
    return field_id


def _name(draft: Draft, raw: str) -> str:
    """The name without signs around it and without a code behind it."""
    name = re.sub(r"^[\s.,;:\-–+*]+|[\s.,;:\-–]+$", "", raw)
    if name != raw:
        fault = ("name-sign", f"Tên có dấu thừa ở đầu hoặc cuối: “{_ends(raw)}”.", "Đã cắt dấu.")
        draft.fault(MAIN, draft.rows.main, "Tên TTHC", fault)
    code = _OWN_CODE.search(name)
    if not code:
        return capital(name)
    other = code[1] != draft.rows.code
    what = f"Tên chứa mã {code[1]}" + (" của thủ tục khác." if other else ".")
    repair = "Kiểm tra xem tên có đúng thủ tục này không." if other else "Đã cắt mã khỏi tên."
    draft.fault(MAIN, draft.rows.main, "Tên TTHC", ("code-in-name", what, repair))
    return capital(name[: code.start()])


def _ends(text: str) -> str:
    """The first and last words of a long text."""
    return text if len(text) <= 80 else f"{shortened(text, 40)} {text[-30:]}"


def _check_tier(draft: Draft) -> None:
    """The tier column is compared with the tier of the workbook, which is what holds."""
    text = draft.rows.main.text("Cấp thực hiện")
    named = {_TIERS.get(fold(part), "other") for part in text.split(",") if part.strip()}
    if named == {draft.settings.tier}:
        return
    mine = _TIER_NAMES[draft.settings.tier]
    rule = "tier-several" if draft.settings.tier in named else "tier-other"
    what = f"Cột cấp ghi “{text}”; đã lấy {mine} theo bảng tính."
    draft.fault(MAIN, draft.rows.main, "Cấp thực hiện", (rule, what, "Kiểm tra lại thẩm quyền."))


def read_people(draft: Draft) -> None:
    """Applicants and authorities."""
    main = draft.rows.main
    applicants = main.text("Đối tượng thực hiện")
    if is_unknown(applicants):
        draft.gap("applicants", "not-published")
    else:
        draft.put("applicants", split_applicants(one_line(applicants)))
    found: list[dict[str, object]] = []
    broken = False
    for column, role in (
        ("Cơ quan có thẩm quyền", "competent"),
        ("Cơ quan thực hiện", "executing"),
    ):
        names, why = agencies(main.text(column))
        broken = broken or bool(why)
        if why:
            fault = ("authority-page-text", why, "Tra cơ quan ở nguồn rồi điền tay.")
            draft.fault(MAIN, main, column, fault)
        for name in names:
            entry: dict[str, object] = {"agency": draft.registry.agencies.id_of(name), "role": role}
            if entry not in found:
                found.append(entry)
    draft.put("authorities", found)
    if not found:
        _no_authority(draft, broken)


def _no_authority(draft: Draft, broken: bool) -> None:
    if broken:
        note = "Cổng ghi lẫn chữ của trang khác vào mục cơ quan."
        draft.gap("authorities", "to-be-verified", note)
        return
    draft.gap("authorities", "not-published")
    what = "Không có cơ quan thực hiện và cơ quan có thẩm quyền."
    fault = ("authority-missing", what, "Tra quyết định công bố rồi điền tay.")
    draft.fault(MAIN, draft.rows.main, "Cơ quan thực hiện", fault)


def read_decision(draft: Draft) -> None:
    """The number of the publishing decision; an odd one is kept and marked."""
    main = draft.rows.main
    text = one_line(main.text("Số quyết định"))
    number = re.sub(r"(?i)^(?:quyết định\s*)?(?:số\s*:?\s*)?(?=\d)", "", text)
    if is_unknown(number):
        draft.gap("decision", "not-published")
        return
    if not re.search(r"\d", number):
        what = f"Số quyết định “{number}” là chữ thử, không phải số."
        draft.fault(MAIN, main, "Số quyết định", ("decision-placeholder", what, "Điền số thật."))
        draft.gap("decision", "to-be-verified")
        return
    draft.put("decision", {"number": number})
    if not _DECISION.match(number):
        what = f"Số quyết định “{number}” không có dạng thường gặp."
        draft.fault(MAIN, main, "Số quyết định", ("decision-odd", what, "Tra lại số quyết định."))
        draft.gap("decision", "to-be-verified", "Số quyết định trên Cổng ghi khác dạng thường gặp.")


def read_source(draft: Draft) -> None:
    """The page of the record; only http and https addresses are taken."""
    main = draft.rows.main
    url = main.text("Link truy cập")
    if not url:
        what = "Không có đường dẫn tới trang gốc."
        draft.fault(MAIN, main, "Link truy cập", ("link-missing", what, "Điền url nếu tìm được."))
    elif not re.fullmatch(r"https?://[^\s<>\"']+", url):
        what = f"Đường dẫn “{shortened(url, 60)}” không phải http hay https, đã bỏ."
        draft.fault(MAIN, main, "Link truy cập", ("link-kind", what, "Điền url đúng."))
        url = ""
    draft.put("source", source(draft.settings, url))
