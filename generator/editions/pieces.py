"""Large files in pieces, so that two versions of a file have most of their pieces in common.

In: a file's bytes.  Out: its pieces, which put together again are the file.

Where a piece ends depends on the bytes before that place and on nothing else: what is added at the
beginning of a file moves its pieces without making them others.
"""

import re
from collections.abc import Iterator
from zlib import crc32

_RUN = re.compile(rb"[^\n}]*(?:[\n}]|\Z)")
"""A line, or a part of a line of JSON; in binary files about 128 bytes."""
_SPAN = 128
"""A run of so many bytes ends a piece once in so many times: pieces have about 16 KB and more."""
LEAST = 4096
"""A piece has at least so many bytes, the last one aside; unless it is asked to have more."""


def cut(content: bytes, least: int = LEAST) -> Iterator[bytes]:
    """The pieces of the content in their order; the content itself where it is short."""
    start = 0
    for run in _RUN.finditer(content):
        end = run.end()
        if end - start >= least and crc32(run.group()) % _SPAN <= (end - run.start()) // _SPAN:
            yield content[start:end]
            start = end
    if start < len(content) or not content:
        yield content[start:]
