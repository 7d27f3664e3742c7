"""The empty workbook of a register that a clerk fills in, in Chinese, with drop-downs.

Keep out: reading it back (`reader`), the form of any register (`specs`).
"""

from __future__ import annotations

import os
from pathlib import Path

import xlsxwriter

from connectors.registers.spec_types import VALIDITY, RegisterColumn
from connectors.registers.specs import register_spec

_PREPARED_ROWS = 5000
# Excel takes no longer list in a drop-down
_LONGEST_LIST = 255
_TYPE_WORDS = {
    "text": "文本",
    "boolean": "是或否",
    "date": "日期，如 2020-06-30",
    "integer": "整数",
}


def write_template(name: str, path: Path) -> None:
    """Write the register's template to `path` (.xlsx), whole or not at all.

    Raises ConfigurationError for an unknown register.
    """
    spec = register_spec(name)
    write_form(spec.title_zh, (*spec.columns, *VALIDITY), path)


def write_form(title_zh: str, columns: tuple[RegisterColumn, ...], path: Path) -> None:
    """Write an empty form of these columns to `path` (.xlsx), whole or not at all."""
    temporary = path.with_name(f".{path.name}.tmp")
    with xlsxwriter.Workbook(str(temporary)) as book:
        sheet = book.add_worksheet(_sheet_name(title_zh))
        required = book.add_format({"bold": True, "bg_color": "#FCE4D6", "text_wrap": True})
        optional = book.add_format({"bold": True, "bg_color": "#DDEBF7", "text_wrap": True})
        # codes keep all their digits only in cells that are text from the start
        as_text = book.add_format({"num_format": "@"})
        for place, column in enumerate(columns):
            width = max(12, 2 * len(column.label_zh) + 2)
            sheet.set_column(place, place, width, as_text if column.type == "text" else None)
            sheet.write(0, place, column.label_zh, required if column.is_required else optional)
            _add_list(sheet, place, column)
        sheet.freeze_panes(1, 0)
        _write_notes(book, columns)
    with temporary.open("rb+") as handle:
        os.fsync(handle.fileno())
    temporary.replace(path)


def _add_list(sheet: xlsxwriter.worksheet.Worksheet, place: int, column: RegisterColumn) -> None:
    words = ["是", "否"] if column.type == "boolean" else list(column.values.values())
    if words and column.separator is None and len(",".join(words)) <= _LONGEST_LIST:
        sheet.data_validation(
            1, place, _PREPARED_ROWS, place, {"validate": "list", "source": words}
        )


def _write_notes(book: xlsxwriter.Workbook, columns: tuple[RegisterColumn, ...]) -> None:
    notes = book.add_worksheet("填写说明")
    notes.set_column(0, 3, 24)
    for row, cells in enumerate(
        [
            ("栏目", "是否必填", "填写格式", "可填内容"),
            *(
                (c.label_zh, "必填" if c.is_required else "选填", _form(c), _words(c))
                for c in columns
            ),
        ]
    ):
        for place, text in enumerate(cells):
            notes.write_string(row, place, text)


def _form(column: RegisterColumn) -> str:
    if column.digits:
        return "或".join(f"{length} 位代码" for length in column.digits)
    return _TYPE_WORDS[column.type]


def _words(column: RegisterColumn) -> str:
    words = "、".join(column.values.values())
    return f"{words}（可多选，用 | 分隔）" if column.separator else words


def _sheet_name(title_zh: str) -> str:
    return title_zh.replace("（", "").replace("）", "")[:31]
