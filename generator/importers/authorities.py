"""Agencies named in a cell: a comma list whose names hold commas themselves.

In: the text of a cell.  Out: the agencies' names, or why the cell names none.
"""

import re

from generator.importers.cleaning import capital, cut_screen_words, is_unknown, shortened, slug

LONGEST = 160
_HEADS = re.compile(
    r"^(?:ban|biên phòng|bảo hiểm|bệnh viện|bộ|bộ phận|các|cảng vụ|cấp|chi|chi cục|chi nhánh|"
    r"chính phủ|chủ tịch|công an|công đoàn|công ty|cơ|cơ quan|cơ sở|cục|doanh nghiệp|giám đốc|"
    r"hải quan|hội|hội đồng|kho bạc|khu|lãnh đạo|ngân hàng|người|nhà|phòng|quỹ|sở|tandtc|thanh tra|"
    r"thi hành án|thuế|thủ trưởng|thủ tướng|tòa án|toà án|tổ|tổ chức|tổng cục|trạm|trưởng|"
    r"trường|trung tâm|tư lệnh|ubnd|ủy ban|uỷ ban|văn phòng|viện|vụ|đại|đại sứ|đội|đồn|đơn vị)\b",
    re.IGNORECASE,
)
_PAGE = ("Tên thủ tục", "Đối tượng thực hiện", "Cơ quan có thẩm quyền", "Trình tự")


def agencies(cell: str) -> tuple[list[str], str]:
    """The names of the cell and, where it holds no list of agencies, the reason in words."""
    if is_unknown(cell):
        return [], ""
    text, screen = cut_screen_words(cell)
    if screen or "\n" in text or any(word in text for word in _PAGE):
        return [], f"Ô chứa chữ của một trang khác: “{shortened(cell, 100)}”."
    names = [name for name in map(_tidy, split_names(text)) if not is_unknown(name)]
    too_long = next((name for name in names if len(name) > LONGEST), "")
    if too_long:
        return [], f"Tên cơ quan dài bất thường: “{shortened(too_long, 100)}”."
    return list(dict.fromkeys(names)), ""


def split_names(text: str) -> list[str]:
    """The comma list cut where a new name begins: at a capital and a word that opens a name."""
    names: list[str] = []
    for part in _outside_brackets(text):
        opens = part[:1].isupper() and _HEADS.match(part)
        if names and not opens:
            names[-1] += f", {part}"
        else:
            names.append(part)
    return names


def _outside_brackets(text: str) -> list[str]:
    """The parts between commas and semicolons that do not stand in brackets."""
    parts, depth, start = [], 0, 0
    for position, sign in enumerate(text):
        depth = max(0, depth + (sign == "(") - (sign == ")"))
        if sign in ",;" and not depth:
            parts.append(text[start:position].strip())
            start = position + 1
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def split_applicants(text: str) -> list[str]:
    """The comma list of applicants; a part that begins small goes on with the one before."""
    groups: list[str] = []
    for part in _outside_brackets(text):
        if groups and not part[:1].isupper():
            groups[-1] += f", {part}"
        else:
            groups.append(part)
    return list(dict.fromkeys(groups))


def _tidy(name: str) -> str:
    """The name with a capital and without stops behind it."""
    return capital(name.strip(" .,;"))


def agency_id(name: str) -> str:
    """The id of an agency; spellings of one name (Ủy, Uỷ, UBND, capitals, stops) share it."""
    return slug(name).replace("uy-ban-nhan-dan", "ubnd")
