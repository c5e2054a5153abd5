"""Rules on addresses and contacts: where links may lead, and that contact details are vouched for.

In: any record.
"""

import re
from collections.abc import Iterator

from generator.check.faults import Spot, rule
from generator.check.records import contacts_of, sources_of
from generator.load import Place
from generator.model import LegalDocument, Publisher, Record

_WEB = r"https?://[^\s/?#<>\"'@\\]+(?:[/?#][^\s<>\"'\\]*)?"
_LINK = re.compile(rf"(?i:{_WEB}|mailto:[^\s<>\"'\\]+@[^\s<>\"'\\]+|tel:[+0-9][0-9 ().-]*)")
_WEB_ADDRESS = re.compile(rf"(?i:{_WEB})")
_EMAIL = re.compile(r"[^\s@<>\"'\\:,;]+@[^\s@<>\"'\\:,;]+\.[^\s@<>\"'\\:,;.]+")


def _urls(record: Record) -> Iterator[tuple[Place, str]]:
    for place, source in sources_of(record):
        if source.url:
            yield (*place, "url"), source.url
    for attribute, contact in contacts_of(record):
        if contact.url:
            yield (attribute, "url"), contact.url
    if isinstance(record, LegalDocument) and record.url:
        yield ("url",), record.url
    if isinstance(record, Publisher):
        yield ("licence", "url"), record.licence.url


@rule("links/scheme", "Liên kết chỉ được là http, https, mailto hoặc tel.")
def scheme(record: Record) -> Iterator[Spot]:
    """A link is a whole http, https, mailto or tel address."""
    for place, url in _urls(record):
        if not _LINK.fullmatch(url):
            what = f"Liên kết “{url[:80]}” không thuộc loại được phép."
            yield Spot(place, what, "Ghi địa chỉ đầy đủ bắt đầu bằng https://, mailto: hoặc tel:.")


@rule("links/base-address", "Địa chỉ gốc của trang phải là một địa chỉ http hoặc https đầy đủ.")
def base_address(record: Record) -> Iterator[Spot]:
    """The site's base address is a whole web address, without query or fragment."""
    if isinstance(record, Publisher):
        address = record.base_address
        if not _WEB_ADDRESS.fullmatch(address) or "?" in address or "#" in address:
            what = f"Địa chỉ gốc “{address[:80]}” không dùng được."
            yield Spot(("base_address",), what, "Ghi dạng https://tên-miền/ hoặc kèm thư mục con.")


@rule("contacts/email", "Địa chỉ thư điện tử phải viết đúng dạng.")
def email(record: Record) -> Iterator[Spot]:
    """An e-mail address has the form of one."""
    for attribute, contact in contacts_of(record):
        if contact.email and not _EMAIL.fullmatch(contact.email):
            what = f"“{contact.email[:80]}” không phải địa chỉ thư điện tử."
            yield Spot((attribute, "email"), what, "Ghi một địa chỉ dạng tên@tên-miền.")


@rule(
    "contacts/unmarked",
    "Điện thoại, thư điện tử phải có ngày kiểm tra, hoặc được đánh dấu là mẫu.",
)
def unmarked(record: Record) -> Iterator[Spot]:
    """A telephone number or e-mail address has been checked on some day, or is marked a sample."""
    for attribute, contact in contacts_of(record):
        stated = contact.telephone or contact.email
        if stated and not contact.checked and not contact.sample:
            key = "telephone" if contact.telephone else "email"
            what = f"Chi tiết liên hệ “{stated}” chưa rõ đã kiểm tra hay chỉ là mẫu."
            repair = "Thêm “checked:” với ngày đã gọi hoặc gửi thử, hoặc “sample: true”."
            yield Spot((attribute, key), what, repair)
