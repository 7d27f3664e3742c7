"""How an order goes on after it was created: a fixed set of plans with fixed delays.

Delays are whole minutes and come from this table only, so that the orders which changed in a
window can be found by looking back by each delay, without keeping or sorting anything.
Keep out: how many orders there are, money, platform states.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

#: entries of a table; an order's plan is the entry at (its place in the minute + a phase)
TABLE_SIZE = 128
_HOUR = 60
_DAY = 24 * 60


class Event(NamedTuple):
    """A change `delay` minutes after creation: the order's state from then on."""

    delay: int
    state: str
    # "" or the state of the order's refund from then on
    refund_state: str = ""


class Plan(NamedTuple):
    """One course an order may take; the first event is its creation."""

    name: str
    kind: str
    events: tuple[Event, ...]
    # what is given back: "" nothing, "order", "line" (all of one line), "part" (a share of one)
    refund_scope: str = ""
    refund_share_ppm: int = 1_000_000
    # JD: cancelled before shipping, seen only as a state (platforms, section 2)
    refund_is_record: bool = True
    is_paid: bool = True

    def delay_of(self, *states: str) -> int | None:
        """Minutes until the first of these states, or None."""
        return next((e.delay for e in self.events if e.state in states), None)


def _course(name: str, pay: int, ship: int, finish: int, *later: Event) -> Plan:
    events = [Event(0, "unpaid"), Event(pay, "paid")]
    events += [Event(pay + ship, "shipped"), Event(pay + ship + finish, "finished")]
    return Plan(name, "normal", tuple(events) + later)


_PLAIN = (
    _course("plain-1", 1, 9 * _HOUR + 7, 5 * _DAY + 131),
    _course("plain-2", 2, 17 * _HOUR + 23, 7 * _DAY + 47),
    _course("plain-3", 1, 26 * _HOUR + 41, 6 * _DAY + 311),
    _course("plain-4", 9, 22 * _HOUR + 12, 9 * _DAY + 77),
    _course("plain-5", 41, 31 * _HOUR + 19, 11 * _DAY + 13),
)
_UNPAID = (
    Plan(
        "unpaid",
        "normal",
        (Event(0, "unpaid"), Event(_DAY, "closed_unpaid")),
        is_paid=False,
    ),
    Plan("dropped", "normal", (Event(0, "unpaid"), Event(37, "closed_unpaid")), is_paid=False),
)


def _refunded(
    name: str, *, opened: int, done: int, scope: str, ppm: int = 1_000_000, closes: bool = False
) -> Plan:
    """Shipped and finished, then refunded; a whole refund closes the order."""
    shipped = 20 * _HOUR
    after = "closed_refunded" if closes else "finished"
    return Plan(
        name,
        "normal",
        (
            Event(0, "unpaid"),
            Event(2, "paid"),
            Event(shipped, "shipped"),
            Event(opened, "shipped" if opened < 7 * _DAY else "finished", "pending"),
            Event(done, after, "succeeded"),
        ),
        scope,
        ppm,
    )


_EARLY = Plan(
    "refund-before-shipping",
    "normal",
    (
        Event(0, "unpaid"),
        Event(1, "paid"),
        Event(3 * _HOUR + 5, "paid", "pending"),
        Event(6 * _HOUR + 9, "closed_refunded", "succeeded"),
    ),
    "order",
)
_CANCELLED = Plan(
    "cancelled-before-shipping",
    "normal",
    (Event(0, "unpaid"), Event(1, "paid"), Event(6 * _HOUR + 9, "cancelled_refunded", "succeeded")),
    "order",
    refund_is_record=False,
)
_FULL = _refunded(
    "refund-after-delivery", opened=5 * _DAY + 65, done=8 * _DAY + 19, scope="order", closes=True
)
_LINE = _refunded("refund-one-line", opened=4 * _DAY + 35, done=6 * _DAY + 94, scope="line")
_PART = _refunded(
    "refund-part", opened=3 * _DAY + 55, done=4 * _DAY + 82, scope="part", ppm=300_000
)
_LATE = _refunded(
    "refund-late", opened=24 * _DAY + 21, done=33 * _DAY + 11, scope="order", closes=True
)
_REFUSED = Plan(
    "refund-refused",
    "normal",
    (
        Event(0, "unpaid"),
        Event(3, "paid"),
        Event(20 * _HOUR, "shipped"),
        Event(4 * _DAY + 33, "shipped", "pending"),
        Event(6 * _DAY + 21, "finished", "closed"),
    ),
    "part",
    200_000,
)


def _presale(name: str, final: int) -> Plan:
    return Plan(
        name,
        "presale",
        (
            Event(0, "unpaid"),
            Event(2, "deposit_paid"),
            Event(final, "paid"),
            Event(final + 28 * _HOUR, "shipped"),
            Event(final + 8 * _DAY, "finished"),
        ),
    )


_PRESALE = (
    _presale("presale-9", 9 * _DAY + 61),
    _presale("presale-21", 21 * _DAY + 17),
    Plan(
        "presale-forfeited",
        "presale",
        (Event(0, "unpaid"), Event(2, "deposit_paid"), Event(26 * _DAY, "deposit_forfeited")),
        is_paid=False,
    ),
)


