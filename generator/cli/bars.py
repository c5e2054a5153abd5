"""The bar that follows long work on the terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import click


class Bar(Protocol):
    """Called with what is done, of how much, and what it is."""

    def __call__(self, done: int, total: int, what: str = "") -> None:
        """Show it."""


@contextmanager
def bar(quiet: bool = False) -> Iterator[Bar]:
    """A bar that follows ``progress(done, total, what)``; none where nobody looks on."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, total, what="": None
        return
    with click.progressbar(
        length=1, file=sys.stderr, show_eta=False, item_show_func=lambda what: what
    ) as shown:

        def progress(done: int, total: int, what: str = "") -> None:
            shown.length = max(total, 1)
            shown.update(done - shown.pos, what)

        yield progress
