"""The Taobao/Tmall feed: windows cut to TOP's limits, all pages, canonical rows.

Source: platforms reference, section 1 (APIs). Keep out: the wire (client.py), meaning (mapping.py).
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
from connectors.platforms.taobao import client as top
from connectors.platforms.taobao import mapping, records, settings
from connectors.platforms.taobao.records import TopTrade


def open_feed(connection: Connection) -> Feed:
    """Orders, refunds and items of shops that authorised one application."""
    return PlatformFeed(
        settings.SPEC,
        connection,
        new_client=partial(top.TopClient, connection),
        pulls={
            "orders": partial(_orders, connection.buyers),
            "refunds": _refunds,
            "items": _items,
        },
        shop_info=top.TopClient.shop_info,
    )


def _orders(buyers: Buyers, client: top.TopClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
    is_created = plan.window_kind == "created"
    what = top.TRADES_CREATED if is_created else top.TRADES_MODIFIED
    suffix = plan.window_kind
    where = plan.where(shop_id)
    reader = WindowReader(
        lambda window, page: client.ask(
            what,
            {
                "fields": records.TRADE_FIELDS,
                "type": settings.ALL_TYPES,
                **_interval(window, suffix),
                "page_no": str(page),
                "page_size": str(settings.PAGE_SIZE),
            },
            shop_id,
            where=f"{where} page {page}",
        ),
        identify=lambda trade: str(trade.tid),
        version=lambda trade: version_key(trade.modified, trade),
        page_size=settings.PAGE_SIZE,
        where=where,
    )
    pieces = [plan.window] if is_created else plan.window.pieces(settings.LONGEST_INCREMENT)
    harvest = ShopHarvest.empty("orders")
    for trade in reader.rows(pieces):
        moment = trade.created if is_created else trade.modified
        if is_inside(readable_time(moment), plan.window):
            harvest.record_count += 1
            _drop_personal_data(trade, shop_id, buyers)
            mapping.map_trade(trade, harvest, source=f"{what.method} shop {shop_id}")
    return harvest


def _drop_personal_data(trade: TopTrade, shop_id: str, buyers: Buyers) -> None:
    """What stays of the buyer: a county code and a pseudonym of the year."""
    trade.shop_id = shop_id
    created_at = readable_time(trade.created)
    trade.receiver_county_code = buyers.county(
        trade.receiver_state,
        trade.receiver_city,
        trade.receiver_district,
        readable_time(trade.pay_time) or created_at,
    )
    trade.buyer_hmac = buyers.pseudonym(settings.PLATFORM, trade.buyer_open_uid, created_at)
    trade.buyer_open_uid = None
    trade.receiver_state = trade.receiver_city = trade.receiver_district = None


def _refunds(client: top.TopClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
    where = plan.where(shop_id)
    reader = WindowReader(
        lambda window, page: client.ask(
            top.REFUNDS,
            {
                "fields": records.REFUND_FIELDS,
                **_interval(window, "modified"),
                "page_no": str(page),
                "page_size": str(settings.PAGE_SIZE),
            },
            shop_id,
            where=f"{where} page {page}",
        ),
        identify=lambda refund: str(refund.refund_id),
        version=lambda refund: version_key(refund.modified, refund),
        page_size=settings.PAGE_SIZE,
        where=where,
    )
    harvest = ShopHarvest.empty("refunds")
    for refund in reader.rows([plan.window]):
        if is_inside(readable_time(refund.modified), plan.window):
            harvest.record_count += 1
            refund.shop_id = shop_id
            mapping.map_refund(refund, harvest, source=f"{top.REFUNDS.method} shop {shop_id}")
    return harvest


def _items(client: top.TopClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
    """The shop's items as they are now, each with the 产地 that its detail names."""
    where = plan.where(shop_id)
    reader = WindowReader(
        lambda _, page: client.ask(
            top.ITEMS,
            {
                "fields": records.ITEM_FIELDS,
                "page_no": str(page),
                "page_size": str(settings.ITEMS_PAGE_SIZE),
            },
            shop_id,
            where=f"{where} page {page}",
        ),
        identify=lambda item: str(item.num_iid),
        version=lambda item: version_key(item.modified, item),
        page_size=settings.ITEMS_PAGE_SIZE,
        where=where,
    )
    items = reader.read(plan.window)
    properties = _properties(client, [str(item.num_iid) for item in items], shop_id, where)
    harvest = ShopHarvest.empty("items")
    harvest.record_count = len(items)
    for item in items:
        item.shop_id = shop_id
        item.props_name = properties.get(str(item.num_iid))
        mapping.map_item(item, harvest, source=f"{top.ITEMS.method} shop {shop_id}")
    return harvest


def _properties(
    client: top.TopClient, item_ids: list[str], shop_id: str, where: str
) -> dict[str, str | None]:
    """Item id → `props_name`."""
    found: dict[str, str | None] = {}
    for start in range(0, len(item_ids), settings.ITEMS_PER_DETAIL_CALL):
        some = item_ids[start : start + settings.ITEMS_PER_DETAIL_CALL]
        page = client.ask(
            top.ITEM_DETAILS,
            {"fields": records.ITEM_DETAIL_FIELDS, "num_iids": ",".join(some)},
            shop_id,
            where=f"{where} details from {start}",
        )
        found.update((str(item.num_iid), item.props_name) for item in page.rows)
    return found


def _interval(window: Window, suffix: str) -> dict[str, str]:
    """Both ends of TOP's windows are inside, and its times are whole seconds."""
    return {
        f"start_{suffix}": text_from_beijing(window.start),
        f"end_{suffix}": text_from_beijing(window.last_second),
    }
