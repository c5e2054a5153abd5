"""Phrases as the search compares them: without marks, without words that say nothing.

In: everyday words of the catalogue.  Out: the same, folded, each once.
words.js folds in the same way; both read the lists of empty words here.
"""

import re
import unicodedata
from collections.abc import Iterable

EMPTY = (
    "tôi mình em anh chị cháu bạn muốn xin cần phải hỏi ạ thì là mà và của các những cho với "
    "có được gì nào sao ở đâu như thế khi nếu để về ra vào rồi hay hoặc bị lúc đã đang sẽ này "
    "đó kia ai bao nhiêu lâu làm giùm giúp trong tại theo từ đến do bởi việc thủ tục cả vừa quá "
    "nhé nhỉ vậy đi nữa cũng còn rất hôm nay"
)
AT_END = "không chưa"

_EMPTY = frozenset(EMPTY.split())
_BREAK = re.compile(r"[\W_]+")


def words(text: str) -> tuple[str, ...]:
    """The words that say something, without marks, đ as d; all of them where none does."""
    every = [word for word in _BREAK.split(unicodedata.normalize("NFC", text).lower()) if word]
    kept = [word for word in every if word not in _EMPTY]
    return tuple(_folded(word) for word in kept or every)


def slug(name: str) -> str:
    """All words of a name, folded and joined, as lookup.js makes a field's id of its name."""
    return "-".join(_folded(word) for word in _BREAK.split(name.lower()) if word)


def phrases(texts: Iterable[str], known: Iterable[str] = ()) -> list[str]:
    """The phrases, each once, without those that the search has anyway (``known``)."""
    there = {words(text) for text in known}
    said = dict.fromkeys(words(text) for text in texts)
    return [" ".join(phrase) for phrase in said if phrase not in there]


def _folded(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(part for part in parts if not unicodedata.combining(part))
