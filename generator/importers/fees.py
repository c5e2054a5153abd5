"""What a fee cell says: an amount, the People's Council, or only words that cannot be relied on.

In: the text of a channel's fee cell and of its description.  Out: ``FeeRead``: the attributes of
``model.Fee`` and the faults found.  An amount is taken only where it stands alone or agrees with
its own text; else the words are kept as stated.
"""

import re
from typing import NamedTuple

from generator.importers.cleaning import (
    capital,
    first_clause,
    is_unknown,
    one_line,
    shortened,
    without_bullet,
)
from generator.importers.legal_numbers import legal_numbers_in

PLACEHOLDER = "Miễn phí"
LEAST_DONG = 1000
"""No fee is under 1,000 đồng: a smaller number has lost its thousands."""


class FeeRead(NamedTuple):
    """A fee as plain attributes, and the faults as (rule, what, repair)."""

    fee: dict[str, object]
    faults: tuple[tuple[str, str, str], ...] = ()


class Money(NamedTuple):
    """An amount and its currency where the text stands."""

    amount: float
    currency: str
    start: int
    end: int
    unit: str


_NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_DONG = r"việt nam đồng|vnđ|vnd|đồng|đ(?![a-zà-ỹ])"
_HEAD = re.compile(
    rf"^\s*(?P<kind>lệ phí|phí)?\s*:?\s*(?P<number>{_NUMBER}|không)?\s*"
    rf"(?P<currency>{_DONG}|usd)?\s*(?P<rest>\(.*)?$",
    re.IGNORECASE | re.DOTALL,
)
_MONEY = re.compile(
    rf"(?<![\w.,/])(?P<number>{_NUMBER})\s*(?:\([^()]{{0,80}}\)\s*)?"
    rf"(?:(?P<million>triệu)\s*)?(?P<currency>{_DONG}|usd)"
    r"(?:\s*/\s*(?P<unit>[^().;,:\n]{1,60}))?"
    rf"|(?<![\w.,/])(?P<bare>\d{{1,3}}(?:[.,]\d{{3}})+)\s*/\s*(?P<bareunit>[^\W\d][^().;,:\n]{{1,60}})",
    re.IGNORECASE,
)
_COUNCIL = re.compile(r"(?i)hội đồng nhân dân|HĐND")
_COUNCIL_AND_FEE = re.compile(
    r"(?i)phí[^.;\n]{0,160}(?:hội đồng nhân dân|HĐND)|(?:hội đồng nhân dân|HĐND)[^.;\n]{0,120}phí"
)
_CHANGES = re.compile(r"(?i)\d\s*%|áp dụng mức|giảm|áp dụng theo quy định|không được quy định")
_EXEMPT = re.compile(r"(?i)\bmiễn\b")
_UNIT_END = re.compile(
    r"(?i)\s*(?:\b(?:theo|đối với|áp dụng|trừ|trong đó|quy định|và|khi)\b|\+|- ).*$",
    re.DOTALL,
)
_UNTIL = re.compile(r"(?i)đến hết ngày\s+(\d{1,2})/(\d{1,2})/(\d{4})")
_SINCE = re.compile(r"(?i)(?:kể từ|từ) ngày\s+(\d{1,2})/(\d{1,2})/(\d{4})")
_ONLY_UNIT = re.compile(
    r"(?i)^\(*\s*(?:đồng)?\s*(?:/|trên|tính cho|cho|đối với)?\s*(?:0?1\s+)?"
    r"(?P<unit>hồ sơ|lần|trường hợp|giao dịch|văn bản|di chúc|bản|trang|giấy|tờ khai|chứng chỉ|"
    r"khẩu-chiếc|giấy phép|thẻ)\s*[.)]*$"
)
_NAME = re.compile(r"(?i)^(?:phí|lệ phí|mức thu|mức phí|mức lệ phí|thu)\b")
_BY_LAW = re.compile(
    r"(?i)^(?:theo (?:quy định|khoản|điểm|điều|thông tư|nghị định|luật|biểu)|được quy định|căn cứ)"
)
_IN_LETTERS = re.compile(r"(?i)^\([^()]*(?:nghìn|ngàn|triệu)[^()]*\)\s*")
_GENERAL_NAME = re.compile(r"(?i)^mức (?:thu )?(?:lệ )?phí$|^(?:lệ )?phí$")
_DOUBTFUL = "Kiểm tra lại mức thu theo văn bản quy định rồi điền tay."


