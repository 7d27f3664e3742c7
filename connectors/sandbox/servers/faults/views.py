"""A world seen otherwise than it is: other records, or lists that are badly served.

A tampered world answers the same questions as a world. What `order`, `refund` and `item` change
is then the truth; what `serve` changes is only how a list is told.
Keep out: which change makes which fault.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from connectors.sandbox.clock import minute_of

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldItem, WorldOrder, WorldRefund, WorldShop
    from connectors.sandbox.servers.paging import Rows
    from connectors.sandbox.world import OrderTime, World

Row = TypeVar("Row")


class Tamper(NamedTuple):
    """Changes to a world; None leaves things as they are."""

    order: Callable[[WorldOrder], WorldOrder] | None = None
    refund: Callable[[WorldRefund], WorldRefund] | None = None
    item: Callable[[WorldItem], WorldItem] | None = None
    #: the rows of a list as they are told (newest first)
    rows: Callable[[list[Any]], list[Any]] | None = None
    #: how pages are cut from them; one fault at a time
    serve: Callable[[list[Any]], Rows[Any]] | None = None
    #: rows that are not shown
    hide: Callable[[Any], bool] | None = None
    #: how far `order` and `refund` move a time at most
    pad: timedelta = timedelta(0)


class Listed(Generic[Row]):
    """Rows that are all there, newest first."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.rows)

    def newest_first(self, offset: int, limit: int) -> list[Row]:
        """Up to `limit` rows after `offset` newer ones."""
        return self.rows[offset : offset + limit]

    def oldest_first(self, offset: int, limit: int) -> list[Row]:
        """Up to `limit` rows after `offset` older ones."""
        return self.rows[::-1][offset : offset + limit]


class TamperedWorld:
    """A world with one change after the other laid over it.

    Raises ValueError for two changes that both cut pages.
    """

    def __init__(self, world: World, tampers: list[Tamper]) -> None:
        self._world = world
        self._tampers = tampers
        self._pad = sum((t.pad for t in tampers), timedelta(0))
        cuts = [t.serve for t in tampers if t.serve is not None]
        if len(cuts) > 1:
            raise ValueError("two faults that cut pages can't be laid over each other")
        self._serve = cuts[0] if cuts else None
        self._lists: dict[object, Rows[Any]] = {}

    @property
    def shops(self) -> tuple[WorldShop, ...]:
        """The world's shops."""
        return self._world.shops

    def shop(self, shop_id: str) -> WorldShop:
        """The shop of this id."""
        return self._world.shop(shop_id)

    def items(self, shop_id: str) -> tuple[WorldItem, ...]:
        """What the shop offers."""
        found = [self._item(item) for item in self._world.items(shop_id)]
        for tamper in self._tampers:
            if tamper.hide is not None:
                found = [item for item in found if not tamper.hide(item)]
        return tuple(found)

    def order(self, shop_id: str, order_id: str, *, now: datetime) -> WorldOrder | None:
        """One order as it stands."""
        found = self._world.order(shop_id, order_id, now=now)
        return None if found is None else self._order(found)

    def orders(
        self,
        shop_id: str,
        *,
        by: OrderTime,
        start: datetime,
        end: datetime,
        now: datetime,
    ) -> Rows[WorldOrder]:
        """The orders whose time `by` lies in `[start, end)`."""
        key = ("orders", shop_id, by, start, end, minute_of(now))

        def make() -> list[WorldOrder]:
            wide = self._world.orders(
                shop_id, by=by, start=start - self._pad, end=end + self._pad, now=now
            )
            rows = [self._order(order) for order in wide.oldest_first(0, wide.total)]
            when = [(_time_of(order, by), order.order_id) for order in rows]
            return _newest_first(rows, when, start, end)

        return self._told(key, make)

    def refunds(
        self, shop_id: str, *, start: datetime, end: datetime, now: datetime
    ) -> Rows[WorldRefund]:
        """The refunds last modified in `[start, end)`."""
        key = ("refunds", shop_id, start, end, minute_of(now))

        def make() -> list[WorldRefund]:
            wide = self._world.refunds(
                shop_id, start=start - self._pad, end=end + self._pad, now=now
            )
            rows = [self._refund(refund) for refund in wide.oldest_first(0, wide.total)]
            when = [(r.modified_at, r.refund_id) for r in rows]
            return _newest_first(rows, when, start, end)

        return self._told(key, make)

    def _told(self, key: object, make: Callable[[], list[Any]]) -> Rows[Any]:
        if key not in self._lists:
            rows = make()
            for tamper in self._tampers:
                if tamper.hide is not None:
                    rows = [row for row in rows if not tamper.hide(row)]
            for tamper in self._tampers:
                if tamper.rows is not None:
                    rows = tamper.rows(rows)
            told: Rows[Any] = Listed(rows) if self._serve is None else self._serve(rows)
            if len(self._lists) > _MOST_LISTS:
                self._lists.clear()
            self._lists[key] = told
        return self._lists[key]

    def _order(self, order: WorldOrder) -> WorldOrder:
        for tamper in self._tampers:
            if tamper.order is not None:
                order = tamper.order(order)
        return order

    def _refund(self, refund: WorldRefund) -> WorldRefund:
        for tamper in self._tampers:
            if tamper.refund is not None:
                refund = tamper.refund(refund)
        return refund

    def _item(self, item: WorldItem) -> WorldItem:
        for tamper in self._tampers:
            if tamper.item is not None:
                item = tamper.item(item)
        return item


def _time_of(order: WorldOrder, by: OrderTime) -> datetime:
    if by in ("created", "created_and_paid"):
        return order.created_at
    # who asks by payment gets paid orders only
    return order.paid_at or order.created_at if by == "paid" else order.modified_at


#: lists kept for the pages to come
_MOST_LISTS = 4_000


def _newest_first(
    rows: list[Row], when: list[tuple[datetime, str]], start: datetime, end: datetime
) -> list[Row]:
    inside = [(key, row) for key, row in zip(when, rows, strict=True) if start <= key[0] < end]
    return [row for _, row in sorted(inside, key=lambda pair: pair[0], reverse=True)]
