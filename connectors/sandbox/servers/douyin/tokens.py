"""Douyin's token service: `token/refresh`, signed like every call but without a token.

Source: platforms reference, section 5 (token). Keep out: checking a token (gate).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connectors.sandbox.servers.access import TokenUnknown
from connectors.sandbox.servers.douyin.errors import DouyinRefusal

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldShop
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.servers.douyin.gate import DouyinCall

_FAILED = "dop.token-generate-failed"


def refreshed(book: TokenBook, shops: dict[str, WorldShop], call: DouyinCall) -> dict[str, object]:
    """New tokens. Raises DouyinRefusal."""
    if call.arguments.get("grant_type") != "refresh_token":
        raise DouyinRefusal(50001, f"{_FAILED}:grant-type-invalid")
    try:
        issued = book.refresh(str(call.arguments.get("refresh_token", "")), call.now)
    except TokenUnknown:
        raise DouyinRefusal(50001, f"{_FAILED}:token-invalid", "生成token失败") from None
    return {
        "access_token": issued.access_token,
        "refresh_token": issued.refresh_token,
        "expires_in": int((issued.expires_at - call.now).total_seconds()),
        "scope": "SCOPE",
        "shop_id": int(issued.shop_id),
        "shop_name": shops[issued.shop_id].name,
    }
