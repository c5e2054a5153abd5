"""Names folded, so that two spellings of one name meet.

In: Vietnamese text.  Out: plain lower-case ASCII words.
"""

import re
import unicodedata

_TIER_IN_PARENTHESES = re.compile(r"(?i)\([^()]*\bcấp (?:xã|huyện|tỉnh|bộ)\b[^()]*\)")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_SMALL_WORDS = frozenset(["thu", "tuc", "va", "cua", "cac", "cho", "tai", "theo", "ve"])


def fold(text: str) -> str:
    """Lower case without diacritics or punctuation; đ becomes d."""
    words = _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFC", text).lower()).strip()
    letters = unicodedata.normalize("NFD", words.replace("đ", "d"))
    return letters.encode("ascii", "ignore").decode()


def name_key(name: str) -> str:
    """The words that tell procedures apart; equal for names that differ in small words only.

    The tier is left out, since names are compared within one tier.  A name that is nothing but
    small words keeps them.
    """
    words = fold(_TIER_IN_PARENTHESES.sub(" ", name)).split()
    return " ".join(word for word in words if word not in _SMALL_WORDS) or fold(name)
