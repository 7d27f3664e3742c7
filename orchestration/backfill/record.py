"""What is written down of a backfill, so that it can be taken up again after it was cut off.

The record says when it began; which windows are done is read from landing, where a batch is whole
or not there. Keep out: doing any of it.
"""

from __future__ import annotations

import re
import uuid
from datetime import datetime
from pathlib import Path

import msgspec

from connectors.core.landing import Manifest
from connectors.core.windows import WindowKind
from orchestration.backfill.plan import BackfillPlan, Unit
from orchestration.home import Home


class RecordedUnit(msgspec.Struct, frozen=True):
    """One window to fetch. Times are naive Beijing time."""

    platform: str
    kind: str
    window_kind: WindowKind
    window_start: datetime
    window_end: datetime


class Failure(msgspec.Struct, frozen=True):
    """A window that failed, with what is to be done."""

    unit: RecordedUnit
    message: str


class BackfillRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One backfill. `finished_at` is null while windows are still to be fetched."""

    name: str
    mode: str
    started_at: datetime
    units: list[RecordedUnit]
    finished_at: datetime | None = None
    failures: list[Failure] = []


def recorded(unit: Unit) -> RecordedUnit:
    """The unit as it is written down."""
    return RecordedUnit(*unit.feed, *unit.window)


def begin(home: Home, plan: BackfillPlan, *, now: datetime) -> BackfillRecord:
    """The unfinished record of this very plan's period, mode and platforms, or a new one."""
    path = _path(home, plan)
    if path.exists():
        held = msgspec.json.decode(path.read_bytes(), type=BackfillRecord)
        if held.finished_at is None:
            return held
    record = BackfillRecord(
        name=plan.period.name,
        mode=plan.mode,
        started_at=now,
        units=[recorded(unit) for unit in plan.units],
    )
    _write(path, record)
    return record


def finish(
    home: Home,
    plan: BackfillPlan,
    record: BackfillRecord,
    *,
    failures: list[Failure],
    now: datetime,
) -> BackfillRecord:
    """Note the failures; the record is finished where there are none."""
    done = msgspec.structs.replace(record, failures=failures, finished_at=None if failures else now)
    _write(_path(home, plan), done)
    return done


def open_units(record: BackfillRecord, batches: list[Manifest]) -> list[RecordedUnit]:
    """The record's windows that have no accepted batch since it began."""
    done = {
        RecordedUnit(b.platform, b.kind, b.window_kind, b.window_start, b.window_end)
        for b in batches
        if b.landed_at >= record.started_at
    }
    return [unit for unit in record.units if unit not in done]


def _path(home: Home, plan: BackfillPlan) -> Path:
    feeds = sorted({feed.feed.platform for feed in plan.feeds})
    name = "-".join([re.sub(r"[^0-9A-Za-z]+", "-", plan.period.name), plan.mode, *feeds])
    return home.backfills / f"{name}.json"


def _write(path: Path, record: BackfillRecord) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}-{uuid.uuid4().hex}")
    temporary.write_bytes(msgspec.json.format(msgspec.json.encode(record), indent=1))
    temporary.replace(path)
