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
    `is_opaque` tells that the value is a code that stands for a person: ASCII letters, digits and
    signs, never a name. `is_personal` tells that a person's name or number belongs there, on a form
    that never lands as it is.
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
    is_opaque: bool = False
    is_personal: bool = False


class CountyPath(msgspec.Struct, frozen=True, kw_only=True):
    """One way from a row to its county; of several ways the first that leads anywhere counts.

    Without `register` the one column holds the county's code; with it the columns are the key of
    that register, whose row has the county (a code belongs to its producer's county).
    """

    columns: tuple[str, ...]
    register: str | None = None


class LinePath(msgspec.Struct, frozen=True, kw_only=True):
    """One way from a row to the order lines that it decides about, to tell a change's effect.

    Without `register` the row's `columns` equal the line's columns `theirs`. With it they equal the
    columns `theirs` of that register, whose own ways lead on.
    """

    columns: tuple[str, ...]
    theirs: tuple[str, ...]
    register: str | None = None


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """After how many days a row should have been renewed, counted from a date column's day.

    `days` 0 means that the column itself is the first day too late. `source` says who wants it so.
    """

    column: str
    days: int
    meaning_zh: str
    source: str


RuleKind = Literal["needs", "at_most", "not_before", "after", "differs"]


class RowRule(msgspec.Struct, frozen=True, kw_only=True):
    """What must hold between two cells of a row; an empty cell breaks no rule but `needs`.

    `needs`: where `other` is filled in, `column` is too. `at_most`: `column` is not more than
    `other`. `not_before`, `after`: days in their order. `differs`: the two are not the same.
    """

    kind: RuleKind
    column: str
    other: str


class RegisterSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One register: its business key and its columns in the order in which they land.

    `told_as_one` is the key of what a load states whole, where that is more than a row's own key (a
    box with its parts). `county` are the ways from a row to its county; none where the register is
    the province's. `lines` are the ways to the lines a row decides about; none where a change's
    effect can't be told. `is_approved_late` is False where every row speaks of the past and has a
    review of its own, so that back-dating is no sign of anything. `is_county_reported` tells that
    each county states it anew every quarter.
    """

    name: str
    title_zh: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[RegisterColumn, ...]
    told_as_one: tuple[str, ...] = ()
    county: tuple[CountyPath, ...] = ()
    lines: tuple[LinePath, ...] = ()
    terms: tuple[Term, ...] = ()
    rules: tuple[RowRule, ...] = ()
    is_approved_late: bool = True
    is_county_reported: bool = False

    def whole_key(self) -> tuple[str, ...]:
        """The key of what a load states whole: its own key, or what it is told as one with."""
        return self.told_as_one or self.key

    def column(self, name: str) -> RegisterColumn:
        """The column of that ASCII name, validity included. Raises KeyError where there is none."""
        return {c.name: c for c in (*self.columns, *VALIDITY)}[name]

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
