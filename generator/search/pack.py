"""Short forms of what the index sends, made to compress well.

In: codes and text.  Out: codes as steps; text with its commonest letters of two or three bytes
written as signs of one.  lookup.js undoes both.
"""

from collections import Counter
from collections.abc import Iterable
from string import ascii_uppercase, punctuation

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

# Signs that JSON would have to escape are no gain.
_SIGNS = "".join(sign for sign in punctuation + ascii_uppercase if sign not in '"\\')


def numbers(codes: Iterable[str]) -> str:
    """``1.001193`` as a number, each as the step from the one before, in base 36."""
    steps, before = [], 0
    for code in codes:
        number = int(code.replace(".", ""))
        steps.append(base36(number - before))
        before = number
    return "\n".join(steps)


def base36(number: int) -> str:
    """As ``parseInt(…, 36)`` of JavaScript reads it."""
    if number < 0:
        return "-" + base36(-number)
    high, low = divmod(number, 36)
    return (base36(high) if high else "") + _DIGITS[low]


def in_signs(text: str) -> tuple[str, str, str]:
    """Signs that the text has not, the letters that they stand for, and the text in them."""
    free = [sign for sign in _SIGNS if sign not in text]
    common = [letter for letter, _ in Counter(text).most_common() if ord(letter) > 127]
    pairs = dict(zip(common, free, strict=False))
    # Replaced one by one: a tenth of what str.translate takes.
    for letter, sign in pairs.items():
        text = text.replace(letter, sign)
    return "".join(pairs.values()), "".join(pairs), text
