"""`taobao.top.auth.token.refresh`: new session for a refresh token.

The answer's `token_result` is a JSON text inside the JSON. Source: platforms reference, section 1
(auth); the inner names are from memory. Keep out: checking a session (gate).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from connectors.sandbox.servers.access import TokenUnknown
from connectors.sandbox.servers.top.arguments import Record
from connectors.sandbox.servers.top.errors import TopRefusal, missing

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.servers.top.gate import TopCall


def refreshed(book: TokenBook, call: TopCall) -> tuple[str, Record]:
    """Name of the envelope and what stands in it. Raises TopRefusal."""
    if "refresh_token" not in call.params:
        raise missing("refresh_token")
    try:
        issued = book.refresh(call.params["refresh_token"], call.now)
    except TokenUnknown:
        raise TopRefusal(15, sub_code="isv.invalid-refresh-token") from None
    seconds = int((issued.expires_at - call.now).total_seconds())
    result = {
        "access_token": issued.access_token,
        "refresh_token": issued.refresh_token,
        "expires_in": seconds,
        "re_expires_in": seconds * 2,
        "token_type": "Bearer",
        "taobao_user_id": issued.shop_id,
    }
    text = msgspec.json.encode(result).decode()
    return "top_auth_token_refresh_response", {"token_result": text}
