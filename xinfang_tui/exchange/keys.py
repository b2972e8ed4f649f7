"""Keys of machines and offices: Ed25519 signs, age encrypts (DESIGN §8)."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pyrage

# cryptography is imported where it is used: opening a ledger checks no signature.
if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SIGNATURE_BYTES = 64


class _Key:
    """A key by its secret text, which never shows in a repr."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._check()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def _check(self) -> None:
        """Refuse what is no such key with a ValueError."""
        raise NotImplementedError


class SigningKey(_Key):
    """An Ed25519 key; ``text`` is its 32-byte seed in hex."""

    def _check(self) -> None:
        if len(bytes.fromhex(self.text)) != 32:
            raise ValueError("signing key")

    @classmethod
    def fresh(cls) -> SigningKey:
        """A new random key."""
        return cls(os.urandom(32).hex())

    @property
    def public(self) -> str:
        """The public key, hex."""
        return self._key.public_key().public_bytes_raw().hex()

    @property
    def _key(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.text))

    def sign(self, content: bytes) -> bytes:
        """The signature over ``content``, 64 bytes."""
        return self._key.sign(content)


def signed_by(public: str, signature: bytes, content: bytes) -> bool:
    """Whether the key ``public`` (hex) signed ``content``."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


class EncryptionKey(_Key):
    """An age X25519 key; ``text`` is its secret form."""

    def _check(self) -> None:
        try:
            pyrage.x25519.Identity.from_str(self.text)
        except pyrage.IdentityError as fault:
            raise ValueError("encryption key") from fault

    @classmethod
    def fresh(cls) -> EncryptionKey:
        """A new random key."""
        return cls(str(pyrage.x25519.Identity.generate()))

    @property
    def recipient(self) -> str:
        """The public form, "age1…"."""
        return str(pyrage.x25519.Identity.from_str(self.text).to_public())


def encrypt(content: bytes, recipients: Sequence[str]) -> bytes:
    """Content that any of the recipients can read.

    Raises:
        ValueError: no recipient, or one that is no age key.
    """
    if not recipients:
        raise ValueError("no recipient")
    try:
        keys = [pyrage.x25519.Recipient.from_str(text) for text in recipients]
    except pyrage.RecipientError as fault:
        raise ValueError("recipient") from fault
    return bytes(pyrage.encrypt(content, keys))


def decrypt(content: bytes, keys: Sequence[EncryptionKey]) -> bytes | None:
    """The content, or None when none of the keys opens it."""
    try:
        identities = [pyrage.x25519.Identity.from_str(key.text) for key in keys]
        return bytes(pyrage.decrypt(content, identities))
    except pyrage.DecryptError:
        return None


def token(secret: str, content: bytes) -> str:
    """HMAC-SHA256 of ``content`` under a one-time secret (hex), as hex."""
    return hmac.new(bytes.fromhex(secret), content, hashlib.sha256).hexdigest()


def same_token(one: str, other: str) -> bool:
    """Compare two tokens in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())
