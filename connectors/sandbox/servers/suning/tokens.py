"""Suning's token service, `/api/oauth/token`: new tokens for a refresh token.

Source: the open platform's page on OAuth 2.0. The words of a refusal are those of the standard;
nobody has written Suning's down. Keep out: checking a token (gate).
"""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import TYPE_CHECKING

from connectors.sandbox.servers.access import TokenUnknown
from connectors.sandbox.servers.wire import decode_pairs

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook


def refreshed(book: TokenBook, form: bytes, now: datetime) -> dict[str, object]:
    """New tokens, or the refusal."""
    told = dict(decode_pairs(form))
    if told.get(b"grant_type") != b"refresh_token":
        return {"error": "unsupported_grant_type"}
    right = (book.access.app_key.encode(), book.access.app_secret.encode())
    sent = (told.get(b"client_id", b""), told.get(b"client_secret", b""))
    if not all(hmac.compare_digest(a, b) for a, b in zip(right, sent, strict=True)):
        return {"error": "invalid_client"}
    try:
        issued = book.refresh(told.get(b"refresh_token", b"").decode("ascii", "replace"), now)
    except TokenUnknown:
        return {"error": "invalid_grant"}
    seconds = str(int((issued.expires_at - now).total_seconds()))
    return {
        "access_token": issued.access_token,
        "token_type": "bearer",
        "refresh_token": issued.refresh_token,
        "expires_in": seconds,
        "re_expires_in": seconds,
        "scope": "item,category,order",
        "suning_user_name": issued.shop_id,
    }
