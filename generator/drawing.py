"""The website's shells, drawn anew only where something that they depend on has changed.

In: the look's folder, the publisher, the parts of the site, the cache.  Out: ``Drawn``.
"""

from functools import partial
from pathlib import Path

import msgspec

from generator import cache_file, parallel
from generator.catalogue import digest
from generator.model import Publisher
from generator.website import Website, fingerprint, shells


class Drawn(msgspec.Struct, frozen=True, array_like=True):
    """What MkDocs has drawn, and ``look``: the hash of all that it depends on."""

    look: bytes
    website: Website


def draw(
    folder: Path, publisher: Publisher, parts: tuple[str, ...], cache: Path, program: bytes
) -> Drawn:
    """The shells of the look in the folder; ``program``: the hash of the program."""
    look = digest(fingerprint(folder, publisher, parts), program)
    file = cache / "website.msgpack"
    if kept := _kept(file, look):
        return kept
    # In a process of its own, which takes with it the 50 MB that MkDocs leaves behind.
    (website,), _ = parallel.run(
        [partial(shells, folder, cache / "mkdocs", publisher, parts)], lambda: None
    )
    drawn = Drawn(look, website)
    cache_file.write(file, msgspec.msgpack.encode(drawn))
    return drawn


def _kept(file: Path, look: bytes) -> Drawn | None:
    """What an earlier build has drawn, where it still holds."""
    try:
        kept = msgspec.msgpack.decode(cache_file.read(file) or b"", type=Drawn)
    except msgspec.MsgspecError:
        return None
    return kept if kept.look == look else None
