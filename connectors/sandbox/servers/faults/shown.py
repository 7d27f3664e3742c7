"""Faults in which rows a list shows: late, former, gone, none.

Keep out: pages and their order (lists.py).
"""

from __future__ import annotations

import zlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from connectors.sandbox.servers.faults.catalogue_types import Fault, Limit, only
from connectors.sandbox.servers.faults.effects import Effect, Strikes
from connectors.sandbox.servers.faults.views import Tamper

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldOrder


def _older_too(strikes: Strikes) -> Effect:
    """Some orders stand in the list in their former version as well, a second older and unpaid."""

    def former(order: WorldOrder) -> WorldOrder:
        return msgspec.structs.replace(
            order,
            state="unpaid",
            paid_at=None,
            shipped_at=None,
            finished_at=None,
            refund=None,
            modified_at=order.modified_at - timedelta(seconds=1),
        )

    def tell(rows: list[Any]) -> list[Any]:
        both: list[Any] = []
        for number, row in enumerate(rows):
            both.append(row)
            if number % 9 == 4 and hasattr(row, "payment_fen") and row.paid_at is not None:
                both.append(former(row))
                strikes.struck()
        return both

    return Effect(strikes, tamper=Tamper(rows=tell))


def _late(strikes: Strikes) -> Effect:
    """Some rows show only when the window is asked for again, the next night."""
    is_first_night = True

    def hide(row: Any) -> bool:  # noqa: ANN401 - any kind of row
        if is_first_night and mark_of(row) % 4 == 0:
            strikes.struck()
            return True
        return False

    def turn() -> None:
        nonlocal is_first_night
        is_first_night = False

    return Effect(strikes, tamper=Tamper(hide=hide), turn=turn)


def _gone(strikes: Strikes) -> Effect:
    """Some orders that were seen before are no longer told at all."""
    is_gone = False

    def hide(row: Any) -> bool:  # noqa: ANN401 - any kind of row
        # other rows than those that show late: what never showed can't have landed
        if is_gone and mark_of(row) % 4 == 3:
            strikes.struck()
            return True
        return False

    def turn() -> None:
        nonlocal is_gone
        is_gone = True

    return Effect(strikes, tamper=Tamper(hide=hide), turn=turn)


def _silent(strikes: Strikes) -> Effect:
    """From the second night on every list is empty, and says so."""
    is_silent = False

    def tell(rows: list[Any]) -> list[Any]:
        if is_silent and rows:
            strikes.struck()
        return [] if is_silent else rows

    def turn() -> None:
        nonlocal is_silent
        is_silent = True

    return Effect(strikes, tamper=Tamper(rows=tell), turn=turn)


def mark_of(row: object) -> int:
    """A number that is the row's own and the same at every look."""
    name = getattr(row, "refund_id", None) or getattr(row, "order_id", None)
    # a checksum: the digits of some platforms' numbers end with the shop's
    return zlib.crc32(str(name or getattr(row, "item_id", "")).encode())


FAULTS = (
    Fault(
        number=37,
        name="late_rows",
        group="time",
        what="rows show only after their window was pulled; the next night's window overlaps it",
        expected="exact",
        begin=_late,
    ),
    Fault(
        number=51,
        name="former_version_too",
        group="content",
        what="an order stands in the list in its former version as well",
        expected="exact",
        begin=_older_too,
        limits=(
            only("orders", "a refund has one version in a list"),
            Limit("an unpaid version is in no list", platforms=frozenset({"suning"})),
        ),
    ),
    Fault(
        number=54,
        name="deleted_orders",
        group="business",
        what="orders that were told once are told no more: what has landed stays",
        expected="exact",
        begin=_gone,
    ),
    Fault(
        number=60,
        name="silent_shop",
        group="files",
        what="shops that always sell answer that there is nothing",
        expected="loud",
        begin=_silent,
        limits=(only("orders", "a shop may well have no refund, and its items have no count"),),
    ),
)
