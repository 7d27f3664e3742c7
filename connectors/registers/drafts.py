"""A register's table as a batch to be landed: when it was recorded, and by which load.

Source: design, sections 4 and 5 (bitemporal: valid time by row, recorded time by load).
Keep out: reading files.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from connectors.core.landing import BatchDraft
from connectors.core.windows import Window
from connectors.registers.checks import table_problems
from connectors.registers.load_records import LOAD_TABLE, LoadRecord, load_table_of
from connectors.registers.problems import refuse
from connectors.registers.spec_types import VALIDITY, RegisterSpec
from connectors.registers.specs import register_spec

PLATFORM = "registers"


def register_draft(
    name: str,
    table: pa.Table,
    *,
    recorded_at: datetime,
    source_name: str | None = None,
    source_sha256: str | None = None,
    restated: pa.Table | None = None,
    record: LoadRecord | None = None,
) -> BatchDraft:
    """A register's table as a batch to be landed; `recorded_at` is naive Beijing time.

    Columns may come in any order, and those the table lacks are unknown. The same table recorded
    at the same moment has the same load_id. `restated` are rows that stood already and are stated
    again, with their end or as they are: they were checked by the rules of the day they came.
    `record` says who loaded what, in a table of its own.

    Raises ConfigurationError for an unknown register and where a row breaks its rules.
    """
    spec = register_spec(name)
    table = _shaped(spec, table)
    problems = table_problems(spec, table, range(1, table.num_rows + 1))
    if problems:
        raise refuse(name, source_name or "(table)", problems)
    if restated is not None:
        table = pa.concat_tables([table, _shaped(spec, restated)])
    load_id = _load_id(name, table, recorded_at)
    count = table.num_rows
    landed = table.append_column(
        "recorded_at", pa.array([recorded_at] * count, type=pa.timestamp("us"))
    ).append_column("load_id", pa.array([load_id] * count, type=pa.string()))
    tables = {name: landed.cast(spec.landed_schema())}
    if record is not None:
        tables[LOAD_TABLE] = load_table_of(record, load_id)
    midnight = datetime.combine(recorded_at.date(), datetime.min.time())
    return BatchDraft(
        platform=PLATFORM,
        kind=name,
        window_kind="file",
        window=Window(midnight, midnight + timedelta(days=1)),
        shops_asked=[],
        shops_answered=[],
        tables=tables,
        control=_control(name, landed),
        known_at=recorded_at,
        source_name=source_name,
        source_sha256=source_sha256,
    )


def draft_from_table(
    name: str, table: pa.Table, *, recorded_at: datetime, source_name: str
) -> BatchDraft:
    """A table that was made here and read from no file (places, programmes), as a batch.

    Raises as `register_draft` does.
    """
    return register_draft(name, table, recorded_at=recorded_at, source_name=source_name)


def _shaped(spec: RegisterSpec, table: pa.Table) -> pa.Table:
    schema = spec.schema()
    columns = {column.name for column in (*spec.columns, *VALIDITY)}
    given = {name: table[name] for name in table.column_names if name in columns}
    arrays = [
        given[field.name].cast(field.type)
        if field.name in given
        else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _load_id(name: str, table: pa.Table, recorded_at: datetime) -> str:
    digest = hashlib.sha256(f"{name}\n{recorded_at.isoformat()}\n".encode())
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    digest.update(sink.getvalue())
    return digest.hexdigest()[:16]


def _control(name: str, table: pa.Table) -> dict[str, dict[str, int]]:
    sums = {
        column: int(pc.sum(table[column], min_count=0).as_py())
        for column in table.column_names
        if column.endswith("_fen")
    }
    return {name: sums} if sums else {}
