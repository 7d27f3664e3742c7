"""What a checked file would change, and the load itself: it says who, when, which file and area.

A load states the whole history of every key it mentions. `full` also ends the keys of its area that
the file leaves out, on the day of the load. What reaches more than 30 days back is landed and held
until somebody else approves it. Nothing that was loaded is ever overwritten.
Source: design, sections 4 and 5. Keep out: checking (`checking`), effects (`effects`), printing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import pyarrow as pa

from connectors.registers.checks import row_problems
from connectors.registers.drafts import register_draft
from connectors.registers.load_records import LoadRecord, Mode
from connectors.registers.problems import refuse
from connectors.registers.reader import Check
from connectors.registers.spec_types import RegisterSpec
from connectors.registers.specs import register_spec
from expectations.verdict import Verdict
from orchestration.errors import NothingToDo
from orchestration.home import Home
from orchestration.ingest import land_draft
from orchestration.registers.comparing import (
    Key,
    KeyChange,
    Row,
    change_of,
    closed_on,
    histories,
    is_in_force,
    outside,
)
from orchestration.registers.effects import Effects, effects_of
from orchestration.registers.scopes import Places

#: the expectations' check that a load nobody approved fails
UNAPPROVED = "batch.unapproved_key_count"
#: a change that takes effect earlier than so many days ago waits for approval (design, section 4)
BACK_DATED_DAYS = 30


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What a load would change, key by key; `recorded_at` is naive Beijing time."""

    register: str
    mode: Mode
    scope: str | None
    recorded_at: datetime
    added: list[KeyChange]
    changed: list[KeyChange]
    closed: list[KeyChange]
    unchanged: list[Key]
    # of the changes those that reach back too far, with the paid fen of the lines they touch
    back_dated: Effects
    # rows of the file's keys from when they were another area's: they are stated again
    carried: list[Row]


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """A load that landed; `is_waiting` where builds leave it out until it is approved.

    `held_because` says what else the expectations hold it for; no approval helps there.
    """

    batch_id: str
    load_id: str
    is_waiting: bool
    held_because: list[str]
    preview: Preview


def preview(home: Home, check: Check, *, mode: Mode, recorded_at: datetime) -> Preview:
    """What loading a checked file at `recorded_at` would change; lands nothing.

    Raises ConfigurationError where the file has problems, NothingToDo where it has no scope and
    its register needs one.
    """
    spec = register_spec(check.register)
    if check.table is None:
        raise refuse(spec.name, check.source_name, check.problems)
    if spec.county and check.scope is None:
        raise NothingToDo(
            f"a load of the register {spec.name} speaks for an area, and none was given",
            where=f"register {spec.name}, file {check.source_name}",
            advice="give the six digits of the county (or prefecture, province) as scope",
        )
    places = Places(home, recorded_at)
    known = histories(spec, places.standing(spec.name))
    stated = histories(spec, check.table)
    carried = _carried(spec, places, known, stated, check.scope)
    _require_sound(spec, check, [row for rows in carried.values() for row in rows])
    changes: list[KeyChange] = []
    unchanged: list[Key] = []
    for key, rows in stated.items():
        before = known.get(key, [])
        after = [*carried.get(key, []), *rows]
        change = change_of(key, "changed" if before else "added", before, after)
        if change is None:
            unchanged.append(key)
        else:
            changes.append(change)
    if mode == "full":
        changes += _closed(spec, places, known, stated, check.scope, recorded_at)
    earliest = recorded_at.date() - timedelta(days=BACK_DATED_DAYS)
    late = [c for c in changes if spec.is_approved_late and c.takes_effect_on < earliest]
    return Preview(
        register=spec.name,
        mode=mode,
        scope=check.scope,
        recorded_at=recorded_at,
        added=[c for c in changes if c.kind == "added"],
        changed=[c for c in changes if c.kind == "changed"],
        closed=[c for c in changes if c.kind == "closed"],
        unchanged=unchanged,
        back_dated=effects_of(home, spec, late, places),
        carried=[row for rows in carried.values() for row in rows],
    )


