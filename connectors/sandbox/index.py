"""Finds a window's orders or refunds by index: how many, and any page, without walking there.

A window by modification looks back by each delay of the lifecycle table: an order that changed
in minute t by an event of delay d was created in minute t − d. So each minute's number is a sum
of counts by plan, and only the minutes of the page asked for are looked into.
Keep out: what an order holds.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from connectors.sandbox.clock import EPOCH, day_at, minute_of
from connectors.sandbox.lifecycle import Plan, plan_table
from connectors.sandbox.orders import Minutes, Places, plans_of, seconds_of
from connectors.sandbox.volume import MINUTES, Trade, day_counts

_T = TypeVar("_T")
_EVERY_PLAN = -1


class Look(NamedTuple):
    """Orders of one plan seen `delay` minutes after creation, if created from `first` on.

    The bounds are minutes of creation, half-open: the event has shown and no later one has.
    """

    plan: int
    delay: int
    first: int
    end: int


def created_looks(now_minute: int) -> tuple[Look, ...]:
    """Every order, at its creation."""
    return (Look(_EVERY_PLAN, 0, 0, now_minute),)


def modified_looks(trade: Trade, now_minute: int) -> tuple[Look, ...]:
    """Every order, at the last event that shows at `now_minute`."""
    return _looks(trade, now_minute, lambda plan: [e.delay for e in plan.events])


def paid_looks(trade: Trade, now_minute: int) -> tuple[Look, ...]:
    """Every order that was paid, at the moment from which it counts as paid."""
    looks = []
    for index, plan in enumerate(plan_table(trade.lifecycle).plans):
        delay = plan.delay_of("paid")
        if delay is not None:
            looks.append(Look(index, delay, 0, now_minute - delay))
    return tuple(looks)


def created_and_paid_looks(trade: Trade, now_minute: int) -> tuple[Look, ...]:
    """Every order that was paid, at its creation."""
    return tuple(look._replace(delay=0) for look in paid_looks(trade, now_minute))


def changed_since_paid_looks(trade: Trade, now_minute: int) -> tuple[Look, ...]:
    """Every order that was paid, at the last event that shows at `now_minute`."""

    def delays(plan: Plan) -> list[int]:
        paid = plan.delay_of("paid")
        return [] if paid is None else [e.delay for e in plan.events if e.delay >= paid]

    return _looks(trade, now_minute, delays)


def refund_looks(trade: Trade, now_minute: int) -> tuple[Look, ...]:
    """Every order with a refund on record, at the refund's last event."""

    def delays(plan: Plan) -> list[int]:
        if not plan.refund_is_record:
            return []
        return [e.delay for e in plan.events if e.refund_state]

    return _looks(trade, now_minute, delays)


def _looks(
    trade: Trade, now_minute: int, delays_of: Callable[[Plan], list[int]]
) -> tuple[Look, ...]:
    looks = []
    for index, plan in enumerate(plan_table(trade.lifecycle).plans):
        delays = delays_of(plan)
        for place, delay in enumerate(delays):
            is_last = place + 1 == len(delays)
            first = 0 if is_last else max(0, now_minute - delays[place + 1])
            looks.append(Look(index, delay, first, now_minute - delay))
    return tuple(looks)


