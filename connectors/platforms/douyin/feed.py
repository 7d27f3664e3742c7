"""The Douyin feed: all pages of a window, canonical rows.

Douyin says of some interfaces that a window leaves out its ends, and of others nothing; so we ask
from a second before to the end itself and keep rows by their own time.
Source: platforms reference, section 5 (APIs). Keep out: the wire (client.py), meaning (mapping.py).
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from connectors.core.buyers import Buyers
from connectors.core.feed import Feed, ShopInfo
from connectors.core.paging import Page, WindowReader, is_inside
from connectors.core.platform_feed import Connection, PlatformFeed
from connectors.core.privacy import version_key
from connectors.core.pulls import PullPlan, ShopHarvest
from connectors.core.times import epoch_from_beijing
from connectors.core.windows import Window
from connectors.platforms.douyin import client as douyin
from connectors.platforms.douyin import settings
from connectors.platforms.douyin.client import DouyinClient
from connectors.platforms.douyin.lenient import Number, bare, readable_time
from connectors.platforms.douyin.mapping import map_order, map_product
from connectors.platforms.douyin.records import (
    DouyinOrder,
    DouyinProduct,
    DouyinRefund,
    Named,
    Region,
)
from connectors.platforms.douyin.refunds import has_paid_out, is_refund, map_refund
from connectors.platforms.douyin.requests import AppKeys

#: before there were shops on Douyin
_FIRST_DAY = datetime(2015, 1, 1)


def open_feed(connection: Connection) -> Feed:
    """Orders, refunds and items of shops that authorised one application."""
    keys = AppKeys(connection.settings.app_key, connection.settings.app_secret)

    def pull_orders(client: DouyinClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
        return _orders(client, plan, shop_id, connection.buyers)

    return PlatformFeed(
        settings.SPEC,
        connection,
        new_client=lambda errand: DouyinClient(
            errand, keys=keys, tokens=connection.tokens, clock=connection.clock
        ),
        pulls={"orders": pull_orders, "refunds": _refunds, "items": _items},
        shop_info=_shop_info,
    )


def _orders(client: DouyinClient, plan: PullPlan, shop_id: str, buyers: Buyers) -> ShopHarvest:
    by = "create_time" if plan.window_kind == "created" else "update_time"
    where = plan.where(shop_id)

    def ask(window: Window, page: int) -> Page[DouyinOrder]:
        arguments = {
            **_interval(window, f"{by}_start", f"{by}_end"),
            "order_by": by,
            "order_asc": False,
            **_page(page),
        }
        return client.orders(arguments, shop_id, where=f"{where} page {page}")

    reader = WindowReader(
        ask,
        identify=lambda order: _identity(order.order_id, order),
        version=lambda order: version_key(bare(order.update_time), order),
        page_size=settings.PAGE_SIZE,
        most_rows=settings.MOST_ROWS,
        where=where,
    )
    harvest = ShopHarvest.empty("orders")
    for order in reader.rows([plan.window]):
        moment = order.create_time if plan.window_kind == "created" else order.update_time
        if is_inside(readable_time(moment), plan.window):
            harvest.record_count += 1
            order.shop_id = shop_id
            _drop_personal_data(order, buyers)
            map_order(order, harvest, source=f"{douyin.ORDERS} shop {shop_id}")
    return harvest


def _drop_personal_data(order: DouyinOrder, buyers: Buyers) -> None:
    """What stays of the buyer: a county code and a pseudonym of the year."""
    created_at = readable_time(order.create_time)
    paid_at = readable_time(order.pay_time) or created_at
    place = order.post_addr or Region()
    order.receiver_county_code = buyers.county(
        _name(place.province), _name(place.city), _name(place.town), paid_at
    )
    order.buyer_hmac = buyers.pseudonym(
        settings.PLATFORM, order.doudian_open_id or bare(order.open_id), created_at
    )
    order.doudian_open_id = order.open_id = order.post_addr = None


def _name(region: Named | None) -> str | None:
    return region.name if region else None


def _refunds(client: DouyinClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
    where = plan.where(shop_id)

    def ask(window: Window, page: int) -> Page[DouyinRefund]:
        arguments = {
            **_interval(window, "update_start_time", "update_end_time"),
            "order_by": ["update_time desc"],
            **_page(page),
        }
        return client.refunds(arguments, shop_id, where=f"{where} page {page}")

    reader = WindowReader(
        ask,
        identify=lambda case: _identity(case.aftersale_id, case),
        version=lambda case: version_key(bare(case.update_time), case),
        page_size=settings.PAGE_SIZE,
        most_rows=settings.MOST_ROWS,
        where=where,
    )
    harvest = ShopHarvest.empty("refunds")
    for case in reader.rows([plan.window]):
        if is_inside(readable_time(case.update_time), plan.window) and is_refund(case):
            harvest.record_count += 1
            case.shop_id = shop_id
            case_id = bare(case.aftersale_id)
            # the list tells what was asked for, the detail what was given
            if case_id and has_paid_out(case):
                case.detail = client.refund_detail(
                    case_id, shop_id, where=f"{where} case {case_id}"
                )
            map_refund(case, harvest, source=f"{douyin.CASES} shop {shop_id}")
    return harvest


def _items(client: DouyinClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
    """The shop's products as they are now, each with the 产地 that its detail names."""
    where = plan.where(shop_id)

    def ask(window: Window, page: int) -> Page[DouyinProduct]:
        # this list alone counts its pages from 1
        arguments = {
            **_interval(window, "update_start_time", "update_end_time"),
            "page": page,
            "size": settings.PAGE_SIZE,
        }
        return client.products(arguments, shop_id, where=f"{where} page {page}")

    reader = WindowReader(
        ask,
        identify=lambda product: _identity(product.product_id, product),
        version=lambda product: version_key(bare(product.update_time), product),
        page_size=settings.PAGE_SIZE,
        most_rows=settings.MOST_PRODUCTS,
        where=where,
    )
    until = client.clock().replace(microsecond=0) + timedelta(days=1)
    harvest = ShopHarvest.empty("items")
    for product in reader.read(Window(_FIRST_DAY, until)):
        harvest.record_count += 1
        product.shop_id = shop_id
        product_id = bare(product.product_id)
        if product_id and product.unreadable is None:
            product.product_format = client.product_format(
                product_id, shop_id, where=f"{where} product {product_id}"
            )
        map_product(product, harvest, source=f"{douyin.PRODUCTS} shop {shop_id}")
    return harvest


