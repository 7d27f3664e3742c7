"""The clerk's file with every wrong cell in red, a note in it, and a list of all errors.

Rows and columns stand where they stood, as text, so that the copy can be mended and loaded. It is
the clerk's own file going back to the clerk: no value is left out. Texts are written as texts, so
none becomes a formula. Keep out: finding problems.
"""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

import xlsxwriter

from connectors.core.tabular.tables import SourceTable
from connectors.registers.problems import Problem
from connectors.registers.reader import Check
from connectors.registers.specs import register_spec

#: above so many rows the copy holds only those with errors
MOST_ROWS = 5000
# Excel gives up above about a million comments and cuts longer ones
_MOST_NOTES = 10_000
_LONGEST_NOTE = 1000
LIST_SHEET = "错误清单"
_HEADINGS = ("工作表", "单元格", "行号", "栏目", "填写内容", "错误原因", "修改办法")
_WIDTHS = (14, 10, 8, 18, 24, 40, 50)


def write_marked_copy(check: Check, out: Path) -> None:
    """Write the marked copy to `out` (.xlsx), whole or not at all.

    Where the file had no header the copy holds the list alone.
    """
    temporary = out.with_name(f".{out.name}.tmp")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(temporary), options) as book:
        if check.source is not None:
            _write_rows(book, check, check.source)
        _write_list(book, check.problems)
    with temporary.open("rb+") as handle:
        os.fsync(handle.fileno())
    temporary.replace(out)


def _write_rows(book: xlsxwriter.Workbook, check: Check, source: SourceTable) -> None:
    sheet = book.add_worksheet(_sheet_name(check))
    # a text that begins like a formula stays a text even where it is typed anew
    plain = book.add_format({"num_format": "@", "quote_prefix": True})
    wrong = book.add_format({"num_format": "@", "quote_prefix": True, "bg_color": "#FF9999"})
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "text_wrap": True})
    by_cell, by_row = _by_place(check.problems)
    is_whole = len(source.rows) <= MOST_ROWS
    at_header = source.header_number - 1 if is_whole else 0
    for column, text in enumerate(source.header):
        marked = (source.header_number, column) in by_cell
        sheet.write_string(at_header, column, text, wrong if marked else head)
        sheet.set_column(column, column, max(12, 2 * len(text) + 2), plain)
    kept = [r for r in source.rows if is_whole or r.number in by_row]
    notes = 0
    for line, row in enumerate(kept, at_header + 1):
        at = row.number - 1 if is_whole else line
        for column, text in enumerate(row.cells):
            found = by_cell.get((row.number, column)) or (by_row[row.number] if row.defect else [])
            sheet.write_string(at, column, text, wrong if found else plain)
        for column, found in _noted(row.number, len(source.header), by_cell):
            if column >= len(row.cells) or not row.cells[column]:
                sheet.write_blank(at, column, None, wrong)
            if notes < _MOST_NOTES:
                sheet.write_comment(at, column, _note(found), {"x_scale": 2, "y_scale": 1.5})
                notes += 1
    sheet.freeze_panes(at_header + 1, 0)


def _noted(
    row: int, width: int, by_cell: dict[tuple[int, int], list[Problem]]
) -> list[tuple[int, list[Problem]]]:
    return [(c, by_cell[row, c]) for c in range(width) if (row, c) in by_cell]


def _by_place(
    problems: list[Problem],
) -> tuple[dict[tuple[int, int], list[Problem]], dict[int, list[Problem]]]:
    by_cell: dict[tuple[int, int], list[Problem]] = defaultdict(list)
    by_row: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.cell is not None:
            by_cell[place_in(problem.cell)].append(problem)
        if problem.row is not None:
            by_row[problem.row].append(problem)
    return by_cell, by_row


def place_in(cell: str) -> tuple[int, int]:
    """The row number from 1 and the column from 0 of a cell such as C17."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]), column - 1


def _note(problems: list[Problem]) -> str:
    lines = [f"{p.reason_zh or p.reason}。{p.advice_zh or p.advice}" for p in problems]
    return "\n".join(lines)[:_LONGEST_NOTE]


def _write_list(book: xlsxwriter.Workbook, problems: list[Problem]) -> None:
    sheet = book.add_worksheet(LIST_SHEET)
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7"})
    plain = book.add_format({"num_format": "@", "quote_prefix": True, "text_wrap": True})
    for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        sheet.write_string(0, column, heading, head)
        sheet.set_column(column, column, width)
    for line, problem in enumerate(problems, 1):
        cells = (
            problem.sheet or "",
            problem.cell or "",
            "" if problem.row is None else str(problem.row),
            problem.label_zh or problem.column,
            problem.value or "",
            problem.reason_zh or problem.reason,
            problem.advice_zh or problem.advice,
        )
        for column, text in enumerate(cells):
            sheet.write_string(line, column, text, plain)
    sheet.freeze_panes(1, 0)


def _sheet_name(check: Check) -> str:
    if check.source is not None and check.source.sheet not in (None, LIST_SHEET):
        return str(check.source.sheet)
    return register_spec(check.register).title_zh.translate(str.maketrans("", "", "[]:*?/\\"))[:31]
