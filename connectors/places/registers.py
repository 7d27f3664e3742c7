"""The packaged places in the form of the registers `regions` and `villages`, ready to be landed.

Keep out: landing, and places of other provinces (their numbers are enough to know them as outside).
"""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from connectors.places.regions import all_regions
from connectors.places.villages import all_villages

_TEXT = pa.string()
_REGIONS = pa.schema(
    [
        ("region_code", _TEXT),
        ("name", _TEXT),
        ("short_name", _TEXT),
        ("level", _TEXT),
        ("parent_code", _TEXT),
        ("successor_code", _TEXT),
        ("is_statistical_zone", pa.bool_()),
        ("valid_from", pa.date32()),
        ("valid_to", pa.date32()),
    ]
)
_VILLAGES = pa.schema(
    [
        ("village_code", _TEXT),
        ("name", _TEXT),
        ("town_code", _TEXT),
        ("town_name", _TEXT),
        ("county_code", _TEXT),
        ("village_kind", _TEXT),
    ]
)


def regions_table(province_code: str) -> pa.Table:
    """Regions of a province (six digits) with the days of their codes."""
    rows = [
        {
            name: getattr(region, name) if getattr(region, name) != "" else None
            for name in _REGIONS.names
        }
        for region in all_regions()
        if region.region_code[:2] == province_code[:2]
    ]
    return pa.Table.from_pylist(rows, schema=_REGIONS)


def villages_table(province_code: str, on: date) -> pa.Table:
    """Villages of a province; their counties in the codes of the day `on`."""
    rows = [
        {name: getattr(village, name) for name in _VILLAGES.names if name != "county_code"}
        | {"county_code": village.county_code(on)}
        for village in all_villages()
        if village.village_code[:2] == province_code[:2]
    ]
    return pa.Table.from_pylist(rows, schema=_VILLAGES)
