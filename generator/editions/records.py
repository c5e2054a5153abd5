"""What an edition's file says.

In: ``edition.json`` and ``withdrawn.yml``.  Out: ``Edition`` and ``Withdrawal``.

An edition's file names only what it changes, so that it grows with the changes and not with the
catalogue; ``whole`` proves what the changes amount to.
"""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from generator.canonical import packed, tree
from generator.model import Code, Record, Text

Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", description="SHA-256, hexadecimal.")]


class Withdrawal(Record, frozen=True, kw_only=True):
    """Why a procedure is no longer published: by which decision, and what stands in its place.

    ``since``: the first day on which it no longer holds, where the decision names one.
    """

    code: Code
    decision: Text
    since: date | None = None
    replaced_by: tuple[Code, ...] = ()
    note: Text | None = None


class WithdrawnFile(Record, frozen=True, kw_only=True):
    """``editions/withdrawn.yml``."""

    withdrawn: tuple[Withdrawal, ...] = ()


class Edition(Record, frozen=True, kw_only=True):
    """One edition.

    ``previous``: hash of the file of the edition before.  ``procedures`` and ``shared``: the hashes
    of the records that are new or changed, by code and by kind and id (``fees/chung-thuc``).
    ``pages``: the hashes of the pages frozen in this edition; ``style``: of their style sheet.
    ``data``: the hashes of all its data files, by their path below ``/du-lieu/<day>/``; ``pieces``:
    of the list of their pieces (``data_files``).
    ``withdrawn`` and ``dropped``: what is no longer there.  ``renamed``: codes whose new name the
    editor confirmed as the same procedure.  ``whole``: hash of the whole list of procedures and
    shared records (``whole_hash``).
    """

    day: date
    decision: Text
    whole: Hash
    notes: tuple[Text, ...] = ()
    previous: Hash | None = None
    procedures: dict[Code, Hash] = msgspec.field(default_factory=dict)
    shared: dict[str, Hash] = msgspec.field(default_factory=dict)
    style: Hash | None = None
    pages: dict[Code, Hash] = msgspec.field(default_factory=dict)
    data: dict[str, Hash] = msgspec.field(default_factory=dict)
    pieces: Hash | None = None
    withdrawn: dict[Code, Withdrawal] = msgspec.field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    renamed: tuple[Code, ...] = ()


def encode(edition: Edition) -> bytes:
    """The bytes of ``edition.json``: canonical JSON and an end of line."""
    return packed(tree(edition)) + b"\n"


def decode(content: bytes) -> Edition:
    """The edition of a file's bytes; ValidationError or DecodeError where they are none."""
    return msgspec.json.decode(content, type=Edition)
