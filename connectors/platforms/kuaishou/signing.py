"""Kuaishou's signature.

`name=value` joined by `&`, sorted by name, values as they are before urlencoding; then
`&signSecret=` and the secret. The sign secret is not the application's secret, which only the
token service sees. Source: platforms reference, section 7. Keep out: sending, secrets' storage.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Literal

SignMethod = Literal["MD5", "HMAC_SHA256"]


def sign(params: Mapping[str, str], sign_secret: str, *, method: SignMethod) -> str:
    """The signature over all parameters but `sign`: lower-case hex for MD5, else Base64."""
    pairs = [f"{name}={params[name]}" for name in sorted(params) if name != "sign"]
    text = "&".join([*pairs, f"signSecret={sign_secret}"]).encode()
    if method == "MD5":
        # the protocol's own choice of hash; integrity, not secrecy, and tokens travel over TLS
        return hashlib.md5(text, usedforsecurity=False).hexdigest()
    return base64.b64encode(hmac.digest(sign_secret.encode(), text, "sha256")).decode()
