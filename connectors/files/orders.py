"""From rows to orders: group, read, or put aside with a reason; nothing is dropped in silence.

Keep out: Arrow tables, the meaning of a report's columns (`exports/`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from connectors.core.privacy import payload_sha256
from connectors.core.tabular.cells import CellError, fen, identifier, moment
from connectors.core.tabular.tables import SourceTable, TableRow
from connectors.files.columns import Places, fields_of
from connectors.files.spec import Column, ExportMap, Fields, OrderReading


class Rejected(msgspec.Struct, frozen=True, kw_only=True):
    """An order (or a row whose order is unknown) that can't be read exactly."""

    record_id: str | None
    reason: str
    source: str
    amount_fen: int | None
    occurred_at: datetime | None
    payload_sha256: str


class FoundOrder(msgspec.Struct, frozen=True, kw_only=True):
    """An order read exactly, with the payload that it was read from, less personal data."""

    order_id: str
    reading: OrderReading
    payload: bytes
    payload_sha256: str
    row_count: int
    buyer: str
    address: str


class FileOrders(msgspec.Struct, kw_only=True):
    """All that a report (with its line file) holds."""

    orders: list[FoundOrder]
    rejected: list[Rejected]
    # rows that repeat another row of the same order to the letter
    repeated_row_count: int = 0


class _Group(msgspec.Struct):
    rows: list[TableRow] = msgspec.field(default_factory=list)
    fields: list[Fields] = msgspec.field(default_factory=list)
    lines: list[Fields] = msgspec.field(default_factory=list)
    line_defect: str | None = None


def read_orders(
    export: ExportMap,
    rows: Iterable[TableRow],
    table: SourceTable,
    places: Places,
    *,
    shop_id: str,
    lines: tuple[SourceTable, Places] | None,
) -> FileOrders:
    """Every order of the report, read exactly or put aside; also one that names another shop."""
    groups: dict[str, _Group] = {}
    found = FileOrders(orders=[], rejected=[])
    for row in rows:
        fields = fields_of(row, places, export.columns)
        try:
            order_id = identifier(fields["order_id"], export.id_pattern)
        except CellError as error:
            found.rejected.append(
                _rejected(export, None, row.defect or error.reason, table.name, [row], [fields])
            )
            continue
        group = groups.setdefault(order_id, _Group())
        if export.rows_per_order == "one" and fields in group.fields and row.defect is None:
            found.repeated_row_count += 1
            continue
        if row.defect is None and (defect := _row_defect(export, row, fields, places, shop_id)):
            row = msgspec.structs.replace(row, defect=defect)
        group.rows.append(row)
        group.fields.append(fields)
    if lines is not None:
        _add_lines(export, groups, *lines, found)
    for order_id, group in groups.items():
        _settle(export, order_id, group, table.name, found)
    return found


def _row_defect(
    export: ExportMap, row: TableRow, fields: Fields, places: Places, shop_id: str
) -> str | None:
    if merged_amounts(row, places, export.columns):
        return "merged-amount"
    return "shop-differs" if fields.get("shop_id", "") not in ("", shop_id) else None


def merged_amounts(row: TableRow, places: Places, columns: dict[str, Column]) -> list[str]:
    """Fields whose amount is that of one line and stands in a cell merged over several rows."""
    if not row.merged:
        return []
    return [
        name
        for name, column in columns.items()
        if column.is_of_line and name in places and places[name] in row.merged
    ]


def _add_lines(
    export: ExportMap,
    groups: dict[str, _Group],
    table: SourceTable,
    places: Places,
    found: FileOrders,
) -> None:
    columns = export.line_columns or {}
    for row in table.rows:
        fields = fields_of(row, places, columns)
        try:
            group = groups.get(identifier(fields["order_id"], export.id_pattern))
            defect = row.defect or (None if group else "line-without-order")
        except CellError as error:
            group, defect = None, row.defect or error.reason
        if group is None:
            payload = _payload([_kept(fields, columns)], [])
            found.rejected.append(
                Rejected(
                    record_id=None,
                    reason=defect or "line-without-order",
                    source=f"{table.name}:{row.number}",
                    # its money stands in the order report, not here
                    amount_fen=None,
                    occurred_at=None,
                    payload_sha256=payload_sha256(payload),
                )
            )
            continue
        group.lines.append(_kept(fields, columns))
        group.line_defect = group.line_defect or defect


def _settle(
    export: ExportMap, order_id: str, group: _Group, file_name: str, found: FileOrders
) -> None:
    defect = next((row.defect for row in group.rows if row.defect), None)
    if defect is None and export.rows_per_order == "one" and len(group.rows) > 1:
        defect = "order-id-repeated"
    if defect is None and group.line_defect:
        defect = f"line-{group.line_defect}"
    reading = None
    if defect is None:
        try:
            reading = export.read_order(group.fields, group.lines)
        except CellError as error:
            defect = error.reason
    if reading is None:
        reason = defect or "unreadable"
        found.rejected.append(
            _rejected(export, order_id, reason, file_name, group.rows, group.fields)
        )
        return
    payload = _payload([_kept(f, export.columns) for f in group.fields], group.lines)
    found.orders.append(
        FoundOrder(
            order_id=order_id,
            reading=reading,
            payload=payload,
            payload_sha256=payload_sha256(payload),
            row_count=len(group.rows),
            buyer=group.fields[0].get("buyer", ""),
            address=_address(group.fields[0]),
        )
    )


def _address(fields: Fields) -> str:
    parts = [fields.get(f"receiver_{part}", "") for part in ("province", "city", "county")]
    return fields.get("address", "") or (" ".join(parts) if all(parts) else "")


def _rejected(
    export: ExportMap,
    order_id: str | None,
    reason: str,
    file_name: str,
    rows: list[TableRow],
    fields: list[Fields],
) -> Rejected:
    numbers = ",".join(str(row.number) for row in rows)
    # with the wrong number of cells, or a quote astray, a cell may stand in another's column
    is_shifted = any(row.defect in {"columns", "unbalanced-quotes"} for row in rows)
    # an amount merged over several rows would be told once for each
    is_untold = is_shifted or any(row.defect == "merged-amount" for row in rows)
    payload = _payload([_kept(f, export.columns) for f in fields], [])
    return Rejected(
        record_id=order_id,
        reason=reason,
        source=f"{file_name}:{numbers}",
        amount_fen=None if is_untold else _readable_sum(export, fields),
        occurred_at=None if is_shifted else _readable_time(fields[0]),
        payload_sha256=payload_sha256(payload),
    )


def _readable_sum(export: ExportMap, rows: list[Fields]) -> int | None:
    """The order's amount: of its rows where each has its own, else of its first row."""
    name = export.amount_field
    has_parts = export.rows_per_order == "several" and export.columns[name].is_of_line
    try:
        amounts = [fen(fields[name]) for fields in (rows if has_parts else rows[:1])]
    except CellError:
        return None
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def _readable_time(fields: Fields) -> datetime | None:
    for name in ("paid_at", "created_at"):
        try:
            found = moment(fields[name])
        except CellError:
            continue
        if found is not None:
            return found
    return None


def _kept(fields: Fields, columns: dict[str, Column]) -> Fields:
    return {name: fields[name] for name, column in columns.items() if column.is_kept}


def _payload(rows: list[Fields], lines: list[Fields]) -> bytes:
    return msgspec.json.encode({"rows": rows, "lines": lines} if lines else {"rows": rows})
