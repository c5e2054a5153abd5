"""Small catalogues in a folder, for tests that change files."""

from pathlib import Path

from tests.bench import corpus


def write(folder: Path, count: int = 6) -> Path:
    """A made-up catalogue of ``count`` procedures below the folder; gives the folder back."""
    corpus.write(folder, count)
    return folder


def edit(path: Path, old: str, new: str) -> None:
    """Replace text in a file; the text must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")
