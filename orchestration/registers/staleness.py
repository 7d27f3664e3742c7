"""What should have been renewed: rows past their term, counties that reported nothing this quarter.

The terms stand in the forms with their source. Keep out: printing, renewing anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import msgspec

from connectors.registers.spec_types import RegisterSpec, Term
from connectors.registers.specs import REGISTERS
from orchestration.home import Home
from orchestration.registers.comparing import Key, Row
from orchestration.registers.loads import Load, loads_of, refusals_of
from orchestration.registers.scopes import Places


class StaleRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row that should have been renewed by `due_on`, and who says so."""

    register: str
    key: Key
    county_code: str | None
    due_on: date
    meaning_zh: str
    source: str


class SilentCounty(msgspec.Struct, frozen=True, kw_only=True):
    """A county without a load of a register since `since`, the quarter's first day.

    `last_loaded_at` is None where nothing was ever loaded for it; of a confirmation that there is
    nothing it is the day confirmed.
    """

    register: str
    county_code: str
    since: date
    last_loaded_at: datetime | None


class Stale(msgspec.Struct, frozen=True, kw_only=True):
    """Rows and counties that are late as of a naive Beijing time."""

    as_of: datetime
    rows: list[StaleRow]
    counties: list[SilentCounty]


def stale(home: Home, as_of: datetime, *, scope: str | None) -> Stale:
    """What is late in an area (None = everywhere), the longest overdue first.

    Raises NothingToDo for a scope that is no region.
    """
    places = Places(home, as_of)
    counties = None if scope is None else places.counties_in(scope)
    rows = [
        row
        for spec in REGISTERS.values()
        if spec.terms
        for row in _late_rows(spec, places, as_of)
        if counties is None or row.county_code in counties
    ]
    silent = list(_silent_counties(home, places, as_of, counties))
    return Stale(as_of=as_of, rows=sorted(rows, key=lambda row: row.due_on), counties=silent)


def _late_rows(spec: RegisterSpec, places: Places, as_of: datetime) -> Iterator[StaleRow]:
    table = places.standing(spec.name)
    found = table.to_pylist()
    counties = places.counties_of(spec.name, table)
    running = {_key(spec, row) for row in found if _is_in_force(row, as_of.date())}
    for term in spec.terms:
        for row, county in zip(found, counties, strict=True):
            due = _due_on(term, row)
            if due is None or due > as_of.date():
                continue
            if term.column == "valid_to":
                # a row that was ended on purpose was recorded when it had ended
                is_late = _key(spec, row) not in running and due > row["recorded_at"].date()
            else:
                is_late = _is_in_force(row, as_of.date())
            if is_late:
                yield StaleRow(
                    register=spec.name,
                    key=_key(spec, row),
                    county_code=county,
                    due_on=due,
                    meaning_zh=term.meaning_zh,
                    source=term.source,
                )


def _due_on(term: Term, row: Row) -> date | None:
    day: date | None = row[term.column]
    # an age from the first day on is asked only of rows that name no last day
    if day is None or (term.column == "valid_from" and row["valid_to"] is not None):
        return None
    return day + timedelta(days=term.days)


def _key(spec: RegisterSpec, row: Row) -> Key:
    return tuple(row[name] for name in spec.key)


def _is_in_force(row: Row, day: date) -> bool:
    return (row["valid_from"] or date.min) <= day < (row["valid_to"] or date.max)


def _silent_counties(
    home: Home, places: Places, as_of: datetime, counties: frozenset[str] | None
) -> Iterator[SilentCounty]:
    asked = [
        row["region_code"]
        for row in places.standing("regions").to_pylist()
        if row["level"] == "county"
        and _is_in_force(row, as_of.date())
        and (counties is None or row["region_code"] in counties)
    ]
    since = date(as_of.year, (as_of.month - 1) // 3 * 3 + 1, 1)
    last = _last_loads(home, places, as_of)
    for spec in REGISTERS.values():
        for county in asked if spec.is_county_reported else ():
            loaded_at = last.get((spec.name, county))
            if loaded_at is None or loaded_at.date() < since:
                yield SilentCounty(
                    register=spec.name, county_code=county, since=since, last_loaded_at=loaded_at
                )


def _last_loads(home: Home, places: Places, as_of: datetime) -> dict[tuple[str, str], datetime]:
    """When a county's load of a register came last; a load of a prefecture is all its counties'.

    A confirmation speaks for its day: one of June that comes in July is no report of July.
    """
    refused = {refusal.proposed_batch_id for refusal in refusals_of(home)}
    found: dict[tuple[str, str], datetime] = {}
    scopes: dict[str, frozenset[str]] = {}
    for load in loads_of(home):
        scope = load.record.scope
        if scope is None or load.recorded_at > as_of or load.batch_id in refused:
            continue
        if scope not in scopes:
            scopes[scope] = places.counties_in(scope)
        for county in scopes[scope]:
            at = _speaks_for(load)
            found[load.register, county] = max(at, found.get((load.register, county), at))
    return found


def _speaks_for(load: Load) -> datetime:
    none_on = load.record.none_on
    return load.recorded_at if none_on is None else datetime.combine(none_on, datetime.min.time())
