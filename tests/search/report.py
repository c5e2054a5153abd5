"""``make search-report``: our search, stock Pagefind and Material's on the same procedures.

In: the catalogue of the repository.  Out: one table on the terminal; every figure is measured now.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from generator.build import load_catalogue
from generator.catalogue import Catalogue
from tests.paths import ROOT
from tests.search import queries
from tests.search.engines import Engine, lunr, ours, stock_pagefind
from tests.search.queries import Query, tally

ENGINES: dict[str, Engine] = {"ours": ours, "Pagefind": stock_pagefind, "Material": lunr}


def main() -> int:
    """Print the table; 1 where there is no catalogue to search."""
    with tempfile.TemporaryDirectory() as cache:
        catalogue = load_catalogue(ROOT / "catalogue", Path(cache)).catalogue
        if catalogue is None or not catalogue.briefs:
            print("The catalogue is empty or has faults: run `niemyet check`.", file=sys.stderr)
            return 1
        print(report(catalogue))
    return 0


def report(catalogue: Catalogue) -> str:
    """Success among the first one and the first three, by half and class, in percent."""
    every = queries.read()
    asked = queries.answerable(every, catalogue)
    texts = [query.text for query in asked]
    found = {name: engine(catalogue, texts) for name, engine in ENGINES.items()}
    lines = [
        f"{len(catalogue.briefs)} procedures, {len(asked)} queries "
        f"({len(every) - len(asked)} left out: their procedures are not in the catalogue)",
        f"{'':24}{'queries':>8}" + "".join(f"{name + ' @1':>14}{'@3':>6}" for name in ENGINES),
    ]
    for label, chosen in _rows(asked):
        cells = (tally([asked[i] for i in chosen], [f[i] for i in chosen]) for f in found.values())
        shown = "".join(
            f"{cell.first / cell.asked:>14.0%}{cell.three / cell.asked:>6.0%}" for cell in cells
        )
        lines.append(f"{label:24}{len(chosen):>8}{shown}")
    return "\n".join(lines)


def _rows(asked: Sequence[Query]) -> list[tuple[str, list[int]]]:
    """Each half by class and as a whole, then all: a label and the places of its queries."""
    rows = []
    for half in dict.fromkeys(query.half for query in asked):
        mine = [i for i, query in enumerate(asked) if query.half == half]
        if half == "tuned":  # the classes of the half set aside stay unseen
            for kind in dict.fromkeys(asked[i].kind for i in mine):
                rows.append((f"{half}: {kind}", [i for i in mine if asked[i].kind == kind]))
        rows.append((half, mine))
    return [*rows, ("all", list(range(len(asked))))]


if __name__ == "__main__":
    sys.exit(main())
