"""What the figures have to be, worked out from landed rows without SQL, and where they stand.

Source: design, sections 2, 3 and 8. Keep out: places and grades (they only move money about).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.dbt.property.memory_warehouse import Batch, MemoryWarehouse

Row = dict[str, Any]
Key = tuple[str, str]

_BEFORE_ALL = datetime(1, 1, 1)
_WHOLE = ("province", "outside", "unattributed", "pending")
_BUCKETS = ("province_rest", "outside", "unattributed", "pending")


@dataclass
class Books:
    """Gross and refund fen by month, what each line was paid and what each refund took from it."""

    gross: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    refunded: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    paid: dict[tuple[str, str, str], int] = field(default_factory=dict)
    taken: dict[tuple[str, str, str], int] = field(default_factory=lambda: defaultdict(int))


def books_of(batches: list[Batch]) -> Books:
    """The books of all accepted batches."""
    orders = _newest(batches, "orders", "order_id")
    refunds = _newest(batches, "refunds", "refund_id")
    of_order: dict[Key, list[Row]] = defaultdict(list)
    for refund in refunds.values():
        if refund["refund_state"] == "succeeded" and refund["amount_fen"] > 0:
            of_order[refund["platform"], refund["order_id"]].append(refund)
    books = Books()
    for key, order in orders.items():
        if order["sale_state"] != "sale":
            continue
        parts = _parts(order, _lines_of(batches, order))
        for line_id, fen in parts.items():
            books.paid[(*key, line_id)] = fen
        books.gross[_month(order["booked_at"])] += order["paid_fen"]
        _give_back(books, order, dict(parts), of_order[key])
    return books


def drifts(warehouse: MemoryWarehouse, books: Books) -> dict[str, Any]:
    """Each place where money stands otherwise than in the books; empty where not a fen is lost."""
    found: dict[str, Any] = {}
    stands: dict[str, dict[date, tuple[int, int]]] = defaultdict(dict)
    for border, month, gross, refund in warehouse.rows(_MONTHS):
        stands[border][month] = (gross, refund)
    due = {
        month: (books.gross.get(month, 0), books.refunded.get(month, 0))
        for month in books.gross.keys() | books.refunded.keys()
    }
    due = {month: fen for month, fen in due.items() if fen != (0, 0)}
    for border in _BORDERS:
        told = {month: fen for month, fen in stands[border].items() if fen != (0, 0)}
        if told != due:
            found[border] = {"stands": told, "due": due}
    for name, query, expected in (
        ("lines", _LINES, books.paid),
        ("refunds", _REFUNDS, books.taken),
        ("refund shares", _REFUND_SHARES, books.taken),
    ):
        told_of = {(a, b, c): fen for a, b, c, fen in warehouse.rows(query)}
        if told_of != dict(expected):
            found[name] = {"stands": told_of, "due": dict(expected)}
    if shares := warehouse.rows(_SHARES_THAT_DO_NOT_SUM):
        found["shares of a line"] = shares
    if beyond := warehouse.rows(_PARTS_REFUNDED_BEYOND):
        found["refunded beyond payment"] = beyond
    return found


def _newest(batches: list[Batch], table: str, name: str) -> dict[Key, Row]:
    versions: dict[Key, list[Row]] = defaultdict(list)
    for batch in batches:
        for row in batch.tables.get(table, []):
            versions[row["platform"], row[name]].append(row)
    newest = {
        key: max(rows, key=lambda row: (row["modified_at"], row["payload_sha256"]))
        for key, rows in versions.items()
    }
    # a newer version that could not be read takes the record out, unless it was read elsewhere
    for batch in batches:
        for row in batch.tables.get("quarantine", []):
            key = (row["platform"], row["record_id"])
            if (
                row["kind"] == table
                and key in newest
                and row["payload_sha256"] not in {v["payload_sha256"] for v in versions[key]}
                and (row["modified_at"] or batch.landed_at) > newest[key]["modified_at"]
            ):
                del newest[key]
    return newest


def _lines_of(batches: list[Batch], order: Row) -> list[Row]:
    for batch in batches:
        if any(row is order or row == order for row in batch.tables.get("orders", [])):
            return [
                row
                for row in batch.tables["lines"]
                if (row["platform"], row["order_id"]) == (order["platform"], order["order_id"])
                and row["payload_sha256"] == order["payload_sha256"]
            ]
    raise AssertionError(f"no batch holds {order}")


def _parts(order: Row, lines: list[Row]) -> dict[str, int]:
    if not lines:
        return {order["order_id"]: order["paid_fen"]}
    told = {row["line_id"]: row["line_paid_fen"] for row in lines if "line_paid_fen" in row}
    untold = sorted(
        (row for row in lines if row["line_id"] not in told), key=lambda r: r["line_id"]
    )
    weights = [0 if row["is_gift"] else row["list_fen"] or 0 for row in untold]
    if not sum(weights):
        weights = [int(not row["is_gift"]) for row in untold]
    if not sum(weights):
        weights = [1 for _ in untold]
    left = max(order["paid_fen"] - sum(told.values()), 0)
    shares = largest_remainder(left, weights)
    return told | {row["line_id"]: fen for row, fen in zip(untold, shares, strict=True)}


def largest_remainder(amount: int, weights: list[int]) -> list[int]:
    """Whole fen in proportion to the weights, ties to the first; they sum to the amount."""
    whole = sum(weights)
    if not whole:
        return [0 for _ in weights]
    quotas = [amount * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % whole), i))
    for index in order[: amount - sum(quotas)]:
        quotas[index] += 1
    return quotas


def _give_back(books: Books, order: Row, left: dict[str, int], refunds: list[Row]) -> None:
    # what a file says of an order in one sum gives way to what its platform tells refund by refund
    dated = [row for row in refunds if row["succeeded_at"]]
    for refund in sorted(
        dated or refunds, key=lambda row: (row["succeeded_at"] or _BEFORE_ALL, row["refund_id"])
    ):
        open_lines = sorted([refund["line_id"]] if refund["line_id"] in left else left)
        due = min(refund["amount_fen"], sum(left[line] for line in open_lines))
        shares = largest_remainder(due, [left[line] for line in open_lines])
        for line, fen in zip(open_lines, shares, strict=True):
            if fen:
                left[line] -= fen
                books.taken[refund["platform"], refund["refund_id"], line] += fen
        books.refunded[_month(refund["succeeded_at"] or order["booked_at"])] += due


def _month(moment: datetime) -> date:
    return moment.date().replace(day=1)


def _area(border: str, axis: str, levels: tuple[str, ...], table: str = "month") -> str:
    month = "month_on" if table == "month" else "date_trunc('month', sale_on)::date"
    listed = ", ".join(f"'{level}'" for level in levels)
    return (
        f"select '{border}' as border, {month} as month_on, gross_fen, refund_fen "  # noqa: S608
        f"from marts.mart_sales_area_{table} where axis = '{axis}' and area_level in ({listed})"
    )


_MOVEMENTS = [
    "select 'staged', month_on, paid_fen, 0 from marts.fct_lines",
    "select 'staged', month_on, 0, amount_fen from marts.fct_refunds",
    "select 'origin', month_on, paid_fen, 0 from marts.fct_origin",
    "select 'origin', month_on, 0, amount_fen from marts.fct_origin_refunds",
    "select axis || ' grades', month_on, gross_fen, refund_fen from marts.mart_grades_month",
    *(
        _area(f"{axis} {name}", axis, levels, table)
        for axis in ("seller", "origin")
        for name, levels, table in (
            ("whole", _WHOLE, "month"),
            ("days", _WHOLE, "day"),
            ("prefectures", ("prefecture", *_BUCKETS), "month"),
            ("counties", ("county", "prefecture_rest", *_BUCKETS), "month"),
        )
    ),
    _area("villages", "origin", ("village", "village_rest", "prefecture_rest", *_BUCKETS)),
]
_BORDERS = (
    "staged",
    "origin",
    "villages",
    *(
        f"{axis} {name}"
        for axis in ("seller", "origin")
        for name in ("grades", "whole", "days", "prefectures", "counties")
    ),
)
_MONTHS = (
    "select border, month_on, sum(gross_fen)::bigint, sum(refund_fen)::bigint from ("  # noqa: S608
    + " union all ".join(_MOVEMENTS)
    + ") as movements(border, month_on, gross_fen, refund_fen) group by border, month_on"
)
_LINES = "select platform, order_id, line_id, paid_fen from marts.fct_lines"
_REFUNDS = "select platform, refund_id, line_id, amount_fen from marts.fct_refunds"
_REFUND_SHARES = (
    "select platform, refund_id, line_id, sum(amount_fen)::bigint "
    "from marts.fct_origin_refunds group by all"
)
_SHARES_THAT_DO_NOT_SUM = (
    "select l.platform, l.order_id, l.line_id, l.paid_fen, sum(o.paid_fen), sum(o.share_ppm) "
    "from marts.fct_lines as l left join marts.fct_origin as o using (platform, order_id, line_id) "
    "group by l.platform, l.order_id, l.line_id, l.paid_fen "
    "having sum(o.paid_fen) is distinct from l.paid_fen "
    "or sum(o.share_ppm) is distinct from 1000000"
)
_PARTS_REFUNDED_BEYOND = (
    "select * from (select platform, order_id, line_id, share_no, sum(amount_fen) as fen "
    "from marts.fct_origin_refunds group by all) as r "
    "left join marts.fct_origin as o using (platform, order_id, line_id, share_no) "
    "where r.fen > coalesce(o.paid_fen, 0) or r.fen < 0"
)
