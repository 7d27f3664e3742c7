"""The one place where a number is rounded and becomes text.

Decimal, half up (四舍五入), once; -0.00 becomes 0.00; what rounds to nothing says 不足0.01.
Rates are worked out from exact values, gaps in percentage points from the two printed rates, so
that a reader can check them by hand.
Keep out: which figure stands where; words about direction (`wording`).
Source: design, section 6; reference bulletins.md, part E.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from bulletins.facts import Fact, Status

MONEY_UNITS = {"元": Decimal(100), "万元": Decimal(1_000_000), "亿元": Decimal(10_000_000_000)}
CENT = Decimal("0.01")
TENTH = Decimal("0.1")
RAW_RATE = Decimal("0.000001")
WORDS: dict[Status, str] = {
    "missing": "暂缺",
    "not_applicable": "不适用",
    "suppressed": "保密",
    "tiny": "不足0.01",
}


def half_up(value: Decimal, step: Decimal) -> Decimal:
    """Round half away from zero to a step like 0.01; never minus zero."""
    rounded = value.quantize(step, rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def absent(fact_id: str, status: Status, unit: str = "") -> Fact:
    """A figure that can't or mustn't be printed: a word in its place and no value behind it."""
    return Fact(id=fact_id, text=WORDS[status], unit=unit, raw=None, status=status)


def money(fact_id: str, fen: int | None, unit: str = "万元") -> Fact:
    """An amount in 元, 万元 or 亿元 with two decimals; None gives 暂缺.

    Below half a unit of the last decimal but not zero gives 不足0.01 (负 before it if negative).
    """
    if fen is None:
        return absent(fact_id, "missing", unit)
    rounded = half_up(Decimal(fen) / MONEY_UNITS[unit], CENT)
    if rounded == 0 and fen != 0:
        text = WORDS["tiny"] if fen > 0 else f"负{WORDS['tiny']}"
        return Fact(id=fact_id, text=text, unit=unit, raw=str(fen), status="tiny")
    text = f"{rounded:,}" if unit == "元" else f"{rounded}"
    return Fact(id=fact_id, text=text, unit=unit, raw=str(fen), status="value")


def money_unit(amounts: list[int | None]) -> str:
    """The unit for a table or sentence: 亿元 once the largest amount reaches one 亿."""
    largest = max((abs(fen) for fen in amounts if fen is not None), default=0)
    return "亿元" if largest >= MONEY_UNITS["亿元"] else "万元"


def count(fact_id: str, number: int | None, unit: str = "") -> Fact:
    """A whole number; None gives 暂缺."""
    if number is None:
        return absent(fact_id, "missing", unit)
    return Fact(id=fact_id, text=str(number), unit=unit, raw=str(number), status="value")


def share(fact_id: str, part: int | None, whole: int | None) -> Fact:
    """`part` as a percentage of `whole`, one decimal; 不适用 where the whole isn't positive."""
    if part is None or whole is None:
        return absent(fact_id, "missing", "%")
    if whole <= 0:
        return absent(fact_id, "not_applicable", "%")
    return _rate(fact_id, Decimal(part) * 100 / Decimal(whole))


def completion(fact_id: str, done: int | None, target: int | None) -> Fact:
    """Completion of a target in percent; 不适用 without a target.

    What is short of the target never reads 100.0: it reads 99.9以上.
    """
    if target is None or target <= 0:
        return absent(fact_id, "not_applicable", "%")
    fact = share(fact_id, done, target)
    if done is not None and done < target and fact.text == "100.0":
        return Fact(id=fact_id, text="99.9以上", unit="%", raw=fact.raw, status="value")
    return fact


def growth(fact_id: str, current: int | None, base: int | None) -> Fact:
    """Growth over `base` in percent, one decimal, signed.

    暂缺 without one of the two, 不适用 where the base isn't positive or the value is negative.
    """
    if current is None or base is None:
        return absent(fact_id, "missing", "%")
    if base <= 0 or current < 0:
        return absent(fact_id, "not_applicable", "%")
    return _rate(fact_id, Decimal(current - base) * 100 / Decimal(base))


def gap(fact_id: str, rate: Fact, other: Fact) -> Fact:
    """Percentage points between two printed rates, signed."""
    if rate.raw is None or other.raw is None:
        status = rate.status if rate.raw is None else other.status
        return absent(fact_id, status, "个百分点")
    points = printed(rate) - printed(other)
    return Fact(id=fact_id, text=f"{points}", unit="个百分点", raw=f"{points}", status="value")


def printed(fact: Fact) -> Decimal:
    """The value that a reader sees; only for figures that have one."""
    if fact.unit in {"%", "个百分点"}:
        cap = Decimal("99.9") if fact.text.endswith("以上") else None
        return cap if cap is not None else half_up(Decimal(fact.raw or 0), TENTH)
    return Decimal(fact.text.replace(",", ""))


def magnitude(fact: Fact) -> Fact:
    """The same figure without its sign, for sentences whose verb tells the direction."""
    return Fact(
        id=f"{fact.id}.abs",
        text=fact.text.removeprefix("-").removeprefix("负"),
        unit=fact.unit,
        raw=fact.raw.removeprefix("-") if fact.raw else None,
        status=fact.status,
    )


def _rate(fact_id: str, exact: Decimal) -> Fact:
    return Fact(
        id=fact_id,
        text=f"{half_up(exact, TENTH)}",
        unit="%",
        # rounded down, so that the kept value rounds to the same text
        raw=f"{_kept(exact)}",
        status="value",
    )


def _kept(exact: Decimal) -> Decimal:
    kept = exact.quantize(RAW_RATE, rounding="ROUND_DOWN")
    return abs(kept) if kept == 0 else kept
