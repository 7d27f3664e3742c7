"""Where each column of a map stands in a file's header, and the cells of a row by our names.

Keep out: the meaning of cells, reading files.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from connectors.core.errors import FatalFeedError
from connectors.core.tabular.cells import plain
from connectors.core.tabular.tables import SourceTable, TableRow, first_rows, read_table
from connectors.files.spec import Column, Fields

Places = dict[str, int]

_PLAIN_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]+)?")


def read_by_map(path: Path, columns: dict[str, Column], *, feed: str) -> tuple[SourceTable, Places]:
    """The file's rows below its header, and where each column of the map stands in it.

    Raises FatalFeedError naming the missing columns where no header is found, and where a column
    stands there twice.
    """
    table = read_table(path, is_header=lambda cells: not missing_columns(cells, columns))
    if table is None:
        raise _no_header(path, columns, feed)
    places: Places = {}
    for field, column in columns.items():
        found = [place for place, name in enumerate(table.header) if name in column.names]
        if len(found) > 1:
            raise FatalFeedError(
                f"column {column.names[0]} stands there {len(found)} times",
                where=f"{feed}, file {path.name}",
                advice="remove the copies, or export the report again",
            )
        if found:
            places[field] = found[0]
    return table, places


def fields_of(row: TableRow, places: Places, columns: dict[str, Column]) -> Fields:
    """The row's cells by our names, amounts in yuan; a column that the file lacks is empty."""
    cells = row.cells
    width = len(cells)
    fields = {
        field: cells[place] if (place := places.get(field, width)) < width else ""
        for field in columns
    }
    for field, column in columns.items():
        if column.unit == "fen" and column.kind == "money":
            fields[field] = _yuan_of_fen(fields[field])
    return fields


def _yuan_of_fen(text: str) -> str:
    # what is no amount stays as it is and is refused where the cell is read
    return format(Decimal(text).scaleb(-2), "f") if _PLAIN_NUMBER.fullmatch(text) else text


def missing_columns(cells: list[str], columns: dict[str, Column]) -> list[str]:
    """Names of the required columns that stand nowhere in a row of cells."""
    present = set(cells)
    return [
        column.names[0]
        for column in columns.values()
        if column.is_required and present.isdisjoint(column.names)
    ]


def _no_header(path: Path, columns: dict[str, Column], feed: str) -> FatalFeedError:
    known = {name for column in columns.values() for name in column.names}
    rows = [[plain(cell) for cell in row] for row in first_rows(path)]
    nearest = max(rows, key=lambda cells: len(known.intersection(cells)), default=[])
    missing = missing_columns(nearest, columns)
    required = len(missing_columns([], columns))
    where = f"{feed}, file {path.name}"
    if len(missing) == required:
        return FatalFeedError(
            "no header row within the first five rows",
            where=where,
            advice=f"check that this is the right report; it needs the columns "
            f"{'、'.join(missing_columns([], columns))}",
        )
    word = "column" if len(missing) == 1 else "columns"
    return FatalFeedError(
        f"{word} {'、'.join(missing)} missing from the header",
        where=where,
        advice="tick all columns when exporting the report, or put the column back, "
        "then import the file again",
    )
