"""What a mirror says of itself in ``status.json``; ``page`` says the same to people.

In: the last status and what a run did.  Out: the next status.  Nothing in it is secret and nothing
is sent anywhere: the file lies beside the pages.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from generator.signing.faults import Fault


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
    """A day or a time as people read it, in the time of Vietnam."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text or "chưa có"
    if moment.tzinfo is None:
        return f"{moment:%d/%m/%Y}"
    return f"{moment + timedelta(hours=7):%H:%M ngày %d/%m/%Y}"
