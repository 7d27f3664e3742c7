"""What landed of clerks' loads, and what was refused: read from the batches themselves.

Keep out: deciding (`approving`), the rows of any register (`standing`).
"""

from __future__ import annotations

from datetime import datetime

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from connectors.core.landing import LocalLanding, Manifest
from connectors.registers.drafts import PLATFORM
from connectors.registers.load_records import LOAD_TABLE, LoadRecord, record_of
from orchestration.home import Home

REFUSALS = "refusals"


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """A load that landed; `recorded_at` is naive Beijing time."""

    batch_id: str
    load_id: str
    register: str
    source_name: str | None
    source_sha256: str | None
    recorded_at: datetime
    record: LoadRecord


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """A waiting load that somebody refused for good."""

    proposed_batch_id: str
    register: str
    load_id: str
    refused_by: str
    reason: str
    recorded_at: datetime


def load_of(store: LocalLanding, manifest: Manifest) -> Load | None:
    """The load of a batch, None where a program landed it and not a clerk."""
    if f"{LOAD_TABLE}.parquet" not in manifest.files:
        return None
    table = _table(store, manifest, LOAD_TABLE)
    return Load(
        batch_id=manifest.batch_id,
        load_id=table["load_id"][0].as_py(),
        register=manifest.kind,
        source_name=manifest.source_name,
        source_sha256=manifest.source_sha256,
        recorded_at=manifest.landed_at,
        record=record_of(table),
    )


def loads_of(home: Home) -> list[Load]:
    """Every load of every register, oldest first; approved ones stand there twice."""
    store = LocalLanding(home.landing)
    found = (load_of(store, m) for m in store.manifests(PLATFORM))
    return [load for load in found if load is not None]


def refusals_of(home: Home) -> list[Refusal]:
    """Every refusal, oldest first."""
    store = LocalLanding(home.landing)
    return [
        Refusal(**{name: row[name] for name in Refusal.__struct_fields__})
        for manifest in store.manifests(PLATFORM, REFUSALS)
        for row in _table(store, manifest, REFUSALS).to_pylist()
    ]


def _table(store: LocalLanding, manifest: Manifest, name: str) -> pa.Table:
    return pq.ParquetFile(store.batch_path(manifest) / f"{name}.parquet").read()
