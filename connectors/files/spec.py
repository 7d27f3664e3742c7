"""The form of an export map: which columns a report has and how one of its orders is read.

Only the columns named in a map are ever taken from a file; of these only the kept ones reach the
raw records. Keep out: any one report (see `exports/`), reading files.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Literal

import msgspec

#: cells of one row by our field names, guards and blanks off
Fields = dict[str, str]


class Column(msgspec.Struct, frozen=True):
    """A column by the names it goes under; `is_kept` False where it holds personal data."""

    names: tuple[str, ...]
    is_required: bool = True
    is_kept: bool = True


class LineReading(msgspec.Struct, frozen=True, kw_only=True):
    """One line as the file states it. Money in fen; null where the file does not tell."""

    title: str | None = None
    sku_id: str | None = None
    merchant_code: str | None = None
    quantity: int | None = None
    list_fen: int | None = None


class OrderReading(msgspec.Struct, frozen=True, kw_only=True):
    """One order as the file states it. Money in fen, times naive Beijing time.

    `paid_fen` is what the buyer gave for goods, without freight; of an unpaid order what is due.
    `payment_fen` is the buyer's whole payment with freight, `refunded_fen` what went back of it:
    these two are the figures a shop sees in its back office.
    """

    platform_state: str
    sale_state: str
    created_at: datetime
    paid_at: datetime | None
    paid_fen: int
    payment_fen: int
    refunded_fen: int = 0
    goods_fen: int | None = None
    freight_fen: int | None = None
    lines: tuple[LineReading, ...]

    @property
    def goods_refunded_fen(self) -> int:
        """The refund of goods: what is refunded beyond the goods' price is freight."""
        return min(self.refunded_fen, self.paid_fen)


class ExportMap(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of report: its columns by our field names, and the reader of an order.

    `read_order` gets the rows of one order and, where there is a line file, its lines; it raises
    CellError where they can't be read exactly.
    """

    feed: str
    platform: str
    title_zh: str
    columns: dict[str, Column]
    read_order: Callable[[list[Fields], list[Fields]], OrderReading]
    id_pattern: re.Pattern[str]
    # "several": one row per SKU, order columns repeated
    rows_per_order: Literal["one", "several"] = "one"
    # columns of the separate line file, where this report has one
    line_columns: dict[str, Column] | None = None
    # the amount a quarantined order is counted with
    amount_field: str
    # short ids are numbers of rows, not ids that the platform gave
    numbers_rows: bool = False
    # amounts that a 合计 row at the foot must equal
    totalled_fields: tuple[str, ...] = ()
