"""The Suning feed: windows cut to Suning's limits, all pages, canonical rows.

Suning lists the oldest row first. Pages are still read from the last to the first: whatever the
order, a row that leaves takes none with it then (core/paging.py).
Source: platforms reference, section 3 (APIs, Paging). Keep out: the wire (client.py), meaning
(mapping.py).
"""

from __future__ import annotations

from functools import partial

from connectors.core.buyers import Buyers
from connectors.core.cells import readable_time
from connectors.core.feed import Feed
from connectors.core.paging import WindowReader, is_inside
from connectors.core.platform_feed import Connection, PlatformFeed
from connectors.core.privacy import version_key
from connectors.core.pulls import PullPlan, ShopHarvest
from connectors.core.times import text_from_beijing
from connectors.core.windows import Window
from connectors.platforms.suning import client as suning
from connectors.platforms.suning import mapping, settings
from connectors.platforms.suning.records import SuningOrder


def open_feed(connection: Connection) -> Feed:
    """Orders, refunds and items of shops that authorised one application."""
    return PlatformFeed(
        settings.SPEC,
        connection,
        new_client=partial(suning.SuningClient, connection),
        pulls={
            "orders": partial(_orders, connection.buyers),
            "refunds": _refunds,
            "items": _items,
        },
        shop_info=suning.SuningClient.shop_info,
    )


def _orders(
    buyers: Buyers, client: suning.SuningClient, plan: PullPlan, shop_id: str
) -> ShopHarvest:
    is_created = plan.window_kind == "created"
    what = suning.ORDERS_CREATED if is_created else suning.ORDERS_MODIFIED
    where = plan.where(shop_id)
    reader = WindowReader(
        lambda window, page: client.page(
            what,
            _interval(window, "startTime", "endTime") | _paging(page),
            shop_id,
            where=f"{where} page {page}",
        ),
        identify=_order_id,
        version=_order_version,
        page_size=settings.PAGE_SIZE,
        where=where,
    )
    is_in_window = _is_created_inside if is_created else _is_changed_inside
    harvest = ShopHarvest.empty("orders")
    for order in reader.rows(plan.window.pieces(settings.LONGEST_ORDERS)):
        if is_in_window(order, plan.window):
            harvest.record_count += 1
            _drop_personal_data(order, shop_id, buyers)
            mapping.map_order(order, harvest, source=f"{what.method} shop {shop_id}")
    return harvest


def _is_created_inside(order: SuningOrder, window: Window) -> bool:
    """By placing or by payment: the documents do not say which of the two the list goes by.

    An order that lies in the window by either is kept, so neither reading loses any.
    """
    placed_at, paid_at = readable_time(order.order_time), readable_time(order.order_sale_time)
    return is_inside(placed_at, window) or (paid_at is not None and is_inside(paid_at, window))


def _is_changed_inside(order: SuningOrder, window: Window) -> bool:
    """By the last change of a line: one that changed again later belongs to that later window."""
    return is_inside(mapping.changed_at(order), window)


def _drop_personal_data(order: SuningOrder, shop_id: str, buyers: Buyers) -> None:
    """What stays of the buyer: a county code and a pseudonym of the year."""
    order.shop_id = shop_id
    placed_at = readable_time(order.order_time)
    order.receiver_county_code = buyers.county(
        order.province_name,
        order.city_name,
        order.district_name,
        readable_time(order.order_sale_time) or placed_at,
    )
    order.buyer_hmac = buyers.pseudonym(settings.PLATFORM, order.user_name, placed_at)
    order.user_name = None
    order.province_name = order.city_name = order.district_name = None


def _refunds(client: suning.SuningClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
    where = plan.where(shop_id)
    reader = WindowReader(
        lambda window, page: client.page(
            suning.REFUNDS,
            _interval(window, "startModified", "endModified") | _paging(page),
            shop_id,
            where=f"{where} page {page}",
        ),
        identify=lambda refund: str(refund.return_apply_id),
        version=lambda refund: version_key(refund.operate_time, refund),
        page_size=settings.PAGE_SIZE,
        where=where,
    )
    harvest = ShopHarvest.empty("refunds")
    for refund in reader.rows(plan.window.pieces(settings.LONGEST_REFUNDS)):
        if is_inside(readable_time(refund.operate_time), plan.window):
            harvest.record_count += 1
            refund.shop_id = shop_id
            mapping.map_refund(refund, harvest, source=f"{suning.REFUNDS.method} shop {shop_id}")
    return harvest


def _items(client: suning.SuningClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
    """The shop's items as they are now, each with the 产地 and children that its detail names."""
    where = plan.where(shop_id)
    reader = WindowReader(
        lambda _, page: client.page(
            suning.ITEMS, _paging(page), shop_id, where=f"{where} page {page}"
        ),
        identify=lambda item: str(item.product_code),
        version=lambda item: version_key(item.edit_time, item),
        page_size=settings.PAGE_SIZE,
        where=where,
    )
    harvest = ShopHarvest.empty("items")
    for item in reader.read(plan.window):
        code = str(item.product_code)
        detail = None
        if item.unreadable is None:
            detail = client.item(code, shop_id, where=f"{where} item {code}")
        if detail is not None:
            item.pars, item.child_item = detail.pars, detail.child_item
            item.unreadable = detail.unreadable
        item.shop_id = shop_id
        mapping.map_item(item, harvest, source=f"{suning.ITEMS.method} shop {shop_id}")
    # an item with children is one record and a row for each of them
    harvest.record_count = harvest.row_count("items") + harvest.row_count("quarantine")
    return harvest


def _interval(window: Window, start: str, end: str) -> dict[str, str]:
    """Both ends of Suning's windows are taken to be inside; its times are whole seconds."""
    return {
        start: text_from_beijing(window.start),
        end: text_from_beijing(window.last_second),
    }


def _paging(page: int) -> dict[str, str]:
    # both, or Suning answers with the first ten rows whatever was asked
    return {"pageNo": str(page), "pageSize": str(settings.PAGE_SIZE)}


def _order_id(order: SuningOrder) -> str:
    return str(order.order_code)


def _order_version(order: SuningOrder) -> tuple[str, str]:
    moment = mapping.last_known_at(order)
    return version_key(None if moment is None else text_from_beijing(moment), order)
