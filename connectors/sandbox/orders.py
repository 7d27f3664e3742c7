"""Makes orders from their places: shop, minute, place in the minute, and the moment of looking.

Nothing is stored: the same place gives the same order again, in the state of the moment.
Keep out: counting, windows, paging.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from connectors.sandbox import ids
from connectors.sandbox.baskets import Basket, Shelf
from connectors.sandbox.clock import moment_at
from connectors.sandbox.dirt import Dirt
from connectors.sandbox.geography import Receiver, receivers
from connectors.sandbox.hashing import Words, streams, words
from connectors.sandbox.lifecycle import Event, Plan, PlanTable, plan_table
from connectors.sandbox.mix import RECEIVER_HOME_PPM
from connectors.sandbox.records import WorldItem, WorldOrder, WorldRefund, WorldShop
from connectors.sandbox.volume import Brushing, Copying, Trade

_ORDER_STREAM, _SECOND = 0x61, 0x62
_WIDTH = 20
#: the first words belong to the buyer and are those of the first part of a split order
_BUYER_WORDS = 4
_BUYERS = 1 << 18
_MILLION = 1_000_000
#: accounts that a brushing shop has
_BRUSHERS = 5

Minutes = npt.NDArray[np.int64]


class Places(NamedTuple):
    """Orders by place, one entry an order."""

    minute: Minutes
    # 0, 1, 2 … among the shop's orders of the minute
    place: Minutes
    # orders of the minute before a split, and 1 where the last of them is split in two
    base: Minutes
    split: Minutes
    phase: Minutes

    def parents(self) -> Minutes:
        """The place that decides on buyer, second and plan: that of the first part."""
        return np.minimum(self.place, self.base - 1)


def seconds_of(trade: Trade, places: Places) -> Minutes:
    """The second of the minute in which each order was created; rises with the place."""
    parent = places.parents()
    jitter = words(trade.key ^ _SECOND, places.minute * 100_000 + parent) >> np.uint64(48)
    second = (parent * 65_536 + jitter.astype(np.int64)) * 60 // (places.base * 65_536)
    return np.asarray(second, dtype=np.int64)


def plans_of(table: PlanTable, places: Places) -> Minutes:
    """The index of each order's plan; the parts of a split order share one."""
    parent = places.parents()
    return np.asarray(table.entries[(places.phase + parent) & 127], dtype=np.int64)