def _shop_info(client: DouyinClient, shop_id: str) -> ShopInfo:
    """Douyin has no interface for the shop itself: its newest order names it.

    The name is blank where the shop had no order within reach; that the token holds is then all
    that is known.
    """
    now = client.clock().replace(microsecond=0)
    window = Window(now - timedelta(days=settings.REACH_DAYS - 1), now)
    arguments = {
        **_interval(window, "create_time_start", "create_time_end"),
        "order_by": "create_time",
        "order_asc": False,
        "page": 0,
        "size": 1,
    }
    shop = client.newest_shop(arguments, shop_id, where=f"{settings.PLATFORM}/shop {shop_id}")
    return ShopInfo(shop_id, "") if shop is None else ShopInfo(str(shop.shop_id), shop.shop_name)


def _identity(value: Number, record: msgspec.Struct) -> str:
    """The record's id; of one with a blank id its digest, so that it counts as a row of its own."""
    return bare(value) or version_key(None, record)[1]


def _interval(window: Window, start: str, end: str) -> dict[str, int]:
    return {
        start: epoch_from_beijing(window.start) - 1,
        end: epoch_from_beijing(window.end),
    }


def _page(number: int) -> dict[str, int]:
    """Douyin counts pages from 0, the reader from 1."""
    return {"page": number - 1, "size": settings.PAGE_SIZE}
