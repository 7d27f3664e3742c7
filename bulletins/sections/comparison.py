"""Growth over the year before on matched shops, and what is said where it can't be worked out.

A month of net refunds has no growth: its area says 不适用 in the table, a note says why, and a
sentence gives the difference as an amount.
Keep out: rounding (`figures`), direction words (`wording`).
Source: reference bulletins.md, part E.
"""

from __future__ import annotations

from bulletins.facts import Fact
from bulletins.figures import absent, count, growth, magnitude, money
from bulletins.published import IndicatorRow
from bulletins.wording import Parts, change, with_unit

# below this base a rate says little; 1万元
FEN_PER_WAN = 1_000_000
SMALL_BASE_FEN = FEN_PER_WAN


def yoy(fact_id: str, row: IndicatorRow) -> Fact:
    """Growth of matched shops in percent; 不适用 where the area's month itself is negative."""
    rate = growth(fact_id, row.matched_net_fen, row.matched_base_net_fen)
    if row.net_fen < 0 and rate.raw is not None:
        return absent(fact_id, "not_applicable", "%")
    return rate


def why_no_yoy(row: IndicatorRow) -> str | None:
    """Why a row says 不适用; None where it doesn't."""
    if yoy("", row).status != "not_applicable":
        return None
    if row.net_fen < 0 or (row.matched_net_fen or 0) < 0:
        return "本月净额为负"
    return "上年同期可比数不为正"


def is_small_base(row: IndicatorRow) -> bool:
    """Whether a printed rate stands on a base under `SMALL_BASE_FEN`."""
    base = row.matched_base_net_fen
    return yoy("", row).raw is not None and base is not None and base < SMALL_BASE_FEN


def small_base(fact_id: str) -> Fact:
    """The limit as it is printed, in 万元."""
    return count(fact_id, SMALL_BASE_FEN // FEN_PER_WAN, "万元")


def compared(
    rate: Fact, name: str, base_name: str, amounts: tuple[int | None, int | None], unit: str
) -> Parts:
    """A rate in words; where it can't be worked out, the difference of two amounts in fen."""
    words = change(name, rate, base_name)
    current, base = amounts
    if rate.status != "not_applicable" or current is None or base is None:
        return words
    if current == base:
        return [*words, f"，与{base_name}相同"]
    verb = "增加" if current > base else "减少"
    difference = magnitude(money(f"{rate.id}.difference", current - base, unit))
    return [*words, f"，比{base_name}{verb}", *with_unit(difference)]