def read_fee(cell: str, description: str = "", words: int | None = None) -> FeeRead | None:
    """The fee of a cell; None where the cell says nothing.

    ``words``: the most characters of the source's own words to keep; None keeps all.
    """
    text = one_line(cell)
    if is_unknown(text):
        return None
    if _COUNCIL.search(text) or (_is_placeholder(text) and _COUNCIL_AND_FEE.search(description)):
        return _council(text)
    if _is_placeholder(text):
        return _placeholder(text, description)
    head = _HEAD.match(text)
    if head is None or not head["number"] or head["number"].lower() == "không":
        what = f"Không đọc được mức thu “{shortened(text, 80)}”."
        return _unverified(text, words, ("fee-unreadable", what, _DOUBTFUL))
    return _with_amount(text, head, words)


def amount_of(number: str) -> float:
    """The value of a number with thousands signs of either kind: ``10.000``, ``7,000``, ``1.5``."""
    parts = re.split(r"[.,]", number)
    if len(parts) > 1 and all(len(part) == 3 for part in parts[1:]):
        return float("".join(parts))
    if len(parts) > 1 and len(parts[-1]) < 3:
        return float(f"{''.join(parts[:-1])}.{parts[-1]}")
    return float("".join(parts))


def monies(text: str) -> list[Money]:
    """All amounts of money that the text names, with the unit behind a slash."""
    found = []
    for match in _MONEY.finditer(text):
        amount = amount_of(match["number"] or match["bare"])
        if match["million"]:
            amount *= 1_000_000
        currency = "USD" if (match["currency"] or "").lower() == "usd" else "VND"
        listed = text[match.end() : match.end() + 1] == ","
        unit = "" if listed else _unit(match["unit"] or match["bareunit"] or "")
        found.append(Money(amount, currency, match.start(), match.end(), unit))
    return found


def _unit(text: str) -> str:
    """The unit without what follows it; empty where it is not plain."""
    unit = _UNIT_END.sub("", text).strip(" /-“”\"'")
    unit = re.sub(r"^0?1\s+", "", unit)
    return unit if len(unit) <= 60 else ""


def _is_placeholder(text: str) -> bool:
    """Whether it is the portal's standing word for no fee: ``Miễn phí``, 0, ``Không Đồng``."""
    if re.fullmatch(r"(?i)miễn(?: phí| lệ phí)?\.?", text):
        return True
    head = _HEAD.match(text)
    if head is None or not head["number"] or (head["rest"] and _MONEY.search(head["rest"])):
        return False
    number = head["number"].lower()
    return number == "không" or amount_of(number) == 0


def _council(text: str) -> FeeRead:
    """The People's Council sets the fee, whatever number stands in front."""
    what = f"Ô ghi “{shortened(text, 60)}” nhưng phần chữ nói mức thu do HĐND cấp tỉnh quy định."
    repair = "Tìm nghị quyết của HĐND thành phố rồi điền mức thu và văn bản."
    return FeeRead({"basis": "council"}, (("fee-set-by-council", what, repair),))


def _placeholder(text: str, description: str) -> FeeRead:
    """``Miễn phí`` or 0: what the portal fills in where nobody entered a fee."""
    named = monies(description)
    also = f"; phần mô tả lại nêu {shortened(_words(description, named), 60)}" if named else ""
    what = f"Ô ghi “{shortened(text, 40)}”, có thể là chữ điền sẵn của Cổng{also}."
    repair = "Kiểm tra văn bản quy định phí; nếu đúng là không thu thì ghi basis: free và văn bản."
    rule = "fee-placeholder-with-amount" if named else "fee-placeholder"
    return FeeRead({"basis": "unverified", "stated": PLACEHOLDER}, ((rule, what, repair),))


def _words(text: str, named: list[Money]) -> str:
    return "“" + one_line(text[named[0].start : named[0].end]) + "”"


def _unverified(text: str, words: int | None, *faults: tuple[str, str, str]) -> FeeRead:
    stated = text if words is None else shortened(text, words)
    return FeeRead({"basis": "unverified", "stated": stated}, faults)


def _with_amount(text: str, head: re.Match[str], words: int | None) -> FeeRead:
    """An amount in front and, in brackets, the words about it."""
    amount = amount_of(head["number"])
    currency = "USD" if (head["currency"] or "").lower() == "usd" else "VND"
    inside = _inside(head["rest"] or "")
    doubt = _doubt(text, amount, currency, inside, head["currency"] or "")
    if doubt:
        return _unverified(text, words, doubt)
    fee: dict[str, object] = {"basis": "amount", "amount": amount}
    if currency != "VND":
        fee["currency"] = currency
    if head["kind"]:
        fee["kind"] = "levy" if head["kind"].lower() == "lệ phí" else "charge"
    return _with_words(fee, text, inside, words)


