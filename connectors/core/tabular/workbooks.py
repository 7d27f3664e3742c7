"""The rows of a workbook's sheets; cells merged over several rows are filled, and marked as merged.

A merged cell holds its value in its first row only. An order's number merged over its lines is
meant for each of them; an amount is meant for all together, so whoever reads must know which cells
were merged. Keep out: what a sheet means, whether the workbook is safe (`inspection`).
"""

from __future__ import annotations

import io

import msgspec
import python_calamine as calamine

from connectors.core.tabular.inspection import MOST_CELLS, inspect_workbook, refused


class SheetRow(msgspec.Struct):
    """A row's cells as the spreadsheet typed them, and the columns merged over several rows."""

    cells: list[object]
    merged: set[int] = msgspec.field(default_factory=set)


def read_sheets(data: bytes, *, where: str) -> dict[str, list[SheetRow]]:
    """The rows of every sheet by the sheet's name.

    Raises FatalFeedError where the workbook is unsafe, damaged or protected by a password.
    """
    inspect_workbook(data, where=where)
    try:
        with calamine.load_workbook(io.BytesIO(data)) as book:
            return {name: _rows(book.get_sheet_by_name(name), where) for name in book.sheet_names}
    except calamine.PasswordError as error:
        raise refused("the workbook is protected by a password", where) from error
    except calamine.CalamineError as error:
        raise refused("the workbook is damaged", where) from error


def _rows(sheet: calamine.CalamineSheet, where: str) -> list[SheetRow]:
    rows = [SheetRow(list[object](cells)) for cells in sheet.to_python(skip_empty_area=False)]
    left = MOST_CELLS
    for (top, first), (bottom, _) in sheet.merged_cell_ranges or ():
        below = rows[top + 1 : bottom + 1]
        left -= len(below)
        if left < 0:
            raise refused(f"a sheet merges more than {MOST_CELLS:,} cells", where)
        for row in below:
            row.cells[first] = rows[top].cells[first]
        for row in rows[top : bottom + 1] if below else ():
            row.merged.add(first)
    return rows
