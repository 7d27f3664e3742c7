"""Suning's signature: lower-case MD5 over secret, method, time, key, version and the body's base64.

The body is signed as the bytes that are sent: it must not be made anew after signing.
Source: platforms reference, section 3 (Headers). Keep out: sending, secrets' storage.
"""

from __future__ import annotations

import base64
import hashlib

VERSION = "v1.2"


def sign(secret: str, *, method: str, time: str, app_key: str, body: bytes) -> str:
    """`signInfo` of a call, lower-case hex; `time` is the text in AppRequestTime."""
    text = secret + method + time + app_key + VERSION + base64.b64encode(body).decode()
    # the protocol's own choice of hash; integrity, not secrecy, and tokens travel over TLS
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
