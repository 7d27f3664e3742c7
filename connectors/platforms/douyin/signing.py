"""Douyin's signature: HMAC-SHA256 over five fixed fields between two secrets, lower-case hex.

Neither the access token nor the name of the sign method is signed. `param_json` is signed exactly
as it is sent: keys sorted at every depth, no blanks, text as UTF-8.
Source: platforms reference, section 5 (Sign). Keep out: sending, secrets' storage.
"""

from __future__ import annotations

import hmac

VERSION = "2"


def sign(*, app_key: str, method: str, param_json: str, timestamp: str, secret: str) -> str:
    """The signature over app_key, method, param_json, timestamp and v; `timestamp` as sent."""
    fields = f"app_key{app_key}method{method}param_json{param_json}timestamp{timestamp}v{VERSION}"
    return hmac.digest(secret.encode(), f"{secret}{fields}{secret}".encode(), "sha256").hex()
