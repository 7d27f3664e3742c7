"""Calls Kuaishou: signs, asks, opens the envelope, and gives pages of records.

Everything stands in the query, the token too: the platform takes these methods by GET alone. So no
error, log or `repr` may hold a request's address. Source: platforms reference, section 7.
Keep out: the meaning of records, windows, threads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode

import msgspec

from connectors.core.authorised import AuthorisedCalls
from connectors.core.cursors import CursorPage
from connectors.core.errands import Errand
from connectors.core.feed import ShopInfo
from connectors.core.http import WireRequest
from connectors.core.platform_feed import Connection
from connectors.core.refusals import not_understood
from connectors.core.salvage import RecordDecoder
from connectors.core.times import epoch_from_beijing
from connectors.platforms.kuaishou.auth import RENEW_BEFORE, exchange
from connectors.platforms.kuaishou.errors import KsError, raise_for
from connectors.platforms.kuaishou.records import (
    KsAddress,
    KsItem,
    KsLine,
    KsOrder,
    KsOrderBase,
    KsRefund,
)
from connectors.platforms.kuaishou.settings import NO_MORE
from connectors.platforms.kuaishou.signing import SignMethod, sign

ORDERS = "open.order.cursor.list"
REFUNDS = "open.seller.order.refund.pcursor.list"
ITEMS = "open.item.list.get"
ITEM = "open.item.get"
SHOP = "open.shop.info.get"

SIGN_METHOD: SignMethod = "HMAC_SHA256"
_NOTHING = msgspec.Raw(b"{}")

Read = TypeVar("Read")


class _Envelope(KsError):
    data: msgspec.Raw = _NOTHING


class _OrderPage(msgspec.Struct, rename="camel"):
    cursor: str
    order_list: list[msgspec.Raw] | None = None


class _RefundPage(msgspec.Struct, rename="camel"):
    pcursor: str
    refund_order_info_list: list[msgspec.Raw] | None = None


class _ItemPage(msgspec.Struct, rename="camel"):
    total_page: int
    items: list[msgspec.Raw] | None = None


class _Shop(msgspec.Struct, rename="camel"):
    shop_name: str = ""


class ItemPage(NamedTuple):
    """One page of items, and how many pages there are."""

    rows: list[KsItem]
    page_count: int


_BASES = RecordDecoder(KsOrderBase, id_field="oid")
_LINES = RecordDecoder(KsLine, id_field="item_id")
_REFUND_RECORDS = RecordDecoder(KsRefund, id_field="refund_id")
_ITEM_RECORDS = RecordDecoder(KsItem, id_field="kwai_item_id")


class KsClient:
    """Kuaishou as one application, for one pull."""

    def __init__(self, connection: Connection, errand: Errand) -> None:
        self._settings = connection.settings
        self._clock = connection.clock
        can_renew = bool(connection.settings.token_secret)
        self._calls = AuthorisedCalls(
            errand,
            connection.tokens,
            clock=connection.clock,
            exchange=(lambda shop, held: exchange(connection, errand, shop, held))
            if can_renew
            else None,
            renew_before=RENEW_BEFORE,
        )

    def orders(self, param: Mapping[str, Any], shop_id: str, *, where: str) -> CursorPage[KsOrder]:
        """One page of orders."""
        return self._ask(ORDERS, param, shop_id, _order_page, where)

    def refunds(
        self, param: Mapping[str, Any], shop_id: str, *, where: str
    ) -> CursorPage[KsRefund]:
        """One page of refunds."""
        return self._ask(REFUNDS, param, shop_id, _refund_page, where)

    def items(self, param: Mapping[str, Any], shop_id: str, *, where: str) -> ItemPage:
        """One page of items."""
        return self._ask(ITEMS, param, shop_id, _item_page, where)

    def item(self, item_id: int, shop_id: str, *, where: str) -> KsItem:
        """One item with its properties."""
        return self._ask(ITEM, {"kwaiItemId": item_id}, shop_id, _item, where)

    def shop_info(self, shop_id: str) -> ShopInfo:
        """The shop of the token: its name; Kuaishou does not tell its id."""
        where = f"kuaishou {SHOP} shop {shop_id}"
        return self._ask(SHOP, {}, shop_id, _shop, where)

    def _ask(
        self,
        method: str,
        param: Mapping[str, Any],
        shop_id: str,
        read: Callable[[msgspec.Raw], Read],
        where: str,
    ) -> Read:
        def open_body(body: bytes) -> Read:
            try:
                envelope = msgspec.json.decode(body, type=_Envelope)
                if not _has_succeeded(envelope):
                    secrets = (*self._calls.secrets_of(shop_id), self._settings.app_secret)
                    raise_for(envelope, where=where, secrets=secrets)
                return read(envelope.data)
            except (msgspec.DecodeError, UnicodeDecodeError):
                raise not_understood(len(body), method, where=where) from None

        return self._calls.call(shop_id, self._signing(method, param), open_body, where=where)

    def _signing(self, method: str, param: Mapping[str, Any]) -> Callable[[str], WireRequest]:
        def request(access_token: str) -> WireRequest:
            query = {
                "appkey": self._settings.app_key,
                "access_token": access_token,
                "method": method,
                "version": "1",
                "timestamp": str(epoch_from_beijing(self._clock()) * 1000),
                "signMethod": SIGN_METHOD,
                "param": msgspec.json.encode(param).decode(),
            }
            query["sign"] = sign(query, self._settings.app_secret, method=SIGN_METHOD)
            path = "/" + method.replace(".", "/")
            return WireRequest(method="GET", path=path, query=urlencode(query))

        return request


def _has_succeeded(envelope: _Envelope) -> bool:
    return str(envelope.result) == "1" and str(envelope.code or 1) in ("0", "1")


def _order_page(data: msgspec.Raw) -> CursorPage[KsOrder]:
    page = msgspec.json.decode(data, type=_OrderPage)
    return CursorPage([_order(raw) for raw in page.order_list or []], _next(page.cursor))


def _refund_page(data: msgspec.Raw) -> CursorPage[KsRefund]:
    page = msgspec.json.decode(data, type=_RefundPage)
    rows = _REFUND_RECORDS.decode(page.refund_order_info_list or [])
    return CursorPage(rows, _next(page.pcursor))


def _item_page(data: msgspec.Raw) -> ItemPage:
    page = msgspec.json.decode(data, type=_ItemPage)
    return ItemPage(_ITEM_RECORDS.decode(page.items or []), page.total_page)


def _item(data: msgspec.Raw) -> KsItem:
    (found,) = _ITEM_RECORDS.decode([data])
    return found


def _shop(data: msgspec.Raw) -> ShopInfo:
    return ShopInfo("", msgspec.json.decode(data, type=_Shop).shop_name)


def _next(cursor: str) -> str | None:
    """The cursor of the next page; an empty one would begin the list anew."""
    if not cursor:
        raise msgspec.DecodeError("a page without a cursor neither goes on nor ends")
    return None if cursor == NO_MORE else cursor


def _order(raw: msgspec.Raw) -> KsOrder:
    """The order of its parts; the receiver's part is never a reason to refuse it."""
    parts = _part(raw, dict[str, msgspec.Raw]) or {}
    (base,) = _BASES.decode([parts.get("orderBaseInfo", _NOTHING)])
    line = _LINES.decode([parts["orderItemInfo"]])[0] if "orderItemInfo" in parts else None
    address = _part(parts.get("orderAddress", _NOTHING), KsAddress)
    return KsOrder(order_base_info=base, order_item_info=line, order_address=address)


def _part(raw: msgspec.Raw, kind: type[Read]) -> Read | None:
    """A part of a record, or None where it is of another type."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError:
        return None
