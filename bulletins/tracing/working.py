"""Works a figure out again from the figures or amounts that its basis names, as exact values.

Keep out: reading; which figures those are (`ids`).
"""

from __future__ import annotations

from decimal import Decimal

from bulletins.facts import Fact
from bulletins.figures import TENTH, gap, growth, half_up, magnitude, share
from bulletins.tracing.basis import Outcome


def worked_out(fact: Fact, first: Fact, second: Fact) -> str:
    """The raw value that a formula's two figures give; "" where they give none."""
    if fact.unit == "个百分点":
        apart = gap("", first, second)
        return (magnitude(apart) if fact.id.endswith(".abs") else apart).raw or ""
    if first.raw is None or second.raw is None:
        return ""
    return share("", int(first.raw), int(second.raw)).raw or ""


def compared(outcome: Outcome, now: int, base: int) -> str:
    """The raw value that two amounts in fen give; "" where they give none."""
    if outcome == "difference":
        return str(abs(now - base))
    rate = growth("", now, base)
    if rate.raw is None:
        return ""
    if outcome == "multiple":
        return f"{half_up(Decimal(rate.raw) / 100, TENTH)}"
    return (magnitude(rate) if outcome == "magnitude" else rate).raw or ""
