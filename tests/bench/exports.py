"""How long all exports take: ``python -m tests.bench.exports [COUNT …]`` (400 and 6000).

Targets: 5 s for 400 procedures, 40 s for 6,000.  Each size runs in a process of its own; the
catalogue is read before the clock starts.
"""

import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

from generator.exports import records, whole
from generator.folder import read
from generator.store import Store
from tests.bench import corpus

TARGETS = {400: 5.0, 6000: 40.0}


def measure(count: int) -> None:
    """Print wall time, processor time, size and memory for a catalogue of that size."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        corpus.write(root / "catalogue", count)
        catalogue = read(root / "catalogue", Store(root, b"")).catalogue
        assert catalogue
        wall, processor = time.perf_counter(), time.process_time()
        size = sum(len(output.make()) for output in records.outputs(catalogue, b""))
        kept = whole.keep(catalogue, b"", root)
        size += sum(file.size for file in kept.listed)
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    target = TARGETS.get(count)
    verdict = (
        "" if target is None else f"  target {target:.0f} s: {'ok' if wall <= target else 'MISSED'}"
    )
    print(
        f"{count:>6} procedures: {wall:6.2f} s ({processor:.2f} s of processor), "
        f"{size / 1e6:.0f} MB, {memory:.0f} MB of memory{verdict}"
    )


def main(counts: list[int]) -> None:
    """Measure each size."""
    for count in counts:
        process = multiprocessing.get_context("spawn").Process(target=measure, args=(count,))
        process.start()
        process.join()
        if process.exitcode:
            sys.exit(process.exitcode)


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or list(TARGETS))
