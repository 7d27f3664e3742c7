"""The JD feed: windows cut to JD's limits, all pages, canonical rows.

Refunds come from two places: after-sale bills by approval time, and orders that were cancelled
after payment, which JD shows nowhere else than in the order's state.
Source: platforms reference, section 2 (APIs). Keep out: the wire (client.py), meaning
(mapping.py), items (wares.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from connectors.core.buyers import Buyers
from connectors.core.cells import readable_time
from connectors.core.feed import Feed
from connectors.core.paging import WindowReader, is_inside
from connectors.core.platform_feed import Connection, PlatformFeed
from connectors.core.privacy import version_key
from connectors.core.pulls import PullPlan, ShopHarvest
from connectors.core.times import text_from_beijing
from connectors.platforms.jd import client as jd
from connectors.platforms.jd import mapping, records, settings
from connectors.platforms.jd.records import JdBill, JdOrder
from connectors.platforms.jd.wares import pull_wares


def open_feed(connection: Connection) -> Feed:
    """Orders, refunds and items of shops that authorised one application."""
    return PlatformFeed(
        settings.SPEC,
        connection,
        new_client=partial(jd.JdClient, connection),
        pulls={
            "orders": partial(_orders, connection.buyers),
            "refunds": partial(_refunds, connection.buyers),
            "items": pull_wares,
        },
        shop_info=jd.JdClient.shop_info,
    )


def _orders(buyers: Buyers, client: jd.JdClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
    harvest = ShopHarvest.empty("orders")
    for order in _read_orders(client, plan, shop_id, buyers, settings.ALL_STATES):
        harvest.record_count += 1
        mapping.map_order(order, harvest, source=f"{jd.ORDER_SEARCH} shop {shop_id}")
    return harvest


def _refunds(buyers: Buyers, client: jd.JdClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
    harvest = ShopHarvest.empty("refunds")
    for bill in _read_bills(client, plan, shop_id):
        harvest.record_count += 1
        mapping.map_bill(bill, harvest, source=f"{jd.BILLS} shop {shop_id}")
    for order in _read_orders(client, plan, shop_id, buyers, settings.CANCELED):
        # an order cancelled unpaid is no refund, and counts as no record of this batch
        harvest.record_count += mapping.map_cancellation(
            order, harvest, source=f"{jd.ORDER_SEARCH} shop {shop_id}"
        )
    return harvest


def _read_orders(
    client: jd.JdClient,
    plan: PullPlan,
    shop_id: str,
    buyers: Buyers,
    states: str,
) -> Iterable[JdOrder]:
    """The orders of the window in these states, without personal data."""
    is_created = plan.window_kind == "created"
    where = plan.where(shop_id)
    reader = WindowReader(
        lambda window, page: client.orders(
            {
                # both ends of JD's windows are inside, and its times are whole seconds
                "start_date": text_from_beijing(window.start),
                "end_date": text_from_beijing(window.last_second),
                "dateType": 1 if is_created else 0,
                "sortType": 1,
                "order_state": states,
                "optional_fields": records.ORDER_FIELDS,
                "page": str(page),
                "page_size": str(settings.PAGE_SIZE),
                "source_id": "JOS",
            },
            shop_id,
            where=f"{where} page {page}",
        ),
        identify=lambda order: str(order.order_id),
        version=lambda order: version_key(order.modified, order),
        page_size=settings.PAGE_SIZE,
        where=where,
    )
    for order in reader.rows(plan.window.month_pieces()):
        moment = order.order_start_time if is_created else order.modified
        if is_inside(readable_time(moment), plan.window):
            _drop_personal_data(order, shop_id, buyers)
            yield order


def _drop_personal_data(order: JdOrder, shop_id: str, buyers: Buyers) -> None:
    """What stays of the buyer: a county code and a pseudonym of the year."""
    order.shop_id = shop_id
    created_at = readable_time(order.order_start_time)
    paid = order.payment_confirm_time
    place = order.consignee_info or records.JdConsignee()
    order.receiver_county_code = buyers.county(
        place.province,
        place.city,
        place.county,
        (readable_time(paid) if paid != settings.NO_TIME else None) or created_at,
    )
    order.buyer_hmac = buyers.pseudonym(settings.PLATFORM, order.pin, created_at)
    order.pin = order.consignee_info = None


def _read_bills(client: jd.JdClient, plan: PullPlan, shop_id: str) -> Iterable[JdBill]:
    """The after-sale bills approved in the window, each with its amounts."""
    where = plan.where(shop_id)
    reader = WindowReader(
        lambda window, page: client.bills(
            {
                "approveTimeBegin": text_from_beijing(window.start),
                "approveTimeEnd": text_from_beijing(window.last_second),
                "pageNumber": page,
                "pageSize": settings.BILLS_PAGE_SIZE,
            },
            shop_id,
            where=f"{where} bills page {page}",
        ),
        identify=lambda bill: str(bill.afs_refund_id),
        version=lambda bill: version_key(bill.approve_time, bill),
        page_size=settings.BILLS_PAGE_SIZE,
        where=where,
    )
    for bill in reader.rows(plan.window.pieces(settings.LONGEST_APPROVED)):
        if not is_inside(readable_time(bill.approve_time), plan.window):
            continue
        bill.shop_id = shop_id
        bill.actual_amount = bill.expected_amount = None
        service = bill.same_order_service_bill
        if service is not None and service.service_id is not None:
            amounts = client.refund_amounts(
                str(service.service_id), shop_id, where=f"{where} bill {service.service_id}"
            )
            bill.actual_amount, bill.expected_amount = amounts.actual, amounts.expected
        yield bill
