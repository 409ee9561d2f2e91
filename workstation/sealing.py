"""Sealing of personal values and secrets, and signatures of passports. Thin over `cryptography`.

Seal: ChaCha20-Poly1305, random 12-byte nonce before the ciphertext. Signature: Ed25519.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

NONCE = 12


def new_secret() -> bytes:
    """A fresh 32-byte key."""
    return ChaCha20Poly1305.generate_key()


def seal(key: bytes, plain: bytes, context: bytes = b"") -> bytes:
    """Encrypt; `context` is bound to the result and must be given again to open it."""
    nonce = os.urandom(NONCE)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, plain, context)


def unseal(key: bytes, sealed: bytes, context: bytes = b"") -> bytes | None:
    """Decrypt; None where key, context or bytes do not belong together."""
    try:
        return ChaCha20Poly1305(key).decrypt(sealed[:NONCE], sealed[NONCE:], context)
    except (InvalidTag, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Keyring:
    """The secret keys of a base, kept in a file beside it and never in the base itself."""

    signing: bytes
    secrets: bytes

    @property
    def public(self) -> bytes:
        """The raw public key that verifies this centre's passports."""
        return Ed25519PrivateKey.from_private_bytes(self.signing).public_key().public_bytes_raw()

    def sign(self, body: bytes) -> bytes:
        """64-byte Ed25519 signature."""
        return Ed25519PrivateKey.from_private_bytes(self.signing).sign(body)


def verify(public: bytes, body: bytes, signature: bytes) -> bool:
    """Whether the signature is genuine."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, body)
    except (InvalidSignature, ValueError):
        return False
    return True


def key_id(public: bytes) -> bytes:
    """The short name of a public key in a payload: first 4 bytes of its SHA-256."""
    return hashlib.sha256(public).digest()[:4]


def keyring_path(folder: Path) -> Path:
    """Where a base's keyring lies."""
    return folder / "keys.json"


def make_keyring(folder: Path) -> Keyring:
    """Make a keyring file (readable by its owner only); raises FileExistsError rather than replace one."""
    ring = Keyring(Ed25519PrivateKey.generate().private_bytes_raw(), new_secret())
    write_keyring(folder, ring)
    return ring


def write_keyring(folder: Path, ring: Keyring) -> None:
    """Write a keyring file durably; raises FileExistsError rather than replace one."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"signing": _text(ring.signing), "secrets": _text(ring.secrets)})
    descriptor = os.open(keyring_path(folder), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def read_keyring(folder: Path) -> Keyring | None:
    """The keyring of a base; None where this computer has no copy of it."""
    try:
        found = json.loads(keyring_path(folder).read_text("ascii"))
    except FileNotFoundError:
        return None
    return Keyring(base64.b64decode(found["signing"]), base64.b64decode(found["secrets"]))


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")
