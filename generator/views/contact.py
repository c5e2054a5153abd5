"""How an office is reached, as pages show it.

In: ``Contact`` records.  Out: a heading with lines; sample details are marked and not clickable.
"""

import re

import msgspec

from generator.model import Contact
from generator.views import wording


class ContactLine(msgspec.Struct, frozen=True, gc=False):
    """One way to reach the office; ``href`` is empty where it must not be clickable."""

    label: str
    text: str
    href: str


class ContactView(msgspec.Struct, frozen=True, gc=False):
    """An office's details; ``sample`` is a warning where they are invented."""

    heading: str
    lines: tuple[ContactLine, ...]
    sample: str
    checked: str


SAMPLE = f"{wording.SAMPLE}: thông tin minh họa, không dùng để liên hệ."


def view(heading: str, contact: Contact) -> ContactView:
    """The details that are known, in a fixed order."""
    return ContactView(
        heading,
        tuple([_line(contact, label, key) for key, label in LABELS if getattr(contact, key)]),
        SAMPLE if contact.sample else "",
        f"Kiểm tra {wording.checked(contact.checked)}." if contact.checked else "",
    )


LABELS = (
    ("address", "Địa chỉ"),
    ("hours", "Giờ làm việc"),
    ("telephone", "Điện thoại"),
    ("email", "Thư điện tử"),
    ("url", "Trang web"),
)


def _line(contact: Contact, label: str, key: str) -> ContactLine:
    text: str = getattr(contact, key)
    return ContactLine(label, text, "" if contact.sample else _href(key, text))


def _href(key: str, text: str) -> str:
    if key == "telephone":
        return "tel:" + re.sub(r"[^0-9+]", "", text)
    if key == "email":
        return f"mailto:{text}"
    return text if key == "url" else ""
