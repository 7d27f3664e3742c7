"""The border area_rollup: counties, prefectures and the province close on each other and on staged.

Σ counties + 市州内未分县 = prefecture · Σ prefectures + 省内未分 = province ·
province + 省外 + 未归属 + 待核 = staged · villages + the rest = county · days = month;
all on both axes.
Keep out: indicators, printed figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from expectations.borders.identity import Amounts, Border, Identity, border, equal, equal_by_part
from expectations.borders.sources import Build, model_rows, whole_fen
from expectations.errors import EvidenceMissing

_BUCKETS = ("province", "outside", "unattributed", "pending")

#: amounts by level of area, then by code
Areas = dict[str, dict[str, Amounts]]


def area_rollup(build: Build, month_on: date, *, gross_fen: int, refund_fen: int) -> Border:
    """Every level closes on the next; `gross_fen` and `refund_fen` are the staged sums.

    Raises EvidenceMissing where a county of the mart has no prefecture in `dim_area`.
    """
    parents = _parents(build, month_on)
    identities: list[Identity] = []
    for axis in ("seller", "origin"):
        areas = _areas(build, axis, month_on)
        for index, (measure, staged) in enumerate((("gross", gross_fen), ("refunds", refund_fen))):
            identities += _levels(f"{axis} {measure}", areas, parents, index, staged)
        identities.append(_days(build, axis, month_on))
    identities.append(_net(build, month_on))
    return border("area_rollup", identities)


def _levels(
    name: str, areas: Areas, parents: dict[str, str], index: int, staged_fen: int
) -> list[Identity]:
    """The closures of one axis for one measure (0 = gross, 1 = refunds)."""
    level = {
        kind: {code: amounts[index] for code, amounts in found.items()}
        for kind, found in areas.items()
    }
    counties = _under(level.get("county", {}), parents)
    for code, fen in level.get("prefecture_rest", {}).items():
        counties[code] = counties.get(code, 0) + fen
    prefectures = sum(level.get("prefecture", {}).values())
    province = sum(level.get("province", {}).values())
    closures = [
        equal_by_part(
            f"{name}: counties in prefectures",
            counties,
            level.get("prefecture", {}),
        ),
        equal(
            f"{name}: prefectures in province",
            prefectures + sum(level.get("province_rest", {}).values()),
            province,
        ),
        equal(
            f"{name}: province and outside in staged",
            sum(sum(level.get(bucket, {}).values()) for bucket in _BUCKETS),
            staged_fen,
        ),
    ]
    villages = [*level.get("village", {}).values(), *level.get("village_rest", {}).values()]
    if villages:
        closures.append(
            equal(f"{name}: villages in counties", sum(villages), sum(level["county"].values()))
        )
    return closures


def _under(counties: dict[str, int], parents: dict[str, str]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for code, fen in counties.items():
        if code not in parents:
            raise EvidenceMissing(
                f"county {code} has sales and no prefecture",
                where="dim_area",
                advice="add the county with its parent to the register of regions, then build",
            )
        sums[parents[code]] += fen
    return dict(sums)


def _areas(build: Build, axis: str, month_on: date) -> Areas:
    rows = model_rows(
        build,
        "select area_level, area_code, sum(gross_fen), sum(refund_fen) "
        "from mart_sales_area_month where month_on = $month_on and axis = $axis group by all",
        ["mart_sales_area_month"],
        {"month_on": month_on, "axis": axis},
    )
    areas: Areas = defaultdict(dict)
    for level, code, gross, refunds in rows:
        areas[str(level)][str(code)] = Amounts(whole_fen(gross), whole_fen(refunds))
    return dict(areas)


def _parents(build: Build, month_on: date) -> dict[str, str]:
    """The prefecture of each county as of the month; of two rows the one that began later."""
    rows = model_rows(
        build,
        "select area_code, parent_code from dim_area where level = 'county' "
        "and parent_code is not null "
        "and coalesce(valid_from, date '0001-01-01') < $month_on + interval 1 month "
        "and coalesce(valid_to, date '9999-12-31') > $month_on order by valid_from nulls first",
        ["dim_area"],
        {"month_on": month_on},
    )
    return {str(code): str(parent) for code, parent in rows}


def _days(build: Build, axis: str, month_on: date) -> Identity:
    """The days of the month against the month, by area."""
    parameters: dict[str, object] = {"month_on": month_on, "axis": axis}
    by_month = model_rows(
        build,
        "select area_level, area_code, sum(gross_fen), sum(refund_fen) "
        "from mart_sales_area_month where month_on = $month_on and axis = $axis group by all",
        ["mart_sales_area_month"],
        parameters,
    )
    by_day = model_rows(
        build,
        "select area_level, area_code, sum(gross_fen), sum(refund_fen) "
        "from mart_sales_area_day where sale_on >= $month_on "
        "and sale_on < $month_on + interval 1 month and axis = $axis group by all",
        ["mart_sales_area_day"],
        parameters,
    )
    return equal_by_part(f"{axis}: days in month", _by_measure(by_day), _by_measure(by_month))


def _by_measure(rows: Iterable[tuple[object, ...]]) -> dict[object, int | None]:
    found: dict[object, int | None] = {}
    for level, code, gross, refunds in rows:
        found[level, code, "gross"] = whole_fen(gross)
        found[level, code, "refunds"] = whole_fen(refunds)
    return found


def _net(build: Build, month_on: date) -> Identity:
    """Gross less refunds is net, row by row."""
    rows = model_rows(
        build,
        "select axis, area_level, area_code, platform, goods_class, flow, "
        "gross_fen - refund_fen, net_fen from mart_sales_area_month where month_on = $month_on",
        ["mart_sales_area_month"],
        {"month_on": month_on},
    )
    return equal_by_part(
        "gross less refunds is net",
        {row[:6]: whole_fen(row[6]) for row in rows},
        {row[:6]: whole_fen(row[7]) for row in rows},
    )
