"""Calls WeChat: ids of a list page by page, then one call a record.

The access token can only go into the address: WeChat takes it nowhere else.
Source: platforms reference, section 6. Keep out: the meaning of records, windows, threads.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec

from connectors.core.authorised import AuthorisedCalls
from connectors.core.cursors import CursorPage
from connectors.core.errands import Errand
from connectors.core.errors import FatalFeedError
from connectors.core.feed import ShopInfo
from connectors.core.http import WireRequest, json_request
from connectors.core.platform_feed import Connection
from connectors.core.salvage import RecordDecoder
from connectors.platforms.wechat import settings
from connectors.platforms.wechat.answers import open_answer
from connectors.platforms.wechat.auth import ShopKeys
from connectors.platforms.wechat.records import Number, WechatItem, WechatOrder, WechatRefund

Answer = TypeVar("Answer")


class _OrderIds(msgspec.Struct):
    order_id_list: list[Number] | None = None
    next_key: str | None = None
    has_more: bool | None = None


class _RefundIds(msgspec.Struct):
    after_sale_order_id_list: list[Number] | None = None
    next_key: str | None = None
    has_more: bool | None = None


class _ItemIds(msgspec.Struct):
    product_ids: list[Number] | None = None
    next_key: str | None = None
    total_num: int | None = None


class _OneOrder(msgspec.Struct):
    order: msgspec.Raw


class _OneRefund(msgspec.Struct):
    after_sale_order: msgspec.Raw


class _OneItem(msgspec.Struct):
    product: msgspec.Raw


class _Shop(msgspec.Struct):
    nickname: str = ""


class _ShopAnswer(msgspec.Struct):
    info: _Shop


class ItemIds(msgspec.Struct, frozen=True):
    """A page of item ids and how many items the platform counts, null where it doesn't say."""

    page: CursorPage[str]
    total: int | None


_ORDER_IDS = msgspec.json.Decoder(_OrderIds)
_REFUND_IDS = msgspec.json.Decoder(_RefundIds)
_ITEM_IDS = msgspec.json.Decoder(_ItemIds)
_ONE_ORDER = msgspec.json.Decoder(_OneOrder)
_ONE_REFUND = msgspec.json.Decoder(_OneRefund)
_ONE_ITEM = msgspec.json.Decoder(_OneItem)
_SHOP_ANSWER = msgspec.json.Decoder(_ShopAnswer)
_ORDERS = RecordDecoder(WechatOrder, id_field="order_id")
_REFUNDS = RecordDecoder(WechatRefund, id_field="after_sale_order_id")
_ITEMS = RecordDecoder(WechatItem, id_field="product_id")


class WechatClient:
    """WeChat for one pull; every shop with its own app id, secret and token."""

    def __init__(self, connection: Connection, errand: Errand) -> None:
        self._keys = ShopKeys(connection.settings, connection.clock)
        self._calls = AuthorisedCalls(
            errand,
            connection.tokens,
            clock=connection.clock,
            exchange=lambda shop_id, _: self._keys.exchange(errand, shop_id),
            renew_before=settings.RENEW_BEFORE,
        )

    def order_ids(
        self, arguments: Mapping[str, Any], shop_id: str, *, where: str
    ) -> CursorPage[str]:
        """One page of the ids of orders."""
        answer = self._call(settings.ORDER_LIST_PATH, arguments, shop_id, _ORDER_IDS, where)
        return _page(answer.order_id_list, answer.next_key, has_more=answer.has_more)

    def order(self, order_id: str, shop_id: str, *, where: str) -> WechatOrder:
        """One order. Raises RecordGone for one that WeChat no longer shows."""
        arguments = {"order_id": order_id}
        answer = self._call(settings.ORDER_PATH, arguments, shop_id, _ONE_ORDER, where)
        (order,) = _ORDERS.decode([answer.order])
        _refuse_another(order_id, order.order_id, order.unreadable, where)
        return order

    def refund_ids(
        self, arguments: Mapping[str, Any], shop_id: str, *, where: str
    ) -> CursorPage[str]:
        """One page of the ids of after-sale orders."""
        answer = self._call(settings.REFUND_LIST_PATH, arguments, shop_id, _REFUND_IDS, where)
        return _page(answer.after_sale_order_id_list, answer.next_key, has_more=answer.has_more)

    def refund(self, refund_id: str, shop_id: str, *, where: str) -> WechatRefund:
        """One after-sale order. Raises RecordGone for one that WeChat no longer shows."""
        arguments = {"after_sale_order_id": refund_id}
        answer = self._call(settings.REFUND_PATH, arguments, shop_id, _ONE_REFUND, where)
        (refund,) = _REFUNDS.decode([answer.after_sale_order])
        _refuse_another(refund_id, refund.after_sale_order_id, refund.unreadable, where)
        return refund

    def item_ids(self, arguments: Mapping[str, Any], shop_id: str, *, where: str) -> ItemIds:
        """One page of the ids of items; the page behind the last one is empty."""
        answer = self._call(settings.ITEM_LIST_PATH, arguments, shop_id, _ITEM_IDS, where)
        ids = answer.product_ids or []
        return ItemIds(
            _page(ids, answer.next_key, has_more=bool(ids and answer.next_key)), answer.total_num
        )

    def item(self, item_id: str, shop_id: str, *, where: str) -> WechatItem:
        """One item as it is on sale."""
        # 1: as it is on sale, not the draft
        arguments = {"product_id": item_id, "data_type": 1}
        answer = self._call(settings.ITEM_PATH, arguments, shop_id, _ONE_ITEM, where)
        (item,) = _ITEMS.decode([answer.product])
        _refuse_another(item_id, item.product_id, item.unreadable, where)
        return item

    def shop_info(self, shop_id: str) -> ShopInfo:
        """The shop of the app id, by name. It tells its original id (gh_…), never the app id."""
        where = f"{settings.PLATFORM}/shop shop {shop_id}"
        info = self._call(settings.SHOP_PATH, None, shop_id, _SHOP_ANSWER, where).info
        return ShopInfo("", info.nickname)

    def _call(
        self,
        path: str,
        arguments: Mapping[str, Any] | None,
        shop_id: str,
        decoder: msgspec.json.Decoder[Answer],
        where: str,
    ) -> Answer:
        """Without arguments it is a GET: WeChat refuses the other method for each path."""

        def request(access_token: str) -> WireRequest:
            query = urlencode({"access_token": access_token})
            if arguments is None:
                return WireRequest(method="GET", path=path, query=query)
            return json_request(path, msgspec.json.encode(arguments), query=query)

        def read(body: bytes) -> Answer:
            secrets = (self._keys.secret_of(shop_id), *self._calls.secrets_of(shop_id))
            return open_answer(body, decoder, path, where=where, secrets=secrets)

        return self._calls.call(shop_id, request, read, where=where)


def _page(
    ids: list[Number] | None, next_key: str | None, *, has_more: bool | None
) -> CursorPage[str]:
    is_last = not has_more if has_more is not None else not next_key
    return CursorPage([str(one) for one in ids or []], None if is_last else next_key or "")


def _refuse_another(asked: str, got: Number, unreadable: str | None, where: str) -> None:
    """An answer about another record would take the place of the one that was listed."""
    if unreadable is None and str(got) != asked:
        raise FatalFeedError(
            f"asked for {asked}, WeChat answered with another record",
            where=where,
            advice="report it to WeChat with this line; nothing was landed",
        )