def load(
    home: Home,
    check: Check,
    *,
    mode: Mode,
    loaded_by: str,
    confirmed_closing: int | None,
    recorded_at: datetime,
) -> Loaded:
    """Land a checked file; `loaded_by` is the official's id, times are naive Beijing.

    `confirmed_closing` is how many keys the loader expects `full` to end, and must be that number.

    A file that changes nothing lands too: its area has said that the register is right.

    Raises ConfigurationError where the file has problems, NothingToDo where it has no scope or
    would end another number of keys; nothing lands then.
    """
    found = preview(home, check, mode=mode, recorded_at=recorded_at)
    where = f"register {check.register}, file {check.source_name}"
    if found.closed and confirmed_closing != len(found.closed):
        told = "no number" if confirmed_closing is None else f"{confirmed_closing:,}"
        raise NothingToDo(
            f"a full load would end {len(found.closed):,} keys that the file leaves out, and "
            f"{told} was confirmed; nothing was loaded",
            where=where,
            advice="look through them in the preview, then confirm their number, or load `changes`",
        )
    spec = register_spec(check.register)
    draft = register_draft(
        check.register,
        check.table,
        recorded_at=recorded_at,
        source_name=check.source_name,
        source_sha256=check.source_sha256,
        restated=_table(
            spec, [*found.carried, *(row for change in found.closed for row in change.after)]
        ),
        record=LoadRecord(
            loaded_by=loaded_by,
            mode=mode,
            scope=check.scope,
            added_count=len(found.added),
            changed_count=len(found.changed),
            closed_count=len(found.closed),
            back_dated_count=len(found.back_dated.changes),
            effect_fen=found.back_dated.effect_fen,
        ),
    )
    landed = land_draft(home, draft, landed_at=recorded_at)
    return Loaded(
        batch_id=landed.manifest.batch_id,
        load_id=str(draft.tables[check.register]["load_id"][0].as_py()),
        is_waiting=bool(found.back_dated.changes),
        held_because=held_because(landed.verdict),
        preview=found,
    )


def held_because(verdict: Verdict) -> list[str]:
    """Why the expectations hold a batch, less that nobody has approved it yet."""
    return [
        f"{check.name} ({check.observed}): {check.advice}"
        for check in verdict.failed()
        if check.blocking and check.name != UNAPPROVED
    ]


def _carried(
    spec: RegisterSpec,
    places: Places,
    known: dict[Key, list[Row]],
    stated: dict[Key, list[Row]],
    scope: str | None,
) -> dict[Key, list[Row]]:
    """What is known of the file's keys for other areas, on days of which the file says nothing.

    A shop that moved keeps its years elsewhere though its new county does not report them.
    """
    if scope is None:
        return {}
    inside = places.counties_in(scope)
    mine = {key: known[key] for key in stated if key in known}
    counties = _counties(spec, places, mine)
    return {
        key: [
            part
            for row, county in zip(rows, counties[key], strict=True)
            if county not in inside
            for part in outside(row, _same_key(spec, row, stated[key]))
        ]
        for key, rows in mine.items()
        if not inside.issuperset(counties[key])
    }


def _same_key(spec: RegisterSpec, row: Row, rows: list[Row]) -> list[Row]:
    return [other for other in rows if all(other[name] == row[name] for name in spec.key)]


def _require_sound(spec: RegisterSpec, check: Check, carried: list[Row]) -> None:
    """The file's rows must also hold together with what other areas stated of the same keys."""
    if carried and check.source is not None:
        numbers = [*(row.number for row in check.source.rows), *[0] * len(carried)]
        together = pa.concat_tables([check.table, _table(spec, carried)])
        problems = row_problems(spec, together, numbers)
        if problems:
            raise refuse(spec.name, check.source_name, problems)


def _closed(
    spec: RegisterSpec,
    places: Places,
    known: dict[Key, list[Row]],
    stated: dict[Key, list[Row]],
    scope: str | None,
    recorded_at: datetime,
) -> list[KeyChange]:
    """The keys that are in force in the area today and that the file leaves out."""
    today = recorded_at.date()
    left = {
        key: [row for row in rows if is_in_force([row], today)]
        for key, rows in known.items()
        if key not in stated and is_in_force(rows, today)
    }
    if scope is not None:
        inside = places.counties_in(scope)
        counties = _counties(spec, places, left)
        left = {key: rows for key, rows in left.items() if inside.issuperset(counties[key])}
    found = (change_of(key, "closed", known[key], closed_on(known[key], today)) for key in left)
    return [change for change in found if change is not None]


def _counties(
    spec: RegisterSpec, places: Places, rows: dict[Key, list[Row]]
) -> dict[Key, list[str | None]]:
    table = _table(spec, [row for several in rows.values() for row in several])
    counties = iter(places.counties_of(spec.name, table))
    return {key: [next(counties) for _ in several] for key, several in rows.items()}


def _table(spec: RegisterSpec, rows: list[Row]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=spec.schema())
