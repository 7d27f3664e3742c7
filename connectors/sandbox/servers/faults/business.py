"""Faults 53, 55 to 58: what trade itself does. Most of it the world holds at any time.

Keep out: deleted orders (lists.py), times at a month's edge (times.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from connectors.sandbox.servers.faults.catalogue_types import Fault, Limit, only
from connectors.sandbox.servers.faults.effects import Effect, Strikes
from connectors.sandbox.servers.faults.views import Tamper

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldOrder, WorldRefund

_UNPAID = ("unpaid", "closed_unpaid", "deposit_paid", "deposit_forfeited")


def _refunds_of_earlier_months(strikes: Strikes) -> Effect:
    """Nothing is changed: the world has refunds that succeed in a later month; they are counted."""

    def refund(found: WorldRefund) -> WorldRefund:
        done = found.succeeded_at
        if done is not None and (done.year, done.month) != (
            found.created_at.year,
            found.created_at.month,
        ):
            strikes.struck()
        return found

    return Effect(strikes, tamper=Tamper(refund=refund))


def _unpaid(strikes: Strikes) -> Effect:
    """Nothing is changed: unpaid, closed and forfeited orders are counted as they pass."""

    def order(found: WorldOrder) -> WorldOrder:
        strikes.count += found.state in _UNPAID
        return found

    return Effect(strikes, tamper=Tamper(order=order))


def _brushing(strikes: Strikes) -> Effect:
    """Orders of some hours all come from one buyer."""

    def order(found: WorldOrder) -> WorldOrder:
        if found.created_at.hour % 3:
            return found
        strikes.struck()
        return msgspec.structs.replace(found, buyer_key="b000001")

    return Effect(strikes, tamper=Tamper(order=order))


_EVERY_ONE = Limit("a matter of the warehouse: every feed is read as it is told")

FAULTS = (
    Fault(
        number=53,
        name="refund_of_an_earlier_month",
        group="business",
        what="a refund succeeds after the month of its request is over",
        expected="exact",
        begin=_refunds_of_earlier_months,
        limits=(only("refunds", "it concerns refunds"),),
    ),
    Fault(
        number=55,
        name="unpaid_orders",
        group="business",
        what="orders that were never paid stand among the others",
        expected="exact",
        begin=_unpaid,
        limits=(
            only("orders", "it concerns orders"),
            Limit("its list holds paid orders only", platforms=frozenset({"suning", "pdd"})),
        ),
    ),
    Fault(
        number=56,
        name="same_sale_twice",
        group="business",
        what="the same sale stands in two feeds",
        expected="exact",
        limits=(_EVERY_ONE,),
    ),
    Fault(
        number=57,
        name="one_buyer_buys_all",
        group="business",
        what="a burst of orders comes from one buyer: all land, the warehouse holds them out",
        expected="exact",
        begin=_brushing,
        limits=(only("orders", "it concerns orders"),),
    ),
    Fault(
        number=58,
        name="shop_changes_county",
        group="business",
        what="a shop moves to another county in the middle of a month",
        expected="exact",
        limits=(Limit("a matter of the shop register, which the warehouse reads by date"),),
    ),
)
