"""A file as a header and numbered rows (CSV, XLSX, XLS); the header may stand a little lower.

Columns are found by name, in any order, with blanks around names taken off. Source: platforms.md,
section 9 (header within the first five lines, blank rows dropped). Keep out: what a column means.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec

from connectors.core.errors import ConfigurationError, FatalFeedError
from connectors.core.tabular.cells import plain
from connectors.core.tabular.encoding import DecodedText, readings
from connectors.core.tabular.workbooks import read_sheets

HEADER_SEARCHED_ROWS = 5
MOST_CSV_BYTES = 500 * 1024**2
_WORKBOOKS = frozenset({".xlsx", ".xls"})
# an address or memo may hold line breaks inside quotes, but not a whole chapter
_LONGEST_RECORD_LINES = 20


class TableRow(msgspec.Struct, frozen=True):
    """One row: its number in the file (from 1), its cells as text, and why it can't be read."""

    number: int
    cells: list[str]
    # short code: "undecodable", "unbalanced-quotes", "columns"; None where the row is whole
    defect: str | None = None
    # columns (from 0) whose value stands in a cell merged over several rows
    merged: frozenset[int] = frozenset()


class SourceTable(msgspec.Struct, frozen=True, kw_only=True):
    """A file's header and rows, with the digest of the bytes they were read from."""

    name: str
    sha256: str
    header: list[str]
    rows: list[TableRow]
    # the sheet's name, None in a CSV file; the header's row number in the file, from 1
    sheet: str | None = None
    header_number: int = 1


def read_table(path: Path, *, is_header: Callable[[list[str]], bool]) -> SourceTable | None:
    """The file's table, or None where none of its first rows is a header by `is_header`.

    Raises ConfigurationError where the file isn't there or has an ending that isn't read here,
    FatalFeedError where its content can't be read at all.
    """
    data = _read_bytes(path)
    if not data:
        raise FatalFeedError(
            "the file is empty", where=path.name, advice="export it again and import the new file"
        )
    digest = hashlib.sha256(data).hexdigest()
    for sheet, rows, below in _candidates(path, data):
        for position, row in enumerate(rows[:HEADER_SEARCHED_ROWS]):
            if is_header(row.cells):
                body = below(position, len(row.cells))
                return SourceTable(
                    name=path.name,
                    sha256=digest,
                    header=row.cells,
                    rows=_clean(body, row.cells),
                    sheet=sheet,
                    header_number=row.number,
                )
    return None


def first_rows(path: Path) -> list[list[str]]:
    """The cells of the first rows in the first reading: to say what was found instead."""
    for _, rows, _ in _candidates(path, _read_bytes(path)):
        return [row.cells for row in rows[:HEADER_SEARCHED_ROWS]]
    return []


def sheet_heads(path: Path) -> list[tuple[str | None, list[list[str]]]]:
    """The first rows of every sheet by its name, None for a CSV file: to say what was found."""
    return [
        (sheet, [row.cells for row in rows[:HEADER_SEARCHED_ROWS]])
        for sheet, rows, _ in _candidates(path, _read_bytes(path))
    ]


def _read_bytes(path: Path) -> bytes:
    if path.suffix.lower() not in {".csv", ".txt", *_WORKBOOKS}:
        raise ConfigurationError(
            f"files with the ending {path.suffix or '(none)'} are not read",
            where=path.name,
            advice="give a .csv, .xlsx or .xls file; unpack archives first, save .xlsm as .xlsx",
        )
    if not path.is_file():
        raise ConfigurationError(
            "the file is not there", where=str(path), advice="check the path and run again"
        )
    if path.stat().st_size > MOST_CSV_BYTES:
        raise FatalFeedError(
            "the file is larger than 500 MB",
            where=path.name,
            advice="export shorter periods and import them one by one",
        )
    return path.read_bytes()


# the sheet, its first rows, what gives all rows below a header at a position with so many columns
_Candidate = tuple[str | None, list[TableRow], Callable[[int, int], list[TableRow]]]


def _candidates(path: Path, data: bytes) -> Iterator[_Candidate]:
    if path.suffix.lower() in _WORKBOOKS:
        for name, sheet in read_sheets(data, where=path.name).items():
            rows = [
                TableRow(number, [plain(c) for c in row.cells], None, frozenset(row.merged))
                for number, row in enumerate(sheet, 1)
            ]
            yield name, rows, partial(_rows_below, rows)
        return
    for text in readings(data, where=path.name):
        head = [_record(text, n) for n in range(min(HEADER_SEARCHED_ROWS, len(text.lines)))]
        yield None, head, partial(_records_below, text)


def _rows_below(rows: list[TableRow], position: int, width: int) -> list[TableRow]:  # noqa: ARG001
    return rows[position + 1 :]


def _records_below(text: DecodedText, position: int, width: int) -> list[TableRow]:
    return list(_records(text, position + 1, width))


def _record(text: DecodedText, number: int) -> TableRow:
    defect = "undecodable" if number in text.broken else None
    return TableRow(number + 1, _split([text.lines[number]]), defect)


def _records(text: DecodedText, start: int, width: int) -> Iterator[TableRow]:
    """The rows from line `start` on; a quote that never closes costs its own line only."""
    number = start
    while number < len(text.lines):
        end = _record_end(text.lines, number, width)
        cells = _split(text.lines[number : (end or number) + 1])
        if end is None:
            yield TableRow(number + 1, cells, "unbalanced-quotes")
            number += 1
            continue
        broken = any(n in text.broken for n in range(number, end + 1))
        yield TableRow(number + 1, cells, "undecodable" if broken else None)
        number = end + 1


def _record_end(lines: list[str], start: int, width: int) -> int | None:
    if lines[start].count('"') % 2 == 0:
        return start
    for end in range(start + 1, min(start + _LONGEST_RECORD_LINES, len(lines))):
        if lines[end].count('"') % 2:
            return end if len(_split(lines[start : end + 1])) == width else None
    return None


def _split(lines: list[str]) -> list[str]:
    if len(lines) == 1 and '"' not in lines[0]:
        return [plain(cell) for cell in lines[0].split(",")]
    cells = next(csv.reader([f"{line}\n" for line in lines]))
    return [plain(cell) for cell in cells]


def _clean(rows: list[TableRow], header: list[str]) -> list[TableRow]:
    """The rows that hold anything, each as wide as the header or marked as not."""
    width = len(header)
    kept: list[TableRow] = []
    for row in rows:
        if not any(row.cells) and row.defect is None:
            continue
        if row.defect is None and len(row.cells) != width:
            surplus = row.cells[width:]
            short = width - len(row.cells)
            if any(surplus) or short > 0:
                row = TableRow(row.number, row.cells, "columns", row.merged)
        kept.append(row)
    return kept
