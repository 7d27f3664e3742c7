"""Periods as people name them: a year, a quarter, a month, a range of days.

Keep out: the clock, the names of bulletins.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from connectors.core.windows import Window, add_months
from orchestration.errors import NothingToDo

_FORMS = re.compile(
    r"(?P<year>\d{4})(?:Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?"
    r"|(?P<first>\d{4}-\d{2}-\d{2})\.\.\.(?P<last>\d{4}-\d{2}-\d{2})"
)


class Period(NamedTuple):
    """The days from `first` to `last`, both included, under the name that was asked for."""

    name: str
    first: date
    last: date

    @property
    def window(self) -> Window:
        """The half-open window of Beijing time."""
        return Window(_midnight(self.first), _midnight(self.last + timedelta(days=1)))

    @property
    def months(self) -> list[str]:
        """The months that it touches, as 2020-06."""
        found, month = [], self.first.replace(day=1)
        while month <= self.last:
            found.append(f"{month:%Y-%m}")
            month = add_months(_midnight(month), 1).date()
        return found


def parse_period(text: str) -> Period:
    """`2020`, `2020Q2`, `2020-05` or `2020-05-01...2020-05-10` as days.

    Raises NothingToDo for any other text, and for a range that ends before it begins.
    """
    match = _FORMS.fullmatch(text)
    try:
        first, last = _days(match) if match else (date.max, date.min)
    except ValueError:
        first, last = date.max, date.min
    if last < first:
        raise NothingToDo(
            f"{text!r} names no period",
            where="PERIOD",
            advice="write a year (2020), a quarter (2020Q2), a month (2020-05), or days "
            "(2020-05-01...2020-05-10, the earlier one first)",
        )
    return Period(text, first, last)


def _days(match: re.Match[str]) -> tuple[date, date]:
    if match["first"]:
        return date.fromisoformat(match["first"]), date.fromisoformat(match["last"])
    year = int(match["year"])
    month, months = 1, 12
    if match["quarter"]:
        month, months = int(match["quarter"]) * 3 - 2, 3
    elif match["month"]:
        month, months = int(match["month"]), 1
    start = datetime(year, month, 1)
    return start.date(), add_months(start, months).date() - timedelta(days=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)
