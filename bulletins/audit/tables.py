"""Tables agree cell by cell in facts, HTML, CSV, XLSX, and their figures stand in the PDF.

Keep out: sentences (`numbers`).
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

from bulletins.audit.numbers import TOKEN, tokens
from bulletins.audit.reading import Grid, PageReader, read_csv, read_workbook
from bulletins.errors import FormatsDisagreeError
from bulletins.facts import Facts

ADVICE = "report this with the build id: a renderer changed a cell"


def expected(facts: Facts) -> dict[str, tuple[str, Grid]]:
    """Sheet name and printed cells of every table, header first."""
    found = {}
    for table in facts.tables:
        rows = [[c if isinstance(c, str) else c.text for c in row.cells] for row in table.rows]
        found[table.id] = (table.number, [[c.header for c in table.columns], *rows])
    control = facts.control
    cells = [[row.key, row.name, *(c.text for c in row.cells)] for row in control.rows]
    found["control"] = ("勘稽表", [[c.header for c in control.columns], *cells])
    return found


def check_page_tables(facts: Facts, page: PageReader) -> None:
    """Each table of the page, and the control values behind the printed ones."""
    for table_id, (_, grid) in expected(facts).items():
        _same(grid, page.tables.get(table_id, []), f"bulletin.html#{table_id}")
    for row in facts.control.rows:
        wanted = [str(row.gross_fen), str(row.refund_fen), str(row.net_fen)]
        _same([wanted], [page.controls.get(row.key, [])], f"bulletin.html#control {row.key}")


def check_csv(facts: Facts, files: dict[str, bytes]) -> None:
    """Each CSV file, given by table id."""
    for table_id, (_, grid) in expected(facts).items():
        found = read_csv(files[table_id])
        _same(_marked(facts, grid), found, f"tables/{table_id}.csv")


def check_workbook(facts: Facts, raw: bytes) -> None:
    """Each sheet of the workbook; numbers are compared as their format shows them."""
    sheets = read_workbook(raw)
    for name, grid in expected(facts).values():
        wanted = _marked(facts, grid)
        sheet = sheets.get(name, [])
        found = [
            [_as_printed(cell, text) for cell, text in zip(row, line, strict=False)]
            for row, line in zip(sheet, wanted, strict=False)
        ]
        if len(sheet) != len(wanted):
            found = [[str(cell) for cell in row] for row in sheet]
        _same(wanted, found, f"tables.xlsx sheet {name}")


def check_pdf_tables(facts: Facts, text: str) -> None:
    """Every figure of every table stands in the PDF at least as often as in the tables."""
    flat = re.sub(r"\s+", " ", text)
    printed = Counter(tokens(flat))
    wanted = Counter(
        token
        for _, grid in expected(facts).values()
        for line in grid[1:]
        for cell in line[1:]
        for token in TOKEN.findall(cell)
    )
    missing = sorted((wanted - printed).items())
    if missing:
        raise FormatsDisagreeError(
            f"{len(missing)} figure(s) of the tables are missing, first {missing[:5]}",
            where="bulletin.pdf",
            advice=ADVICE,
        )
    for row in facts.control.rows:
        line = " ".join([row.key, row.name, *(cell.text for cell in row.cells)])
        if line not in flat:
            raise FormatsDisagreeError(
                f"the control row {line!r} doesn't stand in the text",
                where="bulletin.pdf, 勘稽表",
                advice=ADVICE,
            )


def _marked(facts: Facts, grid: Grid) -> Grid:
    if not facts.sandbox_note:
        return grid
    return [[*grid[0], "数据性质"], *([*line, facts.sandbox_note] for line in grid[1:])]


def _as_printed(cell: object, text: str) -> str:
    if not isinstance(cell, int | float):
        return str(cell)
    places = len(text.partition(".")[2])
    exact = Decimal(str(cell)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{exact:,}" if "," in text else f"{exact}"


def _same(wanted: Grid, found: Grid, where: str) -> None:
    if wanted == found:
        return
    for number, (left, right) in enumerate(zip(wanted, found, strict=False)):
        if left != right:
            raise FormatsDisagreeError(
                f"row {number} reads {right}, the facts say {left}", where=where, advice=ADVICE
            )
    raise FormatsDisagreeError(
        f"{len(found)} rows, the facts have {len(wanted)}", where=where, advice=ADVICE
    )
