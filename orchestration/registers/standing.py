"""The rows of a register that stand at a moment: the newest load that mentions a key has the say.

The same rule as dbt's `current_register`, for those who ask outside a build. Keep out: comparing.
Source: design, sections 2 and 4 (a list of accepted batches, never a bare glob).
"""

from __future__ import annotations

from datetime import datetime

import duckdb
import pyarrow as pa

from connectors.core.landing import LocalLanding, Manifest
from connectors.registers.drafts import PLATFORM
from connectors.registers.spec_types import RegisterSpec
from connectors.registers.specs import register_spec
from orchestration.home import Home
from orchestration.ingest import is_accepted


def batches_of(home: Home, name: str) -> list[Manifest]:
    """Every committed batch of a register, held ones too, oldest landing first."""
    return LocalLanding(home.landing).manifests(PLATFORM, name)


def standing_table(home: Home, name: str, as_of: datetime) -> pa.Table:
    """The whole valid time of every key as of a naive Beijing time: the landed columns, batch_id.

    Rows come in the order of key and validity. Held batches have no part in it.

    Raises ConfigurationError for an unknown register.
    """
    spec = register_spec(name)
    store = LocalLanding(home.landing)
    paths = {
        str(store.batch_path(m) / f"{name}.parquet"): m.batch_id
        for m in batches_of(home, name)
        if m.landed_at <= as_of and is_accepted(store, m)
    }
    schema = spec.landed_schema().append(pa.field("batch_id", pa.string()))
    if not paths:
        return schema.empty_table()
    with duckdb.connect() as connection:
        connection.register(
            "batches", pa.table({"path": list(paths), "batch_id": list(paths.values())})
        )
        found = connection.execute(_newest(spec), [list(paths), as_of]).to_arrow_table()
    return _shaped(found, schema)


def _newest(spec: RegisterSpec) -> str:
    """SQL for the newest load of each key; column names come from the specs."""
    whole = ", ".join(f"landed.{name}" for name in spec.whole_key())
    order = ", ".join(f"landed.{name}" for name in (*spec.key, "valid_from"))
    return f"""
        select landed.* exclude (filename), batches.batch_id
        from read_parquet(?, filename = true, union_by_name = true) as landed
        inner join batches on landed.filename = batches.path
        where landed.recorded_at <= ?
        qualify dense_rank() over (
            partition by {whole}
            order by landed.recorded_at desc, landed.load_id desc, batches.batch_id desc
        ) = 1
        order by {order} nulls first
    """  # noqa: S608


def _shaped(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The columns of the form; one that older loads did not have is unknown there."""
    arrays = [
        table[field.name].cast(field.type)
        if field.name in table.column_names
        else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)
