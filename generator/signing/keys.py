"""Key files: a private key under a password, and its public half that may go anywhere.

In: a name, a password, random bytes.  Out: the text of two files.  The password is stretched with
scrypt, so that a lost stick gives its finder no key; the box is ChaCha20-Poly1305.
"""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from securesystemslib.signer import CryptoSigner, Key, SSlibKey

from generator.signing.faults import Fault

KIND = "niemyet-key-1"
COST = 1 << 17
"""Work of scrypt: about half a second and 128 MB for each guess."""
DEAREST = 1 << 20
SHORTEST_PASSWORD = 10


@dataclass(frozen=True)
class KeyFiles:
    """The two files of a key: the private one stays with its owner."""

    private: str
    public: str


def create(name: str, password: str, random: Callable[[int], bytes], cost: int = COST) -> KeyFiles:
    """A new ed25519 key under a password."""
    if len(password) < SHORTEST_PASSWORD:
        raise Fault("key", f"Mật khẩu cần ít nhất {SHORTEST_PASSWORD} ký tự.")
    seed, salt, nonce = random(32), random(16), random(12)
    public = public_record(name, _signer(seed).public_key)
    lock = ChaCha20Poly1305(_stretch(password, salt, cost))
    box = lock.encrypt(nonce, seed, public["keyid"].encode())
    private = public | {
        "kind": KIND,
        "cost": cost,
        "salt": _text(salt),
        "nonce": _text(nonce),
        "box": _text(box),
    }
    return KeyFiles(_json(private), _json(public))


def public_record(name: str, key: Key) -> dict[str, Any]:
    """What a public key file says."""
    return {"name": name, "keyid": key.keyid, **key.to_dict()}


def unlock(text: str, password: str) -> CryptoSigner:
    """The signer of a private key file."""
    record = _record(text)
    if record.get("kind") != KIND:
        raise Fault("key", "Đây không phải tệp khóa bí mật của niemyet (tệp .key).")
    try:
        cost = min(int(record["cost"]), DEAREST)
        lock = ChaCha20Poly1305(_stretch(password, _bytes(record["salt"]), cost))
        seed = lock.decrypt(
            _bytes(record["nonce"]), _bytes(record["box"]), record["keyid"].encode()
        )
        signer = _signer(seed)
    except InvalidTag as fault:
        raise Fault("key", f"Sai mật khẩu của khóa “{record.get('name')}”.") from fault
    except (KeyError, ValueError, TypeError) as fault:
        raise Fault("key", "Tệp khóa bị hỏng.") from fault
    if signer.public_key.keyid != record["keyid"]:
        raise Fault("key", "Tệp khóa bị sửa: mã khóa không khớp.")
    return signer


def read_public(text: str) -> tuple[str, SSlibKey]:
    """Name and key of a public key file; its key id is computed again."""
    record = _record(text)
    if "box" in record:
        raise Fault("key", "Đây là khóa bí mật. Hãy dùng tệp .pub; đừng gửi tệp .key cho ai.")
    try:
        name, claimed = str(record.pop("name")), record.pop("keyid")
        if (record["keytype"], record["scheme"]) != ("ed25519", "ed25519"):
            raise Fault("key", "Chỉ nhận khóa ed25519.")
        raw = bytes.fromhex(record["keyval"]["public"])
        key = SSlibKey(keyid_of(raw), "ed25519", "ed25519", {"public": raw.hex()})
    except (KeyError, ValueError, TypeError) as fault:
        raise Fault("key", "Tệp .pub không đúng dạng.") from fault
    if key.keyid != claimed or len(raw) != 32:
        raise Fault("key", "Tệp .pub bị sửa: mã khóa không khớp với khóa.")
    return name, key


def keyid_of(public: bytes) -> str:
    """The id by which metadata names a public key (TUF 4.2)."""
    fields = {"keytype": "ed25519", "keyval": {"public": public.hex()}, "scheme": "ed25519"}
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(keyid: str) -> str:
    """The key id as people read it to each other: eight groups of four."""
    return " ".join(keyid[at : at + 4] for at in range(0, 32, 4))


def _signer(seed: bytes) -> CryptoSigner:
    return CryptoSigner(Ed25519PrivateKey.from_private_bytes(seed))


def _stretch(password: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(
        password.encode(), salt=salt, n=cost, r=8, p=1, maxmem=(1 << 31) - 2, dklen=32
    )


def _record(text: str) -> dict[str, Any]:
    try:
        record = json.loads(text)
    except ValueError as fault:
        raise Fault("key", "Tệp khóa không đọc được.") from fault
    if not isinstance(record, dict):
        raise Fault("key", "Tệp khóa không đúng dạng.")
    return record


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
