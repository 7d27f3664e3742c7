"""Loads of a register as a county's page lists them: who, when, from which file, what became of it.

Keep out: what a load changed (`orchestration.registers.history`, by key).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec
import pyarrow as pa

from connectors.core.landing import LocalLanding
from connectors.registers.load_records import LoadRecord
from connectors.registers.specs import register_spec
from orchestration.desk.people import Person, covers
from orchestration.errors import NothingToDo
from orchestration.home import Home
from orchestration.ingest import is_accepted
from orchestration.registers.approving import waiting
from orchestration.registers.history import Version, history_of
from orchestration.registers.loads import load_of
from orchestration.registers.scopes import Places
from orchestration.registers.standing import batches_of

State = Literal["accepted", "waiting", "left out"]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One batch of a register. `record` is None where a program landed it, not a person."""

    recorded_at: datetime
    batch_id: str
    source_name: str | None
    record: LoadRecord | None
    state: State


def loads_of(home: Home, name: str, county_code: str) -> list[Told]:
    """The loads that speak for this county or for all, newest first.

    `left out` is one that was refused, that was approved and landed once more, or that the checks
    hold: no build reads it.
    """
    store = LocalLanding(home.landing)
    pending = {load.batch_id for load in waiting(home)}
    found = []
    for manifest in batches_of(home, name):
        load = load_of(store, manifest)
        record = load.record if load else None
        if record is not None and record.scope and not covers(record.scope, county_code):
            continue
        state: State = "waiting" if manifest.batch_id in pending else "left out"
        found.append(
            Told(
                recorded_at=manifest.landed_at,
                batch_id=manifest.batch_id,
                source_name=manifest.source_name,
                record=record,
                state="accepted" if is_accepted(store, manifest) else state,
            )
        )
    return found[::-1]


def history_for(
    home: Home, name: str, key: tuple[str, ...], *, person: Person, now: datetime
) -> list[Version]:
    """Every load that mentions a key, oldest first, if any of its rows is in the person's areas.

    Raises NothingToDo where nobody loaded the key, or only others' counties did.
    """
    spec = register_spec(name)
    versions = history_of(home, name, key)
    rows: list[dict[str, Any]] = [row for version in versions for row in version.rows]
    table = pa.Table.from_pylist(rows, schema=spec.schema())
    counties = Places(home, now).counties_of(name, table)
    if not any(county and person.sees(county) for county in counties):
        raise NothingToDo(
            "本县没有登记过这个编码", where=spec.title_zh, advice="请核对编码；被退回的文件没有入库"
        )
    return versions
