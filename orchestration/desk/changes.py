"""How a register's change reads to a clerk: labels and words instead of names and codes.

Keep out: working changes out (`orchestration.registers`).
"""

from __future__ import annotations

from datetime import date
from itertools import zip_longest
from typing import Any

import msgspec

from connectors.registers.spec_types import VALIDITY, RegisterColumn, RegisterSpec
from orchestration.registers.comparing import KeyChange, Row

ALWAYS, OPEN = "一直", "长期"


class CellChange(msgspec.Struct, frozen=True, kw_only=True):
    """One column of a row, before and after; None where there is no row on that side."""

    label: str
    before: str | None
    after: str | None


class ChangeView(msgspec.Struct, frozen=True, kw_only=True):
    """One key's change: what the key is, which cells differ, from which day it holds."""

    key: str
    cells: list[CellChange]
    takes_effect: str


def view_of(spec: RegisterSpec, change: KeyChange) -> ChangeView:
    """The change as a clerk reads it; of several rows of a key each is told."""
    pairs = _pairs(change.before, change.after)
    cells = [
        cell
        for before, after in pairs
        for cell in _cells(spec, before, after, is_whole=change.kind == "added")
    ]
    return ChangeView(
        key=key_text(spec, change.key),
        cells=cells,
        takes_effect=day_zh(change.takes_effect_on),
    )


def key_text(spec: RegisterSpec, key: tuple[Any, ...]) -> str:
    """A key as labels and values: 产品编码 CP00100."""
    columns = [spec.column(name) for name in spec.whole_key()]
    return "，".join(
        f"{c.label_zh} {word(c, value)}" for c, value in zip(columns, key, strict=True)
    )


def word(column: RegisterColumn, value: object) -> str:
    """A cell as the clerk writes it: 是, 一户一码, 2020-06-30; an empty one is 空."""
    if value is None:
        return {"valid_from": ALWAYS, "valid_to": OPEN}.get(column.name, "空")
    if not column.is_shown:
        return "（不显示）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if column.values:
        parts = str(value).split(column.separator) if column.separator else [str(value)]
        return "、".join(column.values.get(part, part) for part in parts)
    return str(value)


def day_zh(day: date) -> str:
    """A day; the beginning of time is 一直."""
    return ALWAYS if day == date.min else day.isoformat()


def _pairs(before: list[Row], after: list[Row]) -> list[tuple[Row | None, Row | None]]:
    """Rows that begin on the same day go together, then what is left in the order of time."""
    theirs = {row["valid_from"]: row for row in after}
    found: list[tuple[Row | None, Row | None]] = [
        (row, theirs.pop(row["valid_from"])) for row in before if row["valid_from"] in theirs
    ]
    kept = [row for row, _ in found]
    left = [row for row in before if row not in kept]
    return [*found, *zip_longest(left, theirs.values())]


def _cells(
    spec: RegisterSpec, before: Row | None, after: Row | None, *, is_whole: bool
) -> list[CellChange]:
    columns = [c for c in (*spec.columns, *VALIDITY) if c.name not in spec.whole_key()]
    found = []
    for column in columns:
        old = None if before is None else word(column, before[column.name])
        new = None if after is None else word(column, after[column.name])
        is_empty = is_whole and after is not None and after[column.name] is None
        if old != new and not is_empty:
            found.append(CellChange(label=column.label_zh, before=old, after=new))
    return found
