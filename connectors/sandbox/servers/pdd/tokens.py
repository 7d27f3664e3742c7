"""`pdd.pop.auth.token.refresh`: new tokens for a refresh token.

Source: platforms reference, section 4 (Auth). Keep out: checking a token (gate).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from connectors.sandbox.servers.access import TokenUnknown
from connectors.sandbox.servers.pdd.arguments import read_text, refuse_unknown
from connectors.sandbox.servers.pdd.errors import PddRefusal

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.servers.pdd.gate import PddCall
    from connectors.sandbox.servers.pdd.orders import Record

_EPOCH = datetime(1970, 1, 1) + timedelta(hours=8)
_SECOND = timedelta(seconds=1)


def refreshed(book: TokenBook, call: PddCall) -> Record:
    """What stands in the envelope. Raises PddRefusal."""
    refuse_unknown(call, {"refresh_token"})
    try:
        issued = book.refresh(read_text(call, "refresh_token"), call.now)
    except TokenUnknown:
        raise PddRefusal(50001, sub_msg="refresh_token已失效") from None
    return {
        "access_token": issued.access_token,
        "refresh_token": issued.refresh_token,
        "expires_in": (issued.expires_at - call.now) // _SECOND,
        "expires_at": (issued.expires_at - _EPOCH) // _SECOND,
        "owner_id": issued.shop_id,
        "owner_name": "",
        "scope": [],
    }
