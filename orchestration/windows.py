"""Which window a run pulls for its days.

Keep out: Dagster, the limits of a platform (each connector cuts its own pieces).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from connectors.core.windows import Window, WindowKind
from orchestration.errors import NothingToDo

# a platform shows a change some minutes late (platforms.md section 11)
SAFETY_LAG = timedelta(minutes=3)
# what happened since midnight belongs to the same pull, for at most this long
LONGEST_TAIL = timedelta(days=1)


def pull_window(days: Window, now: datetime) -> tuple[WindowKind, Window]:
    """How and how far to pull for these days at a Beijing time.

    A single day that ended less than a day ago: by modification, up to now less the lag, so that
    an order changed between midnight and the pull is not missed. Anything else is a backfill and
    is pulled by creation, since an order that changed later has left its old modification window
    (design, section 2).
    """
    is_one_day = days.end - days.start == timedelta(days=1)
    if is_one_day and timedelta(0) <= now - days.end < LONGEST_TAIL:
        return "modified", Window(days.start, max(days.end, now - SAFETY_LAG))
    return "created", days


def offered(asked: WindowKind, offers: Collection[WindowKind]) -> WindowKind:
    """The window kind to use of those that a platform offers for a kind of records.

    Refunds and items are offered by modification alone, whatever the orders are asked by.
    """
    return asked if asked in offers else next(iter(sorted(offers)))


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
