"""The workbook of a register that a clerk fills in, in Chinese, with drop-downs and notes.

Text cells for codes, a locked header, no macro and no password, so that any spreadsheet opens it.
It holds no example row that could be reported by mistake: examples stand among the notes.
Keep out: reading it back (`reader`), the form of any register (`specs`), which rows stand.
"""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import xlsxwriter

from connectors.registers.notes import write_notes
from connectors.registers.spec_types import VALIDITY, RegisterColumn
from connectors.registers.specs import register_spec

CHOICES_SHEET = "可填代码"
_PREPARED_ROWS = 5000
# Excel takes no longer list in a drop-down; a longer one stands on a sheet of its own
_LONGEST_LIST = 255
# what a clerk may still do on a sheet whose header is locked
_ALLOWED = {
    "format_cells": True,
    "format_columns": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
}


class Filling(msgspec.Struct, frozen=True, kw_only=True):
    """What a form is given for one area: its name, its standing rows, the codes to choose from.

    `choices` are codes with their names by ASCII column name.
    """

    area: str | None = None
    rows: pa.Table | None = None
    choices: dict[str, list[tuple[str, str]]] = msgspec.field(default_factory=dict)


def write_template(name: str, path: Path, filling: Filling | None = None) -> None:
    """Write the register's template to `path` (.xlsx), whole or not at all.

    Raises ConfigurationError for an unknown register.
    """
    spec = register_spec(name)
    write_form(spec.title_zh, (*spec.columns, *VALIDITY), path, filling)


def write_form(
    title_zh: str,
    columns: tuple[RegisterColumn, ...],
    path: Path,
    filling: Filling | None = None,
) -> None:
    """Write a form of these columns to `path` (.xlsx), whole or not at all; empty by default."""
    given = filling or Filling()
    rows = [] if given.rows is None else given.rows.to_pylist()
    temporary = path.with_name(f".{path.name}.tmp")
    # no part of it lies in the machine's folder for temporary files, and it takes half the time
    with xlsxwriter.Workbook(str(temporary), {"in_memory": True}) as book:
        sheet = book.add_worksheet(sheet_name(title_zh))
        _write_header(book, sheet, columns)
        _write_rows(book, sheet, columns, rows)
        write_notes(book, title_zh, columns, area=given.area)
        _add_lists(book, sheet, columns, given.choices, max(_PREPARED_ROWS, len(rows) + 1000))
        sheet.freeze_panes(1, 0)
        sheet.protect("", _ALLOWED)
    with temporary.open("rb+") as handle:
        os.fsync(handle.fileno())
    temporary.replace(path)


def sheet_name(title_zh: str) -> str:
    """A title as spreadsheets let a sheet be called: no brackets, 31 characters at most."""
    return title_zh.translate(str.maketrans("", "", "（）[]:*?/\\"))[:31]


def cell_text(column: RegisterColumn, value: object) -> str:
    """A value as a clerk would write it: the Chinese word, 是 or 否, the day."""
    if value is None:
        return ""
    if column.type == "boolean":
        return "是" if value else "否"
    if column.values:
        parts = str(value).split(column.separator) if column.separator else [str(value)]
        # a word that the vocabulary has lost since stays as it was, for the check to tell
        words = [column.values.get(part, part) for part in parts]
        return (column.separator or "").join(words)
    return str(value)


def _write_header(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    columns: tuple[RegisterColumn, ...],
) -> None:
    look = {"bold": True, "text_wrap": True, "valign": "top", "border": 1}
    required = book.add_format({**look, "bg_color": "#FCE4D6"})
    optional = book.add_format({**look, "bg_color": "#DDEBF7"})
    # codes keep all their digits only in cells that are text from the start
    bodies = {
        "text": book.add_format({"num_format": "@", "locked": False}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "locked": False}),
        "boolean": book.add_format({"locked": False}),
        "integer": book.add_format({"num_format": "0", "locked": False}),
    }
    for place, column in enumerate(columns):
        width = max(12, 2 * len(column.label_zh) + 2, *(1 + n for n in column.digits))
        sheet.set_column(place, place, width, bodies[column.type])
        sheet.write_string(0, place, column.label_zh, required if column.is_required else optional)


def _write_rows(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    columns: tuple[RegisterColumn, ...],
    rows: list[dict[str, Any]],
) -> None:
    as_text = book.add_format({"num_format": "@", "locked": False, "quote_prefix": True})
    as_day = book.add_format({"num_format": "yyyy-mm-dd", "locked": False})
    for line, row in enumerate(rows, 1):
        for place, column in enumerate(columns):
            value = row[column.name]
            if isinstance(value, date) and value.year >= 1900:
                sheet.write_datetime(
                    line, place, datetime(value.year, value.month, value.day), as_day
                )
            elif column.type == "integer" and value is not None:
                sheet.write_number(line, place, value)
            elif value is not None:
                sheet.write_string(line, place, cell_text(column, value), as_text)


def _add_lists(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    columns: tuple[RegisterColumn, ...],
    choices: dict[str, list[tuple[str, str]]],
    last_row: int,
) -> None:
    """A drop-down for each column of a vocabulary or of known codes."""
    codes: xlsxwriter.worksheet.Worksheet | None = None
    used = 0
    for place, column in enumerate(columns):
        words = ["是", "否"] if column.type == "boolean" else list(column.values.values())
        known = choices.get(column.name, [])
        if column.separator is not None or not (words or known):
            continue
        source: list[str] | str = words
        if known or len(",".join(words)) > _LONGEST_LIST:
            if codes is None:
                codes = book.add_worksheet(CHOICES_SHEET)
            source = _write_choices(codes, used, column, known or [(word, "") for word in words])
            used += 3
        sheet.data_validation(
            1,
            place,
            last_row,
            place,
            {
                "validate": "list",
                "source": source,
                "error_title": "不在可填内容之内",
                "error_message": "请从下拉框选择。",
            },
        )


def _write_choices(
    codes: xlsxwriter.worksheet.Worksheet,
    at: int,
    column: RegisterColumn,
    known: list[tuple[str, str]],
) -> str:
    """Write the codes with their names from column `at` on; gives the range of the codes."""
    codes.write_string(0, at, column.label_zh)
    codes.write_string(0, at + 1, "名称")
    codes.set_column(at, at + 1, 18)
    for line, (code, name) in enumerate(known, 1):
        codes.write_string(line, at, code)
        codes.write_string(line, at + 1, name)
    letter = xlsxwriter.utility.xl_col_to_name(at, col_abs=True)
    return f"='{CHOICES_SHEET}'!{letter}$2:{letter}${len(known) + 1}"
