"""How the mirrors are, seen from the origin: fresh, old or bad.

In: addresses, what the origin has published, the time, a source of chance.  Out: a result for
each mirror, as text and as a page.  A mirror's own word is not enough: a random sample of its
real pages is fetched and hashed.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from typing import Literal

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Timestamp

from generator.mirror.page import frame
from generator.mirror.source import Absent, Session, fetch
from generator.mirror.status import read as read_status
from generator.mirror.status import said, stamp
from generator.mirror.trust import TIMESTAMP_LIMIT
from generator.mirror.web import Patience, Web
from generator.signing import manifest
from generator.signing.faults import Fault
from generator.signing.manifest import Manifest

State = Literal["fresh", "old", "bad", "silent"]
SAID = {"fresh": "mới", "old": "cũ", "bad": "SAI", "silent": "không trả lời"}
AGES = (1, 3, 7, 30)
STATUS_LIMIT = 20_000


@dataclass(frozen=True)
class Known:
    """What the origin has published: its root, newest timestamp and kept editions."""

    root: Root
    timestamp: Timestamp
    editions: dict[str, Manifest]

    @classmethod
    def of(cls, folder: Path) -> "Known":
        """Read from the origin's folder."""
        metadata = folder / "metadata"
        versions = [int(path.name.partition(".")[0]) for path in metadata.glob("*.root.json")]
        if not versions:
            raise Fault("missing", f"{folder} không phải thư mục phát hành.")
        root = Metadata[Root].from_file(str(metadata / f"{max(versions)}.root.json")).signed
        timestamp = Metadata[Timestamp].from_file(str(metadata / "timestamp.json")).signed
        paths = (folder / "targets").glob(f"*.{manifest.NAME}")
        editions = [manifest.parse(path.read_bytes()) for path in paths]
        return cls(root, timestamp, {edition.id: edition for edition in editions})


@dataclass(frozen=True)
class Result:
    """What was found at one mirror; ``age`` is that of its timestamp's signature."""

    address: str
    state: State
    why: str = ""
    release: str = ""
    age: timedelta | None = None


def read_list(text: str) -> list[str]:
    """One address a line; empty lines and lines that begin with # do not count."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def check(
    address: str,
    known: Known,
    now: datetime,
    chance: random.Random,
    sample: int,
    patience: Patience,
) -> Result:
    """Ask one mirror."""
    try:
        session = Web(address, patience).session()
    except Fault as fault:
        return Result(address, "bad", str(fault))
    try:
        return _check(address, session, known, now, chance, sample)
    except Fault as fault:
        state: State = "silent" if fault.code in ("network", "slow", "missing") else "bad"
        return Result(address, state, str(fault))
    finally:
        session.close()


def _check(
    address: str,
    session: Session,
    known: Known,
    now: datetime,
    chance: random.Random,
    sample: int,
) -> Result:
    timestamp = _timestamp(session, known.root)
    signed = timestamp.unrecognized_fields.get("x-signed")
    age = now - datetime.fromisoformat(signed) if isinstance(signed, str) else None
    status = read_status(fetch(session, "mirror/status.json", STATUS_LIMIT))
    edition = known.editions.get(status.release)
    if edition is None:
        return Result(address, "old", "bản đã quá cũ hoặc không rõ", status.release, age)
    wrong = _wrong(session, edition, chance, sample)
    if wrong:
        return Result(address, "bad", f"nội dung sai: {wrong}", edition.id, age)
    newest = timestamp.snapshot_meta.version == known.timestamp.snapshot_meta.version
    if timestamp.is_expired(now):
        return Result(address, "old", "chữ ký hết hạn", edition.id, age)
    return Result(address, "fresh" if newest else "old", "", edition.id, age)


def _timestamp(session: Session, root: Root) -> Timestamp:
    data = fetch(session, "mirror/metadata/timestamp.json", TIMESTAMP_LIMIT)
    try:
        metadata = Metadata[Timestamp].from_bytes(data)
        root.verify_delegate("timestamp", metadata.signed_bytes, metadata.signatures)
    except (RepositoryError, ValueError) as fault:
        raise Fault("signature", "chữ ký của mốc thời gian không hợp lệ") from fault
    return metadata.signed


def _wrong(session: Session, edition: Manifest, chance: random.Random, sample: int) -> str:
    """The first page of a random sample that is not what was published; empty if all are."""
    paths = sorted(edition.files)
    for path in chance.sample(paths, min(sample, len(paths))):
        entry = edition.files[path]
        try:
            if manifest.describe(fetch(session, path, entry.length)) != entry:
                return path
        except Absent:
            return path
        except Fault as fault:
            if fault.code != "too-long":
                raise
            return path
    return ""


def histogram(results: list[Result]) -> list[tuple[str, int]]:
    """How many mirrors are how old."""
    names = [f"dưới {days} ngày" for days in AGES]
    counted = Counter(_age_name(result.age) for result in results)
    return [(name, counted[name]) for name in (*names, f"từ {AGES[-1]} ngày", "không rõ")]


def _age_name(age: timedelta | None) -> str:
    if age is None:
        return "không rõ"
    for days in AGES:
        if age < timedelta(days=days):
            return f"dưới {days} ngày"
    return f"từ {AGES[-1]} ngày"


def text(results: list[Result]) -> str:
    """The results for a terminal."""
    lines = [_line(result) for result in results]
    lines += [f"{name:>14} {'█' * count} {count}" for name, count in histogram(results)]
    return "".join(f"{line}\n" for line in lines)


def _line(result: Result) -> str:
    why = f" ({result.why})" if result.why else ""
    return f"{SAID[result.state]:<14} {result.address} {result.release}{why}"


def page(results: list[Result], now: datetime, style: str = "style.css") -> bytes:
    """The results as a page of its own, beside the style sheet of that name."""
    columns: tuple[tuple[str, Callable[[Result], str]], ...] = (
        ("Máy chủ", lambda result: result.address),
        ("Tình trạng", lambda result: SAID[result.state]),
        ("Bản", lambda result: result.release or "-"),
        ("Tuổi chữ ký", lambda result: _age_name(result.age)),
        ("Ghi chú", lambda result: result.why),
    )
    head = "".join(f'<th scope="col">{name}</th>' for name, _ in columns)
    rows = "".join(
        f'<tr class="{result.state}">'
        f"{''.join(f'<td>{escape(show(result))}</td>' for _, show in columns)}</tr>\n"
        for result in results
    )
    ages = "".join(
        f'<tr><th scope="row">{name}</th><td>{count}</td><td><meter min="0" '
        f'max="{max(len(results), 1)}" value="{count}" aria-label="{name}"></meter></td></tr>\n'
        for name, count in histogram(results)
    )
    body = (
        f"<p>Hỏi lúc {said(stamp(now))}.</p>\n"
        f'<section class="scroll" tabindex="0" aria-label="Từng máy chủ">'
        f'<table class="wide">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n'
        "</table></section>\n<h2>Tuổi chữ ký</h2>\n"
        f'<div class="scroll"><table>\n<tbody>\n{ages}</tbody></table></div>\n'
    )
    return frame("Các máy chủ phường", body, style)
