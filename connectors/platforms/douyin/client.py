"""Calls Douyin in a shop's name and gives pages of records.

Source: platforms reference, section 5 (APIs). Keep out: the meaning of records, windows, threads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from connectors.core.authorised import AuthorisedCalls
from connectors.core.errands import Errand
from connectors.core.feed import Clock
from connectors.core.http import WireRequest
from connectors.core.paging import Page
from connectors.core.tokens import TokenStore
from connectors.platforms.douyin.answers import Reader, ShopOfOrder
from connectors.platforms.douyin.auth import exchange_with
from connectors.platforms.douyin.records import (
    DouyinOrder,
    DouyinProduct,
    DouyinRefund,
    RefundDetail,
)
from connectors.platforms.douyin.requests import AppKeys, signed_request

ORDERS = "order/searchList"
CASES = "afterSale/List"
CASE_DETAIL = "afterSale/Detail"
PRODUCTS = "product/listV2"
PRODUCT_DETAIL = "product/detail"

Answer = TypeVar("Answer")


class DouyinClient:
    """Douyin as one application, for one pull."""

    def __init__(self, errand: Errand, *, keys: AppKeys, tokens: TokenStore, clock: Clock) -> None:
        self.clock = clock
        self._keys = keys
        self._calls = AuthorisedCalls(
            errand,
            tokens,
            clock=clock,
            exchange=exchange_with(errand, keys, clock),
        )

    def orders(
        self, arguments: Mapping[str, Any], shop_id: str, *, where: str
    ) -> Page[DouyinOrder]:
        """One page of orders."""
        return self._ask(ORDERS, arguments, shop_id, lambda reader: reader.orders, where)

    def newest_shop(
        self, arguments: Mapping[str, Any], shop_id: str, *, where: str
    ) -> ShopOfOrder | None:
        """The shop as the newest order names it; None where there is no order."""
        return self._ask(ORDERS, arguments, shop_id, lambda reader: reader.shop, where)

    def refunds(
        self, arguments: Mapping[str, Any], shop_id: str, *, where: str
    ) -> Page[DouyinRefund]:
        """One page of after-sale cases."""
        return self._ask(CASES, arguments, shop_id, lambda reader: reader.refunds, where)

    def refund_detail(self, case_id: str, shop_id: str, *, where: str) -> RefundDetail:
        """What really went back in one case; the list tells only what was asked for."""
        arguments = {"after_sale_id": case_id}
        return self._ask(
            CASE_DETAIL, arguments, shop_id, lambda reader: reader.refund_detail, where
        )

    def products(
        self, arguments: Mapping[str, Any], shop_id: str, *, where: str
    ) -> Page[DouyinProduct]:
        """One page of products."""
        return self._ask(PRODUCTS, arguments, shop_id, lambda reader: reader.products, where)

    def product_format(self, product_id: str, shop_id: str, *, where: str) -> str | None:
        """The properties of one product, which the list does not tell."""
        arguments = {"product_id": product_id}
        return self._ask(
            PRODUCT_DETAIL, arguments, shop_id, lambda reader: reader.product_format, where
        )

    def _ask(
        self,
        path: str,
        arguments: Mapping[str, Any],
        shop_id: str,
        reading: Callable[[Reader], Callable[[bytes], Answer]],
        where: str,
    ) -> Answer:
        # what no error may repeat: the secret, and every token that this call is made with
        secrets = [self._keys.app_secret]

        def sign(access_token: str) -> WireRequest:
            secrets.append(access_token)
            return signed_request(
                path, arguments, self._keys, now=self.clock(), access_token=access_token
            )

        read = reading(Reader(path, where=where, secrets=secrets))
        return self._calls.call(shop_id, sign, read, where=where)
