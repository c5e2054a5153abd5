"""Whatever is edited, in whatever order: the next build is what building anew would give."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import Project, build
from tests.folders import tree
from tests.paths import ROOT

EXAMPLE = ROOT / "tests" / "example_catalogue"
RECORDS = sorted(path.relative_to(EXAMPLE).as_posix() for path in EXAMPLE.rglob("*.yml"))
OPTIONAL = ("glossary.yml", "situations.yml", "synonyms.yml")
STEPS = 6


def words(text: str, chance: random.Random) -> str:
    """Other words of the same length, in a value that is only ever shown."""
    lines = text.splitlines(keepends=True)
    shown = [i for i, line in enumerate(lines) if line.lstrip("- ").startswith(SHOWN)]
    if shown:
        place = chance.choice(shown)
        key, _, value = lines[place].partition(": ")
        swapped = "".join({"a": "e", "e": "a", "n": "m", "m": "n"}.get(c, c) for c in value)
        lines[place] = f"{key}: {swapped}"
    return "".join(lines)


SHOWN = ("name:", "short_name:", "title:", "note:", "summary:", "address:", "phone:", "text:")


def in_place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def with_the_old_time(path: Path, text: str) -> None:
    """As ``touch -r`` leaves it."""
    before = path.stat()
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def from_the_future(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (4_000_000_000, 4_000_000_000))


def from_the_past(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (1_000_000_000, 1_000_000_000))


def by_renaming(path: Path, text: str) -> None:
    """As editors save: a new file takes the old one's place, here with the same time."""
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(text, encoding="utf-8")
    shutil.copystat(path, draft)
    draft.replace(path)


WAYS: tuple[Callable[[Path, str], None], ...] = (
    in_place,
    with_the_old_time,
    from_the_future,
    from_the_past,
    by_renaming,
)


def project(folder: Path, catalogue: Path) -> Project:
    return Project(
        look=ROOT,
        catalogue=catalogue,
        site=folder / "site",
        cache=folder / "cache",
        workers=1,
        papers=False,
    )


@pytest.mark.parametrize("seed", range(2))
def test_random_edits_give_the_site_that_building_anew_gives(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    sources = project(tmp_path, shutil.copytree(EXAMPLE, tmp_path / "catalogue"))
    assert build(sources).change
    drawn = shutil.copytree(sources.cache, tmp_path / "drawn")
    for step in range(STEPS):
        for name in chance.sample(RECORDS, chance.randint(1, 2)):
            path = sources.catalogue / name
            if name in OPTIONAL and chance.random() < 0.5 and path.exists():
                path.unlink()
                continue
            text = (path if path.exists() else EXAMPLE / name).read_text("utf-8")
            (chance.choice(WAYS) if path.exists() else in_place)(path, words(text, chance))
        assert (built := build(sources)).change, built.reading.findings()
        anew = project(tmp_path / "anew", sources.catalogue)
        shutil.rmtree(tmp_path / "anew", ignore_errors=True)
        # Only MkDocs' drawing is kept, which costs a second; it has a hash of its own.
        anew.cache.mkdir(parents=True)
        shutil.copy(drawn / "website.msgpack", anew.cache)
        assert build(anew).change
        assert tree(sources.site) == tree(anew.site), step
