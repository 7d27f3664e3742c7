"""What must hold between two cells of a row, as the forms declare it.

Cells that are empty break no rule but `needs`. Keep out: single cells, several rows (`checks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from connectors.registers.problems import Problem
from connectors.registers.spec_types import RegisterSpec, RowRule
from connectors.registers.wording import problem


def rule_problems(
    spec: RegisterSpec, table: pa.Table, row_numbers: Sequence[int]
) -> Iterator[Problem]:
    """Each row that breaks a rule of its form, told at the cell that has to change."""
    for rule in spec.rules:
        column, other = spec.column(rule.column), spec.column(rule.other)
        for place in pc.indices_nonzero(_broken(rule, table)).to_pylist():
            yield problem(
                rule.kind,
                column,
                row=row_numbers[place],
                value=table[rule.column][place].as_py(),
                other=other.name,
                other_zh=other.label_zh,
            )


def _broken(rule: RowRule, table: pa.Table) -> pa.ChunkedArray:
    mine, theirs = table[rule.column], table[rule.other]
    if rule.kind == "needs":
        return pc.and_(pc.is_null(mine), pc.is_valid(theirs))
    if rule.kind == "at_most":
        found = pc.greater(mine, theirs)
    elif rule.kind == "not_before":
        found = pc.less(mine, theirs)
    elif rule.kind == "after":
        found = pc.less_equal(mine, theirs)
    else:
        found = pc.equal(mine, theirs)
    return pc.fill_null(found, fill_value=False)
