"""Seals a text for one record, and turns a number into a mark that only the key can make again.

AES-256-GCM with a nonce of its own for each text, bound to the record it belongs to: moved to
another record it does not open. HMAC-SHA256 for marks: the numbers are so few that a bare digest
could be tried out. Keep out: where keys come from (settings), where sealed texts lie (`store`).
"""

from __future__ import annotations

import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from connectors.core.errors import ConfigurationError, FatalFeedError

_NONCE_BYTES = 12
_KEY_BYTES = 32


class Sealer:
    """Two keys of 32 bytes: one seals, one marks. Shows neither."""

    def __init__(self, name_key: bytes, match_key: bytes) -> None:
        self._cipher = AESGCM(name_key)
        self._name_key = name_key
        self._match_key = match_key

    def seal(self, text: str, *, record: str) -> bytes:
        """The text sealed for the record of that id."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text.encode(), record.encode())

    def open(self, sealed: bytes, *, record: str) -> str:
        """The text again. Raises FatalFeedError for another key or record, or changed bytes."""
        nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, body, record.encode()).decode()
        except InvalidTag:
            raise FatalFeedError(
                "a sealed name does not open: it was changed, or sealed for another record",
                where=f"identity store, producer {record}",
                advice="bring the store back from its last backup; nothing was shown",
            ) from None

    def mark(self, kind: str, number: str) -> str:
        """The mark of a number, 64 hex digits; the same number of the same kind has the same."""
        return hmac.digest(self._match_key, f"{kind}\x00{number}".encode(), "sha256").hex()

    def fingerprints(self) -> tuple[str, str]:
        """What tells later whether the keys are still these, and nothing about them."""
        text = b"shanhuo identity store"
        return (
            hmac.digest(self._name_key, text, "sha256").hex()[:16],
            hmac.digest(self._match_key, text, "sha256").hex()[:16],
        )


def sealer_of(name_key_hex: str, match_key_hex: str) -> Sealer:
    """The sealer of two keys, written as 64 hex digits each.

    Raises ConfigurationError where one is not, or both are the same.
    """
    keys = _key(name_key_hex, "name_key"), _key(match_key_hex, "match_key")
    if hmac.compare_digest(*keys):
        raise ConfigurationError(
            "the two keys of the identity store are the same",
            where="settings, section identity",
            advice="make a second key; who may match numbers need not read names",
        )
    return Sealer(*keys)


def _key(text: str, name: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES:
        raise ConfigurationError(
            "a key of the identity store is not 64 hex digits",
            where=f"settings, identity.{name}",
            advice="make one with `openssl rand -hex 32` and keep it apart from the store",
        )
    return key
