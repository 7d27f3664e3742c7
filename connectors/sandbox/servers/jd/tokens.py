"""JD's token service: `/oauth2/refresh_token`, at open-oauth.jd.com in the real world.

An access token that has ended can't be refreshed: JD wants it done before. Source: platforms
reference, section 2 (auth). Keep out: checking a token (gate).
"""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import TYPE_CHECKING

from connectors.sandbox.servers.access import TokenOver, TokenUnknown

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook


def refreshed(book: TokenBook, parameters: dict[bytes, bytes], now: datetime) -> dict[str, object]:
    """New tokens, or a refusal with `code` and `msg` (texts from memory)."""
    told = {name.decode("ascii", "replace"): value for name, value in parameters.items()}
    if told.get("grant_type") != b"refresh_token":
        return _refusal("grant_type must be refresh_token")
    keys = book.access
    right = (keys.app_key.encode(), keys.app_secret.encode())
    sent = (told.get("app_key", b""), told.get("app_secret", b""))
    if not all(hmac.compare_digest(a, b) for a, b in zip(right, sent, strict=True)):
        return _refusal("invalid app_key or app_secret")
    token = told.get("refresh_token", b"").decode("ascii", "replace")
    try:
        issued = book.refresh(token, now, only_while_valid=True)
    except TokenOver:
        return _refusal("the access token is over: the shop must authorise again")
    except TokenUnknown:
        return _refusal("invalid refresh_token")
    return {
        "access_token": issued.access_token,
        "refresh_token": issued.refresh_token,
        "expires_in": int((issued.expires_at - now).total_seconds()),
        "scope": "snsapi_base",
        "open_id": f"sandbox-{issued.shop_id}",
        "xid": f"o*{issued.shop_id}",
    }


def _refusal(text: str) -> dict[str, object]:
    return {"code": 403, "msg": text}
