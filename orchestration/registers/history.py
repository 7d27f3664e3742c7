"""Everything that was ever loaded about one key of a register: by whom, when, from which file.

Keep out: printing, what stands at a moment (`standing`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import duckdb
import msgspec
import pyarrow as pa

from connectors.core.landing import LocalLanding, Manifest
from connectors.registers.load_records import LoadRecord
from connectors.registers.spec_types import VALIDITY, RegisterSpec
from connectors.registers.specs import register_spec
from orchestration.errors import NothingToDo
from orchestration.home import Home
from orchestration.ingest import is_accepted
from orchestration.registers.approving import waiting
from orchestration.registers.comparing import Row
from orchestration.registers.loads import load_of, refusals_of
from orchestration.registers.standing import batches_of

Standing = Literal["stands", "replaced", "waiting", "approved", "refused", "held"]


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """What one load said of a key: its whole valid time then.

    `standing` is what became of the load's word: it stands, a newer load replaced it, it waits, it
    was approved (and landed once more), refused, or the checks hold it. `record` is None where a
    program landed it (packaged places, a home's first registers).
    """

    recorded_at: datetime
    batch_id: str
    load_id: str
    source_name: str | None
    source_sha256: str | None
    record: LoadRecord | None
    standing: Standing
    rows: list[Row]


def history_of(home: Home, name: str, key: tuple[str, ...]) -> list[Version]:
    """Every load that mentions the key, oldest first.

    `key` are the values of the register's key columns, or the first of them.

    Raises ConfigurationError for an unknown register, NothingToDo for a key that nobody loaded.
    """
    spec = register_spec(name)
    if len(key) > len(spec.key):
        raise NothingToDo(
            f"a key of the register {name} has {len(spec.key)} parts, {len(key)} were given",
            where=f"register {name}",
            advice=f"give {', '.join(spec.key)}",
        )
    store = LocalLanding(home.landing)
    said = _said(store, spec, batches_of(home, name), key)
    if not said:
        raise NothingToDo(
            f"no load of the register {name} mentions {' '.join(key)}",
            where=f"register {name}",
            advice="check the key; a file that was refused has not landed",
        )
    counting = [m for m, _ in said if is_accepted(store, m)]
    newest = max(counting, key=lambda m: (m.landed_at, m.batch_id), default=None)
    pending = {load.batch_id for load in waiting(home)}
    refused = {refusal.proposed_batch_id for refusal in refusals_of(home)}
    found = []
    for manifest, rows in said:
        load = load_of(store, manifest)
        record = None if load is None else load.record
        if manifest is newest:
            standing: Standing = "stands"
        elif manifest in counting:
            standing = "replaced"
        elif manifest.batch_id in pending:
            standing = "waiting"
        elif manifest.batch_id in refused:
            standing = "refused"
        else:
            standing = "approved" if record and record.back_dated_count else "held"
        found.append(
            Version(
                recorded_at=manifest.landed_at,
                batch_id=manifest.batch_id,
                load_id=rows[0]["load_id"],
                source_name=manifest.source_name,
                source_sha256=manifest.source_sha256,
                record=record,
                standing=standing,
                rows=[{n: v for n, v in row.items() if n in _names(spec)} for row in rows],
            )
        )
    return found


def _names(spec: RegisterSpec) -> set[str]:
    return {column.name for column in (*spec.columns, *VALIDITY)}


def _said(
    store: LocalLanding, spec: RegisterSpec, batches: list[Manifest], key: tuple[str, ...]
) -> list[tuple[Manifest, list[Row]]]:
    """The batches that mention the key, in their order, with what they say of it."""
    by_path = {str(store.batch_path(m) / f"{spec.name}.parquet"): m for m in batches}
    if not by_path:
        return []
    wanted = " and ".join(f"cast({name} as varchar) = ?" for name in spec.key[: len(key)])
    # column names come from the specs
    query = f"""
        select * from read_parquet(?, filename = true, union_by_name = true)
        where {wanted}
        order by {", ".join(spec.key)}, valid_from nulls first
    """  # noqa: S608
    with duckdb.connect() as connection:
        found: pa.Table = connection.execute(query, [list(by_path), *key]).to_arrow_table()
    rows: dict[str, list[Row]] = {path: [] for path in by_path}
    for row in found.to_pylist():
        rows[row["filename"]].append(row)
    return [(manifest, rows[path]) for path, manifest in by_path.items() if rows[path]]
