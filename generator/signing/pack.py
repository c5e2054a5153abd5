"""Packs: all that one edition has and another has not, in one compressed stream.

In: two manifests and the contents.  Out: bytes that a mirror may use to fetch less and ask less
often.  Nobody signs a pack and nobody trusts one: the manifest's hash and each content's hash are
compared, and what does not fit is fetched singly.

The stream, compressed with XZ: the length of the edits in ten digits, the edits, then the new
contents one after the other in the order of ``missing``.  A pack for newcomers starts from EMPTY.
"""

import lzma
from collections.abc import Callable, Iterable, Iterator

from generator.signing.faults import Fault
from generator.signing.manifest import Manifest, edits

DIGITS = 10
MEMORY = 1 << 27
"""A pack that wants more memory than this to unpack is refused."""
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 4, "dict_size": 1 << 24}]


def name(old: str | None, new: str) -> str:
    """The file name of the pack from one edition to another; from nothing if ``old`` is None."""
    return f"{old}-{new}.xz" if old else f"{new}.xz"


def missing(old: Manifest, new: Manifest) -> dict[str, int]:
    """The contents that a pack carries: hash -> length, like kinds of files side by side."""
    kinds = sorted(new.files, key=lambda path: (path.rpartition(".")[2], path))
    contents = {new.files[path].sha256: new.files[path].length for path in kinds}
    return {sha256: size for sha256, size in contents.items() if sha256 not in old.contents}


def write(old: Manifest, new: Manifest, content: Callable[[str], bytes]) -> Iterator[bytes]:
    """The pack in pieces; ``content`` gives the bytes for a hash."""
    press = lzma.LZMACompressor(lzma.FORMAT_XZ, lzma.CHECK_CRC32, filters=_FILTERS)
    changes = edits(old, new)
    yield press.compress(f"{len(changes):0{DIGITS}d}".encode() + changes)
    for sha256 in missing(old, new):
        yield press.compress(content(sha256))
    yield press.flush()


class Reader:
    """Takes a stream apart again; holds one piece at a time, however large the stream claims."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._press = lzma.LZMADecompressor(lzma.FORMAT_XZ, MEMORY)

    def edits(self, longest: int) -> bytes:
        """The edits of the manifest; they come first."""
        digits = b"".join(self.take(DIGITS))
        if not digits.isdigit() or int(digits) > longest:
            raise Fault("tampered", "Gói tải nhanh không đúng dạng.")
        return b"".join(self.take(int(digits)))

    def take(self, length: int) -> Iterator[bytes]:
        """The next ``length`` bytes, in pieces."""
        while length:
            piece = self._more(min(length, 1 << 16))
            length -= len(piece)
            yield piece

    def _more(self, most: int) -> bytes:
        try:
            while not self._press.eof:
                data = next(self._chunks) if self._press.needs_input else b""
                if out := self._press.decompress(data, most):
                    return out
        except (lzma.LZMAError, StopIteration) as fault:
            raise Fault("tampered", "Gói tải nhanh bị đứt hoặc hỏng.") from fault
        raise Fault("tampered", "Gói tải nhanh ngắn hơn bản kê.")
