"""Calls Suning: signs, posts, opens the envelope, and gives pages of records.

Everything but the business arguments stands in headers; the body is signed as sent.
Source: platforms reference, section 3 (Headers, APIs, Paging, Envelope).
Keep out: the meaning of records, windows, threads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

import msgspec

from connectors.core.authorised import AuthorisedCalls
from connectors.core.errands import Errand
from connectors.core.feed import ShopInfo
from connectors.core.http import WireRequest, json_request
from connectors.core.paging import Page
from connectors.core.platform_feed import Connection
from connectors.core.refusals import not_understood
from connectors.core.salvage import RecordDecoder
from connectors.core.times import text_from_beijing
from connectors.platforms.suning.auth import exchange
from connectors.platforms.suning.errors import NO_RESULT, SuningError, raise_for
from connectors.platforms.suning.records import SuningItem, SuningOrder, SuningRefund
from connectors.platforms.suning.signing import VERSION, sign

SHOP = ("suning.custom.shopinfo.get", "getShopInfo")
ITEM_DETAIL = ("suning.custom.itemdetail.query", "itemDetail")

Record = TypeVar("Record", bound=msgspec.Struct)
Read = TypeVar("Read")
_RAW_LIST = msgspec.json.Decoder(list[msgspec.Raw])


class SuningList(Generic[Record]):
    """One of Suning's lists: its method, and the name of its arguments and of its records."""

    def __init__(self, method: str, name: str, record: type[Record], *, id_field: str) -> None:
        self.method = method
        self.name = name
        self._records = RecordDecoder(record, id_field=id_field)

    def decode(self, raw: msgspec.Raw) -> list[Record]:
        """The records; a list of one may come as the one alone."""
        text = bytes(raw).lstrip()
        return self._records.decode([raw] if text.startswith(b"{") else _RAW_LIST.decode(raw))


ORDERS_CREATED = SuningList(
    "suning.custom.order.query", "orderQuery", SuningOrder, id_field="order_code"
)
ORDERS_MODIFIED = SuningList(
    "suning.custom.ordmodtime.query", "orderQuery", SuningOrder, id_field="order_code"
)
REFUNDS = SuningList(
    "suning.custom.refundlistinformation.query",
    "queryRefundlistinformation",
    SuningRefund,
    id_field="return_apply_id",
)
ITEMS = SuningList("suning.custom.item.query", "item", SuningItem, id_field="product_code")
_ITEM = RecordDecoder(SuningItem, id_field="product_code")


class _Head(msgspec.Struct, rename="camel"):
    total_size: int | str | None = None


class _Content(msgspec.Struct):
    sn_error: SuningError | None = None
    sn_head: _Head | None = None
    sn_body: dict[str, msgspec.Raw] | None = None


class _Envelope(msgspec.Struct):
    content: _Content = msgspec.field(name="sn_responseContent")


_ENVELOPE = msgspec.json.Decoder(_Envelope)


class _Shop(msgspec.Struct, rename="camel"):
    shop_name: str = ""


_SHOP = msgspec.json.Decoder(_Shop)


class SuningClient:
    """Suning as one application, for one pull."""

    def __init__(self, connection: Connection, errand: Errand) -> None:
        self._settings = connection.settings
        self._clock = connection.clock
        self._calls = AuthorisedCalls(
            errand,
            connection.tokens,
            clock=connection.clock,
            exchange=lambda shop_id, held: exchange(connection, errand, shop_id, held),
        )

    def page(
        self, what: SuningList[Record], arguments: Mapping[str, str], shop_id: str, *, where: str
    ) -> Page[Record]:
        """One page of a list. A refusal that says "no result" is an empty page."""

        def read(content: _Content) -> Page[Record]:
            if content.sn_error is not None:
                return Page(0, [])
            total = str(content.sn_head.total_size if content.sn_head else "")
            raw = (content.sn_body or {}).get(what.name)
            if raw is None or not (total.isascii() and total.isdigit()):
                raise msgspec.DecodeError
            return Page(int(total), what.decode(raw))

        return self._call((what.method, what.name), arguments, shop_id, read, where)

    def item(self, product_code: str, shop_id: str, *, where: str) -> SuningItem | None:
        """An item with its parameters and children; null where Suning no longer knows it."""

        def read(content: _Content) -> SuningItem | None:
            raw = None if content.sn_error else (content.sn_body or {}).get(ITEM_DETAIL[1])
            if raw is None and content.sn_error is None:
                raise msgspec.DecodeError
            return None if raw is None else _ITEM.decode([raw])[0]

        return self._call(ITEM_DETAIL, {"productCode": product_code}, shop_id, read, where)

    def shop_info(self, shop_id: str) -> ShopInfo:
        """The shop of the token. Suning tells its name and no id (blank)."""

        def read(content: _Content) -> ShopInfo:
            raw = (content.sn_body or {}).get(SHOP[1])
            if raw is None:
                raise msgspec.DecodeError
            return ShopInfo("", _SHOP.decode(raw).shop_name)

        return self._call(SHOP, {}, shop_id, read, f"suning {SHOP[0]} shop {shop_id}")

    def _call(
        self,
        what: tuple[str, str],
        arguments: Mapping[str, str],
        shop_id: str,
        read: Callable[[_Content], Read],
        where: str,
    ) -> Read:
        method, name = what
        body = msgspec.json.encode({"sn_request": {"sn_body": {name: arguments}}})

        def open_body(answer: bytes) -> Read:
            try:
                content = _ENVELOPE.decode(answer).content
                error = content.sn_error
                if error is not None and error.error_code != NO_RESULT:
                    secrets = (*self._calls.secrets_of(shop_id), self._settings.app_secret)
                    raise_for(error, where=where, secrets=secrets)
                return read(content)
            except (msgspec.DecodeError, UnicodeDecodeError):
                raise not_understood(len(answer), method, where=where) from None

        return self._calls.call(
            shop_id, lambda token: self._signed(method, body, token), open_body, where=where
        )

    def _signed(self, method: str, body: bytes, access_token: str) -> WireRequest:
        time = text_from_beijing(self._clock())
        settings = self._settings
        headers = {
            "AppMethod": method,
            "AppRequestTime": time,
            "Format": "json",
            "AppKey": settings.app_key,
            "VersionNo": VERSION,
            "signInfo": sign(
                settings.app_secret, method=method, time=time, app_key=settings.app_key, body=body
            ),
            "access_token": access_token,
        }
        return json_request("", body, headers=headers)
