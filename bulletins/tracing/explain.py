"""A printed figure held against what it is made of: lines to the fen, or figures of its bulletin.

What doesn't agree is an error, never an answer. Keep out: batches and registers (orchestration).
Source: design, section 4, last point.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from bulletins.errors import FactsDisagreeError, MissingFactsError
from bulletins.facts import Fact, Facts
from bulletins.figures import gap, magnitude, share
from bulletins.periods import parse_month
from bulletins.tracing.basis import Basis, Choice, Formula
from bulletins.tracing.ids import basis_of
from bulletins.tracing.movements import Movement, measured, movements, published_marts
from bulletins.tracing.printed import build_of, find_fact

HELD_BACK = "this figure is held back (保密), and so is what it is made of"


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """One figure and what it is made of.

    `total` is what the lines give, in fen or lines; null where no line makes the figure.
    `operands` are the figures of its formula, each explained in turn.
    """

    fact: Fact
    printed_at: list[str]
    period: str
    programme: str
    build_id: str
    basis: Basis
    total: int | None
    movements: list[Movement]
    operands: list[Explanation]

    def all_movements(self) -> list[Movement]:
        """Its lines, or those of the figures that it is worked out of."""
        return self.movements or [m for one in self.operands for m in one.all_movements()]


def explain(facts: Facts, published: Path, fact_id: str) -> Explanation:
    """Explain a figure of a bulletin by the published build (a folder) that it was made from.

    Raises MissingFactsError where the bulletin has no such figure, or holds it back, or where the
    build lacks a mart; FactsDisagreeError where what the figure is made of gives another value.
    """
    fact, places = find_fact(facts, fact_id)
    if fact.status == "suppressed":
        raise MissingFactsError(
            HELD_BACK,
            where=f"{facts.period}, {fact_id}",
            advice="ask for the figure of a larger area",
        )
    basis = basis_of(fact_id, facts.area_code)
    found: list[Movement] = []
    operands: list[Explanation] = []
    total = None
    # what is 暂缺 or 不适用 has nothing behind it
    if isinstance(basis, Choice) and fact.raw is not None:
        found = _lines(facts, published, basis)
        total = measured(basis, found)
        _require_equal(fact, facts, str(total), f"{len(found)} payments and refunds")
    if isinstance(basis, Formula):
        operands = [explain(facts, published, one) for one in basis.operands]
        if fact.raw is not None:
            _require_equal(fact, facts, _worked_out(fact, operands), basis.text)
    return Explanation(
        fact=fact,
        printed_at=places,
        period=facts.period,
        programme=facts.programme,
        build_id=build_of(facts),
        basis=basis,
        total=total,
        movements=found,
        operands=operands,
    )


def _lines(facts: Facts, published: Path, choice: Choice) -> list[Movement]:
    with published_marts(published) as connection:
        return movements(
            connection,
            choice,
            programme=facts.programme,
            province_code=facts.area_code,
            month=parse_month(facts.period),
        )


def _worked_out(fact: Fact, operands: list[Explanation]) -> str:
    """The raw value that a formula's figures give; "" where they give none."""
    first, second = (one.fact for one in operands)
    if fact.unit == "个百分点":
        apart = gap("", first, second)
        return (magnitude(apart) if fact.id.endswith(".abs") else apart).raw or ""
    if first.raw is None or second.raw is None:
        return ""
    return share("", int(first.raw), int(second.raw)).raw or ""


def _require_equal(fact: Fact, facts: Facts, found: str, by: str) -> None:
    if found != fact.raw:
        raise FactsDisagreeError(
            f"the figure is {fact.raw}, what it is made of gives {found or 'nothing'} ({by})",
            where=f"{facts.period}, {fact.id}, build {build_of(facts)}",
            advice="don't use this figure: run `shanhuo control` for the month and report both",
        )
