"""How long all exports take: ``python -m tests.bench.exports [COUNT …]`` (400 and 6000).

Targets: 5 s for 400 procedures, 40 s for 6,000.  Each size runs in a process of its own; the
catalogue is read before the clock starts.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

from generator.exports import records, whole
from tests import corpus_catalogue
from tests.bench.measure import alone, verdict

TARGETS = {400: 5.0, 6000: 40.0}


def measure(count: int) -> None:
    """Print wall time, processor time, size and memory for a catalogue of that size."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        catalogue = corpus_catalogue.read(root, count)
        wall, processor = time.perf_counter(), time.process_time()
        size = sum(len(output.make()) for output in records.outputs(catalogue, b""))
        kept = whole.keep(catalogue, b"", root)
        size += sum(file.size for file in kept.listed)
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:>6} procedures: {wall:6.2f} s ({processor:.2f} s of processor), "
        f"{size / 1e6:.0f} MB, {memory:.0f} MB of memory{verdict(TARGETS.get(count), wall)}"
    )


if __name__ == "__main__":
    alone(measure, [int(count) for count in sys.argv[1:]] or list(TARGETS))
