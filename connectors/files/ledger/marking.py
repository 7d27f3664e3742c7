"""The marked copy of a ledger file: its flaws as marks in the keeper's own rows.

The list repeats no cell: what stands in a wrong column may be a person's number. Keep out: finding
flaws (`files.checking`), the workbook (`core.tabular.marked`), exports (they may name buyers).
"""

from __future__ import annotations

from pathlib import Path

from connectors.core.tabular.marked import Mark, write_marked
from connectors.core.tabular.tables import SourceTable
from connectors.files.checking import Flaw
from connectors.files.ledger.columns import TITLE_ZH


def write_marked_ledger(source: SourceTable | None, flaws: list[Flaw], out: Path) -> None:
    """Write the marked copy to `out` (.xlsx), whole or not at all.

    Without a header (`source` is None) the copy holds the list alone.
    """
    marks = [
        Mark(
            row=flaw.row,
            cells=flaw.cells,
            label=flaw.column or "",
            value=None,
            reason=flaw.what,
            advice=flaw.advice,
        )
        for flaw in flaws
    ]
    write_marked(source, marks, out, sheet_name=TITLE_ZH)
