"""Half-open windows of naive Beijing time.

Keep out: platform limits (each platform states its own), the clock.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

WindowKind = Literal["created", "modified", "file"]

_COMPACT = "%Y%m%dT%H%M%S"


class Window(NamedTuple):
    """The times `start <= t < end`, naive, Asia/Shanghai."""

    start: datetime
    end: datetime

    def __str__(self) -> str:
        return f"[{self.start.isoformat()}, {self.end.isoformat()})"

    @property
    def last_second(self) -> datetime:
        """The last whole second inside: the end to ask for where both ends count as inside."""
        return self.end - timedelta(seconds=1)

    def first_second(self) -> Window:
        """The first second of it, for lists that go by no time."""
        return Window(self.start, self.start + timedelta(seconds=1))

    def compact(self) -> str:
        """A form that is fit for folder names and sorts by time."""
        return f"{self.start.strftime(_COMPACT)}-{self.end.strftime(_COMPACT)}"

    def pieces(self, longest: timedelta) -> Iterator[Window]:
        """The window cut into parts no longer than `longest`, in order, without gap or overlap."""
        start = self.start
        while start < self.end:
            end = min(start + longest, self.end)
            yield Window(start, end)
            start = end

    def month_pieces(self) -> Iterator[Window]:
        """The window cut into parts of at most one calendar month, in order."""
        start = self.start
        while start < self.end:
            end = min(add_months(start, 1), self.end)
            yield Window(start, end)
            start = end

    def is_divisible(self) -> bool:
        """Whether it has halves: it is longer than one second."""
        return self._seconds() > 1

    def halves(self) -> tuple[Window, Window]:
        """The window cut in two at a whole second.

        Raises:
            ValueError: the window is not longer than one second.
        """
        seconds = self._seconds()
        if seconds <= 1:
            raise ValueError("a window of one second can't be halved")
        middle = self.start + timedelta(seconds=seconds // 2)
        return Window(self.start, middle), Window(middle, self.end)

    def parts(self, count: int) -> list[Window]:
        """The window cut at whole seconds into `count` parts of one length, or one a second.

        Raises:
            ValueError: the window is not longer than one second.
        """
        seconds = self._seconds()
        if seconds <= 1:
            raise ValueError("a window of one second can't be cut")
        count = min(count, seconds)
        edges = [self.start + timedelta(seconds=seconds * n // count) for n in range(count)]
        return [Window(*edge) for edge in pairwise([*edges, self.end])]

    def _seconds(self) -> int:
        return int((self.end - self.start).total_seconds())


def add_months(moment: datetime, months: int) -> datetime:
    """The same day and time `months` later (earlier where negative), or the month's last day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    last_day = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last_day))
