"""A province in a box: shops with items, orders and refunds, all a function of the seed.

`World` answers the questions a platform's server is asked. Everything is made from (seed, shop,
minute), so any page of any window costs about the same and memory does not grow with the volume.
Keep out: platform protocols, registers, truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Literal

from connectors.sandbox import ids
from connectors.sandbox.clock import minute_of
from connectors.sandbox.dirt import DEFAULT_LEVEL, dirt_of
from connectors.sandbox.fakes import Doubled, brushings, copies_of, doubled_shops
from connectors.sandbox.hashing import key_of
from connectors.sandbox.index import (
    Look,
    WindowIndex,
    changed_since_paid_looks,
    created_and_paid_looks,
    created_looks,
    modified_looks,
    paid_looks,
    place_at,
    refund_looks,
)
from connectors.sandbox.items import make_items
from connectors.sandbox.mix import MORE_SHOPS
from connectors.sandbox.orders import OrderMaker, Places
from connectors.sandbox.records import WorldItem, WorldOrder, WorldRefund, WorldShop
from connectors.sandbox.shops import make_shops
from connectors.sandbox.volume import Copying, Trade

#: what a world has unless told; the others are added by name
DEFAULT_PLATFORMS = ("taobao", "jd")
ALL_PLATFORMS = (*DEFAULT_PLATFORMS, *MORE_SHOPS)

OrderTime = Literal["created", "modified", "paid", "created_and_paid", "modified_since_paid"]
OrderIndex = WindowIndex[WorldOrder]
RefundIndex = WindowIndex[WorldRefund]

#: windows being paged through; each keeps a number a minute
_KEPT_WINDOWS = 32


class World:
    """The box. `orders_per_day` is that of each platform's largest shop on an ordinary day.

    `platforms` are those that have shops; Taobao and JD unless told. `dirt` is a level of `dirt`,
    0 for a clean world. Raises ValueError for others.

    Moments are naive Beijing time, windows half-open. What happens in a minute shows from the
    next minute on: `now` is cut down to its minute.
    """

    def __init__(
        self,
        seed: int,
        orders_per_day: int = 40,
        platforms: Sequence[str] = DEFAULT_PLATFORMS,
        *,
        dirt: int = DEFAULT_LEVEL,
    ) -> None:
        unknown = set(platforms) - set(ALL_PLATFORMS)
        if unknown:
            raise ValueError(
                f"the sandbox has no platform {', '.join(sorted(unknown))}; "
                f"there are: {', '.join(ALL_PLATFORMS)}"
            )
        self.seed = seed
        self.orders_per_day = orders_per_day
        self.dirt = dirt_of(dirt)
        self.shops: tuple[WorldShop, ...] = make_shops(seed, platforms, self.dirt)
        self.brushings = brushings(seed, self.shops, self.dirt)
        # shops in which another's orders are entered a second time
        self.doubled: dict[str, Doubled] = doubled_shops(seed, self.shops, self.dirt)
        self._by_id = {shop.shop_id: shop for shop in self.shops}
        self._makers: dict[str, OrderMaker] = {}
        self._items: dict[str, tuple[WorldItem, ...]] = {}
        self._indexes = lru_cache(maxsize=_KEPT_WINDOWS)(self._order_index)

    def shop(self, shop_id: str) -> WorldShop:
        """The shop of this id; raises KeyError for any other."""
        return self._by_id[shop_id]

    def items(self, shop_id: str) -> tuple[WorldItem, ...]:
        """What the shop offers, gift included. Raises KeyError for an unknown shop."""
        if shop_id not in self._items:
            shop = self.shop(shop_id)
            made = make_items(self.seed, shop, self.dirt)
            pair = self.doubled.get(shop_id)
            if pair is not None:
                made += copies_of(self.items(pair.original_id), shop)
            self._items[shop_id] = made
        return self._items[shop_id]

    def trade(self, shop_id: str) -> Trade:
        """What the shop's volume depends on. Raises KeyError for an unknown shop."""
        shop = self.shop(shop_id)
        return Trade(
            key=key_of("trade", self.seed, shop.platform, shop.ordinal),
            platform=shop.platform,
            lifecycle=shop.lifecycle,
            weight_ppm=shop.weight_ppm,
            orders_per_day=self.orders_per_day,
            early_ppm=shop.early_ppm,
            opened_on=shop.opened_on,
            closed_on=shop.closed_on,
            brushing=self.brushings.get(shop_id),
            copying=self._copying(shop_id),
        )

    def _copying(self, shop_id: str) -> Copying | None:
        pair = self.doubled.get(shop_id)
        if pair is None:
            return None
        return Copying(pair.first_minute, pair.end_minute, self.trade(pair.original_id))

    def orders(
        self,
        shop_id: str,
        *,
        by: OrderTime,
        start: datetime,
        end: datetime,
        now: datetime,
    ) -> OrderIndex:
        """The orders whose time `by` lies in `[start, end)`, as they stand at `now`.

        "paid", "created_and_paid" (their creation) and "modified_since_paid" (their last change)
        know only orders that were paid.
        """
        return self._indexes(shop_id, by, start, end, minute_of(now))

    def _order_index(
        self, shop_id: str, by: str, start: datetime, end: datetime, now_minute: int
    ) -> OrderIndex:
        trade, maker = self.trade(shop_id), self._maker(shop_id)
        looks = _looks_by(by, trade, now_minute)

        def make(places: Places) -> list[WorldOrder]:
            return maker.make(places, now_minute)

        return WindowIndex(trade, looks, (start, end), make)

    def order(self, shop_id: str, order_id: str, *, now: datetime) -> WorldOrder | None:
        """One order as it stands at `now`; None where the shop has no such order by then."""
        shop = self.shop(shop_id)
        parsed = ids.parse_order_id(shop.platform, order_id)
        if parsed is None or parsed[0] != shop.ordinal or parsed[1] >= minute_of(now):
            return None
        places = place_at(self.trade(shop_id), parsed[1], parsed[2])
        return None if places is None else self._maker(shop_id).make(places, minute_of(now))[0]

    def refunds(
        self, shop_id: str, *, start: datetime, end: datetime, now: datetime
    ) -> RefundIndex:
        """The refunds last modified in `[start, end)`, as they stand at `now`.

        JD's cancellations before shipping are no refunds of their own: they show as a state.
        """
        trade, maker, now_minute = self.trade(shop_id), self._maker(shop_id), minute_of(now)

        def make(places: Places) -> list[WorldRefund]:
            found = [order.refund for order in maker.make(places, now_minute)]
            return [refund for refund in found if refund is not None]

        return WindowIndex(trade, refund_looks(trade, now_minute), (start, end), make)

    def _maker(self, shop_id: str) -> OrderMaker:
        if shop_id not in self._makers:
            self._makers[shop_id] = OrderMaker(
                self.shop(shop_id), self.trade(shop_id), self.items(shop_id), self.dirt
            )
        return self._makers[shop_id]


def _looks_by(by: str, trade: Trade, now_minute: int) -> tuple[Look, ...]:
    if by == "created":
        return created_looks(now_minute)
    if by == "paid":
        return paid_looks(trade, now_minute)
    if by == "created_and_paid":
        return created_and_paid_looks(trade, now_minute)
    if by == "modified_since_paid":
        return changed_since_paid_looks(trade, now_minute)
    return modified_looks(trade, now_minute)
