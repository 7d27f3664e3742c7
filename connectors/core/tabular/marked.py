"""The clerk's file with every wrong cell in red, a note in it, and a list of all errors.

Rows and columns stand where they stood, as text, so that the copy can be mended and loaded. It is
the clerk's own file going back to the clerk: no value is left out. Texts are written as texts, so
none becomes a formula. Keep out: finding what is wrong, its words.
"""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

import msgspec
import xlsxwriter

from connectors.core.tabular.tables import SourceTable

#: above so many rows the copy holds only those with errors
MOST_ROWS = 5000
# Excel gives up above about a million comments and cuts longer ones
_MOST_NOTES = 10_000
_LONGEST_NOTE = 1000
LIST_SHEET = "错误清单"
_HEADINGS = ("工作表", "单元格", "行号", "栏目", "填写内容", "错误原因", "修改办法")
_WIDTHS = (14, 10, 8, 18, 24, 40, 50)
_UNFIT_FOR_A_NAME = str.maketrans("", "", "[]:*?/\\")
_LONGEST_NAME = 31


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to mend, in Chinese: its row in the file, its cells (as C17) where it has any.

    Without cells the note stands in the row's first one; without a row it is in the list alone.
    `value` is what the list repeats of the cell, None where it may hold what nobody should read.
    """

    row: int | None
    cells: tuple[str, ...]
    label: str
    value: str | None
    reason: str
    advice: str


def write_marked(
    source: SourceTable | None, marks: list[Mark], out: Path, *, sheet_name: str
) -> None:
    """Write the marked copy to `out` (.xlsx), whole or not at all.

    `sheet_name` is for a source that has none (CSV). Where the file had no header (`source` is
    None) the copy holds the list alone.
    """
    temporary = out.with_name(f".{out.name}.tmp")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    # no part of the sender's rows lies in the machine's folder for temporary files
    options["in_memory"] = True
    with xlsxwriter.Workbook(str(temporary), options) as book:
        if source is not None:
            _write_rows(book, source, marks, _sheet_name(source, sheet_name))
        _write_list(book, source, marks)
    with temporary.open("rb+") as handle:
        os.fsync(handle.fileno())
    temporary.replace(out)


def _write_rows(
    book: xlsxwriter.Workbook, source: SourceTable, marks: list[Mark], name: str
) -> None:
    sheet = book.add_worksheet(name)
    # a text that begins like a formula stays a text even where it is typed anew
    plain = book.add_format({"num_format": "@", "quote_prefix": True})
    wrong = book.add_format({"num_format": "@", "quote_prefix": True, "bg_color": "#FF9999"})
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "text_wrap": True})
    by_cell = _by_cell(marks)
    wrong_rows = {row for row, _ in by_cell}
    is_whole = len(source.rows) <= MOST_ROWS
    at_header = source.header_number - 1 if is_whole else 0
    for column, text in enumerate(source.header):
        marked = (source.header_number, column) in by_cell
        sheet.write_string(at_header, column, text, wrong if marked else head)
        sheet.set_column(column, column, max(12, 2 * len(text) + 2), plain)
    kept = [r for r in source.rows if is_whole or r.number in wrong_rows]
    notes = 0
    for line, row in enumerate(kept, at_header + 1):
        at = row.number - 1 if is_whole else line
        is_broken = row.defect is not None and row.number in wrong_rows
        for column, text in enumerate(row.cells):
            is_wrong = is_broken or (row.number, column) in by_cell
            sheet.write_string(at, column, text, wrong if is_wrong else plain)
        for column, found in _noted(row.number, len(source.header), by_cell):
            if column >= len(row.cells) or not row.cells[column]:
                sheet.write_blank(at, column, None, wrong)
            if notes < _MOST_NOTES:
                sheet.write_comment(at, column, _note(found), {"x_scale": 2, "y_scale": 1.5})
                notes += 1
    sheet.freeze_panes(at_header + 1, 0)


def _noted(
    row: int, width: int, by_cell: dict[tuple[int, int], list[Mark]]
) -> list[tuple[int, list[Mark]]]:
    return [(c, by_cell[row, c]) for c in range(width) if (row, c) in by_cell]


def _by_cell(marks: list[Mark]) -> dict[tuple[int, int], list[Mark]]:
    found: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    for mark in marks:
        for cell in mark.cells:
            found[place_in(cell)].append(mark)
        if not mark.cells and mark.row is not None:
            found[mark.row, 0].append(mark)
    return found


def place_in(cell: str) -> tuple[int, int]:
    """The row number from 1 and the column from 0 of a cell such as C17."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]), column - 1


def _note(marks: list[Mark]) -> str:
    return "\n".join(f"{mark.reason}。{mark.advice}" for mark in marks)[:_LONGEST_NOTE]


def _write_list(book: xlsxwriter.Workbook, source: SourceTable | None, marks: list[Mark]) -> None:
    sheet = book.add_worksheet(LIST_SHEET)
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7"})
    plain = book.add_format({"num_format": "@", "quote_prefix": True, "text_wrap": True})
    for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        sheet.write_string(0, column, heading, head)
        sheet.set_column(column, column, width)
    for line, mark in enumerate(marks, 1):
        cells = (
            (source and source.sheet) or "",
            "、".join(mark.cells),
            "" if mark.row is None else str(mark.row),
            mark.label,
            mark.value or "",
            mark.reason,
            mark.advice,
        )
        for column, text in enumerate(cells):
            sheet.write_string(line, column, text, plain)
    sheet.freeze_panes(1, 0)


def _sheet_name(source: SourceTable, otherwise: str) -> str:
    if source.sheet not in (None, LIST_SHEET):
        return str(source.sheet)
    return otherwise.translate(_UNFIT_FOR_A_NAME)[:_LONGEST_NAME]
