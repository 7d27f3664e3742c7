"""The empty form of a file feed: a workbook with drop-downs and notes, or a plain CSV.

Numbers of orders and codes stand in cells that are text from the start, so that a spreadsheet takes
no digit away. Keep out: reading it back, the meaning of columns.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

from connectors.core.errors import ConfigurationError
from connectors.files.forms import Form, form_of
from connectors.files.spec import Column

_PREPARED_ROWS = 5000
# Excel takes no longer list in a drop-down
_LONGEST_LIST = 255
_FORMATS_ZH = {
    "text": "文本",
    "id": "文本，逐位照写",
    "money": "元，最多两位小数",
    "count": "整数",
    "time": "时间，如 2020-06-30 08:05:00",
    "day": "时间或日期",
    "month": "日期或月份",
    "choice": "照可填内容选填",
}


def write_template(name: str, path: Path, *, rows: Sequence[Mapping[str, str]] = ()) -> Form:
    """Write the template of a feed (or of a platform's only feed) to `path`, whole or not at all.

    `rows` are begun ones to go on with: cells by our name of the column, as a person types them.
    Raises ConfigurationError for an unknown feed and for another ending than .xlsx or .csv.
    """
    form = form_of(name)
    if path.suffix.lower() == ".xlsx":
        data = _workbook(form, rows)
    elif path.suffix.lower() == ".csv":
        data = _text(form, rows)
    else:
        raise ConfigurationError(
            f"a template can't be written as {path.suffix or 'a file without ending'}",
            where=str(path),
            advice="name it .xlsx or .csv",
        )
    temporary = path.with_name(f".{path.name}.tmp")
    with temporary.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(path)
    return form


def _text(form: Form, rows: Sequence[Mapping[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([form.mark])
    writer.writerow([column.names[0] for column in form.columns.values()])
    writer.writerows([row.get(name, "") for name in form.columns] for row in rows)
    return out.getvalue().encode(form.encoding)


def _workbook(form: Form, rows: Sequence[Mapping[str, str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("填报表")
        required = book.add_format({"bold": True, "bg_color": "#FCE4D6", "text_wrap": True})
        optional = book.add_format({"bold": True, "bg_color": "#DDEBF7", "text_wrap": True})
        as_text = book.add_format({"num_format": "@"})
        sheet.write_string(0, 0, form.mark)
        for place, column in enumerate(form.columns.values()):
            width = max(12, 2 * len(column.names[0]) + 2)
            is_text = column.kind not in ("money", "count")
            sheet.set_column(place, place, width, as_text if is_text else None)
            heading = required if column.is_required else optional
            sheet.write_string(1, place, column.names[0], heading)
            _add_list(sheet, place, column)
        for number, row in enumerate(rows, start=2):
            for place, name in enumerate(form.columns):
                if row.get(name):
                    sheet.write_string(number, place, row[name], as_text)
        sheet.freeze_panes(2, 0)
        _write_notes(book, form)
    return out.getvalue()


def _add_list(sheet: xlsxwriter.worksheet.Worksheet, place: int, column: Column) -> None:
    words = list(column.words)
    if words and len(",".join(words)) <= _LONGEST_LIST:
        sheet.data_validation(
            2, place, _PREPARED_ROWS, place, {"validate": "list", "source": words}
        )


def _write_notes(book: xlsxwriter.Workbook, form: Form) -> None:
    notes = book.add_worksheet("填写说明")
    notes.set_column(0, 4, 28)
    rows = [
        (f"{form.title_zh}（表式来源：{form.source_zh}）", "", "", "", ""),
        ("栏目", "栏目要求", "格式", "可填内容", "说明"),
        *(
            (
                column.names[0],
                "必备栏" if column.is_required else "可选栏",
                _FORMATS_ZH[column.kind],
                "、".join(column.words),
                column.note_zh,
            )
            for column in form.columns.values()
        ),
    ]
    for row, cells in enumerate(rows):
        for place, text in enumerate(cells):
            notes.write_string(row, place, text)
