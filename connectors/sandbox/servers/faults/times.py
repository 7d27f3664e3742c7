"""Faults 35, 36, 38, 39 and 41: moments at edges, in crowds, of no form, and backwards.

What is moved here is moved in the world: the truth has the same times.
Keep out: when a row shows (lists.py), the clocks of caller and platform (outside.py).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from connectors.sandbox.servers.faults.catalogue_types import Fault, Limit, only
from connectors.sandbox.servers.faults.effects import Call, Effect, Strikes
from connectors.sandbox.servers.faults.views import Tamper
from connectors.sandbox.servers.gateway import Answer
from connectors.sandbox.servers.lens import Shape, places_at, write

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldOrder, WorldRefund

_DAY_ZERO = datetime(2000, 1, 1)
_HOUR = timedelta(hours=1)
_CROWD = timedelta(hours=6)
_LAST_HOUR = 23


def _floor(moment: datetime, step: timedelta) -> datetime:
    return moment - (moment - _DAY_ZERO) % step


def _moved(move: Callable[[datetime], datetime], *, pad: timedelta) -> Callable[[Strikes], Effect]:
    """All times of orders and refunds moved by one rule that keeps their order."""

    def begin(strikes: Strikes) -> Effect:
        def shift(moment: datetime | None) -> datetime | None:
            return None if moment is None else move(moment)

        def refund(found: WorldRefund) -> WorldRefund:
            strikes.struck()
            return msgspec.structs.replace(
                found,
                created_at=move(found.created_at),
                succeeded_at=shift(found.succeeded_at),
                modified_at=move(found.modified_at),
            )

        def order(found: WorldOrder) -> WorldOrder:
            strikes.struck()
            return msgspec.structs.replace(
                found,
                created_at=move(found.created_at),
                paid_at=shift(found.paid_at),
                deposit_paid_at=shift(found.deposit_paid_at),
                shipped_at=shift(found.shipped_at),
                finished_at=shift(found.finished_at),
                modified_at=move(found.modified_at),
                refund=None if found.refund is None else refund(found.refund),
            )

        return Effect(strikes, tamper=Tamper(order=order, refund=refund, pad=pad))

    return begin


def _to_midnight(moment: datetime) -> datetime:
    """The last hour of a day becomes its last second, the first hour its first."""
    if moment.hour == _LAST_HOUR:
        return moment.replace(minute=59, second=59)
    return moment.replace(minute=0, second=0) if moment.hour == 0 else moment


def _to_edges(moment: datetime) -> datetime:
    """Some moments become full hours, the others of the last minute its last second."""
    if moment.second % 3 == 0:
        return _floor(moment, _HOUR)
    return moment.replace(second=59) if moment.minute == 59 else moment


#: what stands where a time should, by how the platform writes times
_NO_TIMES: dict[str, tuple[object, ...]] = {
    "text": ("0000-00-00 00:00:00", "2020-06-01 24:00:00", "1591000000", "2020-06-01T10:00:00Z"),
    "seconds": (0, 1_591_000_000_000, "2020-06-01 10:00:00", -1),
    "milliseconds": (0, 1_591_000_000, "2020-06-01 10:00:00", -1),
}


def _bad_time(strikes: Strikes) -> Effect:
    def after(call: Call, answer: Answer) -> Answer:
        sight = call.gateway.lens.look(answer.body)
        if sight is None or not sight.shape.created:
            return answer
        changed = False
        for record in sight.records:
            if strikes.is_due():
                changed = _write_no_time(record, sight.shape, strikes.count) or changed
        return msgspec.structs.replace(answer, body=write(sight)) if changed else answer

    return Effect(strikes, after=after)


def _write_no_time(record: dict[str, object], shape: Shape, turn: int) -> bool:
    forms = _NO_TIMES[shape.time_unit]
    changed = False
    # creation and change are told apart on some platforms only
    for path in {shape.created, shape.modified} - {()}:
        for holder, key in places_at(record, path):
            holder[key] = forms[turn % len(forms)]
            changed = True
    return changed


def _backwards(strikes: Strikes) -> Effect:
    """At the second look some orders were changed a day earlier than they were at the first."""
    is_second = False

    def order(found: WorldOrder) -> WorldOrder:
        if not is_second or zlib.crc32(found.order_id.encode()) % 5:
            return found
        strikes.struck()
        earlier = max(found.created_at, found.modified_at - timedelta(days=1))
        return msgspec.structs.replace(found, modified_at=earlier)

    def turn() -> None:
        nonlocal is_second
        is_second = True

    return Effect(strikes, tamper=Tamper(order=order, pad=timedelta(days=1)), turn=turn)


_NO_ITEMS = only("orders refunds", "items are asked for as they are, by no time")

FAULTS = (
    Fault(
        number=35,
        name="crowded_second",
        group="paging",
        what="more rows than a page holds fall into one second",
        expected="exact",
        begin=_moved(lambda moment: _floor(moment, _CROWD), pad=_CROWD),
        limits=(_NO_ITEMS,),
    ),
    Fault(
        number=36,
        name="window_edges",
        group="time",
        what="rows lie exactly on the edges of windows",
        expected="exact",
        begin=_moved(_to_edges, pad=_HOUR),
        limits=(_NO_ITEMS,),
    ),
    Fault(
        number=38,
        name="times_of_no_form",
        group="time",
        what="a time is zero, has 24 hours, or is of another unit",
        expected="held",
        every=11,
        begin=_bad_time,
        limits=(_NO_ITEMS,),
    ),
    Fault(
        number=39,
        name="month_edge",
        group="time",
        what="rows fall into the last second of a month and the first of the next",
        expected="exact",
        begin=_moved(_to_midnight, pad=_HOUR),
        limits=(_NO_ITEMS,),
    ),
    Fault(
        number=41,
        name="changed_backwards",
        group="time",
        what="an order's time of change is earlier at a later look",
        expected="exact",
        begin=_backwards,
        limits=(
            only("orders", "only an order is looked at twice by its creation"),
            Limit("an earlier change lies in another window", kinds=frozenset({"orders/modified"})),
        ),
    ),
)
