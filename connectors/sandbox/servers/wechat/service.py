"""WeChat's interfaces: from an admitted call to what stands beside errcode and errmsg.

Source: platforms reference, section 6. Keep out: token and method (gate), field formats.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from connectors.sandbox.clock import minute_of
from connectors.sandbox.servers.lookup import refunded_order
from connectors.sandbox.servers.paging import Rows, Sifted, SiftedCache
from connectors.sandbox.servers.wechat.aftersales import render_aftersale
from connectors.sandbox.servers.wechat.arguments import (
    Search,
    item_key,
    read_aftersale_search,
    read_item_page,
    read_order_search,
    text_argument,
)
from connectors.sandbox.servers.wechat.errors import WechatRefusal
from connectors.sandbox.servers.wechat.items import render_item
from connectors.sandbox.servers.wechat.orders import Record, render_order, status_of

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldOrder, WorldRefund, WorldShop
    from connectors.sandbox.servers.wechat.gate import WechatCall
    from connectors.sandbox.world import World

PREFIX = "/channels/ec/"
ORDER_LIST = f"{PREFIX}order/list/get"
ORDER = f"{PREFIX}order/get"
AFTERSALE_LIST = f"{PREFIX}aftersale/getaftersalelist"
AFTERSALE = f"{PREFIX}aftersale/getaftersaleorder"
ITEM_LIST = f"{PREFIX}product/list/get"
ITEM = f"{PREFIX}product/get"
SHOP = f"{PREFIX}basics/info/get"

Row = TypeVar("Row")


class WechatService:
    """Answers admitted calls for one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._shops: dict[str, WorldShop] = {
            s.shop_id: s for s in world.shops if s.platform == "wechat"
        }
        self._sifted = SiftedCache()
        self._calls: dict[str, Callable[[WechatCall], Record]] = {
            ORDER_LIST: self._order_ids,
            ORDER: self._order,
            AFTERSALE_LIST: self._aftersale_ids,
            AFTERSALE: self._aftersale,
            ITEM_LIST: self._item_ids,
            ITEM: self._item,
            SHOP: self._shop,
        }

    def method_of(self, path: str) -> str | None:
        """The HTTP method that the path takes; None for a path that the sandbox lacks."""
        if path not in self._calls:
            return None
        return "GET" if path == SHOP else "POST"

    def answer(self, call: WechatCall) -> Record:
        """What stands beside errcode and errmsg. Raises WechatRefusal."""
        return self._calls[call.path](call)

    def _order_ids(self, call: WechatCall) -> Record:
        search = read_order_search(call.arguments)
        rows = self._found_orders(call, search)
        page = rows.newest_first(search.offset, search.limit)
        return _page("order_id_list", [order.order_id for order in page], rows.total, search)

    def _found_orders(self, call: WechatCall, search: Search) -> Rows[WorldOrder]:
        rows: Rows[WorldOrder] = self._world.orders(
            call.shop_id, by=search.by, start=search.start, end=search.end, now=call.now
        )
        if search.status is None:
            return rows
        key = (call.shop_id, minute_of(call.now), search.asked)
        return self._sifted.get(
            key, lambda: Sifted(rows, lambda order: status_of(order) == search.status)
        )

    def _order(self, call: WechatCall) -> Record:
        order_id = text_argument(call.arguments, "order_id")
        order = self._world.order(call.shop_id, order_id, now=call.now)
        if order is None:
            raise WechatRefusal(100002)
        return {"order": render_order(order)}

    def _aftersale_ids(self, call: WechatCall) -> Record:
        search = read_aftersale_search(call.arguments)
        rows = self._found_refunds(call, search)
        page = rows.newest_first(search.offset, search.limit)
        ids = [refund.refund_id for refund in page]
        return _page("after_sale_order_id_list", ids, rows.total, search)

    def _found_refunds(self, call: WechatCall, search: Search) -> Rows[WorldRefund]:
        if search.by == "modified":
            return self._world.refunds(
                call.shop_id, start=search.start, end=search.end, now=call.now
            )
        # the world finds refunds by their last change, which is never before their creation
        end = call.now + timedelta(seconds=1)
        rows = self._world.refunds(call.shop_id, start=search.start, end=end, now=call.now)
        key = (call.shop_id, minute_of(call.now), search.asked)
        return self._sifted.get(
            key, lambda: Sifted(rows, lambda r: search.start <= r.created_at < search.end)
        )

    def _aftersale(self, call: WechatCall) -> Record:
        refund_id = text_argument(call.arguments, "after_sale_order_id")
        order = refunded_order(self._world, call.shop_id, refund_id, now=call.now)
        if order is None or order.refund is None:
            raise WechatRefusal(10021050)
        return {"after_sale_order": render_aftersale(order.refund, order)}

    def _item_ids(self, call: WechatCall) -> Record:
        offset, limit, asked = read_item_page(call.arguments)
        items = self._world.items(call.shop_id)
        page = items[offset : offset + limit]
        return {
            "product_ids": [item.item_id for item in page],
            # also behind the last item, where the next page is empty
            "next_key": item_key(asked, offset + len(page)),
            "total_num": len(items),
        }

    def _item(self, call: WechatCall) -> Record:
        item_id = text_argument(call.arguments, "product_id")
        if call.arguments.get("data_type", 1) != 1:
            raise WechatRefusal(40097, "the sandbox has no drafts")
        for item in self._world.items(call.shop_id):
            if item.item_id == item_id:
                return {"product": render_item(item)}
        raise WechatRefusal(10020052)

    def _shop(self, call: WechatCall) -> Record:
        shop = self._shops[call.shop_id]
        digest = hashlib.sha256(shop.shop_id.encode()).hexdigest()
        return {
            "info": {
                "nickname": shop.name,
                "username": f"gh_{digest[:12]}",
                "subject_type": "企业",
                "status": "open_finished",
            }
        }


def _page(name: str, ids: list[str], total: int, search: Search) -> Record:
    reached = search.offset + len(ids)
    has_more = bool(ids) and reached < total
    return {name: ids, "has_more": has_more, "next_key": search.next_key(reached)}
