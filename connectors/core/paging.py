"""Reads a window page by page, though rows move while one reads.

Most platforms of this kind list the newest row first. A row that changes while we page leaves a
window of modification times, and every older row moves up one place: read forwards, the first
row of the next page is lost; read from the last page to the first, rows are at worst seen twice.
A window that lies in the past only ever loses rows, to the time of their change; one that reaches
into the present only gains them, and a changed row goes to its front. So:

1. The first page tells the total; if it holds all rows, one request was enough.
2. Else the other pages are read from the last to the second. Where every answer told the same
   total and as many different rows came, nothing moved: one request a page.
3. Else the window is read again, strictly from the last page to the first, until the rows seen
   are at least as many as the platform counts at the end, and no row came in meanwhile.
4. A window that does not come to rest or on which the server fails is halved, down to one second,
   and then fails loudly. One with more pages than platforms serve, or more rows than memory should
   hold at once, is cut into as many parts as it needs.
5. Where as many rows came as are counted, every answer told one total, and a row came twice, either
   a row moved or the platform lists it twice. Reading again can't tell the two apart, and costs as
   much as the halves, of which the small ones fit one answer: the window is halved at once.

Suning lists the oldest row first. The same steps hold: a row that leaves moves the later places up
on either order, and one that goes to the far end, which was read already, leaves fewer rows than
the platform counts, so the window is read again.

Keep out: what a row is, filtering by the row's own time, the wire.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from connectors.core.errors import FatalFeedError, RequestFailed
from connectors.core.windows import Window

Row = TypeVar("Row")

STRICT_PASSES = 4
#: beyond it some platforms serve nothing, without a word
DEEPEST_PAGE = 100
#: no more of one shop are in memory as records; a part more costs about one request more
PART_ROWS = 2_000


class Page(NamedTuple, Generic[Row]):
    """One answer: how many rows the platform counts in the window, and those of this page."""

    total: int
    rows: list[Row]


class WindowReader(Generic[Row]):
    """Reads windows of one list of one shop.

    `ask` gets (window, page number from 1); `identify` gives a row's id; `version` orders two
    readings of one row, the newest last (modification time, then payload). `most_rows` is how deep
    the platform lets one page into a window.
    """

    def __init__(
        self,
        ask: Callable[[Window, int], Page[Row]],
        *,
        identify: Callable[[Row], Hashable],
        version: Callable[[Row], Any],
        page_size: int,
        where: str,
        most_rows: int | None = None,
    ) -> None:
        self._ask = ask
        self._identify = identify
        self._version = version
        self._page_size = page_size
        self._where = where
        self._most_rows = most_rows

    def read(self, window: Window) -> list[Row]:
        """The newest reading of every row in the window, each once.

        Raises:
            FatalFeedError: the platform sends the same page again and again, or for a window of
                one second still fails, or counts rows that it does not send.
        """
        parts = list(self._parts(window))
        if len(parts) == 1:
            return parts[0]
        return newest((row for rows in parts for row in rows), self._identify, self._version)

    def rows(self, windows: Iterable[Window]) -> Iterator[Row]:
        """The same of many windows, oldest first, with no more than a part of one in memory.

        A row that moved meanwhile may come twice, the newest reading last: who keeps them decides
        (readings.py). Raises as `read` does.
        """
        for window in windows:
            for rows in self._parts(window, PART_ROWS):
                yield from rows

    def _parts(self, window: Window, part_rows: int | None = None) -> Iterator[list[Row]]:
        """The rows a part of the window at a time, oldest first."""
        count = 2
        try:
            first = self._ask(window, 1)
            deepest = self._deepest(first)
            if part_rows is not None and window.is_divisible():
                # a crowded second is read as one part, if need be
                deepest = min(deepest, part_rows)
            if len(first.rows) < first.total and 0 < deepest < first.total:
                # rows are never spread evenly
                count = 1 + first.total * 5 // (deepest * 4)
                rows = None
            else:
                rows = self._read_whole(window, first)
        except RequestFailed:
            why = f"the server fails on every request for {window}"
            advice = "one record there can't be told: report it to the platform with this line"
        else:
            if rows is not None:
                yield rows
                return
            why = f"the platform does not send all the rows that it counts in {window}"
            advice = "pull the window again later; if it stays so, report it to the platform"
        if not window.is_divisible():
            raise FatalFeedError(why, where=self._where, advice=advice)
        for part in window.parts(count):
            yield from self._parts(part, part_rows)

    def _deepest(self, first: Page[Row]) -> int:
        """How many rows the platform lets one page through in one window."""
        deepest = self._served_size(first) * DEEPEST_PAGE
        return deepest if self._most_rows is None else min(deepest, self._most_rows)

    def _read_whole(self, window: Window, first: Page[Row]) -> list[Row] | None:
        """All rows, or None where the window does not come to rest."""
        if len(first.rows) >= first.total:
            return newest(first.rows, self._identify, self._version)
        size = self._served_size(first)
        if not size:
            return None
        calm = self._read_calmly(window, first, size)
        if calm is not None:
            found = newest(calm, self._identify, self._version)
            if len(found) == first.total:
                return found
            if len(calm) == first.total and window.is_divisible():
                return None
        return self._read_until_still(window, size)

    def _read_until_still(self, window: Window, size: int) -> list[Row] | None:
        """Strict readings until one is whole.

        Two readings that are the same and yet lack rows are no better than one: a page that is
        always served from an old copy looks like that too.
        """
        for _ in range(STRICT_PASSES):
            pages = self._read_strictly(window, size)
            if pages is None:
                continue
            rows = [row for page in pages for row in page.rows]
            found = newest(rows, self._identify, self._version)
            # every row may have left since the first page
            if len(found) >= (pages[-1].total if pages else 0):
                return found
        return None

    def _served_size(self, first: Page[Row]) -> int:
        # a platform may serve smaller pages than were asked for, without a word
        return min(len(first.rows), self._page_size)

    def _read_calmly(self, window: Window, first: Page[Row], size: int) -> list[Row] | None:
        """All pages once, as they came, or None where the total changed."""
        rows = list(first.rows)
        seen = {_fingerprint(first.rows, self._identify)}
        for number in range(_page_count(first.total, size), 1, -1):
            page = self._ask(window, number)
            if page.total != first.total:
                return None
            self._refuse_loop(page, seen, number)
            rows += page.rows
        return rows

    def _read_strictly(self, window: Window, size: int) -> list[Page[Row]] | None:
        """The pages from the last to the first, or None where rows came in meanwhile."""
        before = self._ask(window, 1).total
        pages: list[Page[Row]] = []
        for number in range(_page_count(before, size), 0, -1):
            page = self._ask(window, number)
            if page.total > before:
                return None
            pages.append(page)
        return pages

    def _refuse_loop(self, page: Page[Row], seen: set[Hashable], number: int) -> None:
        if not page.rows:
            return
        mark = _fingerprint(page.rows, self._identify)
        if mark in seen:
            raise FatalFeedError(
                f"page {number} holds the same rows as another page: the page number is ignored",
                where=self._where,
                advice="report it to the platform with this line; nothing was landed",
            )
        seen.add(mark)


def is_inside(moment: datetime | None, window: Window) -> bool:
    """Whether a row's own time lies in the window; an unreadable time stays, for quarantine."""
    return moment is None or window.start <= moment < window.end


def newest(
    rows: Iterable[Row], identify: Callable[[Row], Hashable], version: Callable[[Row], Any]
) -> list[Row]:
    """Each row once, in its newest version, in the order of first appearance."""
    found: dict[Hashable, Row] = {}
    for row in rows:
        held = found.setdefault(identify(row), row)
        if held is not row and version(row) > version(held):
            found[identify(row)] = row
    return list(found.values())


def _page_count(total: int, size: int) -> int:
    return -(-total // size)


def _fingerprint(rows: list[Row], identify: Callable[[Row], Hashable]) -> Hashable:
    return tuple(identify(row) for row in rows)
