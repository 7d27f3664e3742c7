"""The JD feed: windows cut to JD's limits, all pages, canonical rows.

Refunds come from two places: after-sale bills by approval time, and orders that were cancelled
after payment, which JD shows nowhere else than in the order's state.
Source: platforms reference, section 2 (APIs). Keep out: the wire (client.py), meaning (mapping.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
from connectors.platforms.jd import client as jd
from connectors.platforms.jd import mapping, records, settings
from connectors.platforms.jd.records import JdBill, JdOrder

#: both ends of JD's windows are inside, and its times are whole seconds
_ONE_SECOND = timedelta(seconds=1)


class JdFeed:
    """Orders and refunds of shops that authorised one application."""

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
        client = jd.JdClient(
            errand,
            app_key=self._settings.app_key,
            app_secret=self._settings.app_secret,
            clock=self._clock,
        )
        plan = PullPlan(platform=self.platform, kind=kind, window_kind=window_kind, window=window)
        pull = {"orders": self._orders, "refunds": self._refunds}[kind]
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

    def _orders(self, client: jd.JdClient, plan: PullPlan, shop: ShopCredential) -> ShopHarvest:
        harvest = ShopHarvest.empty("orders")
        for order in self._read_orders(client, plan, shop, settings.ALL_STATES):
            harvest.record_count += 1
            mapping.map_order(order, harvest, source=f"{jd.ORDER_SEARCH} shop {shop.shop_id}")
        return harvest

    def _refunds(self, client: jd.JdClient, plan: PullPlan, shop: ShopCredential) -> ShopHarvest:
        harvest = ShopHarvest.empty("refunds")
        for bill in self._read_bills(client, plan, shop):
            harvest.record_count += 1
            mapping.map_bill(bill, harvest, source=f"{jd.BILLS} shop {shop.shop_id}")
        for order in self._read_orders(client, plan, shop, settings.CANCELED):
            # an order cancelled unpaid is no refund, and counts as no record of this batch
            harvest.record_count += mapping.map_cancellation(
                order, harvest, source=f"{jd.ORDER_SEARCH} shop {shop.shop_id}"
            )
        return harvest

    def _read_orders(
        self,
        client: jd.JdClient,
        plan: PullPlan,
        shop: ShopCredential,
        states: str,
    ) -> Iterable[JdOrder]:
        """The orders of the window in these states, without personal data."""
        is_created = plan.window_kind == "created"
        where = plan.where(shop.shop_id)
        reader = WindowReader(
            lambda window, page: client.orders(
                {
                    "start_date": text_from_beijing(window.start),
                    "end_date": text_from_beijing(window.end - _ONE_SECOND),
                    "dateType": 1 if is_created else 0,
                    "sortType": 1,
                    "order_state": states,
                    "optional_fields": records.ORDER_FIELDS,
                    "page": str(page),
                    "page_size": str(settings.PAGE_SIZE),
                    "source_id": "JOS",
                },
                shop,
                where=f"{where} page {page}",
            ),
            identify=_order_id,
            version=_order_version,
            page_size=settings.PAGE_SIZE,
            where=where,
        )
        rows = newest(
            (row for piece in plan.window.month_pieces() for row in reader.read(piece)),
            _order_id,
            _order_version,
        )
        for order in rows:
            moment = order.order_start_time if is_created else order.modified
            if _is_inside(moment, plan.window):
                self._drop_personal_data(order, shop.shop_id)
                yield order

    def _drop_personal_data(self, order: JdOrder, shop_id: str) -> None:
        """What stays of the buyer: a county code and a pseudonym of the year."""
        order.shop_id = shop_id
        order.receiver_county_code = order.buyer_hmac = None
        created = readable_time(order.order_start_time)
        if created is not None:
            paid = order.payment_confirm_time
            moment = (readable_time(paid) if paid != settings.NO_TIME else None) or created
            place = order.consignee_info
            if place is not None and place.province:
                order.receiver_county_code = self._resolve_county(
                    place.province, place.city or "", place.county or "", moment.date()
                )
            if order.pin:
                order.buyer_hmac = buyer_hmac(
                    self._settings.hmac_key,
                    year=created.year,
                    platform=self.platform,
                    buyer_id=order.pin,
                )
        order.pin = order.consignee_info = None

    def _read_bills(
        self, client: jd.JdClient, plan: PullPlan, shop: ShopCredential
    ) -> Iterable[JdBill]:
        """The after-sale bills approved in the window, each with its amounts."""
        where = plan.where(shop.shop_id)
        reader = WindowReader(
            lambda window, page: client.bills(
                {
                    "approveTimeBegin": text_from_beijing(window.start),
                    "approveTimeEnd": text_from_beijing(window.end - _ONE_SECOND),
                    "pageNumber": page,
                    "pageSize": settings.BILLS_PAGE_SIZE,
                },
                shop,
                where=f"{where} bills page {page}",
            ),
            identify=_bill_id,
            version=_bill_version,
            page_size=settings.BILLS_PAGE_SIZE,
            where=where,
        )
        rows = newest(
            (
                row
                for piece in plan.window.pieces(settings.LONGEST_APPROVED)
                for row in reader.read(piece)
            ),
            _bill_id,
            _bill_version,
        )
        for bill in rows:
            if not _is_inside(bill.approve_time, plan.window):
                continue
            bill.shop_id = shop.shop_id
            bill.actual_amount = bill.expected_amount = None
            service = bill.same_order_service_bill
            if service is not None and service.service_id is not None:
                amounts = client.refund_amounts(
                    str(service.service_id), shop, where=f"{where} bill {service.service_id}"
                )
                bill.actual_amount, bill.expected_amount = amounts.actual, amounts.expected
            yield bill


def _is_inside(text: str | None, window: Window) -> bool:
    """Whether the row's own time lies in the window; an unreadable time stays, for quarantine."""
    moment: datetime | None = readable_time(text)
    return moment is None or window.start <= moment < window.end


def _order_id(order: JdOrder) -> str:
    return str(order.order_id)


def _order_version(order: JdOrder) -> tuple[str, str]:
    return version_key(order.modified, order)


def _bill_id(bill: JdBill) -> str:
    return str(bill.afs_refund_id)


def _bill_version(bill: JdBill) -> tuple[str, str]:
    return version_key(bill.approve_time, bill)
