"""How much of each refund falls on the lines of its order: control's own way of working it out.

A refund falls on a line (or on the whole order) up to what earlier refunds have left of it; what
exceeds that, such as refunded freight, is not a return of goods and is counted apart.
Source: design, section 3. Keep out: reading landing, months.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from expectations.shares import largest_remainder


class RefundDue(NamedTuple):
    """A refund of an order in order of time; `line_id` None = the whole order."""

    refund_id: str
    line_id: str | None
    amount_fen: int


def covered(lines: Mapping[str, int], refunds: list[RefundDue]) -> dict[str, int]:
    """Fen of each refund that its lines can bear, by refund id; the rest exceeds the payment.

    `lines` has the payment of each line; `refunds` come in order of time. A line that the order
    does not have stands for the whole order.
    """
    left = dict(sorted(lines.items()))
    found: dict[str, int] = {}
    for refund in refunds:
        parts = [refund.line_id] if refund.line_id in left else list(left)
        open_fen = {part: left[part] for part in parts if part is not None}
        due = min(refund.amount_fen, sum(open_fen.values()))
        for part, share in largest_remainder(due, open_fen).items():
            left[part] -= share
        found[refund.refund_id] = due
    return found
