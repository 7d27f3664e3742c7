"""A printed figure held against what it is made of: lines to the fen, records, or other figures.

What doesn't agree is an error, never an answer. Keep out: batches and registers (orchestration).
Source: design, section 4, last point.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import msgspec

from bulletins.errors import FactsDisagreeError, MissingFactsError
from bulletins.facts import Fact, Facts
from bulletins.figures import count, growth, money
from bulletins.periods import parse_month
from bulletins.tracing.basis import (
    Basis,
    Choice,
    Formula,
    Growth,
    Listing,
    Ranking,
    Scope,
    Target,
    Vintage,
)
from bulletins.tracing.ids import basis_of
from bulletins.tracing.listings import Record, counted_records, records
from bulletins.tracing.movements import COUNTED, Movement, measured, movements, published_marts
from bulletins.tracing.printed import build_of, find_fact, is_printed
from bulletins.tracing.standings import RankRow, ranked
from bulletins.tracing.vintages import (
    Earlier,
    changed_lines,
    is_taken_from_print,
    printed_before,
)
from bulletins.tracing.working import compared, worked_out

BEFORE = "overview.before"
HELD_BACK = "this figure is held back (保密), and so is what it is made of"


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """One figure and what it is made of.

    `total` is what the lines or records give, in fen or as a number; null where neither makes the
    figure. `operands` are the figures it is worked out of, each explained in turn.
    """

    fact: Fact
    printed_at: list[str]
    period: str
    programme: str
    build_id: str
    basis: Basis
    total: int | None
    movements: list[Movement]
    records: list[Record]
    # of a rank: all areas in their order
    standings: list[RankRow] = []
    operands: list[Explanation]

    def all_movements(self) -> list[Movement]:
        """Its lines, or those of the figures that it is worked out of."""
        return self.movements or [m for one in self.operands for m in one.all_movements()]

    def all_records(self) -> list[Record]:
        """Its records and those of the figures that it is worked out of."""
        return self.records or [r for one in self.operands for r in one.all_records()]


def explain(
    facts: Facts, published: Path, fact_id: str, *, earlier: Sequence[Earlier] = ()
) -> Explanation:
    """Explain a figure of a bulletin by the published build (a folder) that it was made from.

    `earlier` has the versions of the issue before, newest first, for what is compared with it.
    Raises MissingFactsError where the bulletin has no such figure, or holds it back, or where the
    build lacks a mart; FactsDisagreeError where what the figure is made of gives another value.
    """
    with published_marts(published) as connection:
        return _Explaining(facts, connection, earlier).printed(fact_id)


class _Explaining:
    """One bulletin and the marts of its build."""

    def __init__(
        self, facts: Facts, connection: duckdb.DuckDBPyConnection, earlier: Sequence[Earlier] = ()
    ) -> None:
        self._earlier = earlier
        self._facts = facts
        self._connection = connection
        self._month = parse_month(facts.period)
        self._scope = Scope(facts.area_code, facts.headline_code, self._month.number)

    def printed(self, fact_id: str) -> Explanation:
        fact, places = find_fact(self._facts, fact_id)
        if fact.status == "suppressed":
            raise MissingFactsError(
                HELD_BACK,
                where=f"{self._facts.period}, {fact_id}",
                advice="ask for the figure of a larger area",
            )
        return self._explained(fact, places, basis_of(fact_id, self._scope))

    def _explained(self, fact: Fact, places: list[str], basis: Basis) -> Explanation:
        # what is 暂缺 or 不适用 has nothing behind it
        is_known = fact.raw is not None
        found: list[Movement] = []
        listed: list[Record] = []
        operands: list[Explanation] = []
        order: list[RankRow] = []
        total = None
        if isinstance(basis, Choice) and is_known:
            found = self._lines(basis)
            total = measured(basis, found)
            self._require_equal(fact, str(total), f"{len(found)} payments and refunds")
        elif isinstance(basis, Listing | Target) and is_known:
            listed = self._records(basis)
            total = counted_records(basis, listed)
            self._require_equal(fact, str(total), f"{len(listed)} records")
        elif isinstance(basis, Growth) and is_known:
            operands = [
                self._leg(f"{fact.id}.{name}", choice)
                for name, choice in (("now", basis.now), ("base", basis.base))
            ]
            amounts = [int(one.total or 0) for one in operands]
            self._require_equal(fact, compared(basis.outcome, *amounts), basis.text)
        elif isinstance(basis, Vintage) and is_known:
            operands, listed = self._vintages(basis)
            amounts = [int(one.total or 0) for one in operands]
            total = sum(r.fen or 0 for r in listed) if basis.is_revision else amounts[0]
            printed = str(abs(total)) if fact.id.endswith(".abs") else str(total)
            self._require_equal(fact, printed, f"builds {', '.join(o.build_id for o in operands)}")
        elif isinstance(basis, Ranking):
            order = self._order(basis)
            total = next((row.rank for row in order if row.area_code == basis.code), None)
            self._require_equal(fact, str(total or ""), f"{len(order)} areas in order")
            operands = [self._operand(basis.completion)]
        elif isinstance(basis, Formula):
            operands = [self._operand(one) for one in basis.operands]
            if is_known:
                self._require_equal(
                    fact, worked_out(fact, *(one.fact for one in operands)), basis.text
                )
        return Explanation(
            fact=fact,
            printed_at=places,
            period=self._facts.period,
            programme=self._facts.programme,
            build_id=build_of(self._facts),
            basis=basis,
            total=total,
            movements=found,
            records=listed,
            standings=order,
            operands=operands,
        )

    def _operand(self, fact_id: str) -> Explanation:
        """A figure that a formula needs; one that isn't printed is worked out from its lines."""
        if is_printed(self._facts, fact_id):
            return self.printed(fact_id)
        basis = basis_of(fact_id, self._scope)
        if isinstance(basis, Choice):
            return self._leg(fact_id, basis)
        if isinstance(basis, Listing) and not basis.is_amount:
            return self._explained(count(fact_id, len(self._records(basis))), [], basis)
        if isinstance(basis, Growth):
            now, base = (measured(c, self._lines(c)) for c in (basis.now, basis.base))
            return self._explained(growth(fact_id, now, base), [], basis)
        raise MissingFactsError(
            f"{fact_id} isn't printed, and nothing else tells it",
            where=f"{self._facts.period}, {fact_id}",
            advice="report this id; a formula names a figure that the bulletin lacks",
        )

    def _leg(self, fact_id: str, choice: Choice) -> Explanation:
        total = measured(choice, self._lines(choice))
        is_count = choice.measure in COUNTED or choice.measure == "line_count"
        fact = count(fact_id, total) if is_count else money(fact_id, total, "元")
        return self._explained(fact, [], choice)

    def _vintages(self, basis: Vintage) -> tuple[list[Explanation], list[Record]]:
        """The cumulative before by the build of its issue and by this one; what changed of it."""
        now = self._leg("overview.before.now", basis.choice)
        if not is_taken_from_print(self._facts, BEFORE):
            return [now], []
        raw = find_fact(self._facts, BEFORE)[0].raw or ""
        where = f"{self._facts.period}, {self._facts.area_code}"
        issue = printed_before(self._earlier, self._facts.headline_code, raw, where=where)
        before = explain(issue.facts, issue.published, "overview.cumulative")
        if not basis.is_revision:
            return [before], []
        changed = changed_lines(before.movements, now.movements)
        # the lines that changed are the answer; those of both vintages would bury them
        return [msgspec.structs.replace(one, movements=[]) for one in (before, now)], changed

    def _order(self, basis: Ranking) -> list[RankRow]:
        return ranked(self._connection, basis, programme=self._facts.programme, month=self._month)

    def _lines(self, choice: Choice) -> list[Movement]:
        return movements(
            self._connection,
            choice,
            programme=self._facts.programme,
            province_code=self._facts.province_code,
            month=self._month,
        )

    def _records(self, basis: Listing | Target) -> list[Record]:
        return records(
            self._connection,
            basis,
            programme=self._facts.programme,
            area_code=self._facts.area_code,
            month=self._month,
        )

    def _require_equal(self, fact: Fact, found: str, by: str) -> None:
        if found != fact.raw:
            raise FactsDisagreeError(
                f"the figure is {fact.raw}, what it is made of gives {found or 'nothing'} ({by})",
                where=f"{self._facts.period}, {fact.id}, build {build_of(self._facts)}",
                advice="don't use this figure: run `shanhuo control` for the month and report both",
            )