def _group(name: str, formed: int) -> Plan:
    """A group purchase: it counts as paid when the group forms, whenever the buyer paid."""
    return Plan(
        name,
        "group",
        (
            Event(0, "unpaid"),
            Event(formed, "paid"),
            Event(formed + 19 * _HOUR, "shipped"),
            Event(formed + 7 * _DAY + 23, "finished"),
        ),
    )


_GROUPS = (
    _group("group-at-once", 4),
    _group("group-5h", 5 * _HOUR + 17),
    _group("group-22h", 22 * _HOUR + 41),
    Plan(
        "group-failed",
        "group",
        (Event(0, "unpaid"), Event(_DAY, "closed_unpaid")),
        is_paid=False,
    ),
)
_RETURNS = ((_EARLY, 3), (_FULL, 3), (_LINE, 2), (_PART, 3), (_LATE, 1), (_REFUSED, 1))

#: every plan of a platform's table with its entries out of TABLE_SIZE
MIXES: dict[str, tuple[tuple[Plan, int], ...]] = {
    "taobao": (
        *zip(_PLAIN, (28, 26, 20, 13, 8), strict=True),
        *zip(_UNPAID, (8, 5), strict=True),
        (_EARLY, 3),
        (_FULL, 3),
        (_LINE, 2),
        (_PART, 3),
        (_LATE, 1),
        (_REFUSED, 1),
        *zip(_PRESALE, (3, 3, 1), strict=True),
    ),
    "jd": (
        *zip(_PLAIN, (31, 28, 22, 13, 8), strict=True),
        *zip(_UNPAID, (7, 4), strict=True),
        (_CANCELLED, 4),
        (_FULL, 3),
        (_LINE, 2),
        (_PART, 2),
        (_LATE, 1),
        (_REFUSED, 1),
        *zip(_PRESALE, (1, 1, 0), strict=True),
    ),
    "pdd": (
        *zip(_PLAIN, (26, 23, 17, 10, 6), strict=True),
        *zip(_UNPAID, (7, 3), strict=True),
        *zip(_GROUPS, (12, 6, 3, 4), strict=True),
        (_EARLY, 3),
        (_FULL, 3),
        (_PART, 3),
        (_LATE, 1),
        (_REFUSED, 1),
    ),
    "douyin": (
        *zip(_PLAIN, (28, 26, 20, 13, 8), strict=True),
        *zip(_UNPAID, (8, 5), strict=True),
        *_RETURNS,
        *zip(_PRESALE, (3, 3, 1), strict=True),
    ),
    "wechat": (
        *zip(_PLAIN, (30, 27, 22, 14, 9), strict=True),
        *zip(_UNPAID, (8, 5), strict=True),
        *_RETURNS,
    ),
    "kuaishou": (
        *zip(_PLAIN, (30, 28, 22, 14, 10), strict=True),
        *zip(_UNPAID, (8, 5), strict=True),
        (_EARLY, 3),
        (_FULL, 3),
        (_PART, 3),
        (_LATE, 1),
        (_REFUSED, 1),
    ),
    "suning": (
        *zip(_PLAIN, (31, 28, 22, 14, 8), strict=True),
        *zip(_UNPAID, (8, 4), strict=True),
        *_RETURNS,
    ),
    # a bad harvest sent back weeks later: most sales of May are refunded in June
    "recall": (
        (_PLAIN[0], 16),
        (_UNPAID[0], 8),
        (_LATE, 104),
    ),
}


class PlanTable(NamedTuple):
    """A mix spread over TABLE_SIZE entries, with what is needed to count by plan."""

    plans: tuple[Plan, ...]
    # entry → index into plans
    entries: npt.NDArray[np.int64]
    # running[p, k]: how many of the first k entries are plan p, for k up to twice the table
    running: npt.NDArray[np.int64]
    totals: npt.NDArray[np.int64]
    is_paid: npt.NDArray[np.bool_]


@cache
def plan_table(mix: str) -> PlanTable:
    """The table of a mix. Plans are interleaved so that neighbours differ."""
    chosen = [(plan, count) for plan, count in MIXES[mix] if count]
    plans = tuple(plan for plan, _ in chosen)
    if sum(count for _, count in chosen) != TABLE_SIZE:
        raise ValueError(f"the mix {mix} must have {TABLE_SIZE} entries")
    # place each plan's entries at even distances; ties by the plan's place in the mix
    places = [((k + 0.5) / n, i) for i, (_, n) in enumerate(chosen) for k in range(n)]
    entries = np.array([i for _, i in sorted(places)], dtype=np.int64)
    twice = np.concatenate([entries, entries])
    running = np.zeros((len(plans), 2 * TABLE_SIZE + 1), dtype=np.int64)
    for index in range(len(plans)):
        running[index, 1:] = np.cumsum(twice == index)
    return PlanTable(
        plans,
        entries,
        running,
        np.array([count for _, count in chosen], dtype=np.int64),
        np.array([plan.is_paid for plan in plans]),
    )


@cache
def longest_delay(mix: str) -> int:
    """The longest delay of a mix, in minutes."""
    return max(event.delay for plan in plan_table(mix).plans for event in plan.events)
