"""What a register's form is made of. Keep out: any one register."""

from __future__ import annotations

from typing import Literal

import msgspec
import pyarrow as pa

ColumnType = Literal["text", "boolean", "date", "integer"]

ARROW_TYPES: dict[ColumnType, pa.DataType] = {
    "text": pa.string(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "integer": pa.int64(),
}


class RegisterColumn(msgspec.Struct, frozen=True, kw_only=True):
    """One column: its ASCII name, its Chinese label, and what may stand in it.

    `digits` are the allowed lengths of a code; `values` the allowed codes with their Chinese words
    (either may be written); `separator` tells that several values may stand in a cell. `is_shown`
    is False where a person's name could stand in the cell: then no message repeats it. `decimals`
    makes the text a number of zero or more with at most so many places after the point. `refers_to`
    names the register and column ("products.product_code") in which the cell's value has to stand.
    """

    name: str
    label_zh: str
    meaning: str
    type: ColumnType = "text"
    is_required: bool = False
    digits: tuple[int, ...] = ()
    values: dict[str, str] = msgspec.field(default_factory=dict)
    separator: str | None = None
    least: int | None = None
    most: int | None = None
    is_shown: bool = True
    decimals: int | None = None
    refers_to: str | None = None


class RegisterSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One register: its business key and its columns in the order in which they land."""

    name: str
    title_zh: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[RegisterColumn, ...]

    def schema(self) -> pa.Schema:
        """The typed table as read from a file: the columns, then valid_from and valid_to."""
        return pa.schema([(c.name, ARROW_TYPES[c.type]) for c in (*self.columns, *VALIDITY)])

    def landed_schema(self) -> pa.Schema:
        """The table as it lands: with when it was recorded and by which load."""
        return (
            self.schema()
            .append(pa.field("recorded_at", pa.timestamp("us")))
            .append(pa.field("load_id", pa.string()))
        )


#: every register may say from when to when a row holds
VALIDITY = (
    RegisterColumn(
        name="valid_from",
        label_zh="生效日期",
        type="date",
        meaning="first day on which the row holds; empty = always did",
    ),
    RegisterColumn(
        name="valid_to",
        label_zh="失效日期",
        type="date",
        meaning="first day on which it no longer holds; empty = still does",
    ),
)
