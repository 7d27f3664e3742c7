"""Loads that reach far back wait here until somebody else lets them in or refuses them.

What is let in lands once more, recorded at the moment of approval, so that a build as of any moment
before it gives the old figures. The waiting batch itself stays held for ever.
Source: design, section 4. Keep out: which loads wait (`loading`), printing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from connectors.core.landing import BatchDraft, LocalLanding, Manifest
from connectors.core.windows import Window
from connectors.registers.drafts import PLATFORM, register_draft
from connectors.registers.specs import register_spec
from orchestration.errors import NothingToDo
from orchestration.home import Home
from orchestration.ingest import Landed, land_draft
from orchestration.registers.comparing import histories
from orchestration.registers.loads import REFUSALS, Load, loads_of, refusals_of
from orchestration.registers.standing import standing_table

_REFUSAL = pa.schema(
    [
        ("proposed_batch_id", pa.string()),
        ("register", pa.string()),
        ("load_id", pa.string()),
        ("refused_by", pa.string()),
        ("reason", pa.string()),
        ("valid_from", pa.date32()),
        ("valid_to", pa.date32()),
        ("recorded_at", pa.timestamp("us")),
    ]
)


def waiting(home: Home) -> list[Load]:
    """The loads that nobody has decided on, oldest first."""
    done = decided(home)
    return [
        load
        for load in loads_of(home)
        if load.record.back_dated_count
        and load.record.approved_by is None
        and load.batch_id not in done
    ]


def decided(home: Home) -> set[str]:
    """Ids of the batches that waited and were let in or refused; they stay held for ever."""
    found = {load.record.proposed_batch_id for load in loads_of(home)}
    found |= {refusal.proposed_batch_id for refusal in refusals_of(home)}
    return {batch_id for batch_id in found if batch_id is not None}


def approve(home: Home, load_id: str, *, approved_by: str, reason: str, at: datetime) -> Landed:
    """Let a waiting load in; it counts from `at` (naive Beijing time).

    Raises NothingToDo where no such load waits, where the approver is the loader, where no reason
    is given, or where a later load has spoken of one of its keys: it has to be loaded anew then.
    """
    loaded = _one(home, load_id)
    _require_other(loaded, approved_by, reason)
    store = LocalLanding(home.landing)
    manifest = _manifest(store, loaded.batch_id)
    table = pq.ParquetFile(store.batch_path(manifest) / f"{loaded.register}.parquet").read()
    _require_newest(home, loaded, table, at)
    draft = register_draft(
        loaded.register,
        register_spec(loaded.register).schema().empty_table(),
        recorded_at=at,
        # the rows were checked when they were loaded
        restated=table,
        source_name=manifest.source_name,
        source_sha256=manifest.source_sha256,
        record=msgspec.structs.replace(
            loaded.record,
            proposed_batch_id=loaded.batch_id,
            approved_by=approved_by,
            approved_at=at,
            approval_reason=reason,
        ),
    )
    return land_draft(home, draft, landed_at=at)


def refuse(home: Home, load_id: str, *, refused_by: str, reason: str, at: datetime) -> Landed:
    """Refuse a waiting load for good; the loader may withdraw it so too.

    Raises NothingToDo where no such load waits or no reason is given.
    """
    loaded = _one(home, load_id)
    _require_reason(loaded, reason)
    row = {
        "proposed_batch_id": loaded.batch_id,
        "register": loaded.register,
        "load_id": load_id,
        "refused_by": refused_by,
        "reason": reason,
        "recorded_at": at,
    }
    midnight = datetime.combine(at.date(), datetime.min.time())
    draft = BatchDraft(
        platform=PLATFORM,
        kind=REFUSALS,
        window_kind="file",
        window=Window(midnight, midnight + timedelta(days=1)),
        shops_asked=[],
        shops_answered=[],
        tables={REFUSALS: pa.Table.from_pylist([row], schema=_REFUSAL)},
        known_at=at,
    )
    return land_draft(home, draft, landed_at=at)


def _one(home: Home, load_id: str) -> Load:
    for loaded in waiting(home):
        if loaded.load_id == load_id:
            return loaded
    raise NothingToDo(
        f"no load {load_id} waits for approval",
        where="registers",
        advice="see `shanhuo registers waiting`; a load is decided once",
    )


def _require_other(loaded: Load, approved_by: str, reason: str) -> None:
    if approved_by == loaded.record.loaded_by:
        raise NothingToDo(
            f"{approved_by} loaded this file and can't approve it",
            where=f"register {loaded.register}, load {loaded.load_id}",
            advice="let another person look at it and approve it",
        )
    _require_reason(loaded, reason)


def _require_reason(loaded: Load, reason: str) -> None:
    if not reason.strip():
        raise NothingToDo(
            "a decision needs its reason",
            where=f"register {loaded.register}, load {loaded.load_id}",
            advice="say in a sentence why",
        )


def _require_newest(home: Home, loaded: Load, table: pa.Table, at: datetime) -> None:
    spec = register_spec(loaded.register)
    keys = set(histories(spec, table))
    newer = standing_table(home, loaded.register, at)
    later = newer.filter(pc.greater(newer["recorded_at"], pa.scalar(loaded.recorded_at)))
    overtaken = keys & set(histories(spec, later))
    if overtaken:
        raise NothingToDo(
            f"{len(overtaken):,} keys of this load were loaded anew since it waits",
            where=f"register {loaded.register}, load {loaded.load_id}",
            advice="refuse it and load the file again on what stands now",
        )


def _manifest(store: LocalLanding, batch_id: str) -> Manifest:
    return next(m for m in store.manifests(PLATFORM) if m.batch_id == batch_id)