class WindowIndex(Generic[_T]):
    """The records of a half-open window, counted by minute; pages are made when asked for."""

    def __init__(
        self,
        trade: Trade,
        looks: tuple[Look, ...],
        window: tuple[datetime, datetime],
        make: Callable[[Places], list[_T]],
    ) -> None:
        self._trade = trade
        self._looks = looks
        self._make = make
        start, end = (max(moment, EPOCH) for moment in window)
        self._first = minute_of(start)
        self._start_second = start.second + (start.microsecond > 0)
        # the last minute belongs to the window up to this second
        self._end_second = end.second + (end.microsecond > 0)
        self._last = minute_of(end) + (self._end_second > 0)

    @cached_property
    def _running(self) -> Minutes:
        """running[k]: records before the window's minute k, seconds at its edges aside."""
        counts = np.zeros(max(0, self._last - self._first), dtype=np.int64)
        for look in self._looks:
            low = max(self._first - look.delay, look.first)
            high = min(self._last - look.delay, look.end)
            if low < high:
                at = low + look.delay - self._first
                counts[at : at + high - low] += counts_by_plan(self._trade, look.plan, low, high)
        running = np.zeros(len(counts) + 1, dtype=np.int64)
        np.cumsum(counts, out=running[1:])
        return running

    @cached_property
    def _cut(self) -> tuple[int, int]:
        """Records of the first minute before the start, and of the last one from the end on."""
        before = after = 0
        if self._last <= self._first:
            return 0, 0
        if self._start_second:
            _, seconds = self._minutes(0, 1)
            before = int((seconds < self._start_second).sum())
        if self._end_second:
            _, seconds = self._minutes(self._last - self._first - 1, self._last - self._first)
            after = int((seconds >= self._end_second).sum())
        return before, after

    @property
    def total(self) -> int:
        """How many records the window has."""
        return max(0, int(self._running[-1]) - sum(self._cut))

    def oldest_first(self, offset: int, limit: int) -> list[_T]:
        """A page, by the time of the window's kind; ties by creation."""
        first = max(0, offset)
        last = min(first + max(0, limit), self.total)
        if first >= last:
            return []
        first, last = first + self._cut[0], last + self._cut[0]
        running = self._running
        low = int(np.searchsorted(running, first, side="right")) - 1
        high = int(np.searchsorted(running, last, side="left"))
        places, _ = self._minutes(low, high)
        skip = first - int(running[low])
        page = slice(skip, skip + last - first)
        return self._make(Places(*(column[page] for column in places)))

    def newest_first(self, offset: int, limit: int) -> list[_T]:
        """A page in the order in which the platforms list: the newest record first."""
        last = self.total - max(0, offset)
        first = max(0, last - max(0, limit))
        return self.oldest_first(first, last - first)[::-1] if last > 0 else []

    def _minutes(self, low: int, high: int) -> tuple[Places, Minutes]:
        """The places in minutes `low <= k < high` of the window, sorted, and their seconds."""
        parts: list[Places] = []
        shown: list[Minutes] = []
        for look in self._looks:
            start = max(self._first + low - look.delay, look.first)
            end = min(self._first + high - look.delay, look.end)
            if start < end:
                places = places_between(self._trade, start, end)
                if look.plan != _EVERY_PLAN and len(places.minute):
                    chosen = plans_of(plan_table(self._trade.lifecycle), places) == look.plan
                    places = Places(*(column[chosen] for column in places))
                parts.append(places)
                shown.append(places.minute + look.delay)
        if not parts:
            nothing = np.zeros(0, dtype=np.int64)
            return Places(nothing, nothing, nothing, nothing, nothing), nothing
        merged = Places(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
        seconds = seconds_of(self._trade, merged)
        order = np.lexsort((merged.place, merged.minute, seconds, np.concatenate(shown)))
        return Places(*(column[order] for column in merged)), seconds[order]


def counts_by_plan(trade: Trade, plan: int, low: int, high: int) -> Minutes:
    """Orders of a plan (or of all) created in each minute `low <= m < high`."""
    table = plan_table(trade.lifecycle)
    found = np.zeros(max(0, high - low), dtype=np.int64)
    for day_minute, start, end in _days(low, high):
        counts = day_counts(trade, day_at(day_minute))
        at = day_minute + start - low
        base, split = counts.base[start:end], counts.split[start:end]
        if plan == _EVERY_PLAN:
            found[at : at + end - start] = base + split
            continue
        # most minutes of most shops have no order
        used = base.nonzero()[0]
        if not len(used):
            continue
        base, phase = base[used], counts.phase[start:end][used]
        running = table.running[plan]
        whole = (base >> 7) * table.totals[plan] + running[phase + (base & 127)] - running[phase]
        # both parts of a split order follow the plan of the last place
        last = table.entries[(phase + base - 1) & 127]
        found[at + used] = whole + (split[used] & (last == plan))
    return found


def places_between(trade: Trade, low: int, high: int) -> Places:
    """Every order created in the minutes `low <= m < high`, in order."""
    columns: list[tuple[Minutes, ...]] = []
    for day_minute, start, end in _days(low, high):
        counts = day_counts(trade, day_at(day_minute))
        sizes = counts.base[start:end] + counts.split[start:end]
        used = np.flatnonzero(sizes)
        sizes = sizes[used]
        used = used + start
        ends = np.cumsum(sizes)
        place = np.arange(int(ends[-1]) if len(ends) else 0, dtype=np.int64)
        place -= np.repeat(ends - sizes, sizes)
        per_minute = (counts.base[used], counts.split[used], counts.phase[used])
        minute = np.repeat(used + day_minute, sizes)
        columns.append((minute, place, *(np.repeat(c, sizes) for c in per_minute)))
    return Places(*(np.concatenate(c) for c in zip(*columns, strict=True)))


def place_at(trade: Trade, minute: int, place: int) -> Places | None:
    """One order by its place; None where the minute has fewer."""
    found = places_between(trade, minute, minute + 1)
    if place >= len(found.minute):
        return None
    return Places(*(column[place : place + 1] for column in found))


def _days(low: int, high: int) -> list[tuple[int, int, int]]:
    """The days of a range of minutes: the day's first minute, then start and end within it."""
    days = []
    while low < high:
        day_minute = low // MINUTES * MINUTES
        end = min(high, day_minute + MINUTES)
        days.append((day_minute, low - day_minute, end - day_minute))
        low = end
    return days
