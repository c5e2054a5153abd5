"""The canonical form of a record: the one from which all exports, hashes and editions are made.

In: a record of ``model``.  Out: a plain tree (``tree``), its bytes (``canonical``), its hash.

The form is JSON by RFC 8785 (JCS) with the model's own keys:

- UTF-8, no white space, no end of line; keys sorted; text in NFC;
- what has no value has no key: an empty list, an unset value and ``false`` for ``sample`` are left
  out, and why a part is missing stands under ``gaps``;
- a fee always states its ``basis``, an amount its ``currency``, an authority its ``role``;
- days are ``2026-07-31``; a month alone is ``2026-07``;
- money is a whole number where it is whole: an amount in đồng never has a decimal point.

The record's hash is the SHA-256 of these bytes, which are also the file ``/thu-tuc/<code>.json``.
Nothing outside the record goes in, so that a corrected agency does not change the hash of the
procedures that name it.
"""

from hashlib import sha256
from typing import Any
from unicodedata import is_normalized, normalize

import msgspec

from generator.model import Record

Tree = dict[str, Any]
"""A record as dicts, lists, texts and numbers."""


def canonical(record: Record) -> bytes:
    """The record's bytes in canonical form."""
    return packed(tree(record))


def content_hash(record: Record) -> str:
    """The SHA-256 of the record's canonical form: 64 hexadecimal digits."""
    return sha256(canonical(record)).hexdigest()


def tree(record: Record) -> Tree:
    """The record's canonical form before it is packed."""
    plain: Tree = _whole(msgspec.to_builtins(record))
    for fee in (*plain.get("fees", ()), *plain.get("amounts", ())):
        fee.setdefault("basis", "amount")
        if "amount" in fee:
            fee.setdefault("currency", "VND")
    for authority in plain.get("authorities", ()):
        authority.setdefault("role", "competent")
    return plain


def packed(value: object) -> bytes:
    """Any plain tree as canonical JSON."""
    content = msgspec.json.encode(value, order="sorted")
    if content.isascii() or is_normalized("NFC", content.decode()):
        return content
    return msgspec.json.encode(_composed(value), order="sorted")


def _whole(value: Any) -> Any:
    """The tree with whole numbers for floats that are whole."""
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _composed(value: Any) -> Any:
    """The tree with every text in NFC."""
    if isinstance(value, dict):
        return {normalize("NFC", key): _composed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_composed(item) for item in value]
    return normalize("NFC", value) if isinstance(value, str) else value
