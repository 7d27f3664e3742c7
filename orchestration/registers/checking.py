"""A register's file checked against its form and against what the home's registers know.

Every code must stand in the register it refers to, and every row must belong to the area that the
file speaks for. Keep out: rules of the file alone (connectors.registers), landing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec
import pyarrow as pa

from connectors.registers.problems import Problem
from connectors.registers.reader import Check, check_register, placed_problems
from connectors.registers.spec_types import RegisterSpec
from connectors.registers.specs import register_spec
from connectors.registers.wording import problem
from orchestration.errors import NothingToDo
from orchestration.home import Home
from orchestration.registers.scopes import Places


def check_file(home: Home, name: str, path: Path, *, scope: str | None, as_of: datetime) -> Check:
    """Everything that is wrong with a register's file; `table` is there where nothing is.

    `scope` is the six-digit code of the county, prefecture or province that the file speaks for;
    None checks no row's place. `as_of` is naive Beijing time: what is recorded later is not known.

    Raises:
        ConfigurationError: no such register, or no such file.
        FatalFeedError: content that can't be read at all (encoding, unsafe workbook).
        NothingToDo: the scope is no region of the home, or the register has no counties.
    """
    spec = register_spec(name)
    require_scope(spec, scope)
    found = check_register(name, path)
    places = Places(home, as_of)
    # a scope that is none is told even where the file is wrong too
    counties = None if scope is None else places.counties_in(scope)
    if found.typed is None or found.source is None:
        return msgspec.structs.replace(found, scope=scope)
    numbers = [row.number for row in found.source.rows]
    problems = list(_unknown(spec, found.typed, numbers, places))
    if scope is not None and counties is not None:
        problems += _outside(spec, found.typed, numbers, places, scope, counties)
    problems = _news(found.problems, problems)
    if not problems:
        return msgspec.structs.replace(found, scope=scope)
    return msgspec.structs.replace(
        found,
        scope=scope,
        problems=placed_problems(spec, found.source, [*found.problems, *problems]),
        table=None,
    )


def _news(known: list[Problem], found: list[Problem]) -> list[Problem]:
    """What is found of cells that nothing was said of yet.

    A row with a cell that can't be read may well belong to a county.
    """
    told = {(p.row, p.column) for p in known}
    wrong = {p.row for p in known}
    news = []
    for problem_ in found:
        place = (problem_.row, problem_.column)
        if place not in told and (problem_.value is not None or problem_.row not in wrong):
            told.add(place)
            news.append(problem_)
    return news


def require_scope(spec: RegisterSpec, scope: str | None) -> None:
    """Raises NothingToDo where a scope is given for a register whose rows have no county."""
    if scope is not None and not spec.county:
        raise NothingToDo(
            f"the rows of the register {spec.name} belong to no county",
            where=f"register {spec.name}, scope {scope}",
            advice="leave the scope out: the province states this register whole",
        )


def _unknown(
    spec: RegisterSpec, table: pa.Table, numbers: list[int], places: Places
) -> Iterator[Problem]:
    for column in spec.columns:
        if column.refers_to is None:
            continue
        register, theirs = column.refers_to.split(".")
        known = set(places.standing(register)[theirs].to_pylist()) | {None}
        if register == spec.name:
            known |= set(table[theirs].to_pylist())
        for value, number in zip(table[column.name].to_pylist(), numbers, strict=True):
            if value not in known:
                yield problem(
                    "unknown",
                    column,
                    row=number,
                    value=value,
                    register=register,
                    register_zh=register_spec(register).title_zh,
                )


def _outside(
    spec: RegisterSpec,
    table: pa.Table,
    numbers: list[int],
    places: Places,
    scope: str,
    counties: frozenset[str],
) -> Iterator[Problem]:
    names = places.names()
    first = spec.column(spec.county[0].columns[-1])
    for way, number in zip(places.ways_of(spec.name, table), numbers, strict=True):
        if way is None:
            yield problem("nowhere", first, row=number, scope=scope)
            continue
        county, column = way
        if county not in counties:
            yield problem(
                "outside",
                spec.column(column),
                row=number,
                value=county,
                county=county,
                county_zh=names.get(county, county),
                scope=scope,
            )
