"""How long work tells that it goes on, to whoever looks on."""

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Called with what is done, of how much, and what it is."""


def silent(done: int, total: int, what: str) -> None:
    """Nobody looks on."""
