"""Two histories of a register's keys, day by day: what was added, what changed, from when.

Pure. Keep out: where the rows come from, what a change costs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, Literal

import msgspec
import pyarrow as pa

from connectors.registers.spec_types import VALIDITY, RegisterSpec

Key = tuple[Any, ...]
Row = dict[str, Any]
Kind = Literal["added", "changed", "closed"]


class KeyChange(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of one key: all its rows before and after, and the days that differ.

    `spans` are half-open and in order; the ends of time are `date.min` and `date.max`.
    """

    key: Key
    kind: Kind
    before: list[Row]
    after: list[Row]
    spans: list[tuple[date, date]]

    @property
    def takes_effect_on(self) -> date:
        """The first day that differs; `date.min` where it has always been so."""
        return self.spans[0][0]


def histories(spec: RegisterSpec, table: pa.Table) -> dict[Key, list[Row]]:
    """The rows of each key (of what a load states whole), the form's columns only."""
    names = [column.name for column in (*spec.columns, *VALIDITY)]
    whole = spec.whole_key()
    found: dict[Key, list[Row]] = defaultdict(list)
    for row in table.select(names).to_pylist():
        found[tuple(row[name] for name in whole)].append(row)
    return dict(found)


def change_of(key: Key, kind: Kind, before: list[Row], after: list[Row]) -> KeyChange | None:
    """What changes between two histories of a key, None where no day differs."""
    spans = differing_spans(before, after)
    if not spans:
        return None
    return KeyChange(key=key, kind=kind, before=before, after=after, spans=spans)


def differing_spans(before: list[Row], after: list[Row]) -> list[tuple[date, date]]:
    """The days on which two histories say different things, as half-open spans in order."""
    if before == after:
        return []
    bounds = sorted({day for row in (*before, *after) for day in _bounds(row)})
    spans: list[tuple[date, date]] = []
    for start, end in pairwise(bounds):
        if _in_force(before, start) == _in_force(after, start):
            continue
        if spans and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def is_in_force(rows: Iterable[Row], day: date) -> bool:
    """Whether any of the rows holds on the day."""
    return any(start <= day < end for start, end in map(_bounds, rows))


def closed_on(rows: list[Row], day: date) -> list[Row]:
    """The rows as they are where the key ends on `day`; what would begin later is left out."""
    kept = [row for row in rows if _bounds(row)[0] < day]
    return [row | {"valid_to": min(_bounds(row)[1], day)} for row in kept]


def outside(row: Row, covering: list[Row]) -> list[Row]:
    """The parts of a row on days that none of the covering rows holds; whole where none does."""
    start, end = _bounds(row)
    taken = sorted(span for span in map(_bounds, covering) if span[0] < end and start < span[1])
    if not taken:
        return [row]
    parts = []
    for since, until in [*taken, (end, end)]:
        if start < since:
            parts.append(row | {"valid_from": start, "valid_to": since})
        start = max(start, until)
    return [_reopened(part) for part in parts]


def _reopened(row: Row) -> Row:
    """The ends of time as open ends again."""
    start, end = row["valid_from"], row["valid_to"]
    return row | {
        "valid_from": None if start == date.min else start,
        "valid_to": None if end == date.max else end,
    }


def _bounds(row: Mapping[str, Any]) -> tuple[date, date]:
    return row["valid_from"] or date.min, row["valid_to"] or date.max


def _in_force(rows: list[Row], day: date) -> set[tuple[tuple[str, Any], ...]]:
    validity = {column.name for column in VALIDITY}
    found = set()
    for row in rows:
        start, end = _bounds(row)
        if start <= day < end:
            found.add(tuple((n, value) for n, value in row.items() if n not in validity))
    return found
