"""Bytes on the line, both ways and with headers, as the emulated line counts them.

The limits of the bench (``make bench-mirror``) that do not depend on the machine's speed.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from subprocess import run

import pytest

from generator.mirror.layout import Layout, Settings
from generator.mirror.trust import TrustFolder
from tests.bench.mirror import CHANGED, line, rebuild, web
from tests.mirror.kit import TestOrigin, signer
from tests.paths import ROOT

PAGES = 400
WARDS = tuple(f"{number:05d}" for number in range(18))
FAST = (0, 1_000_000)


@dataclass
class Line:
    """A mirror as a process of its own, behind a line that counts."""

    origin: TestOrigin
    site: Path
    layout: Layout
    port: int
    count: Callable[[], int]

    def sync(self) -> int:
        """One run; the bytes that it has cost."""
        self.layout.create(Settings(f"http://127.0.0.1:{self.port}"))
        words = ["mirror", "sync", str(self.layout.folder), "--quiet"]
        call = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from generator.cli import main"
        done = run([sys.executable, "-c", f"{call}; main()", *words], capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        return self.count()

    def publish(self) -> None:
        self.origin.now = datetime.now(UTC)
        self.origin.release(self.site)


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    folder = tmp_path_factory.mktemp("traffic")
    site = folder / "site"
    for number in range(PAGES):
        page = site / "thu-tuc" / f"{number:04d}" / "index.html"
        page.parent.mkdir(parents=True)
        words = " ".join(f"thủ tục {number} bước {step}" for step in range(600))
        page.write_text(f"<main>{words}</main>", "utf-8")
    origin = TestOrigin(folder / "origin", now=datetime.now(UTC))
    for ward in WARDS:
        origin.keys[ward] = signer(ward)
    origin.put_registry(1, WARDS)
    for ward in WARDS:
        origin.put_card(ward)
    layout = Layout(folder / "m")
    layout.create(Settings("none"))
    TrustFolder(layout.trust).begin(origin.first_root, origin.now)
    with web(folder / "origin") as port, line(port, *FAST) as (near, count):
        made = Line(origin, site, layout, near, count)
        made.publish()
        made.sync()
        yield made


def test_nothing_changed_costs_at_most_2_kb(slow: Line) -> None:
    slow.sync()
    assert slow.sync() <= 2_000


def test_twenty_changed_files_cost_at_most_400_kb(slow: Line) -> None:
    pages = sorted((slow.site / "thu-tuc").glob("*/index.html"))[:CHANGED]
    for page in pages:
        page.write_text(page.read_text("utf-8") + "<p>sửa đổi</p>", "utf-8")
    slow.publish()
    assert 1_000 < slow.sync() <= 400_000
    shown = slow.layout.current / pages[0].relative_to(slow.site)
    assert "sửa đổi" in shown.read_text("utf-8")


def test_a_rebuild_without_new_content_costs_at_most_10_kb(slow: Line) -> None:
    rebuild(slow.site)
    slow.publish()
    assert slow.sync() <= 10_000
