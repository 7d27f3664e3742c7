"""Rules between two cells of a row: each declared rule is broken once and told at its cell."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from connectors.registers.checks import row_problems
from connectors.registers.spec_types import RegisterSpec, RowRule
from connectors.registers.specs import REGISTERS

RULES = [(spec, rule) for spec in REGISTERS.values() for rule in spec.rules]
VALUES: dict[str, tuple[Any, Any]] = {
    "date": (date(2020, 5, 1), date(2020, 6, 1)),
    "integer": (3, 7),
    "text": ("a", "b"),
}


def _told(spec: RegisterSpec, row: dict[str, Any]) -> list[str]:
    table = pa.Table.from_pylist([row], schema=spec.schema())
    return [p.column for p in row_problems(spec, table, [2], with_shares=False)]


@pytest.mark.parametrize(("spec", "rule"), RULES)
def test_a_row_that_breaks_a_rule_is_told_at_its_cell(spec: RegisterSpec, rule: RowRule) -> None:
    low, high = VALUES[spec.column(rule.other).type]
    mine = {
        "needs": None,
        "at_most": high,
        "not_before": low,
        "after": low,
        "differs": low,
    }[rule.kind]
    theirs = high if rule.kind == "not_before" else low
    row = {rule.column: mine, rule.other: theirs}
    assert rule.column in _told(spec, row)


@pytest.mark.parametrize(("spec", "rule"), RULES)
def test_a_row_that_keeps_it_or_leaves_the_cell_empty_is_not(
    spec: RegisterSpec, rule: RowRule
) -> None:
    low, high = VALUES[spec.column(rule.other).type]
    mine, theirs = {
        "needs": (VALUES[spec.column(rule.column).type][0], low),
        "at_most": (low, low),
        "not_before": (low, low),
        "after": (high, low),
        "differs": (high, low),
    }[rule.kind]
    # alone, so that no other rule of the register speaks
    alone = [r for r in spec.rules if r == rule]
    only = RegisterSpec(
        name=spec.name,
        title_zh=spec.title_zh,
        meaning=spec.meaning,
        key=spec.key,
        columns=spec.columns,
        rules=tuple(alone),
    )
    assert _told(only, {rule.column: mine, rule.other: theirs}) == []
    assert _told(only, {rule.column: mine}) == []
