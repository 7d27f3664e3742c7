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

# "day" is a time or a day alone, "month" a day or a month alone
CellKind = Literal["text", "id", "money", "count", "time", "day", "month", "choice"]


class Column(msgspec.Struct, frozen=True):
    """A column by the names it goes under; `is_kept` False where it holds personal data.

    `kind` is what a cell must be; blank is right everywhere, unless an order can't be read
    without it. `is_of_line`: the amount is that of one row, so a cell merged over several rows
    tells none of them. `words` are the cells that a column of choices takes.
    """

    names: tuple[str, ...]
    is_required: bool = True
    is_kept: bool = True
    kind: CellKind = "text"
    is_of_line: bool = False
    words: tuple[str, ...] = ()
    # what to write, for whoever fills in a template
    note_zh: str = ""
    # of amounts; cells in fen become yuan when they are read, so that all else knows yuan only
    unit: Literal["yuan", "fen"] = "yuan"


class LineReading(msgspec.Struct, frozen=True, kw_only=True):
    """One line as the file states it. Money in fen; null where the file does not tell.

    `refunded_fen` is what went back of this line alone, at `refunded_at` where the file says.
    """

    title: str | None = None
    item_id: str | None = None
    sku_id: str | None = None
    merchant_code: str | None = None
    category: str | None = None
    origin_text: str | None = None
    quantity: int | None = None
    list_fen: int | None = None
    paid_fen: int | None = None
    refunded_fen: int | None = None
    refunded_at: datetime | None = None


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
    # the file says that something went back and not how much
    has_untold_refund: bool = False
    goods_fen: int | None = None
    freight_fen: int | None = None
    platform_subsidy_fen: int | None = None
    merchant_receipt_fen: int | None = None
    flow: str | None = None
    # when the sale counts where that isn't the payment (a group that forms later)
    formed_at: datetime | None = None
    lines: tuple[LineReading, ...]

    @property
    def goods_refunded_fen(self) -> int:
        """The refund of goods: what is refunded beyond the goods' price is freight."""
        return min(self.refunded_fen, self.paid_fen)


class ExportMap(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of report: its columns by our field names, and the reader of an order.

    `read_order` gets the rows of one order and, where there is a line file, its lines; it raises
    CellError where they can't be read exactly. `source_zh` cites where the form is known from, or
    says 自拟模板: then the form is ours and clerks fill it in.
    """

    feed: str
    platform: str
    title_zh: str
    source_zh: str
    columns: dict[str, Column]
    read_order: Callable[[list[Fields], list[Fields]], OrderReading]
    id_pattern: re.Pattern[str]
    # what the platform's CSV comes in: a template is written so; any encoding is read
    encoding: Literal["utf-8-sig", "gb18030"] = "gb18030"
    # "several": one row per SKU, order columns repeated
    rows_per_order: Literal["one", "several"] = "one"
    # columns of the separate line file, where this report has one
    line_columns: dict[str, Column] | None = None
    # the amount a quarantined order is counted with
    amount_field: str
    # short ids are numbers of rows, not ids that the platform gave
    numbers_rows: bool = False
    # first words of a row of totals at the foot; the amounts that it must equal
    total_words: tuple[str, ...] = ("合计", "总计", "总 计", "合 计", "小计")
    totalled_fields: tuple[str, ...] = ()
