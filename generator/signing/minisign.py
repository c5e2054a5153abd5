"""Signatures that anyone can check with minisign, without our program.

In: a file's bytes and the seed of an ed25519 key.  Out: the text of ``.minisig`` and ``.pub``.
Format: https://jedisct1.github.io/minisign/#signature-format (prehashed, "ED").  The release key
signs here too: a minisign signature is over 64 bytes of BLAKE2b or ends in a comment, metadata of
TUF is a JSON object, so neither can pass for the other.
"""

import base64
import hashlib
from collections.abc import Callable

Sign = Callable[[bytes], bytes]
"""Signs bytes with a raw ed25519 key: 64 bytes."""


def key_number(public: bytes) -> bytes:
    """The eight bytes by which minisign tells keys apart."""
    return hashlib.blake2b(public, digest_size=8).digest()


def public_file(public: bytes) -> str:
    """The text of the public key file; its second line also goes after ``minisign -P``."""
    number = key_number(public)
    return f"untrusted comment: minisign public key {number[::-1].hex().upper()}\n" + (
        base64.b64encode(b"Ed" + number + public).decode() + "\n"
    )


def signature_file(content: bytes, public: bytes, sign: Sign, comment: str) -> str:
    """The text of the signature; ``comment`` is signed too."""
    signature = sign(hashlib.blake2b(content).digest())
    whole = sign(signature + comment.encode())
    head = base64.b64encode(b"ED" + key_number(public) + signature).decode()
    return (
        f"untrusted comment: niemyet\n{head}\n"
        f"trusted comment: {comment}\n{base64.b64encode(whole).decode()}\n"
    )
