"""Checking a mirror without a network: signatures again, then the served files.

In: a mirror.  Out: a Report.  The quick check compares sizes and times, the deep one hashes all.
"""

from dataclasses import dataclass

from generator.mirror import tree
from generator.mirror.source import Folder
from generator.mirror.sync import Mirror
from generator.mirror.trust import Client, TrustFolder
from generator.signing import manifest
from generator.signing.faults import Fault
from generator.signing.manifest import Manifest


@dataclass(frozen=True)
class Report:
    """What was found; ``signature`` is the fault of the signatures, if there is one."""

    files: int
    bad: tuple[str, ...]
    signature: Fault | None
    newest: bool

    @property
    def good(self) -> bool:
        """Whether what visitors see is what the origin signed, under a signature that holds."""
        return not self.bad and self.signature is None


def verify(mirror: Mirror, *, deep: bool) -> Report:
    """Check what is served against what was signed."""
    name = mirror.way().current()
    served = mirror.current_manifest()
    if name is None or served is None:
        raise Fault("missing", "Máy chủ phường chưa có bản nào; hãy chạy “niemyet mirror sync”.")
    newest, fault = False, None
    try:
        newest = _newest(mirror, served)
    except Fault as found:
        fault = found
    folder = mirror.way().place(name)
    if deep:
        bad = tree.verify(folder, served)
    else:
        bad = tuple(
            path
            for path, entry in served.files.items()
            if not (folder / path).is_file() or (folder / path).stat().st_size != entry.length
        )
    return Report(len(served.files), bad, fault, newest)


def _newest(mirror: Mirror, served: Manifest) -> bool:
    """Whether what is served is what the newest signatures name."""
    own = Folder(mirror.layout.public)
    client = Client(TrustFolder(mirror.layout.trust), own, mirror.now)
    client.refresh()
    target = client.find(manifest.NAME)
    if target is None:
        raise Fault("missing", "Chữ ký không nêu bản nào.")
    return target.hashes["sha256"] == manifest.describe(served.text).sha256
