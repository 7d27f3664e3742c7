"""What a register's form is given for an area: its standing rows and the codes to choose from.

Keep out: writing the workbook (connectors.registers.templates).
"""

from __future__ import annotations

from datetime import datetime

import pyarrow as pa

from connectors.registers.specs import register_spec
from connectors.registers.templates import Filling
from orchestration.home import Home
from orchestration.registers.checking import require_scope
from orchestration.registers.scopes import Places

_VILLAGE, _REGION = "villages.village_code", "regions.region_code"


def filling_of(
    home: Home, name: str, *, scope: str | None, as_of: datetime, is_current: bool
) -> Filling:
    """The name of the area, its codes, and where `is_current` every row that stands in it.

    Without a scope the rows are those of the whole register. `as_of` is naive Beijing time.

    Raises ConfigurationError for an unknown register, NothingToDo for a scope that is no region or
    a register without counties.
    """
    spec = register_spec(name)
    require_scope(spec, scope)
    places = Places(home, as_of)
    rows = places.standing(name) if is_current else None
    if scope is None:
        return Filling(rows=rows)
    inside = places.counties_in(scope)
    if rows is not None:
        mine = [county in inside for county in places.counties_of(name, rows)]
        rows = rows.filter(pa.array(mine, type=pa.bool_()))
    codes = {_VILLAGE: _villages(places, inside, as_of), _REGION: _counties(places, inside)}
    return Filling(
        area=places.names()[scope],
        rows=rows,
        choices={c.name: codes[c.refers_to] for c in spec.columns if c.refers_to in codes},
    )


def _villages(places: Places, inside: frozenset[str], as_of: datetime) -> list[tuple[str, str]]:
    day = as_of.date()
    return [
        (row["village_code"], f"{row['town_name'] or ''}{row['name']}")
        for row in places.standing("villages").to_pylist()
        if row["county_code"] in inside and (row["valid_to"] is None or day < row["valid_to"])
    ]


def _counties(places: Places, inside: frozenset[str]) -> list[tuple[str, str]]:
    return [
        (row["region_code"], row["name"])
        for row in places.standing("regions").to_pylist()
        if row["region_code"] in inside and row["level"] == "county"
    ]
