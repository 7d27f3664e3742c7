"""Which checks belong to which kind of batch. Keep out: the checks themselves, running them."""

from __future__ import annotations

from expectations.suites.batch import BATCH, UNAPPROVED
from expectations.suites.check import Check
from expectations.suites.items import ITEMS
from expectations.suites.ledger import LEDGER
from expectations.suites.orders import LINES, ORDERS
from expectations.suites.quarantine import QUARANTINE
from expectations.suites.refunds import REFUNDS
from expectations.suites.registers import register_suite

_FEEDS: dict[str, tuple[Check, ...]] = {
    "orders": (*ORDERS, *LINES, *QUARANTINE),
    "refunds": (*REFUNDS, *QUARANTINE),
    "items": (*ITEMS, *QUARANTINE),
    "ledger": (*LEDGER, *QUARANTINE),
}


def checks_for(kind: str, window_kind: str) -> list[Check]:
    """The checks of a batch of this kind and window kind: the batch as a whole first.

    A kind that is no feed is a register.
    """
    rows = _FEEDS.get(kind) or (UNAPPROVED, *register_suite(kind))
    return [
        check
        for check in (*BATCH, *rows)
        if check.window_kinds is None or window_kind in check.window_kinds
    ]
