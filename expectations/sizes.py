"""Is a batch as large as those of the same weekday in the eight weeks before?

The bounds are the median and its usual deviation (median absolute deviation), so that one odd week
moves neither. Festivals widen them, and festival days are left out where enough others stand there.
What landed before comes as plain values: nothing is read here.
Source: reliability.md, section 6. Keep out: what is done about it (the suite states it).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import isqrt
from statistics import median
from typing import NamedTuple

import msgspec

from expectations.batch import Batch
from expectations.festivals import Festival, days_between, festivals_of

WEEKS = 8
#: with fewer weeks nothing is said
LEAST_WEEKS = 4
#: a shop is measured by itself where it has this many rows in a usual week's window
USUAL_ROWS = 50
#: so many usual deviations are in bounds
DEVIATIONS = 5
_WEEK = timedelta(days=7)
#: windows of the same nightly pull differ by the minutes that it began later
_LENGTH_SLACK = timedelta(hours=3)
#: windows longer than this are backfills
_LONGEST = timedelta(days=2)


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """An accepted batch of the same feed: its window (naive Beijing time) and rows by shop."""

    window_start: datetime
    window_end: datetime
    shop_rows: dict[str, int]


class Size(NamedTuple):
    """Rows beyond the bounds, shops out of theirs, and what an official should know of the day."""

    shortfall_count: int
    excess_count: int
    odd_shop_count: int
    remarks: list[str]


def size_of(batch: Batch, earlier: Sequence[Earlier]) -> Size:
    """How far the batch is out of bounds; all 0 where there is too little to compare with.

    `earlier` are the accepted batches of the same platform, kind and window kind, in the order of
    their landing.
    """
    own = batch.manifest
    weeks = _same_weekday(batch, earlier)
    days = festivals_of(days_between(own.window_start.date(), own.window_end.date()))
    names = "、".join(day.name_zh for day in days)
    if own.kind != "orders" or len(weeks) < LEAST_WEEKS:
        return Size(0, 0, 0, [])
    # a shop that did not answer is another matter
    told = set(own.shops_answered)
    totals = [sum(n for shop, n in week.items() if shop in told) for week in weeks]
    least, most = _bounds(totals, days)
    count = sum(own.shop_rows.values())
    odd = 0
    for shop in sorted(told):
        rows = [week[shop] for week in weeks if shop in week]
        if len(rows) >= LEAST_WEEKS and median(rows) >= USUAL_ROWS:
            low, high = _bounds(rows, days)
            odd += not low <= own.shop_rows.get(shop, 0) <= high
    remark = f"本窗口 {count} 笔，前 {len(weeks)} 周同一星期 {least} 至 {most} 笔为常"
    remarks = [remark + (f"（{names}期间放宽）" if names else "")]
    return Size(max(0, least - count), max(0, count - most), odd, remarks)


def _same_weekday(batch: Batch, earlier: Sequence[Earlier]) -> list[dict[str, int]]:
    """Rows by shop of the same window in the weeks before, the newest landing of each."""
    own = batch.manifest
    length = own.window_end - own.window_start
    if length > _LONGEST:
        return []
    found: dict[datetime, dict[str, int]] = {}
    common: set[datetime] = set()
    for past in earlier:
        back = own.window_start - past.window_start
        is_same = back % _WEEK == timedelta() and timedelta() < back <= WEEKS * _WEEK
        is_like = abs((past.window_end - past.window_start) - length) <= _LENGTH_SLACK
        if is_same and is_like:
            found[past.window_start] = past.shop_rows
            days = days_between(past.window_start.date(), past.window_end.date())
            if not festivals_of(days):
                common.add(past.window_start)
    # in autumn one festival follows another, and hardly a common week is left
    chosen = common if len(common) >= LEAST_WEEKS else found.keys()
    return [rows for start, rows in found.items() if start in chosen]


def _bounds(counts: Sequence[int], days: Sequence[Festival]) -> tuple[int, int]:
    middle = int(median(counts))
    deviation = int(median(abs(count - middle) for count in counts))
    # counts vary by their root anyway, and by a twentieth with the weather
    usual = max(deviation * 148 // 100, isqrt(middle), middle // 20, 1)
    least, most = max(0, middle - DEVIATIONS * usual), middle + DEVIATIONS * usual
    for day in days:
        least = min(least, middle * day.least_percent // 100)
        most = max(most, middle * day.most_percent // 100)
    return least, most
