"""Douyin's methods: from an admitted call to the data of its answer.

Source: platforms reference, section 5 (APIs). Keep out: system parameters, field formats.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from connectors.sandbox.servers.douyin import cases, products
from connectors.sandbox.servers.douyin.arguments import (
    Search,
    read_case_search,
    read_id,
    read_order_search,
    read_product_search,
)
from connectors.sandbox.servers.douyin.errors import NO_SUCH_METHOD, DouyinRefusal
from connectors.sandbox.servers.douyin.gate import DouyinCall
from connectors.sandbox.servers.douyin.orders import render_order
from connectors.sandbox.servers.douyin.tokens import refreshed
from connectors.sandbox.servers.lookup import refunded_order
from connectors.sandbox.servers.paging import page_of

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldItem, WorldRefund, WorldShop
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.world import World

Record = dict[str, object]


class DouyinService:
    """Answers admitted calls for one world."""

    def __init__(self, world: World, book: TokenBook) -> None:
        self._world = world
        self._book = book
        self._shops: dict[str, WorldShop] = {
            shop.shop_id: shop for shop in world.shops if shop.platform == "douyin"
        }
        self._methods: dict[str, Callable[[DouyinCall], Record]] = {
            "order.searchList": self._order_search,
            "order.orderDetail": self._order_detail,
            "afterSale.List": self._case_search,
            "afterSale.Detail": self._case_detail,
            "product.listV2": self._product_search,
            "product.detail": self._product_detail,
            "token.refresh": lambda call: refreshed(self._book, self._shops, call),
        }

    def answer(self, call: DouyinCall) -> Record:
        """The data. Raises DouyinRefusal."""
        method = self._methods.get(call.method)
        if method is None:
            raise NO_SUCH_METHOD
        return method(call)

    def _order_search(self, call: DouyinCall) -> Record:
        search = read_order_search(call.arguments, call.now)
        rows = self._world.orders(
            call.shop_id, by=search.by, start=search.start, end=search.end, now=call.now
        )
        shop = self._shops[call.shop_id]
        return {
            **_place(search, rows.total),
            "shop_order_list": [
                render_order(order, shop)
                for order in page_of(
                    rows, search.page + 1, search.size, newest_first=search.newest_first
                )
            ],
        }

    def _order_detail(self, call: DouyinCall) -> Record:
        order_id = read_id(call.arguments, "shop_order_id")
        order = self._world.order(call.shop_id, order_id, now=call.now)
        if order is None:
            raise DouyinRefusal(50002, "isv.business-failed:4", "订单不存在")
        return {"shop_order_detail": render_order(order, self._shops[call.shop_id])}

    def _case_search(self, call: DouyinCall) -> Record:
        search = read_case_search(call.arguments, call.now)
        rows = self._world.refunds(call.shop_id, start=search.start, end=search.end, now=call.now)
        page: list[WorldRefund] = page_of(
            rows, search.page + 1, search.size, newest_first=search.newest_first
        )
        found = [
            (self._world.order(call.shop_id, refund.order_id, now=call.now), refund)
            for refund in page
        ]
        return {
            **_place(search, rows.total),
            "has_more": (search.page + 1) * search.size < rows.total,
            "items": [
                cases.render_case(order, refund) for order, refund in found if order is not None
            ],
        }

    def _case_detail(self, call: DouyinCall) -> Record:
        case_id = read_id(call.arguments, "after_sale_id")
        order = refunded_order(self._world, call.shop_id, case_id, now=call.now)
        if order is None or order.refund is None:
            raise DouyinRefusal(50002, "isv.business-failed:1002", "售后单不存在")
        return cases.render_detail(order, order.refund)

    def _product_search(self, call: DouyinCall) -> Record:
        search = read_product_search(call.arguments, call.now)
        found = [
            item
            for item in self._world.items(call.shop_id)
            if search.start <= item.modified_at < search.end
        ]
        offset = search.page * search.size
        return {
            # this list alone counts from 1
            "page": search.page + 1,
            "size": search.size,
            "total": len(found),
            "data": [
                products.render_product(item) for item in found[offset : offset + search.size]
            ],
        }

    def _product_detail(self, call: DouyinCall) -> Record:
        product_id = read_id(call.arguments, "product_id")
        items: tuple[WorldItem, ...] = self._world.items(call.shop_id)
        for item in items:
            if item.item_id == product_id:
                return products.render_detail(item)
        raise DouyinRefusal(50002, "isv.business-failed:2010", "商品不存在")


def _place(search: Search, total: int) -> Record:
    return {"page": search.page, "size": search.size, "total": total}
