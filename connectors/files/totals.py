"""A 合计 row at the foot is no order: it is taken out and compared with the sum of the rows.

Source: platforms.md, section 9. Keep out: orders.
"""

from __future__ import annotations

from decimal import Decimal

from connectors.core.errors import FatalFeedError
from connectors.core.tabular.cells import CellError, fen
from connectors.core.tabular.tables import TableRow
from connectors.files.columns import Places, fields_of
from connectors.files.spec import Column


def split_totals(
    rows: list[TableRow], words: tuple[str, ...]
) -> tuple[list[TableRow], list[TableRow]]:
    """(the rows of orders, the rows of totals: those that begin with one of `words`)."""
    body: list[TableRow] = []
    totals: list[TableRow] = []
    for row in rows:
        first = next((cell for cell in row.cells if cell), "")
        (totals if first.rstrip("：:") in words else body).append(row)
    return body, totals


def compare_totals(
    names: tuple[str, ...],
    columns: dict[str, Column],
    body: list[TableRow],
    totals: list[TableRow],
    places: Places,
    *,
    feed: str,
    file_name: str,
) -> bool | None:
    """True where each stated total equals its column, None where there is nothing to compare.

    False where a row's amount can't be read, so that nothing is proven; such rows are quarantined.
    Raises FatalFeedError where all amounts can be read and a total is another: rows are missing.
    """
    if not totals or not names:
        return None
    stated = fields_of(totals[-1], places, columns)
    is_proven = True
    for name in names:
        expected = _amount(stated[name])
        if expected is None:
            continue
        amounts = [_amount(fields_of(row, places, columns)[name]) for row in body]
        if any(row.defect for row in body) or _UNREADABLE in amounts or expected == _UNREADABLE:
            is_proven = False
            continue
        found = sum(amount for amount in amounts if amount is not None)
        where = f"{feed}, file {file_name}, row {totals[-1].number}"
        _require_equal(columns[name].names[0], expected, found, where)
    return is_proven


# no amount is negative, so this can't be one
_UNREADABLE = -1


def _amount(text: str) -> int | None:
    try:
        return fen(text)
    except CellError:
        return _UNREADABLE


def _require_equal(column: str, expected: int, found: int, where: str) -> None:
    if expected != found:
        raise FatalFeedError(
            f"the total of {column} says {Decimal(expected) / 100:,.2f}, the rows above sum to "
            f"{Decimal(found) / 100:,.2f} yuan",
            where=f"{where}, column {column}",
            advice="rows were lost or changed after the export: export the report again",
        )
