"""The WeChat feed: windows cut to WeChat's limits, ids by cursor, one call a record.

A record may change between the list that names it and the call that shows it: the newest state is
what is kept. One whose update has left the window belongs to a later window of updates, and stays
in a window of creations. WeChat counts nothing, so there is no total to compare with: a list of
several pages is read until a second reading shows nothing new.
Source: platforms reference, section 6. Keep out: the wire (client.py), meaning (mapping.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from connectors.core.buyers import Buyers
from connectors.core.cursors import CursorPage, read_cursor
from connectors.core.errors import FatalFeedError
from connectors.core.feed import Feed
from connectors.core.paging import is_inside
from connectors.core.platform_feed import Connection, PlatformFeed
from connectors.core.pulls import PullPlan, ShopHarvest
from connectors.core.times import epoch_from_beijing
from connectors.core.windows import Window
from connectors.platforms.wechat import mapping, settings
from connectors.platforms.wechat.client import WechatClient
from connectors.platforms.wechat.errors import RecordGone, WindowTooWide
from connectors.platforms.wechat.moments import readable_moment
from connectors.platforms.wechat.records import WechatOrder, WechatRefund

_MOST_LISTINGS = 4
#: window, cursor → page
_Ask = Callable[[Window, str], CursorPage[str]]


def open_feed(connection: Connection) -> Feed:
    """Orders, refunds and items of shops, each of them an application of its own."""
    return PlatformFeed(
        settings.SPEC,
        connection,
        new_client=partial(WechatClient, connection),
        pulls={
            "orders": partial(_orders, connection.buyers),
            "refunds": _refunds,
            "items": _items,
        },
        shop_info=WechatClient.shop_info,
    )


def _orders(buyers: Buyers, client: WechatClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
    is_created = plan.window_kind == "created"
    times = "create_time_range" if is_created else "update_time_range"
    where = plan.where(shop_id)

    def ask(window: Window, cursor: str) -> CursorPage[str]:
        start, end = _seconds(window)
        arguments = {
            times: {"start_time": start, "end_time": end},
            "page_size": settings.PAGE_SIZE,
            "next_key": cursor,
        }
        return client.order_ids(arguments, shop_id, where=where)

    source = f"{settings.ORDER_PATH} shop {shop_id}"
    harvest = ShopHarvest.empty("orders")
    for order_id in _listed(ask, plan.window.pieces(settings.LONGEST_ORDERS), where):
        try:
            order = client.order(order_id, shop_id, where=f"{where} order {order_id}")
        except RecordGone:
            harvest.record_count += 1
            gone = WechatOrder(shop_id=shop_id, order_id=order_id)
            mapping.quarantine_gone(gone, "orders", harvest, source=source)
            continue
        moment = order.create_time if is_created else order.update_time
        if is_inside(readable_moment(moment), plan.window):
            harvest.record_count += 1
            _drop_personal_data(order, shop_id, buyers)
            mapping.map_order(order, harvest, source=source)
    return harvest


def _drop_personal_data(order: WechatOrder, shop_id: str, buyers: Buyers) -> None:
    """What stays of the buyer: a county code and a pseudonym of the year.

    Of a present the giver is the buyer, and `openid` is the receiver's.
    """
    order.shop_id = shop_id
    created_at = readable_moment(order.create_time)
    delivery = order.order_detail.delivery_info
    place = delivery.address_info if delivery else None
    order.receiver_county_code = order.buyer_hmac = None
    if place is not None:
        order.receiver_county_code = buyers.county(
            place.province_name,
            place.city_name,
            place.county_name,
            readable_moment(order.order_detail.pay_info.pay_time) or created_at,
        )
    order.buyer_hmac = buyers.pseudonym(
        settings.PLATFORM, order.present_giver_openid or order.openid, created_at
    )
    order.openid = order.present_giver_openid = None
    order.order_detail.delivery_info = None


def _refunds(client: WechatClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
    where = plan.where(shop_id)

    def ask(window: Window, cursor: str) -> CursorPage[str]:
        start, end = _seconds(window)
        arguments: dict[str, Any] = {"begin_update_time": start, "end_update_time": end}
        # from the second page on
        if cursor:
            arguments["next_key"] = cursor
        return client.refund_ids(arguments, shop_id, where=where)

    source = f"{settings.REFUND_PATH} shop {shop_id}"
    harvest = ShopHarvest.empty("refunds")
    for refund_id in _listed(ask, plan.window.pieces(settings.LONGEST_REFUNDS), where):
        try:
            refund = client.refund(refund_id, shop_id, where=f"{where} refund {refund_id}")
        except RecordGone:
            harvest.record_count += 1
            gone = WechatRefund(shop_id=shop_id, after_sale_order_id=refund_id)
            mapping.quarantine_gone(gone, "refunds", harvest, source=source)
            continue
        if is_inside(readable_moment(refund.update_time), plan.window):
            refund.shop_id = shop_id
            # a replacement is no refund, and counts as no record of this batch
            harvest.record_count += mapping.map_refund(refund, harvest, source=source)
    return harvest


def _items(client: WechatClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
    """The shop's items as they are now."""
    where = plan.where(shop_id)
    totals: list[int] = []

    def ask(cursor: str) -> CursorPage[str]:
        arguments: dict[str, Any] = {
            "status": settings.ITEM_ON_SALE,
            "page_size": settings.ITEMS_PAGE_SIZE,
        }
        if cursor:
            arguments["next_key"] = cursor
        answer = client.item_ids(arguments, shop_id, where=where)
        if answer.total is not None:
            totals.append(answer.total)
        return answer.page

    item_ids = read_cursor(ask, identify=str, version=_only_version, where=where)
    if totals and len(item_ids) < min(totals):
        raise FatalFeedError(
            f"WeChat counts {min(totals)} items and lists {len(item_ids)}",
            where=where,
            advice="pull the items again later; if it stays so, report it to WeChat",
        )
    harvest = ShopHarvest.empty("items")
    for item_id in item_ids:
        item = client.item(item_id, shop_id, where=f"{where} item {item_id}")
        item.shop_id = shop_id
        harvest.record_count += 1
        mapping.map_item(item, harvest, source=f"{settings.ITEM_PATH} shop {shop_id}")
    return harvest


