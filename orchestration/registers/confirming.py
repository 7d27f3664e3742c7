"""A county's word that it had no row of a register on a day: a full load without rows.

It lands as any load does, so its history is kept and a build may read it. Keep out: what is late
(`staleness`), who may confirm (the desk, the command line).
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec
import pyarrow as pa

from connectors.registers.drafts import register_draft
from connectors.registers.load_records import LoadRecord
from connectors.registers.spec_types import RegisterSpec
from connectors.registers.specs import register_spec
from orchestration.errors import NothingToDo
from orchestration.home import Home
from orchestration.ingest import Landed, land_draft
from orchestration.registers.approving import waiting
from orchestration.registers.checking import require_scope
from orchestration.registers.comparing import Key, histories, is_in_force
from orchestration.registers.loads import loads_of
from orchestration.registers.scopes import Places


class Confirmation(msgspec.Struct, frozen=True, kw_only=True):
    """Who said when (naive Beijing time) that a county had no row of a register on a day.

    `is_superseded` where a load that came later states rows of the county.
    """

    register: str
    county_code: str
    none_on: date
    confirmed_by: str
    recorded_at: datetime
    batch_id: str
    is_superseded: bool


def confirm_none(
    home: Home,
    name: str,
    county_code: str,
    *,
    none_on: date,
    confirmed_by: str,
    recorded_at: datetime,
) -> Landed:
    """Land a county's word that the register had no row of it on `none_on`.

    `recorded_at` is naive Beijing time; `none_on` may lie before it, never after it.

    Raises ConfigurationError for an unknown register; NothingToDo where the register's rows have no
    county, the code is no county on that day, the day is still to come, rows of the county hold on
    that day, or a load of the county waits for approval. Nothing lands then.
    """
    spec = register_spec(name)
    require_scope(spec, county_code)
    where = f"register {name}, county {county_code}"
    if none_on > recorded_at.date():
        raise NothingToDo(
            f"{none_on} is still to come: nobody knows yet that there is nothing",
            where=where,
            advice=f"confirm a day up to {recorded_at.date()}",
        )
    places = Places(home, recorded_at)
    _require_county(places, county_code, none_on, where)
    _require_none(spec, places, county_code, none_on, where)
    for load in waiting(home):
        if load.register == name and load.record.scope == county_code:
            raise NothingToDo(
                f"the county's load {load.load_id} waits for approval",
                where=where,
                advice="let it be approved, or take it back with `shanhuo registers refuse`",
            )
    draft = register_draft(
        name,
        spec.schema().empty_table(),
        recorded_at=recorded_at,
        record=LoadRecord(
            loaded_by=confirmed_by,
            mode="full",
            scope=county_code,
            added_count=0,
            changed_count=0,
            closed_count=0,
            back_dated_count=0,
            effect_fen=0,
            none_on=none_on,
        ),
    )
    return land_draft(home, draft, landed_at=recorded_at)


def confirmations(
    home: Home, name: str, county_code: str, *, as_of: datetime
) -> list[Confirmation]:
    """What was confirmed of a county's register by `as_of` (naive Beijing time), oldest first."""
    said = [
        load
        for load in loads_of(home)
        if load.register == name
        and load.record.none_on is not None
        and load.record.scope == county_code
        and load.recorded_at <= as_of
    ]
    stated_at = _stated_at(register_spec(name), Places(home, as_of), county_code) if said else None
    return [
        Confirmation(
            register=name,
            county_code=county_code,
            none_on=load.record.none_on,
            confirmed_by=load.record.loaded_by,
            recorded_at=load.recorded_at,
            batch_id=load.batch_id,
            is_superseded=stated_at is not None and stated_at > load.recorded_at,
        )
        for load in said
        if load.record.none_on is not None
    ]


def rows_on(spec: RegisterSpec, places: Places, county_code: str, day: date) -> list[Key]:
    """The keys of a register of which a row of the county holds on the day."""
    table = places.standing(spec.name)
    inside = places.counties_in(county_code)
    mine = [county in inside for county in places.counties_of(spec.name, table)]
    rows = histories(spec, table.filter(pa.array(mine, type=pa.bool_())))
    return [key for key, stated in rows.items() if is_in_force(stated, day)]


def _stated_at(spec: RegisterSpec, places: Places, county_code: str) -> datetime | None:
    """When a load last stated a row of the county."""
    table = places.standing(spec.name)
    inside = places.counties_in(county_code)
    counties = places.counties_of(spec.name, table)
    moments = zip(table["recorded_at"].to_pylist(), counties, strict=True)
    return max((moment for moment, county in moments if county in inside), default=None)


def _require_county(places: Places, county_code: str, day: date, where: str) -> None:
    regions = places.standing("regions").to_pylist()
    mine = [r for r in regions if r["region_code"] == county_code and r["level"] == "county"]
    if not is_in_force(mine, day):
        raise NothingToDo(
            f"{county_code} is no county on {day}",
            where=where,
            advice="give the six digits that the county has on that day",
        )


def _require_none(
    spec: RegisterSpec, places: Places, county_code: str, day: date, where: str
) -> None:
    held = rows_on(spec, places, county_code, day)
    if held:
        raise NothingToDo(
            f"{len(held):,} keys of the county hold on {day}, the first is "
            f"{' '.join(map(str, held[0]))}; nothing was confirmed",
            where=where,
            advice="if they ended, load them with their last day (valid_to) and confirm then; if "
            "nothing changed, load the rows that stand as they are",
        )
