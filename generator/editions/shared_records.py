"""The shared records of a catalogue, one by one, as editions keep them.

In: ``Shared``.  Out: key -> canonical bytes, and back.  A key is the attribute of ``Shared`` and
the record's id (``fees/chung-thuc``), or the attribute alone for what is one value.
"""

from collections.abc import Mapping
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from generator.canonical import canonical, packed
from generator.catalogue import Shared
from generator.model import Record

_KINDS: Mapping[str, Any] = get_type_hints(Shared)


def contents(shared: Shared) -> dict[str, bytes]:
    """Every shared record in canonical form."""
    found: dict[str, bytes] = {}
    for name in _KINDS:
        value = getattr(shared, name)
        if isinstance(value, dict):
            found |= {f"{name}/{key}": _bytes(item) for key, item in value.items()}
        else:
            found[name] = _bytes(value)
    return found


def _bytes(value: object) -> bytes:
    return canonical(value) if isinstance(value, Record) else packed(msgspec.to_builtins(value))


def shared_of(found: Mapping[str, bytes]) -> Shared:
    """The shared records again; what an old edition did not yet have is empty."""
    values: dict[str, Any] = {}
    for name, kind in _KINDS.items():
        if get_origin(kind) is dict:
            values[name] = _group(name, get_args(kind)[1], found)
        elif name in found:
            values[name] = msgspec.json.decode(found[name], type=kind)
        else:
            values[name] = ()
    return Shared(**values)


def _group(name: str, kind: Any, found: Mapping[str, bytes]) -> dict[str, Any]:
    start = f"{name}/"
    return {
        key.removeprefix(start): msgspec.json.decode(content, type=kind)
        for key, content in sorted(found.items())
        if key.startswith(start)
    }
