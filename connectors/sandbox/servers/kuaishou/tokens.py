"""Kuaishou's token service: `/oauth2/refresh_token`, at the gateway's own address.

A refresh token works once. The real platform lets the old one live for five minutes more and keeps
old access tokens to their end; here both end at once, the harder case. Source: the platform's page
on authorisation. Keep out: checking a token (gate).
"""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import TYPE_CHECKING

from connectors.sandbox.servers.access import TokenOver, TokenUnknown
from connectors.sandbox.servers.kuaishou import errors

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook

#: what is left of 180 days; here always all of them
_REFRESH_SECONDS = 15_552_000


def refreshed(book: TokenBook, parameters: dict[bytes, bytes], now: datetime) -> dict[str, object]:
    """New tokens. The application shows the secret that signs nothing. Raises KsRefusal."""
    if parameters.get(b"grant_type") != b"refresh_token":
        raise errors.KsRefusal(100200104, "grantType 错误", error="unsupported_grant_type")
    keys = book.access
    sent = (parameters.get(b"app_id", b""), parameters.get(b"app_secret", b""))
    right = (keys.app_key.encode(), keys.app_secret.encode())
    if not all(hmac.compare_digest(a, b) for a, b in zip(right, sent, strict=True)):
        raise errors.unknown_application()
    token = parameters.get(b"refresh_token", b"").decode("ascii", "replace")
    try:
        issued = book.refresh(token, now)
    except (TokenUnknown, TokenOver):
        raise errors.token_refused("invalid refresh_token") from None
    return {
        "result": 1,
        "access_token": issued.access_token,
        "expires_in": int((issued.expires_at - now).total_seconds()),
        "refresh_token": issued.refresh_token,
        "refresh_token_expires_in": _REFRESH_SECONDS,
        "open_id": f"f18{issued.shop_id}",
        "scopes": ["merchant_order", "merchant_refund", "merchant_item", "merchant_shop"],
    }
