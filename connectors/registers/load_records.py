"""Who loaded a register's batch, for which area, and what it changed: one row beside the batch.

A load that reaches too far back carries its number of back-dated keys and waits; the batch that
lets it in names the waiting one and who approved it. Keep out: working these out, judging them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec
import pyarrow as pa

LOAD_TABLE = "load"
Mode = Literal["full", "changes"]

_COUNT = pa.int64()
_SCHEMA = pa.schema(
    [
        ("load_id", pa.string()),
        ("loaded_by", pa.string()),
        ("mode", pa.string()),
        ("scope", pa.string()),
        ("added_count", _COUNT),
        ("changed_count", _COUNT),
        ("closed_count", _COUNT),
        ("back_dated_count", _COUNT),
        ("effect_fen", _COUNT),
        ("proposed_batch_id", pa.string()),
        ("approved_by", pa.string()),
        ("approved_at", pa.timestamp("us")),
        ("approval_reason", pa.string()),
        ("none_on", pa.date32()),
    ]
)


class LoadRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One load: the counts are business keys, `effect_fen` the paid fen of the lines touched.

    `effect_fen` is None where it can't be told. Those from `proposed_batch_id` on are set where a
    person let in a batch that waited. `none_on` is the day on which the area had no row: such a
    load holds none.
    """

    loaded_by: str
    mode: Mode
    scope: str | None
    added_count: int
    changed_count: int
    closed_count: int
    back_dated_count: int
    effect_fen: int | None
    proposed_batch_id: str | None = None
    approved_by: str | None = None
    approved_at: datetime | None = None
    approval_reason: str | None = None
    none_on: date | None = None


def load_table_of(record: LoadRecord, load_id: str) -> pa.Table:
    """The record as a table of one row."""
    row = msgspec.structs.asdict(record) | {"load_id": load_id}
    return pa.Table.from_pylist([row], schema=_SCHEMA)


def record_of(table: pa.Table) -> LoadRecord:
    """The record in a table of one row."""
    (row,) = table.to_pylist()
    return LoadRecord(**{name: row.get(name) for name in LoadRecord.__struct_fields__})
