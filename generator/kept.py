"""What one build has made and the next may use again.

In: keys that hash what a value is made from.  Out: the values; those that a build did not ask for
are forgotten.  Each kind has a file in the cache: whoever deletes it loses only time.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from generator import cache_file

Value = TypeVar("Value")


def made_anew(key: bytes, make: Callable[[], Value]) -> Value:
    """What ``Kept.get`` is to those who keep nothing."""
    return make()


class Kept(Generic[Value]):
    """The values of a file.  ``base`` hashes what all depend on: with another, none hold."""

    def __init__(self, path: Path, base: bytes, kind: type[Value]) -> None:
        self._path = path
        self._base = base
        self._before: dict[bytes, Value] = self._read(kind)
        self._now: dict[bytes, Value] = {}

    def _read(self, kind: type[Value]) -> dict[bytes, Value]:
        file = tuple[bytes, dict[bytes, kind]]  # type: ignore[valid-type]
        try:
            base, values = msgspec.msgpack.decode(cache_file.read(self._path) or b"", type=file)
        except msgspec.MsgspecError:
            return {}
        return values if base == self._base else {}

    def get(self, key: bytes, make: Callable[[], Value]) -> Value:
        """The value of the key, made where the last build had none."""
        value = self._before.get(key)
        if value is None:
            value = make()
        self._now[key] = value
        return value

    def save(self) -> None:
        """Write down what was asked for, where that is not what the file holds."""
        if self._now.keys() != self._before.keys():
            cache_file.write(self._path, msgspec.msgpack.encode((self._base, self._now)))
