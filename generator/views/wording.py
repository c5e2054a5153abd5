"""Vietnamese words for values: dates, numbers, money, time limits, channels, what is not known.

In: values of the model.  Out: text for readers, NFC, without HTML.
"""

from collections.abc import Iterable
from datetime import date

from generator.catalogue import Shared
from generator.model import (
    Attribute,
    Brief,
    ChannelKind,
    Fee,
    Gap,
    InForce,
    OnlineLevel,
    Tier,
    TimeLimit,
    TimeUnit,
)

CHANNEL: dict[ChannelKind, str] = {
    "in-person": "Trực tiếp",
    "online": "Trực tuyến",
    "post": "Qua bưu chính",
}
UNIT: dict[TimeUnit, str] = {
    "hour": "giờ",
    "day": "ngày",
    "working-day": "ngày làm việc",
    "month": "tháng",
}
ONLINE: dict[OnlineLevel, str] = {
    "full": "Toàn trình: làm hết các bước qua mạng",
    "partial": "Một phần: có bước phải đến trực tiếp",
    "none": "Chưa làm trực tuyến được",
}
PART: dict[Attribute, str] = {
    "applicants": "đối tượng thực hiện",
    "authorities": "cơ quan giải quyết",
    "channels": "cách thức thực hiện",
    "conditions": "yêu cầu, điều kiện",
    "decision": "quyết định công bố",
    "dossier": "thành phần hồ sơ",
    "fees": "phí, lệ phí",
    "forms": "mẫu đơn, tờ khai",
    "home_delivery": "việc trả kết quả tại nhà",
    "legal_basis": "căn cứ pháp lý",
    "online_level": "mức độ trực tuyến",
    "reception": "nơi tiếp nhận hồ sơ",
    "results": "kết quả",
    "sets": "số bộ hồ sơ",
    "steps": "trình tự thực hiện",
    "time_limits": "thời hạn giải quyết",
}
UNVERIFIED = "Chưa kiểm chứng"
SAMPLE = "MẪU"
COUNCIL = "Do Hội đồng nhân dân quy định; chưa có số tiền ở đây"
NO_RULE = "Tính theo quy định; nguồn không ghi cách tính"


def title(brief: Brief) -> str:
    """The name to show: the short one where there is one, without a leading "Thủ tục"."""
    return without_prefix(brief.title)


def without_prefix(name: str) -> str:
    """The name without the word "Thủ tục" in front, which every name could carry."""
    if not name.startswith("Thủ tục ") or len(name) <= 8:
        return name
    return name[8].upper() + name[9:]


def shorten(text: str, length: int) -> str:
    """The text, cut at a word and ended with "…" where it is longer than ``length``."""
    if len(text) <= length:
        return text
    head = text[:length]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:.–-") + "…"


def sentences(text: str, length: int) -> str:
    """The whole sentences that fit into ``length``; a first one that does not is cut at a word."""
    end = text.rfind(". ", 0, length)
    return text[: end + 1] if len(text) > length and end > 0 else shorten(text, length)


def number(value: float) -> str:
    """The number as Vietnamese readers write it: 1.234,5."""
    whole = f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{int(value):,}"
    return whole.replace(",", " ").replace(".", ",").replace(" ", ".")


def size(count: int) -> str:
    """A number of bytes as readers take it in: "12,3 KB"."""
    if count < 1000:
        return f"{count} byte"
    kilo = count / 1000
    return f"{number(round(kilo, 1))} KB" if kilo < 1000 else f"{number(round(kilo / 1000, 1))} MB"


def day(value: date) -> str:
    """dd/mm/yyyy."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def as_of(value: date) -> str:
    """The sentence that says up to which day a page is right."""
    return f"Đúng đến ngày {day(value)}"


def checked(value: str) -> str:
    """``2026-07`` as "tháng 07/2026", ``2026-07-05`` as "ngày 05/07/2026"."""
    year, *rest = value.split("-")
    return f"{'ngày' if len(rest) == 2 else 'tháng'} {'/'.join([*reversed(rest), year])}"


def period(value: InForce) -> str:
    """From when until when a value holds; empty where no day is named."""
    since = f"từ {day(value.since)}" if value.since else ""
    until = f"đến hết {day(value.until)}" if value.until else ""
    return f"{since} {until}".strip()


def first_upper(text: str) -> str:
    """The text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def sentence(*parts: str | None) -> str:
    """The parts that are not empty as sentences, each ended by a full stop."""
    ended = (part if part[-1] in ".!?…" else f"{part}." for part in parts if part)
    return " ".join(ended)


def channel(kind: ChannelKind | None) -> str:
    """The channel's name; what names no channel holds for all."""
    return CHANNEL[kind] if kind else "Mọi hình thức"


