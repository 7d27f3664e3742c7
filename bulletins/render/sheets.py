"""The tables as CSV and as one XLSX workbook.

One header row with units, no merged cells; a sample says so in a column of its own, so that the
header stays the first row. Text that a spreadsheet would take for a formula is defused.
Keep out: figures; cells are the facts' own texts.
Source: reference bulletins.md, part C (rules for spreadsheets); reliability.md, part 5.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime

import xlsxwriter

from bulletins.facts import Fact, Facts

Cell = str | Fact
Grid = tuple[list[str], list[list[Cell]]]
NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?")
NATURE = "数据性质"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def grids(facts: Facts) -> dict[str, tuple[str, str, Grid]]:
    """Every table by id: sheet name, title, header and rows; the control table last."""
    found = {}
    for table in facts.tables:
        rows: list[list[Cell]] = [list(row.cells) for row in table.rows]
        header = [column.header for column in table.columns]
        found[table.id] = (table.number, table.title, _marked(facts, header, rows))
    rows = [[row.key, row.name, *row.cells] for row in facts.control.rows]
    header = [column.header for column in facts.control.columns]
    found["control"] = ("勘稽表", facts.control.title, _marked(facts, header, rows))
    return found


def csv_file(grid: Grid) -> bytes:
    """A table as CSV: UTF-8 with BOM, CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    header, rows = grid
    writer.writerow(header)
    writer.writerows([[defused(shown(cell)) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def shown(cell: Cell) -> str:
    """A cell as printed."""
    return cell if isinstance(cell, str) else cell.text


def defused(text: str) -> str:
    """Text that a spreadsheet won't run; plain numbers stay numbers."""
    if text.startswith(FORMULA_SIGNS) and not NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def workbook(facts: Facts) -> bytes:
    """All tables as XLSX: 封面, 目录, 说明, one sheet a table, 勘稽表."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False})
    day = facts.issued_on
    book.set_properties(
        {
            "title": facts.title,
            "author": facts.issuer.name,
            "comments": facts.sandbox_note,
            "created": datetime(day.year, day.month, day.day),
        }
    )
    tables = grids(facts)
    _lines(book, "封面", _cover(facts))
    _lines(book, "目录", ["目录", *(f"{name}　{title}" for name, title, _ in tables.values())])
    _lines(book, "说明", _explained(facts))
    for table_id, (name, title, grid) in tables.items():
        _sheet(book, table_id, name, title, grid)
    book.close()
    return made.getvalue()


def _marked(facts: Facts, header: list[str], rows: list[list[Cell]]) -> Grid:
    if not facts.sandbox_note:
        return header, rows
    return [*header, NATURE], [[*row, facts.sandbox_note] for row in rows]


def _cover(facts: Facts) -> list[str]:
    mark = [facts.sandbox_note] if facts.sandbox_note else []
    said = [sentence.text for sentence in facts.frame]
    return [
        facts.title,
        *mark,
        f"{facts.masthead}　{facts.issue}",
        f"{facts.issuer.name}　{facts.issued_text}",
        f"状态：{facts.state}",
        *said,
        *(f"{entry.label}：{entry.text}" for entry in facts.colophon),
    ]


def _explained(facts: Facts) -> list[str]:
    lines = ["说明"]
    for note in facts.notes:
        lines.append(note.heading)
        lines += [sentence.text for sentence in note.sentences]
    for table in facts.tables:
        lines += [f"{table.number}注：{sentence.text}" for sentence in table.notes]
    return lines


def _lines(book: xlsxwriter.Workbook, name: str, lines: list[str]) -> None:
    sheet = book.add_worksheet(name)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 90, wrapped)
    for position, line in enumerate(lines):
        sheet.write_string(position, 0, line)


def _sheet(book: xlsxwriter.Workbook, table_id: str, name: str, title: str, grid: Grid) -> None:
    header, rows = grid
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&C{title}")
    formats = {
        places: book.add_format({"num_format": _number_format(places)}) for places in (0, 1, 2)
    }
    formats |= {-2: book.add_format({"num_format": "#,##0.00"})}
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, line, column, shown(cell), isinstance(cell, Fact), formats)
    sheet.add_table(
        0,
        0,
        max(len(rows), 1),
        len(header) - 1,
        {
            "name": f"table_{table_id.replace('-', '_')}",
            "columns": [{"header": label} for label in header],
            "autofilter": False,
            "style": "Table Style Light 1",
            "banded_rows": False,
        },
    )
    for column, label in enumerate(header):
        widest = max([len(label), *(len(shown(row[column])) for row in rows)])
        sheet.set_column(column, column, min(2 * widest + 2, 44))


def _write(  # one cell
    sheet: xlsxwriter.worksheet.Worksheet,
    line: int,
    column: int,
    text: str,
    is_figure: bool,  # noqa: FBT001
    formats: dict[int, xlsxwriter.format.Format],
) -> None:
    if not (is_figure and NUMBER.fullmatch(text)):
        sheet.write_string(line, column, text)
        return
    places = len(text.partition(".")[2])
    # a workbook knows only binary numbers; the format brings the printed text back
    value = float(text.replace(",", ""))
    sheet.write_number(line, column, value, formats[-2 if "," in text else places])


def _number_format(places: int) -> str:
    return "0" if places == 0 else f"0.{'0' * places}"
