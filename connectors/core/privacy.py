"""What may stay of a buyer: an HMAC for repeat counts, keyed by the order's year.

Source: design, section 2. Keep out: redaction of logs (redaction.py), any platform's field names.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache

import msgspec

#: SHA-256 reads blocks of so many bytes; RFC 2104 pads the key to one
_BLOCK = 64
_INNER = bytes(byte ^ 0x36 for byte in range(256))
_OUTER = bytes(byte ^ 0x5C for byte in range(256))


class _YearKey:
    """HMAC-SHA-256 (RFC 2104) under one year's key, which is read into both hashes once.

    The library's one-shot call sets everything up anew for each message: four times the work.
    """

    def __init__(self, hmac_key: bytes, year: int) -> None:
        # 32 bytes, so the key is padded and never hashed
        padded = hmac.digest(hmac_key, str(year).encode(), "sha256").ljust(_BLOCK, b"\0")
        self._inner = hashlib.sha256(padded.translate(_INNER))
        self._outer = hashlib.sha256(padded.translate(_OUTER))

    def hex_digest(self, message: bytes) -> str:
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(message)
        outer.update(inner.digest())
        return outer.hexdigest()


_year_key = lru_cache(maxsize=64)(_YearKey)


def buyer_hmac(hmac_key: bytes, *, year: int, platform: str, buyer_id: str) -> str:
    """A buyer's pseudonym within one platform and one calendar year, 64 hex digits.

    The year's key is derived from `hmac_key`, so pseudonyms of two years can't be joined without
    the key, and forgetting a year's key forgets that year's buyers.
    """
    message = f"{platform}\x00{buyer_id}".encode()
    return _year_key(hmac_key, year).hex_digest(message)


def payload_sha256(payload: bytes) -> str:
    """The digest by which two versions of a record are told apart: over the kept JSON."""
    return hashlib.sha256(payload).hexdigest()


def version_key(modified: str | None, record: msgspec.Struct) -> tuple[str, str]:
    """Orders two readings of one record, the newest last: modification time, then payload."""
    return modified or "", payload_sha256(msgspec.json.encode(record))