def time_limit(limit: TimeLimit) -> str:
    """How long: never a bare number; what the source states without unit stays a quotation."""
    if limit.number is not None and limit.unit:
        return f"{limit.number} {UNIT[limit.unit]}"
    if limit.rule:
        return limit.rule
    if limit.stated is None:
        return f"{limit.number} (chưa rõ đơn vị)" if limit.number else "Chưa rõ"
    if limit.stated.isdigit():
        return f"Nguồn ghi “{limit.stated}”, không ghi đơn vị"
    return f"Nguồn ghi: “{limit.stated}”"


def money(fee: Fee) -> str:
    """The amount with currency and unit: "8.000 đồng/bản"; then what lowers it."""
    unit = f"/{fee.unit}" if fee.unit else ""
    words = f"{_sum(fee, fee.amount)}{unit}"
    if fee.reduced_from:
        words += f"; từ {fee.unit} thứ {fee.reduced_from}: {_sum(fee, fee.reduced_amount)}{unit}"
    return f"{words}; cao nhất {_sum(fee, fee.ceiling)} một bản" if fee.ceiling else words


def _sum(fee: Fee, amount: float | None) -> str:
    return f"{number(amount or 0)} {'đồng' if fee.currency == 'VND' else fee.currency}"


def fee(value: Fee) -> str:
    """What it costs, in words that never claim more than is known."""
    if value.basis == "amount":
        return money(value) if value.amount is not None else "Chưa có số tiền"
    if value.basis == "free":
        return "Miễn phí"
    if value.basis == "council":
        return COUNCIL
    if value.basis == "rule":
        return value.stated or value.note or NO_RULE
    return f"Nguồn ghi “{value.stated}”" if value.stated else "Chưa có số tiền"


def gap(value: Gap, attribute: Attribute, source: str) -> str:
    """Why a legal part has no value."""
    part = PART[attribute]
    words = {
        "not-published": f"{source} không công bố {part}",
        "not-applicable": f"Thủ tục này không có {part}",
        "to-be-verified": f"{first_upper(part)}: chưa kiểm chứng",
    }[value.status]
    return sentence(words, value.note)


def status(brief: Brief, attribute: Attribute) -> str:
    """The gap's status, by which pages style a note; ``not-recorded`` where there is none."""
    known = brief.gaps.get(attribute)
    return known.status if known else "not-recorded"


def missing(brief: Brief, attribute: Attribute) -> str:
    """The sentence in place of a legal part that has no value."""
    known = brief.gaps.get(attribute)
    if known:
        return gap(known, attribute, brief.source.title)
    return f"Danh mục này chưa ghi {PART[attribute]}."


def doubt(brief: Brief, attribute: Attribute) -> str:
    """The warning beside a value that the catalogue calls doubtful; empty where none is."""
    known = brief.gaps.get(attribute)
    if known is None:
        return ""
    if known.status == "to-be-verified":
        return sentence(UNVERIFIED, known.note)
    return sentence(known.note)


def tier(shared: Shared, tier_id: str) -> str:
    """The tier's name; its id where the publisher names none."""
    for known in shared.publisher.tiers:
        if known.id == tier_id:
            return tier_name(known)
    return tier_id


def tier_name(known: Tier) -> str:
    """ "Cấp xã (phường, xã)"."""
    return f"{known.name} ({known.plural})" if known.plural else known.name


_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONED = {
    "a": "àảãáạ", "ă": "ằẳẵắặ", "â": "ầẩẫấậ", "e": "èẻẽéẹ", "ê": "ềểễếệ", "i": "ìỉĩíị",
    "o": "òỏõóọ", "ô": "ồổỗốộ", "ơ": "ờởỡớợ", "u": "ùủũúụ", "ư": "ừửữứự", "y": "ỳỷỹýỵ",
}  # fmt: skip
_ORDER = {letter: chr(0xE000 + place) for place, letter in enumerate(_LETTERS)}
_PRIMARY = str.maketrans(
    _ORDER | {toned: _ORDER[base] for base, row in _TONED.items() for toned in row}
)
_BASE = {toned: base for base, row in _TONED.items() for toned in row}


def alphabetical(text: str) -> tuple[str, str]:
    """A sort key in the order of the Vietnamese alphabet: letters first, then tones."""
    lower = text.lower()
    return lower.translate(_PRIMARY), lower


def initial(text: str) -> str:
    """The letter under which an index lists the text; "0–9" where it starts with none."""
    first = text[:1].lower()
    letter = _BASE.get(first, first)
    return letter.upper() if letter in _ORDER else "0–9"


def listing(texts: Iterable[str]) -> str:
    """The texts as one line: "Trực tiếp, trực tuyến"; only the first keeps its capital."""
    first, *rest = texts
    return ", ".join([first, *(text[:1].lower() + text[1:] for text in rest)])
