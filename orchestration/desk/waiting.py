"""Loads that wait for approval, as the desk shows them: whose county, and what they would change.

Keep out: deciding (`orchestration.registers.approving`), pages.
"""

from __future__ import annotations

from datetime import datetime

import pyarrow.parquet as pq

from connectors.core.landing import LocalLanding
from connectors.registers.specs import register_spec
from orchestration.desk.people import Person
from orchestration.errors import NothingToDo
from orchestration.home import Home
from orchestration.registers.approving import waiting
from orchestration.registers.comparing import KeyChange, change_of, histories
from orchestration.registers.loads import Load
from orchestration.registers.standing import standing_table


def waiting_for(home: Home, person: Person) -> list[Load]:
    """The waiting loads of counties that the person may see, oldest first."""
    return [load for load in waiting(home) if person.sees(load.record.scope or "")]


def waiting_load(home: Home, load_id: str, person: Person) -> Load:
    """One waiting load. Raises NothingToDo where none of this id waits in the person's areas."""
    for load in waiting_for(home, person):
        if load.load_id == load_id:
            return load
    raise NothingToDo(
        "这次报送不在等待审批", where="审批", advice="可能已经办结，请到“历史”查看结果"
    )


def changes_of(home: Home, load: Load, as_of: datetime) -> list[KeyChange]:
    """What the load would change in the register as it stands at a naive Beijing time."""
    spec = register_spec(load.register)
    store = LocalLanding(home.landing)
    (manifest,) = (m for m in store.manifests() if m.batch_id == load.batch_id)
    table = pq.ParquetFile(store.batch_path(manifest) / f"{load.register}.parquet").read()
    known = histories(spec, standing_table(home, load.register, as_of))
    found = []
    for key, after in histories(spec, table).items():
        before = known.get(key, [])
        change = change_of(key, "changed" if before else "added", before, after)
        if change is not None:
            found.append(change)
    return found
