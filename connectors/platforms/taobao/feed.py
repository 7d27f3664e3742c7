"""The Taobao/Tmall feed: windows cut to TOP's limits, all pages, canonical rows.

Source: platforms reference, section 1 (APIs). Keep out: the wire (client.py), meaning (mapping.py).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from connectors.core.cells import readable_time
from connectors.core.errands import Errand
from connectors.core.feed import (
    Clock,
    FeedSettings,
    ResolveCounty,
    ShopCredential,
    check_request,
)
from connectors.core.landing import BatchDraft
from connectors.core.paging import WindowReader, newest
from connectors.core.privacy import buyer_hmac, version_key
from connectors.core.pulls import PullPlan, ShopHarvest, pull_shops
from connectors.core.times import text_from_beijing
from connectors.core.windows import Window, WindowKind
from connectors.platforms.taobao import client as top
from connectors.platforms.taobao import mapping, records, settings
from connectors.platforms.taobao.records import TopItem, TopRefund, TopTrade

#: both ends of TOP's windows are inside, and its times are whole seconds
_ONE_SECOND = timedelta(seconds=1)


class TaobaoFeed:
    """Orders, refunds and items of shops that authorised one application."""

    platform = settings.PLATFORM

    def __init__(
        self,
        feed_settings: FeedSettings,
        *,
        new_errand: Callable[[], Errand],
        close: Callable[[], None],
        clock: Clock,
        resolve_county: ResolveCounty,
    ) -> None:
        self._settings = feed_settings
        self._new_errand = new_errand
        self._close = close
        self._clock = clock
        self._resolve_county = resolve_county

    def fetch(self, kind: str, window_kind: WindowKind, window: Window) -> BatchDraft:
        """One batch over all shops.

        Raises:
            ConnectorError: the window can't be served, a setting is wrong, or every shop failed.
        """
        check_request(settings.SPEC, kind, window_kind, window, now=self._clock())
        errand = self._new_errand()
        client = top.TopClient(
            errand,
            app_key=self._settings.app_key,
            app_secret=self._settings.app_secret,
            clock=self._clock,
        )
        plan = PullPlan(platform=self.platform, kind=kind, window_kind=window_kind, window=window)
        pull = {"orders": self._orders, "refunds": self._refunds, "items": self._items}[kind]
        return pull_shops(
            plan,
            self._settings.shops,
            lambda shop: pull(client, plan, shop),
            max_parallel=self._settings.max_parallel,
            request_count=lambda: errand.request_count,
        )

    def close(self) -> None:
        """Give connections back."""
        self._close()

    def _orders(self, client: top.TopClient, plan: PullPlan, shop: ShopCredential) -> ShopHarvest:
        is_created = plan.window_kind == "created"
        what = top.TRADES_CREATED if is_created else top.TRADES_MODIFIED
        suffix = plan.window_kind
        where = plan.where(shop.shop_id)
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
                shop,
                where=f"{where} page {page}",
            ),
            identify=_trade_id,
            version=_trade_version,
            page_size=settings.PAGE_SIZE,
            where=where,
        )
        pieces = [plan.window] if is_created else plan.window.pieces(settings.LONGEST_INCREMENT)
        rows = newest(
            (row for piece in pieces for row in reader.read(piece)), _trade_id, _trade_version
        )
        harvest = ShopHarvest.empty("orders")
        for trade in rows:
            moment = trade.created if is_created else trade.modified
            if _is_inside(moment, plan.window):
                harvest.record_count += 1
                self._drop_personal_data(trade, shop.shop_id)
                mapping.map_trade(trade, harvest, source=f"{what.method} shop {shop.shop_id}")
        return harvest

    def _drop_personal_data(self, trade: TopTrade, shop_id: str) -> None:
        """What stays of the buyer: a county code and a pseudonym of the year."""
        trade.shop_id = shop_id
        trade.receiver_county_code = trade.buyer_hmac = None
        moment = readable_time(trade.pay_time) or readable_time(trade.created)
        if moment is not None:
            if trade.receiver_state:
                trade.receiver_county_code = self._resolve_county(
                    trade.receiver_state,
                    # counties that their province runs directly come without a city
                    trade.receiver_city or "",
                    trade.receiver_district or "",
                    moment.date(),
                )
            created = readable_time(trade.created) or moment
            if trade.buyer_open_uid:
                trade.buyer_hmac = buyer_hmac(
                    self._settings.hmac_key,
                    year=created.year,
                    platform=self.platform,
                    buyer_id=trade.buyer_open_uid,
                )
        trade.buyer_open_uid = None
        trade.receiver_state = trade.receiver_city = trade.receiver_district = None

    def _refunds(self, client: top.TopClient, plan: PullPlan, shop: ShopCredential) -> ShopHarvest:
        where = plan.where(shop.shop_id)
        reader = WindowReader(
            lambda window, page: client.ask(
                top.REFUNDS,
                {
                    "fields": records.REFUND_FIELDS,
                    **_interval(window, "modified"),
                    "page_no": str(page),
                    "page_size": str(settings.PAGE_SIZE),
                },
                shop,
                where=f"{where} page {page}",
            ),
            identify=_refund_id,
            version=_refund_version,
            page_size=settings.PAGE_SIZE,
            where=where,
        )
        harvest = ShopHarvest.empty("refunds")
        for refund in reader.read(plan.window):
            if _is_inside(refund.modified, plan.window):
                harvest.record_count += 1
                refund.shop_id = shop.shop_id
                mapping.map_refund(
                    refund, harvest, source=f"{top.REFUNDS.method} shop {shop.shop_id}"
                )
        return harvest

    def _items(self, client: top.TopClient, plan: PullPlan, shop: ShopCredential) -> ShopHarvest:
        """The shop's items as they are now, each with the 产地 that its detail names."""
        where = plan.where(shop.shop_id)
        reader = WindowReader(
            lambda _, page: client.ask(
                top.ITEMS,
                {
                    "fields": records.ITEM_FIELDS,
                    "page_no": str(page),
                    "page_size": str(settings.ITEMS_PAGE_SIZE),
                },
                shop,
                where=f"{where} page {page}",
            ),
            identify=_item_id,
            version=_item_version,
            page_size=settings.ITEMS_PAGE_SIZE,
            where=where,
        )
        items = reader.read(plan.window)
        properties = self._properties(client, [str(item.num_iid) for item in items], shop, where)
        harvest = ShopHarvest.empty("items")
        harvest.record_count = len(items)
        for item in items:
            item.shop_id = shop.shop_id
            item.props_name = properties.get(str(item.num_iid))
            mapping.map_item(item, harvest, source=f"{top.ITEMS.method} shop {shop.shop_id}")
        return harvest

    def _properties(
        self, client: top.TopClient, item_ids: list[str], shop: ShopCredential, where: str
    ) -> dict[str, str | None]:
        """Item id → `props_name`."""
        found: dict[str, str | None] = {}
        for start in range(0, len(item_ids), settings.ITEMS_PER_DETAIL_CALL):
            some = item_ids[start : start + settings.ITEMS_PER_DETAIL_CALL]
            page = client.ask(
                top.ITEM_DETAILS,
                {"fields": records.ITEM_DETAIL_FIELDS, "num_iids": ",".join(some)},
                shop,
                where=f"{where} details from {start}",
            )
            found.update((str(item.num_iid), item.props_name) for item in page.rows)
        return found


def _interval(window: Window, suffix: str) -> dict[str, str]:
    return {
        f"start_{suffix}": text_from_beijing(window.start),
        f"end_{suffix}": text_from_beijing(window.end - _ONE_SECOND),
    }


def _is_inside(text: str | None, window: Window) -> bool:
    """Whether the row's own time lies in the window; an unreadable time stays, for quarantine."""
    moment: datetime | None = readable_time(text)
    return moment is None or window.start <= moment < window.end


def _trade_id(trade: TopTrade) -> str:
    return str(trade.tid)


def _trade_version(trade: TopTrade) -> tuple[str, str]:
    return version_key(trade.modified, trade)


def _refund_id(refund: TopRefund) -> str:
    return str(refund.refund_id)


def _refund_version(refund: TopRefund) -> tuple[str, str]:
    return version_key(refund.modified, refund)


def _item_id(item: TopItem) -> str:
    return str(item.num_iid)


def _item_version(item: TopItem) -> tuple[str, str]:
    return version_key(item.modified, item)
