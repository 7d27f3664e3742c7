"""Faults 25 to 37, 51 and 60: lists that move, repeat, lose or hide rows while they are paged.

Keep out: what a row holds (content.py), the words of a refusal (door.py).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from connectors.sandbox.servers.faults.catalogue_types import CURSOR, Fault, Limit, only
from connectors.sandbox.servers.faults.effects import Effect, Strikes
from connectors.sandbox.servers.faults.views import Tamper

if TYPE_CHECKING:
    from connectors.sandbox.servers.paging import Rows

#: no deeper page is served by a platform that has such a limit
_DEEPEST_PAGE = 100


class _Told:
    """A list whose pages are cut from its rows by `page(offset, limit, rows)`."""

    def __init__(
        self, rows: list[Any], page: Callable[[int, int, list[Any]], list[Any]], total: int
    ) -> None:
        self._rows = rows
        self._page = page
        self.total = total

    def newest_first(self, offset: int, limit: int) -> list[Any]:
        return self._page(offset, limit, self._rows)

    def oldest_first(self, offset: int, limit: int) -> list[Any]:
        turned = self._rows[::-1]
        page = self._page(offset, limit, turned)
        # what moved stays where it is
        self._rows[:] = turned[::-1]
        return page


def _served(
    page: Callable[[Strikes, int, int, list[Any]], list[Any]],
) -> Callable[[Strikes], Effect]:
    """An effect on how pages are cut; the total stays."""

    def begin(strikes: Strikes) -> Effect:
        def serve(rows: list[Any]) -> Rows[Any]:
            return _Told(rows, lambda o, n, held: page(strikes, o, n, held), len(rows))

        return Effect(strikes, tamper=Tamper(serve=serve))

    return begin


def _moving(strikes: Strikes, offset: int, limit: int, rows: list[Any]) -> list[Any]:
    """Between two pages a row of the last page is changed and stands in front.

    Who reads forwards never sees it, who reads backwards never sees the one that it pushes on.
    """
    if offset and len(rows) > limit and strikes.is_due():
        rows.insert(0, rows.pop(len(rows) - 1 - strikes.count % 7))
    return rows[offset : offset + limit]


def _lost_at_edge(strikes: Strikes, offset: int, limit: int, rows: list[Any]) -> list[Any]:
    page = rows[offset : offset + limit]
    return page[1:] if page and strikes.is_due() else page


def _same_page(strikes: Strikes, offset: int, limit: int, rows: list[Any]) -> list[Any]:
    if offset and rows:
        strikes.struck()
        return rows[:limit]
    return rows[offset : offset + limit]


def _clamped(strikes: Strikes, offset: int, limit: int, rows: list[Any]) -> list[Any]:
    """A third of what was asked for; page numbers count in the smaller pages."""
    served = max(1, limit // 3)
    if len(rows) > served:
        strikes.struck()
    start = offset // limit * served
    return rows[start : start + served]


def _no_deep_pages(strikes: Strikes, offset: int, limit: int, rows: list[Any]) -> list[Any]:
    """Pages of two rows, and nothing beyond the hundredth page."""
    number = offset // limit
    if number >= _DEEPEST_PAGE or (not number and len(rows) > 2 * _DEEPEST_PAGE):
        strikes.struck()
    start = number * 2
    return rows[start : start + 2] if number < _DEEPEST_PAGE else []


def _duplicates(strikes: Strikes) -> Effect:
    """Every seventh row stands in the list twice, and is counted twice."""

    def tell(rows: list[Any]) -> list[Any]:
        twice = [row for n, row in enumerate(rows) for _ in range(2 if n % 7 == 3 else 1)]
        strikes.count += len(twice) - len(rows)
        return twice

    return Effect(strikes, tamper=Tamper(rows=tell))


def _shuffled(strikes: Strikes) -> Effect:
    def tell(rows: list[Any]) -> list[Any]:
        mixed = list(rows)
        random.Random(len(rows)).shuffle(mixed)  # noqa: S311 - an order, no secret
        strikes.count += mixed != rows
        return mixed

    return Effect(strikes, tamper=Tamper(rows=tell))


_NO_COUNT = Limit("its lists state no count that could show it", platforms=CURSOR)
_OWN_CURSOR = Limit("the cursor, not a page number, says where to go on", platforms=CURSOR)
_ONE_PAGE_OF_ITEMS = only("orders refunds", "a shop's items fit one page")
_HALF_HOURS = Limit(
    "a window of half an hour fits one page",
    platforms=frozenset({"pdd"}),
    kinds=frozenset({"orders/modified", "refunds"}),
)


_SIFTED = Limit(
    "the sandbox sifts these lists once, by their first rows: they can't be served otherwise",
    platforms=frozenset({"jd"}),
    kinds=frozenset({"refunds"}),
)


def _limits(*more: Limit) -> Sequence[Limit]:
    return (_ONE_PAGE_OF_ITEMS, _SIFTED, *more)


FAULTS = (
    Fault(
        number=25,
        name="moving_rows",
        group="paging",
        what="rows move to the front of the list while it is paged",
        expected="exact",
        every=2,
        most=8,
        begin=_served(_moving),
        limits=(*_limits(_OWN_CURSOR, _HALF_HOURS),),
    ),
    Fault(
        number=26,
        name="duplicate_rows",
        group="paging",
        what="some rows stand in the list twice and are counted twice",
        expected="exact",
        begin=_duplicates,
        limits=(only("orders refunds", "the sandbox lists an item once"),),
    ),
    Fault(
        number=27,
        name="row_lost_at_page_edge",
        group="paging",
        what="now and then a page begins one row too late",
        expected="exact",
        every=4,
        most=8,
        begin=_served(_lost_at_edge),
        limits=(*_limits(_NO_COUNT),),
    ),
    Fault(
        number=29,
        name="same_page_again",
        group="paging",
        what="every page is the first page",
        expected="loud",
        begin=_served(_same_page),
        limits=(
            *_limits(_HALF_HOURS),
            Limit("its lists know no page numbers (endless_cursor)", frozenset({"kuaishou"})),
        ),
    ),
    Fault(
        number=31,
        name="deepest_page",
        group="paging",
        what="pages are tiny and none beyond the hundredth is served",
        expected="exact",
        begin=_served(_no_deep_pages),
        limits=(
            only("orders", "no other list of the sandbox has a hundred pages"),
            _OWN_CURSOR,
            _HALF_HOURS,
        ),
    ),
    Fault(
        number=33,
        name="clamped_page_size",
        group="paging",
        what="pages are smaller than asked for, without a word",
        expected="exact",
        begin=_served(_clamped),
        limits=(*_limits(_OWN_CURSOR, _HALF_HOURS),),
    ),
    Fault(
        number=34,
        name="shuffled_rows",
        group="paging",
        what="rows come in no order",
        expected="exact",
        begin=_shuffled,
        limits=(
            only("orders refunds", "items have no order of time"),
            Limit(
                "its cursor names a place by time, and a list in no order has no such place",
                platforms=frozenset({"kuaishou"}),
            ),
        ),
    ),
)
