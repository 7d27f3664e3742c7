"""Pinduoduo's signature: upper-case MD5 over secret, sorted names and values, secret.

Names and values are signed as they are before urlencoding; `sign` itself is not.
Source: platforms reference, section 4 (Sign). Keep out: sending, secrets' storage.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping


def sign(params: Mapping[str, str], secret: str) -> str:
    """The signature over all parameters but `sign`, upper-case hex."""
    text = "".join(name + params[name] for name in sorted(params) if name != "sign")
    # the protocol's own choice of hash; integrity, not secrecy, and tokens travel over TLS
    digest = hashlib.md5(f"{secret}{text}{secret}".encode(), usedforsecurity=False)
    return digest.hexdigest().upper()
