"""Partitions: days of feeds and months of bulletins, in Beijing time, as plain dates.

Keep out: what is done for a partition.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import dagster as dg

from connectors.core.windows import Window
from orchestration.errors import NothingToDo

TIME_ZONE = "Asia/Shanghai"
# June 2019 is the earliest month that a 2020 bulletin compares with
FIRST_DAY = "2019-01-01"

FEED_DAYS = dg.DailyPartitionsDefinition(start_date=FIRST_DAY, timezone=TIME_ZONE)
BULLETIN_MONTHS = dg.MonthlyPartitionsDefinition(start_date=FIRST_DAY, timezone=TIME_ZONE)


def days_window(keys: list[str]) -> Window:
    """The window from the first day to the day after the last, of keys like 2020-06-30.

    Raises NothingToDo for an empty list (Dagster takes a wrong range for an empty success),
    and for a list with gaps.
    """
    days = sorted(date.fromisoformat(key) for key in keys)
    if not days:
        raise NothingToDo(
            "the range of days is empty",
            where="partition range",
            advice="give the first day first, as 2020-06-01...2020-06-30",
        )
    if (days[-1] - days[0]).days + 1 != len(days):
        raise NothingToDo(
            "the range of days has gaps",
            where=f"{days[0]} to {days[-1]}",
            advice="ask for one unbroken range at a time",
        )
    first = datetime.combine(days[0], datetime.min.time())
    last = datetime.combine(days[-1], datetime.min.time())
    return Window(first, last + timedelta(days=1))
