"""The marked copy of a register's file: its problems as marks in the clerk's own words.

Keep out: the workbook (`core.tabular.marked`), finding problems.
"""

from __future__ import annotations

from pathlib import Path

from connectors.core.tabular.marked import Mark, write_marked
from connectors.registers.reader import Check
from connectors.registers.specs import register_spec


def write_marked_copy(check: Check, out: Path) -> None:
    """Write the marked copy to `out` (.xlsx), whole or not at all.

    Where the file had no header the copy holds the list alone.
    """
    marks = [
        Mark(
            row=problem.row,
            cells=() if problem.cell is None else (problem.cell,),
            label=problem.label_zh or problem.column,
            value=problem.value,
            reason=problem.reason_zh or problem.reason,
            advice=problem.advice_zh or problem.advice,
        )
        for problem in check.problems
    ]
    write_marked(check.source, marks, out, sheet_name=register_spec(check.register).title_zh)
