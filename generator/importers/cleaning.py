"""The letters of a cell put in order: one byte form, no invisible signs, no remains of a page.

In: the raw text of a cell.  Out: the text to go on with and the names of what was repaired.
Nothing here changes a word.
"""

import html
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|_x00[01][0-9A-F]_")
_NARROW = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_BREAK_TAG = re.compile(r"(?i)<(?:br|/p|/div|/li|/tr)\s*/?>")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,500})?/?>")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_NOT_PLAIN = re.compile(rf"[^\w {re.escape('.,;:!?%()[]/-–“”')}]|  |_x00[01]")
_SPACES = re.compile(r"[ ]{2,}")
_LINE_EDGES = re.compile(r" *\n[ \n]*")
_BULLET = re.compile(
    r"^(?:[-–—+*•●▪■·.,;:)]+|\((?:[a-zđ]{1,3}|\d[\d.]{0,4})\)\.?"
    r"|(?:[a-zđ]|\d{1,2}|[IVX]{1,4})(?:\.\d{1,2}){0,2}[.)](?=\s))\s*"
)
_WORDS = re.compile(r"[^a-z0-9]+")
_MARKS = re.compile(r"[\u0300-\u036f]")


_LETTERS = [chr(code) for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))]
LOWER = "a-z" + "".join(letter for letter in _LETTERS if letter.islower())
UPPER = "A-Z" + "".join(letter for letter in _LETTERS if letter.isupper())
"""Lower-case and upper-case Latin letters with those of Vietnamese, for character classes."""


class Cleaned(NamedTuple):
    """A text in order, and the repairs that it took (keys of ``REPAIRS``)."""

    text: str
    repairs: tuple[str, ...]


REPAIRS = {
    "not-nfc": "Chữ không ở dạng Unicode dựng sẵn (NFC)",
    "tab": "Có ký tự tab",
    "no-break-space": "Có dấu cách không ngắt (NBSP)",
    "invisible": "Có ký tự vô hình",
    "private-use": "Có ký tự riêng của phông chữ",
    "control": "Có ký tự điều khiển",
    "html": "Còn sót mã HTML",
}


def clean(raw: str) -> Cleaned:
    """The text with its letters in order; spaces are single, lines keep their breaks."""
    if not _NOT_PLAIN.search(raw) and unicodedata.is_normalized("NFC", raw):
        return Cleaned(raw.strip(), ())
    text, repairs = raw.replace("\r\n", "\n").replace("\r", "\n"), []
    if not unicodedata.is_normalized("NFC", text):
        text, repairs = unicodedata.normalize("NFC", text), ["not-nfc"]
    if _TAG.search(text) or _ENTITY.search(text):
        text = html.unescape(_TAG.sub("", _BREAK_TAG.sub("\n", text)))
        text = unicodedata.normalize("NFC", text)
        repairs.append("html")
    for name, pattern, instead in _SIGNS:
        replaced = pattern.sub(instead, text)
        if replaced != text:
            text = replaced
            repairs.append(name)
    text = _LINE_EDGES.sub("\n", _SPACES.sub(" ", text)).strip()
    return Cleaned(unicodedata.normalize("NFC", text), tuple(repairs))


_SIGNS = (
    ("tab", re.compile(r"\t"), " "),
    ("no-break-space", _NARROW, " "),
    ("invisible", _INVISIBLE, ""),
    ("private-use", _PRIVATE, " "),
    ("control", _CONTROL, ""),
)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower-case words without diacritics, joined by single spaces; for comparing only.

    Two placements of a tone (``hòa``, ``hoà``), ``Ủy`` and ``Uỷ``, and all kinds of dashes and
    stops fall together.
    """
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return _WORDS.sub(" ", _MARKS.sub("", plain)).strip()


def slug(text: str, limit: int = 80) -> str:
    """An id from a name, cut at a word; ``x`` where the name has no letter or digit."""
    words = fold(text).replace(" ", "-")
    if len(words) > limit:
        words = words[: limit + 1].rpartition("-")[0] or words[:limit]
    return words or "x"


def one_line(text: str) -> str:
    """The text without line breaks."""
    return " ".join(text.split())


def without_bullet(text: str) -> str:
    """The text without the signs of a list before it and the stops behind it."""
    previous = ""
    while text != previous:
        previous, text = text, _BULLET.sub("", text).strip()
    return text.rstrip(" ;:,.-–")


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def shortened(text: str, limit: int = 160) -> str:
    """The text, or its beginning up to a whole word and ``…``, within ``limit`` characters."""
    text = one_line(text)
    if len(text) <= limit:
        return text
    head = text[:limit]
    return (head.rpartition(" ")[0] or head[:-1]).rstrip(" ,;:.(–-") + "…"


def first_clause(text: str, limit: int = 250) -> str | None:
    """The whole text, or its first clause, within ``limit``; None where neither is that short."""
    if len(text) <= limit:
        return text
    for end in re.finditer(r"[;.(]", text):
        clause = without_bullet(text[: end.start()])
        if len(clause) > limit:
            return None
        if len(clause) >= 8 and not re.search(r"\d$", clause):
            return clause
    return None


_UNKNOWN = {
    "khong co thong tin",
    "khong co du lieu",
    "chua co thong tin",
    "khong quy dinh",
    "khac",
    "xx",
    "xxx",
    "n a",
    "",
}


def is_unknown(text: str) -> bool:
    """Whether the text is one of the portal's words for nothing."""
    return fold(text) in _UNKNOWN


_SCREEN = re.compile(
    r"Từ khóa(?=[A-ZĐ:]|Không có thông tin|\s*$)"
    r"|Nộp hồ sơ(?=\s*$|[A-ZĐ])"
    r"|Tên thủ tục(?=[A-ZĐ])|Mã thủ tục(?=[\d:])|Mô tả(?=Không có thông tin)"
    r"|Đối tượng thực hiện(?=[A-ZĐ])|Cơ quan có thẩm quyền(?=[A-ZĐ])"
)


def cut_screen_words(text: str) -> tuple[str, str]:
    """The text before the first heading of the portal's page, and the rest (empty for none).

    The headings count only where they stand glued to other text or at its end, as they do when
    a page was read as one string.
    """
    found = _SCREEN.search(text)
    return (text[: found.start()].strip(), text[found.start() :]) if found else (text, "")