def _listed(ask: _Ask, windows: Iterable[Window], where: str) -> list[str]:
    """The ids of all windows, each once."""
    return list(dict.fromkeys(one for window in windows for one in _read(ask, window, where)))


def _read(ask: _Ask, window: Window, where: str) -> list[str]:
    """The ids of one window, which is halved where it is too wide or does not come to rest."""
    try:
        found = _read_to_rest(partial(ask, window), where)
    except WindowTooWide:
        if not window.is_divisible():
            raise
        found = None
    if found is not None:
        return found
    try:
        halves = window.halves()
    except ValueError:
        raise FatalFeedError(
            f"{window} shows other records each time it is listed",
            where=where,
            advice="pull the window again later; if it stays so, report it to WeChat",
        ) from None
    return [one for half in halves for one in _read(ask, half, where)]


def _read_to_rest(ask: Callable[[str], CursorPage[str]], where: str) -> list[str] | None:
    """The ids once a listing shows no new one, or null where each does.

    Nobody says in which order the ids come. Where a record that changes goes to the front, a
    cursor that has passed the front never sees it; the next listing does.
    """
    pages = 0

    def counted(cursor: str) -> CursorPage[str]:
        nonlocal pages
        pages += 1
        return ask(cursor)

    known: dict[str, None] = {}
    for _ in range(_MOST_LISTINGS):
        before, pages = len(known), 0
        known.update(
            dict.fromkeys(read_cursor(counted, identify=str, version=_only_version, where=where))
        )
        if pages == 1 or len(known) == before:
            return list(known)
    return None


def _seconds(window: Window) -> tuple[int, int]:
    """Times are whole seconds, and nobody says whether the end is inside."""
    return epoch_from_beijing(window.start), epoch_from_beijing(window.last_second)


def _only_version(_: str) -> int:
    """An id has no versions."""
    return 0
