"""What may stay of a buyer: an HMAC for repeat counts, keyed by the order's year.

Source: design, section 2. Keep out: redaction of logs (redaction.py), any platform's field names.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache

import msgspec


@lru_cache(maxsize=64)
def _year_key(hmac_key: bytes, year: int) -> bytes:
    return hmac.digest(hmac_key, str(year).encode(), "sha256")


def buyer_hmac(hmac_key: bytes, *, year: int, platform: str, buyer_id: str) -> str:
    """A buyer's pseudonym within one platform and one calendar year, 64 hex digits.

    The year's key is derived from `hmac_key`, so pseudonyms of two years can't be joined without
    the key, and forgetting a year's key forgets that year's buyers.
    """
    message = f"{platform}\x00{buyer_id}".encode()
    return hmac.digest(_year_key(hmac_key, year), message, "sha256").hex()


def payload_sha256(payload: bytes) -> str:
    """The digest by which two versions of a record are told apart: over the kept JSON."""
    return hashlib.sha256(payload).hexdigest()


def version_key(modified: str | None, record: msgspec.Struct) -> tuple[str, str]:
    """Orders two readings of one record, the newest last: modification time, then payload."""
    return modified or "", payload_sha256(msgspec.json.encode(record))
