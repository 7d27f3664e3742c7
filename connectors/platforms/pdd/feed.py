"""The Pinduoduo feed: windows cut to its limits, all pages, canonical rows.

Source: platforms reference, section 4 (APIs). Keep out: the wire (client.py), meaning (mapping.py),
goods (goods.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from connectors.core.buyers import Buyers
from connectors.core.cells import readable_time
from connectors.core.errors import FatalFeedError, RetriableFeedError
from connectors.core.feed import Clock, Feed
from connectors.core.paging import WindowReader, is_inside, newest
from connectors.core.platform_feed import Connection, PlatformFeed
from connectors.core.privacy import version_key
from connectors.core.pulls import PullPlan, ShopHarvest
from connectors.core.times import epoch_from_beijing
from connectors.core.windows import Window
from connectors.platforms.pdd import client as pdd
from connectors.platforms.pdd import mapping, settings
from connectors.platforms.pdd.goods import pull_goods
from connectors.platforms.pdd.records import PddOrder, PddRefund


def open_feed(connection: Connection) -> Feed:
    """Orders, refunds and goods of shops that authorised one application."""
    return PlatformFeed(
        settings.SPEC,
        connection,
        new_client=partial(pdd.PddClient, connection),
        pulls={
            "orders": partial(_orders, connection.clock, connection.buyers),
            "refunds": partial(_refunds, connection.clock),
            "items": pull_goods,
        },
        shop_info=pdd.PddClient.shop_info,
    )


def _orders(
    clock: Clock, buyers: Buyers, client: pdd.PddClient, plan: PullPlan, shop_id: str
) -> ShopHarvest:
    is_created = plan.window_kind == "created"
    if not is_created:
        _refuse_unsettled(plan, clock)
    read = _read_confirmed if is_created else _read_changed
    method = (pdd.ORDERS_CONFIRMED if is_created else pdd.ORDERS_CHANGED).method
    harvest = ShopHarvest.empty("orders")
    for order in read(client, plan, shop_id):
        harvest.record_count += 1
        _drop_personal_data(order, shop_id, buyers)
        mapping.map_order(order, harvest, source=f"{method} shop {shop_id}")
    return harvest


def _read_confirmed(client: pdd.PddClient, plan: PullPlan, shop_id: str) -> Iterable[PddOrder]:
    """The orders that were confirmed in the window."""
    pieces = plan.window.pieces(settings.LONGEST_CONFIRMED)
    reader = _order_reader(client, pdd.ORDERS_CONFIRMED, "confirm_at", {}, plan, shop_id)
    for order in reader.rows(pieces):
        if is_inside(readable_time(order.confirm_time), plan.window):
            yield order


def _read_changed(client: pdd.PddClient, plan: PullPlan, shop_id: str) -> Iterable[PddOrder]:
    """The orders whose last change lies in the window."""
    pieces = plan.window.pieces(settings.LONGEST_UPDATED)
    more = {"is_lucky_flag": settings.ALL_ORDERS}
    reader = _order_reader(client, pdd.ORDERS_CHANGED, "updated_at", more, plan, shop_id)
    for order in reader.rows(pieces):
        if is_inside(readable_time(order.updated_at), plan.window):
            yield order


def _order_reader(
    client: pdd.PddClient,
    what: pdd.PddList[PddOrder],
    time_name: str,
    more: Mapping[str, str],
    plan: PullPlan,
    shop_id: str,
) -> WindowReader[PddOrder]:
    where = plan.where(shop_id)
    return WindowReader(
        lambda window, page: client.ask(
            what,
            {
                **_interval(window, time_name),
                "order_status": settings.ALL,
                "refund_status": settings.ALL,
                **more,
                **_page(page),
            },
            shop_id,
            where=f"{where} page {page}",
        ),
        identify=lambda order: str(order.order_sn),
        version=lambda order: version_key(order.updated_at, order),
        page_size=settings.PAGE_SIZE,
        where=where,
    )


def _drop_personal_data(order: PddOrder, shop_id: str, buyers: Buyers) -> None:
    """What stays of the buyer: a county code."""
    order.shop_id = shop_id
    order.receiver_county_code = buyers.county(
        order.province,
        None if order.city in settings.NO_CITY else order.city,
        order.town,
        readable_time(order.confirm_time) or readable_time(order.created_time),
    )
    order.province = order.city = order.town = None


def _refunds(clock: Clock, client: pdd.PddClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
    is_created = plan.window_kind == "created"
    if not is_created:
        _refuse_unsettled(plan, clock)
    read = _read_refunds_of_orders if is_created else _read_changed_refunds
    harvest = ShopHarvest.empty("refunds")
    for refund in read(client, plan, shop_id):
        harvest.record_count += 1
        refund.shop_id = shop_id
        mapping.map_refund(refund, harvest, source=f"{pdd.REFUNDS.method} shop {shop_id}")
    return harvest


def _read_changed_refunds(
    client: pdd.PddClient, plan: PullPlan, shop_id: str
) -> Iterable[PddRefund]:
    """The after-sale records whose last change lies in the window."""
    where = plan.where(shop_id)
    reader = WindowReader(
        lambda window, page: client.ask(
            pdd.REFUNDS,
            {**_refund_terms(window), **_page(page)},
            shop_id,
            where=f"{where} page {page}",
        ),
        identify=_refund_id,
        version=_refund_version,
        page_size=settings.PAGE_SIZE,
        where=where,
    )
    for refund in reader.rows(plan.window.pieces(settings.LONGEST_UPDATED)):
        if is_inside(readable_time(refund.updated_time), plan.window):
            yield refund


def _read_refunds_of_orders(
    client: pdd.PddClient, plan: PullPlan, shop_id: str
) -> Iterable[PddRefund]:
    """All after-sale records of the orders confirmed in the window that ever had one.

    A quarter in windows of 30 minutes would be more than four thousand calls a shop.
    """
    for order in _read_confirmed(client, plan, shop_id):
        if _may_have_refund(order):
            yield from _refunds_of_order(client, str(order.order_sn), plan, shop_id)


def _may_have_refund(order: PddOrder) -> bool:
    """refund_status alone forgets a refund that succeeded once a later one is withdrawn.

    An order without an id can't be asked for; it stands in the quarantine of the orders.
    """
    return order.unreadable != "order_sn" and (
        order.refund_status != settings.NO_REFUND or order.after_sales_status != settings.NEVER_ANY
    )


def _refunds_of_order(
    client: pdd.PddClient, order_sn: str, plan: PullPlan, shop_id: str
) -> list[PddRefund]:
    where = f"{plan.where(shop_id)} order {order_sn}"
    # the times are required and have no effect beside order_sn
    terms = _refund_terms(plan.window.first_second())
    page = client.ask(
        pdd.REFUNDS, {**terms, "order_sn": order_sn, **_page(1)}, shop_id, where=where
    )
    found = newest(page.rows, _refund_id, _refund_version)
    if len(found) < page.total:
        raise FatalFeedError(
            f"the platform counts {page.total} after-sale records of an order and sends "
            f"{len(found)}",
            where=where,
            advice="pull the window again later; if it stays so, report it to the platform",
        )
    return found


def _refuse_unsettled(plan: PullPlan, clock: Clock) -> None:
    """Pinduoduo shows a change up to three minutes late: a younger window would land short."""
    settled = clock() - settings.SETTLING
    if plan.window.end > settled:
        seconds = (plan.window.end - settled).total_seconds()
        raise RetriableFeedError(
            "what changed in the last three minutes may not show yet",
            where=f"{plan.platform}/{plan.kind} {plan.window_kind} {plan.window}",
            advice=f"run again in {seconds:.0f} seconds, or end the window at {settled}",
        )


def _interval(window: Window, name: str) -> dict[str, str]:
    """Both ends of a window are asked for as inside, and times are whole seconds."""
    return {
        f"start_{name}": str(epoch_from_beijing(window.start)),
        f"end_{name}": str(epoch_from_beijing(window.last_second)),
    }


def _refund_terms(window: Window) -> dict[str, str]:
    return {
        **_interval(window, "updated_at"),
        "after_sales_status": settings.ALL_REFUNDS,
        "after_sales_type": settings.ALL_REFUNDS,
    }


def _page(number: int) -> dict[str, str]:
    return {"page": str(number), "page_size": str(settings.PAGE_SIZE)}


def _refund_id(refund: PddRefund) -> str:
    return str(refund.id)


def _refund_version(refund: PddRefund) -> tuple[str, str]:
    return version_key(refund.updated_time, refund)
