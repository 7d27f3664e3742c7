"""Kuaishou's methods: from an admitted call to what stands under `data`.

Source: platforms reference, section 7. Keep out: system parameters, field formats.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from connectors.sandbox.servers.kuaishou import errors
from connectors.sandbox.servers.kuaishou.arguments import (
    CREATED_REACH,
    Search,
    identifier,
    number,
    read_order_search,
    read_refund_search,
)
from connectors.sandbox.servers.kuaishou.gate import KsCall
from connectors.sandbox.servers.kuaishou.items import render_item
from connectors.sandbox.servers.kuaishou.moments import stamp
from connectors.sandbox.servers.kuaishou.orders import (
    STATUS,
    VIEWS,
    Record,
    cps_type,
    render_fees,
    render_order,
)
from connectors.sandbox.servers.kuaishou.refunds import STATUS as REFUND_STATUS
from connectors.sandbox.servers.kuaishou.refunds import render_refund
from connectors.sandbox.servers.kuaishou.walk import page_behind
from connectors.sandbox.servers.lookup import refunded_order
from connectors.sandbox.servers.paging import Rows

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldOrder, WorldRefund, WorldShop
    from connectors.sandbox.world import World

_WAITING = 8


class KsService:
    """Answers admitted calls for one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._shops: dict[str, WorldShop] = {
            s.shop_id: s for s in world.shops if s.platform == "kuaishou"
        }
        self._methods: dict[str, Callable[[KsCall], Record]] = {
            "open.order.cursor.list": self._order_list,
            "open.order.detail": self._order_detail,
            "open.seller.order.fee.detail": self._fees,
            "open.seller.order.refund.pcursor.list": self._refund_list,
            "open.seller.order.refund.detail": self._refund_detail,
            "open.item.list.get": self._item_list,
            "open.item.get": self._item,
            "open.shop.info.get": self._shop_info,
        }

    def answer(self, call: KsCall) -> Record:
        """What stands under `data`. Raises KsRefusal."""
        method = self._methods.get(call.method)
        if method is None:
            raise errors.unknown_method()
        return method(call)

    def _order_list(self, call: KsCall) -> Record:
        search = read_order_search(call.arguments, call.now)
        earliest = call.now - CREATED_REACH

        def rows_between(start: datetime, end: datetime) -> Rows[WorldOrder]:
            by: Literal["created", "modified"] = "created" if search.by_created else "modified"
            return self._world.orders(call.shop_id, by=by, start=start, end=end, now=call.now)

        def key(order: WorldOrder) -> tuple[int, int]:
            moment = order.created_at if search.by_created else order.modified_at
            return stamp(moment), int(order.order_id)

        def keep(order: WorldOrder) -> bool:
            # an order made longer ago is missing without a word
            return order.created_at >= earliest and _is_viewed(order, search)

        page, cursor = page_behind(search, rows_between, key, keep)
        shop = self._shops[call.shop_id]
        return {
            "orderList": [render_order(order, shop) for order in page],
            "cursor": cursor,
            "pageSize": search.page_size,
            "beginTime": search.begin,
            "endTime": search.end,
        }

    def _order_detail(self, call: KsCall) -> Record:
        order = self._order(call, identifier(call.arguments, "oid"))
        return render_order(order, self._shops[call.shop_id])

    def _fees(self, call: KsCall) -> Record:
        return render_fees(self._order(call, identifier(call.arguments, "orderId")))

    def _order(self, call: KsCall, order_id: str) -> WorldOrder:
        order = self._world.order(call.shop_id, order_id, now=call.now)
        if order is None:
            raise errors.not_found("订单不存在")
        return order

    def _refund_list(self, call: KsCall) -> Record:
        search = read_refund_search(call.arguments, call.now)

        def key(refund: WorldRefund) -> tuple[int, int]:
            moment = refund.created_at if search.by_created else refund.modified_at
            return stamp(moment), int(refund.refund_id)

        def rows_between(start: datetime, end: datetime) -> Rows[WorldRefund]:
            if not search.by_created:
                return self._world.refunds(call.shop_id, start=start, end=end, now=call.now)
            # the world finds refunds by their last change, which is never before their beginning
            rows = self._world.refunds(call.shop_id, start=start, end=call.now, now=call.now)
            found = [r for r in rows.oldest_first(0, rows.total) if start <= r.created_at < end]
            return _Listed(sorted(found, key=key))

        def keep(refund: WorldRefund) -> bool:
            status = REFUND_STATUS[refund.state]
            is_wanted = search.status in (None, status)
            return is_wanted and (search.view != _WAITING or refund.state == "pending")

        page, cursor = page_behind(search, rows_between, key, keep)
        return {
            "refundOrderInfoList": [render_refund(refund) for refund in page],
            "pcursor": cursor,
            "pageSize": search.page_size,
            "beginTime": search.begin,
            "endTime": search.end,
        }

    def _refund_detail(self, call: KsCall) -> Record:
        refund_id = identifier(call.arguments, "refundId")
        order = refunded_order(self._world, call.shop_id, refund_id, now=call.now)
        if order is None or order.refund is None:
            raise errors.not_found("售后单不存在")
        return render_refund(order.refund)

    def _item_list(self, call: KsCall) -> Record:
        page = number(call.arguments, "pageNumber", 1, 10_000, default=1)
        size = number(call.arguments, "pageSize", 10, 100, default=100)
        number(call.arguments, "onOfflineStatus", 1, 1, default=1)
        number(call.arguments, "itemStatus", 1, 1, default=1)
        items = self._world.items(call.shop_id)
        return {
            "items": [render_item(i) for i in items[(page - 1) * size : page * size]],
            "totalItemCount": len(items),
            "totalPage": -(-len(items) // size),
            "currentPageNumber": page,
            "pageSize": size,
        }

    def _item(self, call: KsCall) -> Record:
        item_id = identifier(call.arguments, "kwaiItemId")
        for item in self._world.items(call.shop_id):
            if item.item_id == item_id:
                return render_item(item, is_detail=True)
        raise errors.not_found("商品不存在")

    def _shop_info(self, call: KsCall) -> Record:
        return {"shopName": self._shops[call.shop_id].name, "shopType": 1}


def _is_viewed(order: WorldOrder, search: Search) -> bool:
    is_view = search.view not in VIEWS or STATUS[order.state] == VIEWS[search.view]
    return is_view and search.cps_type in (0, cps_type(order))


class _Listed:
    """Rows that had to be made all at once."""

    def __init__(self, refunds: list[WorldRefund]) -> None:
        self._refunds = refunds

    @property
    def total(self) -> int:
        return len(self._refunds)

    def oldest_first(self, offset: int, limit: int) -> list[WorldRefund]:
        return self._refunds[offset : offset + limit]

    def newest_first(self, offset: int, limit: int) -> list[WorldRefund]:
        return self._refunds[::-1][offset : offset + limit]
