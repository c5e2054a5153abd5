"""What a run of the benchmark has found, as JSON and as Markdown.

In: measured times.  Out: text for the README.  A target is said to be met or not, as it is.
"""

from collections.abc import Iterable

import msgspec

from tests.bench.change import Change
from tests.bench.full import Pages, Times

COLD, EMPTY, SAME = "cold", "warm, empty folder", "warm, nothing changed"
HUGO = "Hugo"
COLD_TARGETS = {400: 2.0, 4_000: 1.0, 20_000: 0.6}
WARM_TARGETS = {400: 0.6, 4_000: 0.35, 20_000: 0.2}
CHANGE_TARGETS = {400: 0.25, 4_000: 0.5}
MEMORY_TARGETS = {20_000: 500}
MEGABYTE = 1_000_000


class Size(msgspec.Struct):
    """All that was measured with a catalogue of so many procedures.

    ``shared``: peer -> part of the words that its pages and ours share, where both use our shells.
    """

    procedures: int
    builds: dict[str, Times] = msgspec.field(default_factory=dict)
    pages: dict[str, Pages] = msgspec.field(default_factory=dict)
    shared: dict[str, float] = msgspec.field(default_factory=dict)
    changes: dict[str, Change] = msgspec.field(default_factory=dict)
    memory: dict[str, int] = msgspec.field(default_factory=dict)
    missing: dict[str, str] = msgspec.field(default_factory=dict)


class Task(msgspec.Struct):
    """Another speed with its limit: seconds, or why it was not measured."""

    what: str
    limit: float
    times: Times | None = None
    reason: str = ""


class Report(msgspec.Struct):
    """A whole run."""

    cores: int
    versions: dict[str, str]
    sizes: list[Size]
    tasks: list[Task]


def markdown(report: Report) -> str:
    """The report as tables."""
    peers = ", ".join(f"{name} {version}" for name, version in report.versions.items())
    blocks = [
        f"Measured on {report.cores} cores; medians, runs interleaved. Peers: {peers}.",
        "**Full build: all HTML from a checked catalogue, whole process**",
        _table(
            ["procedures", HUGO, "ours, cold", "ours, warm: all pages again", "ours, warm: same"],
            [_build_row(size) for size in report.sizes],
        ),
        "**Slower peers, full build**",
        _table(["procedures", "peer", "time", "× ours, cold"], _peer_rows(report.sizes)),
        "**One procedure gets another name, until every page that shows it is current**",
        _table(
            ["procedures", "program", "time", "× ours", "files rewritten"],
            [row for size in report.sizes for row in _change_rows(size)],
        ),
        "**Peak memory of all processes together (PSS), cold build**",
        _table(["procedures", "ours", HUGO], [_memory_row(size) for size in report.sizes]),
        "**Other speeds**",
        _table(["task", "time", "target"], [_task_row(task) for task in report.tasks]),
        "**The sites compared**",
        _table(
            ["procedures", "program", "pages", "mean bytes a page", "words shared with ours"],
            [row for size in report.sizes for row in _pages_rows(size)],
        ),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _build_row(size: Size) -> list[str]:
    cold = _against_hugo(size, COLD, COLD_TARGETS)
    warm = [_against_hugo(size, kind, WARM_TARGETS) for kind in (EMPTY, SAME)]
    return [_number(size.procedures), _time(size, HUGO), cold, *warm]


def _time(size: Size, name: str) -> str:
    times = size.builds.get(name)
    return f"{times.median:.2f} s" if times else size.missing.get(name, "not run")


def _against_hugo(size: Size, kind: str, targets: dict[int, float]) -> str:
    ours, hugo = size.builds.get(kind), size.builds.get(HUGO)
    if not ours or not hugo:
        return _time(size, kind)
    ratio = ours.median / hugo.median
    return f"{ours.median:.2f} s = **{ratio:.2f}×**{_verdict(ratio, targets.get(size.procedures))}"


def _verdict(value: float, target: float | None, unit: str = "×") -> str:
    if target is None:
        return ""
    return f" (≤ {target:g}{unit}: {'met' if value <= target else 'NOT met'})"


def _peer_rows(sizes: list[Size]) -> Iterable[list[str]]:
    for size in sizes:
        cold = size.builds.get(COLD)
        for name, times in size.builds.items():
            if name not in (COLD, EMPTY, SAME, HUGO) and cold:
                ratio = f"{times.median / cold.median:.1f}×"
                yield [_number(size.procedures), name, f"{times.median:.2f} s", ratio]
        for name, reason in size.missing.items():
            yield [_number(size.procedures), name, reason, ""]


def _change_rows(size: Size) -> Iterable[list[str]]:
    ours = next(iter(size.changes.values()), None)
    for place, (name, change) in enumerate(size.changes.items()):
        target = CHANGE_TARGETS.get(size.procedures) if not place else None
        files = f"{change.rewritten} of {_number(change.files or 0)}" if change.files else ""
        yield [
            _number(size.procedures),
            name,
            f"{change.median:.2f} s{_verdict(change.median, target, ' s')}",
            f"{change.median / ours.median:.1f}×" if ours else "",
            files,
        ]


def _memory_row(size: Size) -> list[str]:
    ours, hugo = size.memory.get(COLD), size.memory.get(HUGO)
    target = MEMORY_TARGETS.get(size.procedures)
    mine = f"{ours / MEGABYTE:.0f} MB{_verdict(ours / MEGABYTE, target, ' MB')}" if ours else ""
    return [_number(size.procedures), mine, f"{hugo / MEGABYTE:.0f} MB" if hugo else "not run"]


def _task_row(task: Task) -> list[str]:
    if task.times is None:
        return [task.what, task.reason, f"< {task.limit:g} s"]
    met = "met" if task.times.median < task.limit else "NOT met"
    return [task.what, f"{task.times.median:.2f} s", f"< {task.limit:g} s: {met}"]


def _pages_rows(size: Size) -> Iterable[list[str]]:
    for name, pages in size.pages.items():
        shared = size.shared.get(name)
        yield [
            _number(size.procedures),
            name,
            _number(pages.count),
            _number(round(pages.mean)),
            f"{shared:.1%}" if shared is not None else "",
        ]


def _number(value: int) -> str:
    return f"{value:,}"
