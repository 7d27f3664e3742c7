"""Rows of a ledger, read exactly or put aside with a reason.

A row repeated to the letter counts once; one id with two contents tells neither. Source: design,
section 3. Keep out: Arrow tables, what a feed holds of the same sale (the warehouse).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from pathlib import Path

import msgspec

from connectors.core.privacy import payload_sha256
from connectors.core.tabular.cells import CellError, fen, narrow
from connectors.core.tabular.tables import TableRow
from connectors.files.columns import Places, fields_of, read_by_map
from connectors.files.known import unknown_columns
from connectors.files.ledger.columns import COLUMNS, LEDGER
from connectors.files.ledger.sale import LedgerRow, day_or_month, read_row
from connectors.files.orders import Rejected, merged_amounts
from connectors.files.spec import Fields
from connectors.files.totals import compare_totals, split_totals

TOTAL_WORDS = ("合计", "总计", "小计")


class LedgerReading(msgspec.Struct, frozen=True, kw_only=True):
    """All that a ledger file holds: rows with their payloads, and what was put aside."""

    file_name: str
    sha256: str
    rows: list[tuple[LedgerRow, bytes]]
    rejected: list[Rejected]
    repeated_row_count: int
    totals_agree: bool | None
    # names of columns that are not the form's
    unknown_columns: dict[str, int]
    # the row of the file on which each id stands, and the column (from 0) of each field
    row_numbers: dict[str, int]
    places: Places

    @property
    def row_count(self) -> int:
        """All rows of the file, totals and repetitions apart."""
        return len(self.rows) + len(self.rejected)


def read_ledger(path: Path) -> LedgerReading:
    """Read a ledger file.

    Raises FatalFeedError where a column is missing or a total is wrong.
    """
    table, places = read_by_map(path, COLUMNS, feed=LEDGER)
    body, totals = split_totals(table.rows, TOTAL_WORDS)
    totals_agree = compare_totals(
        ("amount",), COLUMNS, body, totals, places, feed=LEDGER, file_name=path.name
    )
    groups: dict[str, list[tuple[TableRow, Fields]]] = defaultdict(list)
    repeated = 0
    for row in body:
        fields = fields_of(row, places, COLUMNS)
        # a row without a readable id stands alone
        key = narrow(fields["ledger_id"]) or f"row {row.number}"
        if any(fields == other for _, other in groups[key]):
            repeated += 1
            continue
        groups[key].append((row, fields))
    rows: list[tuple[LedgerRow, bytes]] = []
    rejected: list[Rejected] = []
    numbers: dict[str, int] = {}
    for group in groups.values():
        try:
            settled = _settle(group, places)
            rows.append(settled)
            numbers[settled[0].ledger_id] = group[0][0].number
        except CellError as error:
            rejected.append(_rejected(group, error.reason, table.name))
    read = [name for column in COLUMNS.values() for name in column.names]
    return LedgerReading(
        row_numbers=numbers,
        places=places,
        unknown_columns=unknown_columns(LEDGER, table.header, read, row_count=len(body)),
        file_name=table.name,
        sha256=table.sha256,
        rows=rows,
        rejected=rejected,
        repeated_row_count=repeated,
        totals_agree=totals_agree,
    )


def _settle(group: list[tuple[TableRow, Fields]], places: Places) -> tuple[LedgerRow, bytes]:
    row, fields = group[0]
    defect = next((each.defect for each, _ in group if each.defect), None)
    if defect is None and len(group) > 1:
        defect = "ledger-id-repeated"
    if defect is None and merged_amounts(row, places, COLUMNS):
        defect = "merged-amount"
    if defect is not None:
        raise CellError(defect)
    return read_row(fields), msgspec.json.encode(fields)


def _rejected(group: list[tuple[TableRow, Fields]], reason: str, file_name: str) -> Rejected:
    is_shifted = any(row.defect in {"columns", "unbalanced-quotes"} for row, _ in group)
    fields = group[0][1]
    return Rejected(
        record_id=None if is_shifted else narrow(fields["ledger_id"]) or None,
        reason=reason,
        source=f"{file_name}:{','.join(str(row.number) for row, _ in group)}",
        # two contents tell no amount, and a merged one is that of several rows
        amount_fen=None
        if is_shifted or reason in {"ledger-id-repeated", "merged-amount"}
        else _readable(fields["amount"]),
        occurred_at=None if is_shifted else _readable_time(fields["occurred"]),
        payload_sha256=payload_sha256(msgspec.json.encode([each for _, each in group])),
    )


def _readable(text: str) -> int | None:
    try:
        return fen(text)
    except CellError:
        return None


def _readable_time(text: str) -> datetime | None:
    try:
        return day_or_month(text)[0]
    except CellError:
        return None
