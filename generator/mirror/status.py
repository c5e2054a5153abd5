"""What a mirror says of itself: ``status.json`` for machines, a page for people.

In: the last status and what a run did.  Out: the next status, the page.  Nothing in it is secret
and nothing is sent anywhere: both files lie beside the pages.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from html import escape

from generator.signing.faults import Fault

SAID = {
    "edition": "Kỳ công bố",
    "release": "Mã bản",
    "signed_at": "Nguồn ký lúc",
    "last_success": "Cập nhật thành công gần nhất",
    "last_deep_check": "Kiểm tra toàn bộ gần nhất",
    "last_try": "Lần chạy gần nhất",
}


@dataclass(frozen=True)
class Status:
    """What is known after a run; times are ISO 8601 in UTC."""

    edition: str = ""
    release: str = ""
    ward: str | None = None
    signed_at: str = ""
    good_until: str = ""
    last_try: str = ""
    last_success: str = ""
    last_deep_check: str = ""
    failure: str | None = None
    failure_text: str | None = None
    card_failure: str | None = None
    held: str | None = None

    def failed(self, fault: Fault, now: datetime) -> "Status":
        """After a run that changed nothing."""
        return replace(self, last_try=stamp(now), failure=fault.code, failure_text=str(fault))

    def is_current(self, now: datetime) -> bool:
        """Whether what is served is still under a signature that holds."""
        return bool(self.good_until) and now < datetime.fromisoformat(self.good_until)

    @property
    def json(self) -> bytes:
        """The file."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n").encode()


def read(text: bytes | None) -> Status:
    """The status in a file; a new one if there is none that can be read."""
    try:
        record = json.loads(text or b"{}")
        return Status(**{name: record[name] for name in asdict(Status()) if name in record})
    except (ValueError, TypeError):
        return Status()


def stamp(moment: datetime) -> str:
    """A time as the status writes it."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def said(text: str) -> str:
    """A time as people read it, in the time of Vietnam."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text or "chưa có"
    return f"{moment + timedelta(hours=7):%H:%M ngày %d/%m/%Y}"


def page(status: Status, card: dict[str, str] | None) -> bytes:
    """The health page; it needs no script and no style from elsewhere."""
    rows = [(label, said(str(getattr(status, name)))) for name, label in SAID.items()]
    rows.append(("Chữ ký có hiệu lực đến", said(status.good_until)))
    if status.failure:
        rows.append(("Lỗi lần gần nhất", f"{status.failure_text} [{status.failure}]"))
    if status.held:
        rows.append(("Tạm giữ bản cũ", f"không nhận lại bản {status.held}"))
    facts = (
        ("Phường", "name"),
        ("Địa chỉ", "address"),
        ("Giờ làm việc", "hours"),
        ("Điện thoại", "hotline"),
        ("Ghi chú", "note"),
    )
    ours = [(label, card[name]) for label, name in facts if card and name in card]
    return (
        '<!doctype html>\n<html lang="vi">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<meta name="robots" '
        'content="noindex">\n<title>Tình trạng bản sao</title>\n<h1>Tình trạng bản sao</h1>\n'
        f"{_table(ours)}{_table(rows)}</html>\n"
    ).encode()


def _table(rows: list[tuple[str, str]]) -> str:
    if not rows:
        return ""
    lines = "".join(
        f'<tr><th scope="row">{escape(label)}</th><td>{escape(value)}</td></tr>\n'
        for label, value in rows
    )
    return f"<table>\n{lines}</table>\n"