class OrderMaker:
    """Makes the orders of one shop."""

    def __init__(
        self, shop: WorldShop, trade: Trade, items: tuple[WorldItem, ...], dirt: Dirt
    ) -> None:
        self._shop = shop
        self._trade = trade
        self._shelf = Shelf(shop, tuple(i for i in items if not i.copy_of), dirt)
        copies = tuple(i for i in items if i.copy_of)
        self._copies = Shelf(shop, copies, dirt) if copies else None
        self._table = plan_table(trade.lifecycle)

    def make(self, places: Places, now_minute: int) -> list[WorldOrder]:
        """The orders at these places as they stood at the start of the minute `now_minute`."""
        if len(places.minute) == 0:
            return []
        own_words = self._words(places, self._trade)
        copying = self._trade.copying
        copied_words = self._words(places, copying.of) if copying else own_words
        columns = (
            places.minute,
            places.place,
            places.parents(),
            places.split & (places.place >= places.base - 1),
            seconds_of(self._trade, places),
            plans_of(self._table, places),
            own_words,
            copied_words,
        )
        plans = self._table.plans
        return [
            self._order(
                _Spot(minute, place, parent, bool(twin), second),
                plans[plan],
                (own, copied),
                now_minute,
            )
            for minute, place, parent, twin, second, plan, own, copied in zip(
                *(column.tolist() for column in columns), strict=True
            )
        ]

    def _words(self, places: Places, trade: Trade) -> Words:
        key = trade.key ^ _ORDER_STREAM
        rows = streams(words(key, places.minute * 100_000 + places.place), _WIDTH)
        parts = places.place >= places.base
        if parts.any():
            parents = places.minute[parts] * 100_000 + places.base[parts] - 1
            rows[parts, :_BUYER_WORDS] = streams(words(key, parents), _BUYER_WORDS)
        return rows

    def _order(
        self, spot: _Spot, plan: Plan, rows: tuple[list[int], list[int]], now_minute: int
    ) -> WorldOrder:
        shop = self._shop
        order_id = ids.order_id(shop.platform, shop.ordinal, spot.minute, spot.place)
        basket, row = self._basket(spot, plan, order_id, rows)
        event = event_at(plan, now_minute - spot.minute)
        receiver = _receiver(row)
        payment = basket.goods_fen - basket.discount_fen - basket.subsidy_fen + basket.freight_fen
        is_presale = plan.kind == "presale"

        def reached(*states: str) -> datetime | None:
            delay = plan.delay_of(*states)
            if delay is None or delay > event.delay:
                return None
            return moment_at(spot.minute + delay, spot.second)

        return WorldOrder(
            order_id=order_id,
            shop_id=shop.shop_id,
            parent_order_id=(
                ids.parent_id(shop.ordinal, spot.minute, spot.parent) if spot.is_twin else ""
            ),
            kind=plan.kind,
            created_at=moment_at(spot.minute, spot.second),
            paid_at=reached("paid"),
            deposit_paid_at=reached("deposit_paid"),
            shipped_at=reached("shipped"),
            finished_at=reached("finished"),
            modified_at=moment_at(spot.minute + event.delay, spot.second),
            state=event.state,
            goods_fen=basket.goods_fen,
            order_discount_fen=basket.discount_fen,
            platform_subsidy_fen=basket.subsidy_fen,
            freight_fen=basket.freight_fen,
            deposit_fen=payment * (10 + row[3] % 11) // 100 if is_presale else 0,
            payment_fen=payment,
            receiver_province=receiver.province,
            receiver_city=receiver.city,
            receiver_county=receiver.county,
            buyer_key=f"b{row[2] % _BUYERS:06d}",
            lines=basket.lines,
            refund=self._refund(spot, plan, event, order_id, basket),
        )

    def _basket(
        self, spot: _Spot, plan: Plan, order_id: str, rows: tuple[list[int], list[int]]
    ) -> tuple[Basket, list[int]]:
        """What lies in the order, and the words that tell of its buyer."""
        own, copied = rows
        trade = self._trade
        if trade.brushing is not None and is_within(trade.brushing, spot.minute):
            key = trade.key % _MILLION
            # always the same parcel station, and few accounts in turn
            own = [_MILLION - 1, key, key + own[2] % _BRUSHERS, *own[3:]]
            return self._shelf.bait(order_id), own
        if self._copies and trade.copying is not None and is_within(trade.copying, spot.minute):
            basket = self._copies.basket(plan, order_id, copied[_BUYER_WORDS:])
            # only what goes by the sellers' own codes can be entered a second time
            if all(line.merchant_code or line.is_gift for line in basket.lines):
                return basket, copied
        return self._shelf.basket(plan, order_id, own[_BUYER_WORDS:]), own

    def _refund(
        self, spot: _Spot, plan: Plan, event: Event, order_id: str, basket: Basket
    ) -> WorldRefund | None:
        if not event.refund_state or not plan.refund_is_record:
            return None
        opened = next(e.delay for e in plan.events if e.refund_state)
        modified = moment_at(spot.minute + event.delay, spot.second)
        line_id, amount = refund_of(plan, basket, by_line=self._shop.platform != "jd")
        return WorldRefund(
            refund_id=ids.refund_id(self._shop.ordinal, spot.minute, spot.place),
            order_id=order_id,
            line_id=line_id,
            state=event.refund_state,
            amount_fen=amount,
            created_at=moment_at(spot.minute + opened, spot.second),
            succeeded_at=modified if event.refund_state == "succeeded" else None,
            modified_at=modified,
        )


class _Spot(NamedTuple):
    minute: int
    place: int
    parent: int
    is_twin: bool
    second: int


def is_within(span: Brushing | Copying, minute: int) -> bool:
    """Whether the minute lies in the span."""
    return span.first_minute <= minute < span.end_minute


def event_at(plan: Plan, age: int) -> Event:
    """The last event of an order that is `age` minutes old; an event shows a minute later."""
    return next(event for event in reversed(plan.events) if event.delay < max(age, 1))


def refund_of(plan: Plan, basket: Basket, *, by_line: bool) -> tuple[str | None, int]:
    """The refunded line (None: the whole order) and the amount in fen, never beyond its payment."""
    paid = [line for line in basket.lines if not line.is_gift]
    if plan.refund_scope == "order":
        line_id = paid[0].line_id if by_line else None
        return line_id, sum(line.line_paid_fen for line in paid)
    line = paid[-1] if plan.refund_scope == "line" else paid[0]
    return line.line_id, max(1, line.line_paid_fen * plan.refund_share_ppm // 1_000_000)


def _receiver(row: list[int]) -> Receiver:
    home, anywhere = receivers()
    chosen = home if row[0] % _MILLION < RECEIVER_HOME_PPM else anywhere
    return chosen[row[1] % len(chosen)]
