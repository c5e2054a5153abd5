"""Catalogues of the corpus that tests of speed use, in a folder: to be changed, or read."""

from pathlib import Path

from generator.build import load_catalogue
from generator.catalogue import Catalogue
from tests.bench import corpus


def write(folder: Path, count: int = 6) -> Path:
    """A made-up catalogue of ``count`` procedures below the folder; gives the folder back."""
    corpus.write(folder, count)
    return folder


def read(folder: Path, count: int) -> Catalogue:
    """Such a catalogue, read from files below the folder."""
    reading = load_catalogue(write(folder / "catalogue", count), folder / "cache")
    assert reading.catalogue is not None, reading.findings()
    return reading.catalogue


def edit(path: Path, old: str, new: str) -> None:
    """Replace text in a file; the text must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")
