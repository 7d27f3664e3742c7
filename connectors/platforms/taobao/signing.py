"""TOP's signature.

Names and values are signed as they are before urlencoding, sorted by code point; parameters with
an empty name or value are not signed, and `sign` itself is not. `sign_method` is signed.
Source: platforms reference, section 1 (Sign). Keep out: sending, secrets' storage.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Literal

SignMethod = Literal["md5", "hmac", "hmac-sha256"]


def sign(params: Mapping[str, str], secret: str, *, method: SignMethod) -> str:
    """The signature, upper-case hex. md5 wraps the text in the secret; both hmacs use it as key."""
    text = "".join(
        name + params[name] for name in sorted(params) if name and params[name] and name != "sign"
    )
    key = secret.encode()
    if method == "md5":
        # the protocol's own choice of hash; integrity, not secrecy, and tokens travel over TLS
        digest = hashlib.md5(key + text.encode() + key, usedforsecurity=False).hexdigest()
    elif method == "hmac":
        digest = hmac.new(key, text.encode(), "md5").hexdigest()
    else:
        digest = hmac.new(key, text.encode(), "sha256").hexdigest()
    return digest.upper()
