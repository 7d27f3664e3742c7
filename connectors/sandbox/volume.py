"""How many orders a shop gets in each minute of a day.

Integer arithmetic throughout: a minute's expected number is a fixed-point value, and a stable
random word decides on its fraction. Memory does not depend on the volume.
Keep out: what an order holds, what becomes of it.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from connectors.sandbox.hashing import words
from connectors.sandbox.lifecycle import PlanTable, plan_table
from connectors.sandbox.mix import (
    FESTIVALS,
    GREW_ON,
    HOUR_PROFILE,
    JD_SPLIT_PPM,
    TRADING_PERIODS,
    WEEKDAY_PPM,
)

MINUTES = 1440
_EPOCH = date(2019, 1, 1)
_PHASE, _COUNT, _SPLIT = 0x51, 0x52, 0x53


class DayCounts(NamedTuple):
    """A shop's day, one entry a minute."""

    # orders drawn for the minute
    base: npt.NDArray[np.int64]
    # 1 where the minute's last order was split in two (JD: both stand in the list)
    split: npt.NDArray[np.int64]
    # where the minute starts in the table of plans
    phase: npt.NDArray[np.int64]
    # running[k]: orders before minute k
    running: npt.NDArray[np.int64]

    @property
    def total(self) -> int:
        """Orders of the day."""
        return int(self.running[-1])


class Brushing(NamedTuple):
    """Minutes in which a shop places orders with itself, so many a minute, and has no others."""

    first_minute: int
    end_minute: int
    a_minute: int


class Copying(NamedTuple):
    """Minutes in which another shop's orders are entered in this one a second time."""

    first_minute: int
    end_minute: int
    of: Trade


class Trade(NamedTuple):
    """What a shop's volume depends on. `orders_per_day` is that of the platform's largest shop."""

    key: int
    platform: str
    lifecycle: str
    weight_ppm: int
    orders_per_day: int
    # how much of its later volume the shop had before it grew
    early_ppm: int
    opened_on: date
    closed_on: date | None
    brushing: Brushing | None = None
    copying: Copying | None = None


def day_number(day: date) -> int:
    """Days since the sandbox's epoch."""
    return (day - _EPOCH).days


def is_trading(day: date) -> bool:
    """Whether the province in the box has orders on that day at all."""
    return any(start <= day < (end or date.max) for start, end in TRADING_PERIODS)


@cache
def day_factor_ppm(day: date) -> int:
    """The day's volume against an ordinary one: weekday, festivals, growth from year to year."""
    factor = WEEKDAY_PPM[day.weekday()]
    for festival in FESTIVALS:
        first = festival.first_day.get(day.year)
        place = (day - date(day.year, *first)).days if first else -1
        if 0 <= place < len(festival.factors_ppm):
            factor = factor * festival.factors_ppm[place] // 1_000_000
    return factor


@cache
def _minute_shares() -> npt.NDArray[np.uint64]:
    """A minute's share of a day in units of 2^-40, straight lines between the hours."""
    hours = np.array([*HOUR_PROFILE, HOUR_PROFILE[0]], dtype=np.int64)
    minute = np.arange(MINUTES, dtype=np.int64)
    left, right = hours[minute // 60], hours[minute // 60 + 1]
    level = left * (60 - minute % 60) + right * (minute % 60)
    return (level.astype(np.uint64) << np.uint64(40)) // np.uint64(int(level.sum()))


@lru_cache(maxsize=512)
def day_counts(trade: Trade, day: date) -> DayCounts:
    """The minutes of a shop's day. Kept for the most recent days only."""
    base = np.zeros(MINUTES, dtype=np.int64)
    minutes = np.arange(MINUTES, dtype=np.int64) + day_number(day) * MINUTES
    if is_trading(day) and trade.opened_on <= day < (trade.closed_on or date.max):
        base = _drawn(trade, day, minutes)
    phase = (words(trade.key ^ _PHASE, minutes) & np.uint64(127)).astype(np.int64)
    if trade.copying is not None:
        original = day_counts(trade.copying.of, day)
        is_copied = within(trade.copying, minutes)
        base = np.where(is_copied, original.base, base)
        phase = np.where(is_copied, original.phase, phase)
    if trade.brushing is not None:
        base = np.where(within(trade.brushing, minutes), trade.brushing.a_minute, base)
    split = np.zeros(MINUTES, dtype=np.int64)
    if trade.platform == "jd":
        split = _splits(trade, base, phase, minutes)
    running = np.zeros(MINUTES + 1, dtype=np.int64)
    np.cumsum(base + split, out=running[1:])
    return DayCounts(base, split, phase, running)


def within(span: Brushing | Copying, minutes: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which of the minutes lie in the span."""
    return (span.first_minute <= minutes) & (minutes < span.end_minute)


def _drawn(trade: Trade, day: date, minutes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    factor = day_factor_ppm(day) * (trade.early_ppm if day < GREW_ON else 1_000_000)
    # expected orders of the day in units of 2^-20
    day_level = trade.orders_per_day * trade.weight_ppm * factor * (1 << 20) // 10**18
    # a minute's expected orders in units of 2^-32: 20 + 40 bits less 28
    whole, rest = divmod(day_level, 1 << 20)
    shares = _minute_shares()
    level = (shares * np.uint64(whole) + (shares * np.uint64(rest) >> np.uint64(20))) >> np.uint64(
        8
    )
    chance = words(trade.key ^ _COUNT, minutes) >> np.uint64(32)
    return ((level + chance) >> np.uint64(32)).astype(np.int64)


def _splits(
    trade: Trade,
    base: npt.NDArray[np.int64],
    phase: npt.NDArray[np.int64],
    minutes: npt.NDArray[np.int64],
) -> npt.NDArray[np.int64]:
    """JD splits an order by warehouse once it is paid: the last one's plan must be a paid one."""
    table: PlanTable = plan_table(trade.lifecycle)
    last_plan = table.entries[(phase + np.maximum(base, 1) - 1) & 127]
    chosen = words(trade.key ^ _SPLIT, minutes) % np.uint64(1_000_000) < np.uint64(JD_SPLIT_PPM)
    split: npt.NDArray[np.int64] = (chosen & (base > 0) & table.is_paid[last_plan]).astype(np.int64)
    return split


@lru_cache(maxsize=1024)
def expected_orders(trade: Trade, start: date, end: date) -> int:
    """About how many orders the shop gets on the days `start <= day < end`."""
    total = 0
    for number in range(day_number(start), day_number(end)):
        day = _EPOCH + timedelta(days=number)
        if is_trading(day) and trade.opened_on <= day < (trade.closed_on or date.max):
            total += day_factor_ppm(day)
    return trade.orders_per_day * trade.weight_ppm * total // 10**12
