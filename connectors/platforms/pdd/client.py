"""Calls Pinduoduo: signs, posts, opens the envelope, and gives pages of records.

Source: platforms reference, section 4 (Params, APIs). Keep out: the meaning of records, windows,
threads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

import msgspec

from connectors.core.authorised import AuthorisedCalls
from connectors.core.errands import Errand
from connectors.core.feed import ShopInfo
from connectors.core.http import WireRequest, form_request
from connectors.core.paging import Page
from connectors.core.platform_feed import Connection
from connectors.core.refusals import not_understood
from connectors.core.salvage import RecordDecoder
from connectors.platforms.pdd.auth import Application
from connectors.platforms.pdd.errors import PddError, raise_for
from connectors.platforms.pdd.records import (
    PddGoods,
    PddGoodsDetail,
    PddOrder,
    PddPropertyName,
    PddRefund,
)

MALL = "pdd.mall.info.get"
GOODS_DETAIL = "pdd.goods.detail.get"
CATEGORY_RULE = "pdd.goods.cat.rule.get"

Record = TypeVar("Record", bound=msgspec.Struct)
Answer = TypeVar("Answer")
_ENVELOPE = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ERROR = msgspec.json.Decoder(PddError)


class _Mall(msgspec.Struct):
    mall_id: int | str
    mall_name: str = ""


class _PropertiesRule(msgspec.Struct):
    properties: list[PddPropertyName] | None = None


class _CategoryRule(msgspec.Struct):
    goods_properties_rule: _PropertiesRule | None = None


_MALL = msgspec.json.Decoder(_Mall)
_DETAIL = msgspec.json.Decoder(PddGoodsDetail)
_RULE = msgspec.json.Decoder(_CategoryRule)


class PddList(Generic[Record]):
    """One of Pinduoduo's lists: `{envelope: {total_count, inner: [record, …]}}`."""

    def __init__(
        self, method: str, envelope: str, inner: str, record: type[Record], *, id_field: str
    ) -> None:
        self.method = method
        self.envelope = envelope
        self._page = _page_decoder(inner, record)
        self._raw_page = _page_decoder(inner, msgspec.Raw)
        self._records = RecordDecoder(record, id_field=id_field)

    def decode(self, body: msgspec.Raw) -> Page[Record]:
        """The page; an absent list is an empty one. Its total must be told."""
        try:
            page = self._page.decode(body)
            return Page(page.total_count, page.inner or [])
        except msgspec.ValidationError:
            page = self._raw_page.decode(body)
            return Page(page.total_count, self._records.decode(page.inner or []))


def _page_decoder(inner: str, record: type) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(
        msgspec.defstruct(
            "Listed",
            [("total_count", int), ("inner", list[record] | None, None)],  # type: ignore[valid-type] # a type made at run time
            rename={"inner": inner},
        )
    )


ORDERS_CONFIRMED = PddList(
    "pdd.order.list.get", "order_list_get_response", "order_list", PddOrder, id_field="order_sn"
)
ORDERS_CHANGED = PddList(
    "pdd.order.number.list.increment.get",
    "order_sn_increment_get_response",
    "order_sn_list",
    PddOrder,
    id_field="order_sn",
)
REFUNDS = PddList(
    "pdd.refund.list.increment.get",
    "refund_increment_get_response",
    "refund_list",
    PddRefund,
    id_field="id",
)
GOODS = PddList(
    "pdd.goods.list.get", "goods_list_get_response", "goods_list", PddGoods, id_field="goods_id"
)


class PddClient:
    """Pinduoduo as one application, for one pull."""

    def __init__(self, connection: Connection, errand: Errand) -> None:
        self._application = Application(connection.settings, connection.clock)
        self._calls = AuthorisedCalls(
            errand,
            connection.tokens,
            clock=connection.clock,
            exchange=lambda shop_id, held: self._application.exchange(errand, shop_id, held),
        )

    def ask(
        self, what: PddList[Record], params: Mapping[str, str], shop_id: str, *, where: str
    ) -> Page[Record]:
        """One page of a list."""
        return self._call(what.method, what.envelope, params, shop_id, what.decode, where=where)

    def goods_detail(self, goods_id: str, shop_id: str, *, where: str) -> PddGoodsDetail:
        """What the list of goods leaves out."""
        return self._call(
            GOODS_DETAIL,
            "goods_detail_get_response",
            {"goods_id": goods_id},
            shop_id,
            _DETAIL.decode,
            where=where,
        )

    def property_names(self, cat_id: str, shop_id: str, *, where: str) -> list[PddPropertyName]:
        """The names of the properties that goods of a category have."""
        rule = self._call(
            CATEGORY_RULE,
            "cat_rule_get_response",
            {"cat_id": cat_id},
            shop_id,
            _RULE.decode,
            where=where,
        ).goods_properties_rule
        return (rule.properties if rule else None) or []

    def shop_info(self, shop_id: str) -> ShopInfo:
        """The shop of the token."""
        where = f"pdd {MALL} shop {shop_id}"
        mall = self._call(MALL, "mall_info_get_response", {}, shop_id, _MALL.decode, where=where)
        return ShopInfo(str(mall.mall_id), mall.mall_name)

    def _call(
        self,
        method: str,
        envelope: str,
        params: Mapping[str, str],
        shop_id: str,
        read: Callable[[msgspec.Raw], Answer],
        *,
        where: str,
    ) -> Answer:
        # what no error may repeat: the secret, and every token that this call is made with
        used = [self._application.secret]

        def sign(access_token: str) -> WireRequest:
            used.append(access_token)
            form = {**params, "access_token": access_token}
            return form_request(self._application.signed(method, form))

        def open_body(body: bytes) -> Answer:
            secrets = (*used, *self._calls.secrets_of(shop_id))
            try:
                return read(_inside(body, method, envelope, where, secrets))
            except (msgspec.DecodeError, UnicodeDecodeError):
                raise not_understood(len(body), method, where=where) from None

        return self._calls.call(shop_id, sign, open_body, where=where)


def _inside(
    body: bytes, method: str, envelope: str, where: str, secrets: Sequence[str]
) -> msgspec.Raw:
    answer = _ENVELOPE.decode(body)
    if "error_response" in answer:
        raise_for(_ERROR.decode(answer["error_response"]), where=where, secrets=secrets)
    if envelope not in answer:
        raise not_understood(len(body), method, where=where)
    return answer[envelope]
