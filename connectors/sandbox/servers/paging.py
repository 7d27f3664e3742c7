"""Pages over rows that are made by index, and rows sifted by a filter.

Keep out: names and limits of page parameters (each platform has its own).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar

Row = TypeVar("Row")

_CHUNK = 500
_WIDEST_GAP = 16


class Rows(Protocol[Row]):
    """Rows in order of time, any stretch of which can be made without the others."""

    @property
    def total(self) -> int:
        """How many there are."""
        ...

    def newest_first(self, offset: int, limit: int) -> list[Row]:
        """Up to `limit` rows after `offset` newer ones."""
        ...

    def oldest_first(self, offset: int, limit: int) -> list[Row]:
        """Up to `limit` rows after `offset` older ones."""
        ...


class Sifted(Generic[Row]):
    """The rows that a filter lets through, found by looking at each once."""

    def __init__(self, rows: Rows[Row], keep: Callable[[Row], bool]) -> None:
        self._rows = rows
        self._kept = [
            start + place
            for start in range(0, rows.total, _CHUNK)
            for place, row in enumerate(rows.newest_first(start, _CHUNK))
            if keep(row)
        ]

    @property
    def total(self) -> int:
        """How many were let through."""
        return len(self._kept)

    def newest_first(self, offset: int, limit: int) -> list[Row]:
        """Up to `limit` rows after `offset` newer ones."""
        rows: list[Row] = []
        for run in _runs(self._kept[offset : offset + limit]):
            stretch = self._rows.newest_first(run[0], run[-1] - run[0] + 1)
            rows += [stretch[place - run[0]] for place in run]
        return rows

    def oldest_first(self, offset: int, limit: int) -> list[Row]:
        """Up to `limit` rows after `offset` older ones."""
        end = len(self._kept) - offset
        return self.newest_first(max(end - limit, 0), min(limit, max(end, 0)))[::-1]


def _runs(places: list[int]) -> list[list[int]]:
    """The places in runs without wide gaps: one stretch is made faster than many single rows."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place - runs[-1][-1] <= _WIDEST_GAP:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


class SiftedCache:
    """The last few sifted searches, so that paging through one sifts once."""

    def __init__(self, size: int = 8) -> None:
        self._size = size
        self._held: OrderedDict[Hashable, Sifted[object]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Sifted[Row]]) -> Sifted[Row]:
        """The search under `key`, made by `make` if it isn't held."""
        found = self._held.pop(key, None)
        if found is None:
            found = make()  # type: ignore[assignment]
        self._held[key] = found  # type: ignore[assignment]
        while len(self._held) > self._size:
            self._held.popitem(last=False)
        return found  # type: ignore[return-value]


def page_of(rows: Rows[Row], page: int, size: int, *, newest_first: bool = True) -> list[Row]:
    """Page `page` (from 1) of `size` rows; rows have nothing beyond their last."""
    offset = (page - 1) * size
    return rows.newest_first(offset, size) if newest_first else rows.oldest_first(offset, size)
