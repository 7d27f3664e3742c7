"""Pages behind a cursor: rows are found again by the time and id of the last one given.

So a row that leaves the window while one pages takes no other with it. Keep out: arguments,
field formats.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from connectors.sandbox.servers.kuaishou.arguments import Search
from connectors.sandbox.servers.kuaishou.moments import first_second, second_after, second_of
from connectors.sandbox.servers.paging import Rows

Row = TypeVar("Row")
Key = tuple[int, int]

NO_MORE = "nomore"
_SECOND = timedelta(seconds=1)


def page_behind(
    search: Search,
    rows_between: Callable[[datetime, datetime], Rows[Row]],
    key: Callable[[Row], Key],
    keep: Callable[[Row], bool],
) -> tuple[list[Row], str]:
    """The page's rows and the next cursor, `nomore` where none is left.

    `rows_between` gives the rows of a half-open window of seconds in order of time and id; `keep`
    is the search's filter.
    """
    start, end = first_second(search.begin), second_after(search.end)
    if search.after is not None:
        # the second of the last row is looked at again: others may share it
        second = second_of(search.after[0])
        if search.oldest_first:
            start = max(start, second)
        else:
            end = min(end, second + _SECOND)
    rows = rows_between(start, end)
    page: list[Row] = []
    offset, chunk = 0, search.page_size + 1
    while True:
        stretch = (
            rows.oldest_first(offset, chunk)
            if search.oldest_first
            else rows.newest_first(offset, chunk)
        )
        if not stretch:
            return page, NO_MORE
        offset += len(stretch)
        for row in stretch:
            if not _is_behind(search, key(row)) or not keep(row):
                continue
            if len(page) == search.page_size:
                return page, "{}_{}".format(*key(page[-1]))
            page.append(row)


def _is_behind(search: Search, key: Key) -> bool:
    if search.after is None:
        return True
    return key > search.after if search.oldest_first else key < search.after