def _inside(rest: str) -> str:
    """The text of the brackets."""
    text = rest.strip()
    while text.startswith("(") and text.endswith(")") and _closes(text) == len(text) - 1:
        text = text[1:-1].strip()
    text = _IN_LETTERS.sub("", text)
    return text.lstrip("(").strip() if text.count("(") > text.count(")") else text


def _closes(text: str) -> int:
    """Where the bracket that opens the text closes; -1 where it does not."""
    depth = 0
    for position, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return position
    return -1


def _doubt(
    text: str, amount: float, currency: str, inside: str, sign: str
) -> tuple[str, str, str] | None:
    """Why the amount cannot be taken, or None."""
    shown = shortened(text, 100)
    named = {(money.amount, money.currency) for money in monies(inside)}
    if len(named) > 1:
        what = f"Ô nêu nhiều mức thu cho nhiều trường hợp: “{shown}”."
        return "fee-several-amounts", what, "Tách thành từng mức theo trường hợp."
    if named and named != {(amount, currency)}:
        return "fee-disagrees", f"Số tiền và phần chữ trong ngoặc không khớp: “{shown}”.", _DOUBTFUL
    if currency == "VND" and amount < LEAST_DONG:
        return (
            "fee-too-small",
            f"Số tiền nhỏ bất thường, có thể thiếu hàng nghìn: “{shown}”.",
            (_DOUBTFUL),
        )
    if not sign and not named:
        return "fee-without-currency", f"Số tiền không ghi đơn vị tiền: “{shown}”.", _DOUBTFUL
    if _CHANGES.search(inside):
        what = f"Phần chữ nói mức thu được giảm hoặc đổi theo ngày: “{shown}”."
        return "fee-conditions", what, "Ghi từng mức kèm ngày áp dụng và văn bản."
    return None


def _with_words(fee: dict[str, object], text: str, inside: str, words: int | None) -> FeeRead:
    """What the words beside an agreed amount add: unit, name, case, days; or a doubt after all."""
    only = _ONLY_UNIT.match(inside)
    if not inside or only:
        return FeeRead(fee | ({"unit": only["unit"].lower()} if only else {}))
    named = monies(inside)
    before = _lead(inside[: named[0].start] if named else inside)
    unit = next((money.unit for money in named if money.unit), "")
    if unit:
        fee["unit"] = unit
    if not _describe(fee, before):
        what = f"Số tiền chỉ đúng cho trường hợp tả bằng cả đoạn văn: “{shortened(text, 80)}”."
        return _unverified(text, words, ("fee-conditions", what, "Ghi rõ trường hợp áp dụng."))
    fee |= _days(inside)
    if _EXEMPT.search(inside):
        what = f"Phần chữ nêu trường hợp được miễn: “{shortened(inside, 80)}”."
        return FeeRead(fee, (("fee-exemptions", what, "Điền exemptions theo văn bản."),))
    return FeeRead(fee)


def _lead(text: str) -> str:
    """The words before the amount, without bullets and the colon or ``thu`` that leads to it."""
    lead = re.sub(r"(?i)[\s:,(–-]*(?:\bthu|\blà|\bmức thu)?[\s:,(–-]*$", "", one_line(text))
    return re.sub(r":\s*[+–-]\s*", ": ", without_bullet(lead))


def _describe(fee: dict[str, object], lead: str) -> bool:
    """Put the words before the amount into name or case; False where they are too long for it."""
    if not lead or _BY_LAW.match(lead):
        return True
    if _NAME.match(lead):
        name = first_clause(re.split(r"(?i)\s+(?:theo quy định|theo thông tư)", lead)[0], 160)
        if not name:
            return False
        if not _GENERAL_NAME.match(name):
            fee["name"] = capital(name)
        fee.setdefault("kind", "levy" if "lệ phí" in name.lower()[:14] else "charge")
        return True
    if len(lead) > 160 or re.search(r"[;.] |\w\. ", lead):
        return False
    fee["case"] = capital(lead)
    return True


def _days(inside: str) -> dict[str, object]:
    """The days the words name for the amount, with the only legal document they name."""
    until, since = _UNTIL.search(inside), _SINCE.search(inside)
    days: dict[str, object] = {}
    if since and until:
        days["since"] = _iso(since)
    if until:
        days["until"] = _iso(until)
    numbers = legal_numbers_in(inside)
    if len(numbers) == 1:
        days["legal"] = numbers
    return days


def _iso(day: re.Match[str]) -> str:
    return f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}"
