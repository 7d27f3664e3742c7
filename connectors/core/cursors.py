"""Reads a list that is paged by a cursor: the platform remembers where we stand.

A cursor points behind a row, so rows that move make no gap; a row that changed while one reads may
come twice. Keep out: lists with page numbers (paging.py), what a row is, the wire.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

from connectors.core.errors import FatalFeedError, RetriableFeedError
from connectors.core.paging import newest

Row = TypeVar("Row")

#: how often a window is begun anew because its cursor was let go
MOST_STARTS = 3
_ADVICE = "report it to the platform with this line; nothing was landed"


class CursorPage(NamedTuple, Generic[Row]):
    """One answer: its rows, and the cursor of the next page, null at the end."""

    rows: list[Row]
    next_cursor: str | None


class CursorExpired(RetriableFeedError):
    """The platform no longer knows the cursor: the window has to be read from its beginning."""

    is_retried_in_place = False


def read_cursor(
    ask: Callable[[str], CursorPage[Row]],
    *,
    first: str = "",
    identify: Callable[[Row], Hashable],
    version: Callable[[Row], Any],
    where: str,
) -> list[Row]:
    """The newest reading of every row, each once. `ask` gets a cursor, `first` to begin with.

    Raises:
        FatalFeedError: the platform gives a cursor or a page that it gave before: reading would
            never end, or end without the rows of the other pages.
        CursorExpired: the cursor was let go again and again.
    """
    for _ in range(MOST_STARTS - 1):
        try:
            return newest(_rows_from(ask, first, identify, where), identify, version)
        except CursorExpired:
            continue
    return newest(_rows_from(ask, first, identify, where), identify, version)


def rows_by_cursor(
    ask: Callable[[str], CursorPage[Row]],
    *,
    first: str = "",
    identify: Callable[[Row], Hashable],
    where: str,
) -> Iterator[Row]:
    """The same a page at a time: a row may come again, in another reading.

    Who keeps them decides which counts (readings.py). Raises as `read_cursor` does.
    """
    for _ in range(MOST_STARTS - 1):
        try:
            yield from _rows_from(ask, first, identify, where)
        except CursorExpired:
            continue
        return
    yield from _rows_from(ask, first, identify, where)


def _rows_from(
    ask: Callable[[str], CursorPage[Row]],
    first: str,
    identify: Callable[[Row], Hashable],
    where: str,
) -> Iterator[Row]:
    cursor: str | None = first
    seen: set[str] = set()
    pages: set[Hashable] = set()
    while cursor is not None:
        seen.add(cursor)
        page = ask(cursor)
        if page.next_cursor in seen:
            raise FatalFeedError(
                "the platform gives a cursor that it gave before: the list would never end",
                where=where,
                advice=_ADVICE,
            )
        mark = tuple(identify(row) for row in page.rows)
        if mark and mark in pages:
            raise FatalFeedError(
                "a page holds the same rows as another page: the cursor is ignored",
                where=where,
                advice=_ADVICE,
            )
        pages.add(mark)
        yield from page.rows
        cursor = page.next_cursor
