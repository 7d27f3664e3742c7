"""Months: their first and last days, their names, time progress.

Keep out: the clock; a period is always given.
"""

from __future__ import annotations

import calendar
from datetime import date
from decimal import Decimal

import msgspec

from bulletins.errors import MissingFactsError
from bulletins.facts import Fact
from bulletins.figures import TENTH, half_up


class Month(msgspec.Struct, frozen=True):
    """A calendar month in Beijing time."""

    year: int
    number: int

    @property
    def first_on(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last_on(self) -> date:
        """Its last day."""
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def before(self) -> Month:
        """The month before."""
        if self.number == 1:
            return Month(self.year - 1, 12)
        return Month(self.year, self.number - 1)

    @property
    def name(self) -> str:
        """As in 2020年6月."""
        return f"{self.year}年{self.number}月"


def parse_month(period: str) -> Month:
    """A month from 2020-06.

    Raises MissingFactsError where the text isn't one.
    """
    try:
        first = date.fromisoformat(f"{period}-01")
    except ValueError as error:
        raise MissingFactsError(
            f"{period!r} is not a month", where="period", advice="give a month like 2020-06"
        ) from error
    return Month(first.year, first.month)


def span_name(start_on: date, month: Month) -> str:
    """The months of a cumulative figure, as in 1—6月; one month alone reads 6月."""
    if start_on.month == month.number:
        return f"{month.number}月"
    return f"{start_on.month}—{month.number}月"


def day_name(day: date) -> str:
    """As in 2020年7月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def period_fact(fact_id: str, text: str) -> Fact:
    """A period as a figure, so that sentences hold no digits of their own."""
    return Fact(id=fact_id, text=text, unit="", raw=text, status="value")


def time_progress(month: Month) -> Fact:
    """Time progress (序时进度) of a month within its year: n/12 in percent."""
    exact = Decimal(month.number) * 100 / 12
    return Fact(
        id="time_progress",
        text=f"{half_up(exact, TENTH)}",
        unit="%",
        raw=f"{exact.quantize(Decimal('0.000001'), rounding='ROUND_DOWN')}",
        status="value",
    )
