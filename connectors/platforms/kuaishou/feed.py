"""The Kuaishou feed: windows cut to the platform's limits, all pages by cursor, canonical rows.

Source: platforms reference, section 7. Keep out: the wire (client.py), meaning (mapping.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from connectors.core.buyers import Buyers
from connectors.core.cursors import CursorExpired, CursorPage, read_cursor, rows_by_cursor
from connectors.core.feed import Feed
from connectors.core.paging import is_inside
from connectors.core.platform_feed import Connection, PlatformFeed
from connectors.core.privacy import version_key
from connectors.core.pulls import PullPlan, ShopHarvest
from connectors.core.times import epoch_from_beijing
from connectors.core.windows import Window
from connectors.platforms.kuaishou import client as ks
from connectors.platforms.kuaishou import mapping, settings
from connectors.platforms.kuaishou.errors import WindowTooWide
from connectors.platforms.kuaishou.moments import readable_moment
from connectors.platforms.kuaishou.records import KsAddress, KsItem, KsOrder, KsRefund


def open_feed(connection: Connection) -> Feed:
    """Orders, refunds and items of shops that authorised one application."""
    return PlatformFeed(
        settings.SPEC,
        connection,
        new_client=partial(ks.KsClient, connection),
        pulls={
            "orders": partial(_orders, connection.buyers),
            "refunds": _refunds,
            "items": _items,
        },
        shop_info=ks.KsClient.shop_info,
    )


def _orders(buyers: Buyers, client: ks.KsClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
    is_created = plan.window_kind == "created"
    where = plan.where(shop_id)

    def ask(window: Window, cursor: str) -> CursorPage[KsOrder]:
        param = {
            "orderViewStatus": settings.ALL_STATES,
            "cpsType": settings.ALL_SALES,
            "queryType": settings.BY_CREATED if is_created else settings.BY_MODIFIED,
            "sort": settings.OLDEST_FIRST,
            **_interval(window),
            "pageSize": settings.ORDERS_PAGE_SIZE,
            "cursor": cursor,
        }
        return client.orders(param, shop_id, where=f"{where} {_place(cursor)}")

    harvest = ShopHarvest.empty("orders")
    found = (
        order
        for piece in plan.window.pieces(settings.LONGEST_ORDERS)
        for order in rows_by_cursor(partial(ask, piece), identify=_order_id, where=where)
    )
    for order in found:
        base = order.order_base_info
        moment = base.create_time if is_created else base.update_time
        if is_inside(readable_moment(moment), plan.window):
            harvest.record_count += 1
            _drop_personal_data(order, shop_id, buyers)
            mapping.map_order(order, harvest, source=f"{ks.ORDERS} shop {shop_id}")
    return harvest


def _drop_personal_data(order: KsOrder, shop_id: str, buyers: Buyers) -> None:
    """What stays of the buyer: a county code and a pseudonym of the year."""
    base, place = order.order_base_info, order.order_address or KsAddress()
    order.shop_id = shop_id
    created_at = readable_moment(base.create_time)
    order.receiver_county_code = buyers.county(
        place.province, place.city, place.district, readable_moment(base.pay_time) or created_at
    )
    order.buyer_hmac = buyers.pseudonym(settings.PLATFORM, base.buyer_open_id, created_at)
    base.buyer_open_id = order.order_address = None


def _refunds(client: ks.KsClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
    where = plan.where(shop_id)

    def ask(window: Window, cursor: str) -> CursorPage[KsRefund]:
        param = {
            "type": settings.ALL_REFUNDS,
            "queryType": settings.BY_MODIFIED,
            "sort": settings.OLDEST_FIRST,
            **_interval(window),
            "pageSize": settings.REFUNDS_PAGE_SIZE,
            # asked for beside the cursor, which alone says where we stand
            "currentPage": 1,
            "pcursor": cursor,
        }
        return client.refunds(param, shop_id, where=f"{where} {_place(cursor)}")

    def read(window: Window) -> Iterator[KsRefund]:
        try:
            yield from rows_by_cursor(partial(ask, window), identify=_refund_id, where=where)
        except WindowTooWide:
            if window.end - window.start <= settings.SHORTEST_REFUNDS:
                raise
            for half in window.halves():
                yield from read(half)

    pieces = plan.window.pieces(settings.LONGEST_REFUNDS)
    harvest = ShopHarvest.empty("refunds")
    for refund in (refund for piece in pieces for refund in read(piece)):
        if is_inside(readable_moment(refund.update_time), plan.window):
            harvest.record_count += 1
            refund.shop_id = shop_id
            mapping.map_refund(refund, harvest, source=f"{ks.REFUNDS} shop {shop_id}")
    return harvest


def _items(client: ks.KsClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
    """The shop's items as they are now, each with the 产地 that its detail names."""
    where = plan.where(shop_id)
    page_counts: set[int] = set()

    def ask(cursor: str) -> CursorPage[KsItem]:
        if cursor == "1":
            page_counts.clear()
        param = {
            "itemStatus": settings.ON_SHELF,
            "onOfflineStatus": settings.ON_SHELF,
            "pageNumber": int(cursor),
            "pageSize": settings.ITEMS_PAGE_SIZE,
        }
        page = client.items(param, shop_id, where=f"{where} page {cursor}")
        page_counts.add(page.page_count)
        if len(page_counts) > 1:
            raise CursorExpired(
                "the shop's items became more or fewer while they were paged",
                where=where,
                advice="run again later",
            )
        is_last = int(cursor) >= page.page_count
        return CursorPage(page.rows, None if is_last else str(int(cursor) + 1))

    items = read_cursor(ask, first="1", identify=_item_id, version=_item_version, where=where)
    harvest = ShopHarvest.empty("items")
    harvest.record_count = len(items)
    for item in items:
        item.shop_id = shop_id
        item_id = str(item.kwai_item_id)
        if item.unreadable is None and item_id.isdigit():
            detail = client.item(int(item_id), shop_id, where=f"{where} item {item_id}")
            item.item_prop_values = detail.item_prop_values
            item.sku_list = item.sku_list or detail.sku_list
        mapping.map_item(item, harvest, source=f"{ks.ITEMS} shop {shop_id}")
    return harvest


def _interval(window: Window) -> dict[str, int]:
    """Both ends counted in, so that neighbouring windows share no millisecond."""
    return {
        "beginTime": epoch_from_beijing(window.start) * 1000,
        "endTime": epoch_from_beijing(window.end) * 1000 - 1,
    }


def _place(cursor: str) -> str:
    """Where in a list: a cursor is the platform's own matter and no text for a log."""
    return "later page" if cursor else "first page"


def _order_id(order: KsOrder) -> str:
    return str(order.order_base_info.oid)


def _refund_id(refund: KsRefund) -> str:
    return str(refund.refund_id)


def _item_id(item: KsItem) -> str:
    return str(item.kwai_item_id)


def _item_version(item: KsItem) -> tuple[str, str]:
    return version_key(str(item.update_time or ""), item)
