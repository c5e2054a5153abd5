"""From what a person types to a source and a root that may be trusted.

In: an address, a folder or a bundle file; a fingerprint read on paper or by telephone.  Out: a
Source, and the bytes of the first root if they are the ones that the fingerprint names.
"""

import hashlib
from pathlib import Path

from generator.mirror.bundle import Archive
from generator.mirror.layout import Layout
from generator.mirror.source import Absent, Folder, Source, fetch
from generator.mirror.trust import ROOT_LIMIT, TIMESTAMP_LIMIT
from generator.mirror.web import Patience, Web
from generator.signing.faults import Fault
from generator.signing.names import OWN_FOLDER

GROUPS = 8


def source_of(address: str, patience: Patience, proxy: str | None = None) -> Source:
    """The source behind an address, a folder or a file."""
    if address.startswith(("http://", "https://")):
        return Web(address, patience, proxy=proxy)
    path = Path(address)
    if path.is_file():
        return Archive(path)
    if path.is_dir():
        return Folder(path)
    raise Fault("missing", f"Không thấy nguồn {address}: không phải địa chỉ web, thư mục hay tệp.")


def locate(address: str, patience: Patience, proxy: str | None = None) -> str:
    """The address itself, or the folder below it in which a mirror keeps what others fetch."""
    if not address.startswith(("http://", "https://")):
        address = str(Path(address).resolve())
    below = f"{address.rstrip('/')}/{OWN_FOLDER}"
    for candidate in (address, below):
        try:
            session = source_of(candidate, patience, proxy).session()
        except Fault:
            if candidate == below:
                break
            raise
        try:
            fetch(session, "metadata/timestamp.json", TIMESTAMP_LIMIT)
        except Absent:
            continue
        finally:
            session.close()
        return candidate
    raise Fault(
        "missing", f"Ở {address} không có bản công bố đã ký (thiếu metadata/timestamp.json)."
    )


def first_root(source: Source) -> bytes:
    """The first root as the source has it; not to be believed before its fingerprint is."""
    session = source.session()
    try:
        return fetch(session, "metadata/1.root.json", ROOT_LIMIT)
    finally:
        session.close()


def fingerprint(root: bytes) -> str:
    """What people compare: eight groups of four letters and digits."""
    text = hashlib.sha256(root).hexdigest()
    return " ".join(text[at : at + 4] for at in range(0, 4 * GROUPS, 4))


def matches(root: bytes, said: str) -> bool:
    """Whether the root is the one that somebody named; spaces, hyphens and case do not count."""
    plain = "".join(said.replace("-", " ").split()).lower()
    return plain == fingerprint(root).replace(" ", "")


def stands(folder: Path) -> bool:
    """Whether the folder is a mirror already."""
    return Layout(folder).settings.exists()
