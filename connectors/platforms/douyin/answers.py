"""Opens Douyin's answers: the head first, then the data.

Source: platforms reference, section 5 (APIs, Errors). Keep out: what the data mean.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from connectors.core.paging import Page
from connectors.core.refusals import not_understood
from connectors.core.salvage import RecordDecoder
from connectors.platforms.douyin.errors import DouyinError, is_success, refusal
from connectors.platforms.douyin.lenient import Number
from connectors.platforms.douyin.records import (
    DouyinOrder,
    DouyinProduct,
    DouyinRefund,
    RefundDetail,
)

Data = TypeVar("Data")
Made = TypeVar("Made")


class _Answer(msgspec.Struct):
    data: msgspec.Raw = msgspec.Raw(b"null")


class _Orders(msgspec.Struct):
    total: int
    rows: list[msgspec.Raw] | None = msgspec.field(default=None, name="shop_order_list")


class _Case(msgspec.Struct):
    aftersale_info: dict[str, Any]
    order_info: dict[str, Any] | None = None


class _Cases(msgspec.Struct):
    total: int
    items: list[_Case] | None = None


class _Process(msgspec.Struct):
    after_sale_info: RefundDetail


class _CaseDetail(msgspec.Struct):
    process_info: _Process


class _Products(msgspec.Struct):
    total: int
    data: list[msgspec.Raw] | None = None


class _ProductDetail(msgspec.Struct):
    product_format: str | None = None


class ShopOfOrder(msgspec.Struct):
    """The shop that an order names."""

    shop_id: Number
    shop_name: str = ""


class _ShopOrders(msgspec.Struct):
    rows: list[ShopOfOrder] | None = msgspec.field(default=None, name="shop_order_list")


class IssuedToken(msgspec.Struct):
    """What a token exchange gives; `expires_in` are seconds from now."""

    access_token: str
    refresh_token: str
    expires_in: int

    def __repr__(self) -> str:
        return f"IssuedToken(expires_in={self.expires_in})"


_HEAD = msgspec.json.Decoder(DouyinError)
_ANSWER = msgspec.json.Decoder(_Answer)
_ORDERS = RecordDecoder(DouyinOrder, id_field="order_id")
_REFUNDS = RecordDecoder(DouyinRefund, id_field="aftersale_id")
_PRODUCTS = RecordDecoder(DouyinProduct, id_field="product_id")


class Reader:
    """Reads the answer of one call; `secrets` are what no error may repeat."""

    def __init__(self, path: str, *, where: str, secrets: Sequence[str]) -> None:
        self._path = path
        self._where = where
        self._secrets = secrets

    def orders(self, body: bytes) -> Page[DouyinOrder]:
        """One page of `order/searchList`."""
        return self._read(
            body, _Orders, lambda found: Page(found.total, _ORDERS.decode(found.rows or []))
        )

    def shop(self, body: bytes) -> ShopOfOrder | None:
        """The shop named by the newest order, if there is one."""
        return self._read(body, _ShopOrders, lambda found: next(iter(found.rows or []), None))

    def refunds(self, body: bytes) -> Page[DouyinRefund]:
        """One page of `afterSale/List`, each case with the order it belongs to."""
        return self._read(
            body,
            _Cases,
            lambda found: Page(
                found.total, _REFUNDS.decode([_flat(case) for case in found.items or []])
            ),
        )

    def refund_detail(self, body: bytes) -> RefundDetail:
        """The amounts of `afterSale/Detail`."""
        return self._read(body, _CaseDetail, lambda found: found.process_info.after_sale_info)

    def products(self, body: bytes) -> Page[DouyinProduct]:
        """One page of `product/listV2`."""
        return self._read(
            body, _Products, lambda found: Page(found.total, _PRODUCTS.decode(found.data or []))
        )

    def product_format(self, body: bytes) -> str | None:
        """The properties of `product/detail`."""
        return self._read(body, _ProductDetail, lambda found: found.product_format)

    def token(self, body: bytes) -> IssuedToken:
        """The answer of `token/refresh`."""
        return self._read(body, IssuedToken, lambda found: found)

    def _read(self, body: bytes, wanted: type[Data], make: Callable[[Data], Made]) -> Made:
        try:
            head = _HEAD.decode(body)
            if is_success(head):
                data = _ANSWER.decode(body).data
                return make(msgspec.json.decode(data, type=wanted, strict=False))
        # bytes that are no UTF-8 may stand in a single record as well
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise not_understood(len(body), self._path, where=self._where) from None
        raise refusal(head, where=self._where, secrets=self._secrets)


def _flat(case: _Case) -> msgspec.Raw:
    order_id = (case.order_info or {}).get("shop_order_id")
    return msgspec.Raw(msgspec.json.encode(case.aftersale_info | {"shop_order_id": order_id}))
