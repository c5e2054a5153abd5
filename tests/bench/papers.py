"""How long all sheets take: ``python -m tests.bench.papers [COUNT …]`` (383 and 6000).

Targets on two processors: 15 s for 383 sheets, 240 s for 6,000.  With them come the posters and
labels of their fields.  The catalogue is read before the clock starts; afterwards a document is
renamed that 30 procedures or so name, and the sheets are brought up to date again.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from generator.catalogue import Catalogue, digest
from generator.documents import notices
from generator.output import Change, Site
from tests import corpus_catalogue
from tests.bench.measure import alone, verdict

TARGETS = {383: 15.0, 6000: 240.0}
WORKERS = 2


def measure(count: int) -> None:
    """Print what a catalogue of that size takes, and then what a change takes."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        catalogue = corpus_catalogue.read(root, count)
        change, wall = update(catalogue, root)
        processor = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
        again, soon = update(renamed(catalogue), root)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    judged = verdict(TARGETS.get(count), wall)
    print(
        f"{count:>6} sheets ({change.made} files): {wall:6.2f} s "
        f"({processor:.2f} s of processor), {memory:.0f} MB a process{judged}; "
        f"a renamed document: {again.made} files, {soon:.2f} s"
    )


def update(catalogue: Catalogue, root: Path) -> tuple[Change, float]:
    """Bring the folder of sheets up to date; the seconds that it took."""
    started = time.perf_counter()
    outputs = list(notices.outputs(catalogue, b"", root))
    change = Site(root / "papers", root).update(outputs, WORKERS)
    return change, time.perf_counter() - started


def renamed(catalogue: Catalogue) -> Catalogue:
    """The catalogue after one legal document has got a title."""
    legal = dict(catalogue.shared.legal)
    number = next(iter(legal))
    legal[number] = msgspec.structs.replace(legal[number], title="Tên mới của văn bản")
    shared = msgspec.structs.replace(catalogue.shared, legal=legal)
    found = digest(msgspec.msgpack.encode(shared))
    return msgspec.structs.replace(catalogue, shared=shared, shared_digest=found)


if __name__ == "__main__":
    alone(measure, [int(count) for count in sys.argv[1:]] or list(TARGETS))
