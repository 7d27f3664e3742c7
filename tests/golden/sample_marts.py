"""Writes small published builds by hand: the columns of the public marts, figures by formula.

14 prefectures and 51 counties, one negative month (古丈县), one county without data (靖州), a
prefecture with two selling households, one whose part couldn't be placed in a county.
"""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.golden import sample_places as places

HERE = Path(__file__).parent
PROVINCE = "430000"
MONTHS = [date(2020, 4, 1), date(2020, 5, 1), date(2020, 6, 1)]
NEGATIVE = "433126"
WITHOUT_DATA = "431229"
# shops are registered here, and nothing was sold all year
ZERO = "431027"
# two households here, so the row is held back; the next fewest goes with it
FEW_HOUSEHOLDS = "430100"
FARM_CLASSES = "primary_agri|processed_food|herbal|tea_liquor"
TEXT, INT, DAY, FLAG = pa.string(), pa.int64(), pa.date32(), pa.bool_()

INDICATOR_COLUMNS = {
    "programme": TEXT, "indicator_code": TEXT, "month_on": DAY, "area_level": TEXT,
    "area_code": TEXT, "gross_fen": INT, "refund_fen": INT, "net_fen": INT, "local_net_fen": INT,
    "cumulative_net_fen": INT, "cumulative_from_on": DAY, "previous_cumulative_net_fen": INT,
    "target_fen": INT, "target_is_sample": FLAG, "matched_net_fen": INT,
    "matched_base_net_fen": INT, "entrant_net_fen": INT, "leaver_net_fen": INT,
    "matched_shop_count": INT, "line_count": INT, "has_data": FLAG,
}  # fmt: skip


def areas() -> list[dict[str, str]]:
    with (HERE / "areas.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def month_of(code: str, index: int) -> tuple[int, int]:
    """Gross and refund in fen of an area in the index-th month: any fixed spread will do."""
    seed = int(code) * 7919 % 100_003
    gross = 1_000_000 + (seed * (index + 3)) % 9_000_000
    refund = gross * (seed % 13) // 100
    if code == NEGATIVE and index == len(MONTHS) - 1:
        refund = gross + 123_456
    return gross, refund


class _Marts:
    def __init__(self) -> None:
        self.rows: list[dict[str, object]] = []

    def add(self, indicator: str, level: str, code: str, months: list[tuple[int, int]], *,
            target: int | None, base: int | None, has_data: bool = True) -> None:  # fmt: skip
        total = 0
        for index, (gross, refund) in enumerate(months):
            net = gross - refund
            before, total = total, total + net
            is_june = index == len(MONTHS) - 1
            self.rows.append({
                "programme": "hunan-2020", "indicator_code": indicator, "month_on": MONTHS[index],
                "area_level": level, "area_code": code, "gross_fen": gross, "refund_fen": refund,
                "net_fen": net, "local_net_fen": net * 6 // 10, "cumulative_net_fen": total,
                "cumulative_from_on": MONTHS[0], "previous_cumulative_net_fen": before,
                "target_fen": target, "target_is_sample": None if target is None else True,
                "matched_net_fen": net * 9 // 10 if is_june and base is not None else None,
                "matched_base_net_fen": base if is_june else None,
                "entrant_net_fen": net // 10, "leaver_net_fen": 0, "matched_shop_count": 12,
                "line_count": abs(gross) // 6000, "has_data": has_data,
            })  # fmt: skip


def _sum(parts: list[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    return [(sum(p[i][0] for p in parts), sum(p[i][1] for p in parts)) for i in range(len(MONTHS))]


def indicator_rows() -> list[dict[str, object]]:
    marts = _Marts()
    codes = {a["area_code"]: a for a in areas()}
    by_prefecture = {}
    for code, area in codes.items():
        if area["level"] == "prefecture":
            months = [month_of(code, i) for i in range(len(MONTHS))]
            by_prefecture[code] = [(g * 9, r * 9) for g, r in months]
    rest = [(2_000_001, 50_000), (2_100_000, 0), (1_900_007, 100)]
    for code, months in by_prefecture.items():
        total = sum(g - r for g, r in months)
        target = total * (120 + int(code) // 100 * 37 % 160) // 100
        base = total // 4 + int(code) % 700_000
        marts.add("agri_retail", "prefecture", code, months, target=target, base=base)
    province = _sum([*by_prefecture.values(), rest])
    whole = sum(g - r for g, r in province)
    marts.add("agri_retail", "province_rest", PROVINCE, rest, target=None, base=None)
    marts.add("agri_retail", "province", PROVINCE, province, target=whole * 2, base=whole // 4)
    for level, gross in (("outside", 3_300_000), ("unattributed", 750_050), ("pending", 4)):
        marts.add("agri_retail", level, PROVINCE, [(gross, 0)] * 3, target=None, base=None)
    counties = {c: a for c, a in codes.items() if a["level"] == "county"}
    spread = {c: [month_of(c, i) for i in range(len(MONTHS))] for c in counties}
    for code, months in spread.items():
        has_data = code not in {WITHOUT_DATA, ZERO}
        if not has_data:
            months = spread[code] = [(0, 0)] * 3
        total = sum(g - r for g, r in months)
        marts.add("poor_county_agri_retail", "county", code, months,
                  target=total * (95 + int(code) * 53 % 190) // 100 if has_data else 9_000_000,
                  base=None if code == "433127" else max(total // 3 - 400_000, 1),
                  has_data=has_data)  # fmt: skip
        marts.add("agri_retail", "county", code, months, target=None, base=None, has_data=has_data)
    poor = _sum(list(spread.values()))
    total = sum(g - r for g, r in poor)
    marts.add("poor_county_agri_retail", "region_set", "poor_counties", poor,
              target=total * 2, base=total // 3)  # fmt: skip
    villages = {p: [(400_000 + int(p) % 991 * 700, 1_000)] * 3 for p in by_prefecture}
    villages[places.PREFECTURE] = places.county_trade()
    for code, months in villages.items():
        marts.add("poor_village_trade", "prefecture", code, months, target=None, base=None)
    marts.add("poor_village_trade", "region_set", "poor_villages", _sum(list(villages.values())),
              target=30_000_000, base=None)  # fmt: skip
    for position, code in enumerate(village_codes()):
        months = [(50_000, 0)] * 3
        marts.add("poor_village_trade", "village", code, months, target=None, base=None,
                  has_data=position % 3 == 0)  # fmt: skip
    _add_county(marts)
    return marts.rows


def _add_county(marts: _Marts) -> None:
    trade = "poor_village_trade"
    total = places.county_trade()
    marts.add(trade, "county", places.COUNTY, total, target=9_000_000, base=None)
    marts.add(trade, "village_rest", places.COUNTY, [(0, 0), (0, 0), places.REST],
              target=None, base=None)  # fmt: skip
    for code, (_, gross, refund, before, *_rest) in places.VILLAGES.items():
        months = [(0, 0), (before, 0), (gross, refund)]
        marts.add(trade, "village", code, months, target=None,
                  base=700_000 if gross else None, has_data=bool(gross or refund))  # fmt: skip


def village_codes() -> list[str]:
    """Three villages in each prefecture."""
    codes = [a["area_code"] for a in areas() if a["level"] == "prefecture"]
    return [f"{code[:4]}2110{n}20{n}" for code in codes for n in (1, 2, 3)]


def _write(folder: Path, name: str, columns: dict[str, pa.DataType], rows: list[dict]) -> None:
    pq.write_table(
        pa.Table.from_pylist(rows, pa.schema(columns.items())), folder / f"{name}.parquet"
    )


def _sales(june: dict[str, object]) -> list[dict[str, object]]:
    parts = []
    whole = {k: int(june[k]) for k in ("gross_fen", "refund_fen", "line_count")}
    left = dict(whole)
    cells = [
        (p, c)
        for p in ("taobao", "jd")
        for c in ("primary_agri", "processed_food", "herbal", "tea_liquor")
    ]
    for position, (platform, goods_class) in enumerate(cells):
        last = position == len(cells) - 1
        part = {k: left[k] if last else whole[k] * (8 - position) // 40 for k in whole}
        left = {k: left[k] - part[k] for k in whole}
        parts.append(_sale("province", PROVINCE, platform, goods_class, part))
    parts.append(
        _sale(
            "province",
            PROVINCE,
            "jd",
            "industrial",
            {"gross_fen": 5, "refund_fen": 0, "line_count": 1},
        )
    )
    parts.append(
        _sale(
            "prefecture_rest",
            "433100",
            "jd",
            "herbal",
            {"gross_fen": 99_900, "refund_fen": 900, "line_count": 3},
        )
    )
    return parts


def _origin_sales(indicators: list[dict[str, object]]) -> list[dict[str, object]]:
    """The same farm goods by origin: a little from outside, some unknown, some pending."""
    whole = {"gross_fen": 0, "refund_fen": 0, "line_count": 0}
    for row in indicators:
        is_june = row["indicator_code"] == "agri_retail" and row["month_on"] == MONTHS[-1]
        if is_june and row["area_level"] in {"province", "outside", "unattributed", "pending"}:
            whole = {key: value + int(row[key]) for key, value in whole.items()}
    parts = {"outside": 1, "unattributed": 5_000_000, "pending": 700_000}
    rows = []
    for level, gross in parts.items():
        part = {"gross_fen": gross, "refund_fen": gross // 10, "line_count": 3}
        whole = {key: value - part[key] for key, value in whole.items()}
        rows.append(_sale(level, PROVINCE, "jd", "herbal", part, axis="origin"))
    return [*rows, _sale("province", PROVINCE, "taobao", "herbal", whole, axis="origin")]


def _sale(
    level: str, code: str, platform: str, goods_class: str, part: dict[str, int],
    *, axis: str = "seller",
) -> dict[str, object]:  # fmt: skip
    return {
        "axis": axis, "month_on": MONTHS[-1], "area_level": level, "area_code": code,
        "platform": platform, "goods_class": goods_class, "flow": "up",
        "net_fen": part["gross_fen"] - part["refund_fen"], **part,
    }  # fmt: skip


def households(code: str) -> int:
    """Selling households of a prefecture."""
    return 2 if code == FEW_HOUSEHOLDS else 5 + int(code) // 100 % 40


def write_build(folder: Path, *, change: dict[str, object] | None = None) -> Path:
    """Write a build; `change` maps an indicator row's (indicator, level, code) to new values."""
    folder.mkdir(parents=True, exist_ok=True)
    indicators = indicator_rows()
    for row in indicators:
        key = (row["indicator_code"], row["area_level"], row["area_code"])
        if row["month_on"] == MONTHS[-1]:
            row.update((change or {}).get(key, {}))
    june = next(
        r for r in indicators
        if r["indicator_code"] == "agri_retail" and r["area_level"] == "province"
        and r["month_on"] == MONTHS[-1]
    )  # fmt: skip
    _write(folder, "mart_indicator_month", INDICATOR_COLUMNS, indicators)
    _write(folder, "mart_sales_area_month", {
        "axis": TEXT, "month_on": DAY, "area_level": TEXT, "area_code": TEXT, "platform": TEXT,
        "goods_class": TEXT, "flow": TEXT, "gross_fen": INT, "refund_fen": INT, "net_fen": INT,
        "line_count": INT}, [*_sales(june), *_origin_sales(indicators)])  # fmt: skip
    known = areas()
    counts = [
        {"month_on": MONTHS[-1], "area_level": a["level"], "area_code": a["area_code"],
         "order_count": 900, "active_shop_count": 7,
         "registered_shop_count": 0 if a["area_code"] == WITHOUT_DATA else 9,
         "selling_household_count": households(a["area_code"]), "selling_village_count": 11,
         "poor_village_count": 120}
        for a in known
    ]  # fmt: skip
    counts[0]["selling_household_count"] = sum(
        c["selling_household_count"] for c in counts if c["area_level"] == "prefecture"
    )
    _write(folder, "mart_counts_month", {
        "month_on": DAY, "area_level": TEXT, "area_code": TEXT, "order_count": INT,
        "active_shop_count": INT, "registered_shop_count": INT, "selling_household_count": INT,
        "selling_village_count": INT, "poor_village_count": INT}, counts)  # fmt: skip
    _write_quality(folder)
    _write_places(folder)
    _write(folder, "dim_area", {
        "area_code": TEXT, "name": TEXT, "short_name": TEXT, "level": TEXT, "parent_code": TEXT,
        "valid_from": DAY, "valid_to": DAY}, [
        {**{k: a[k] or None for k in ("area_code", "name", "short_name", "level", "parent_code")},
         "valid_from": None, "valid_to": None} for a in known] + [
        {"area_code": code, "name": told[0], "short_name": told[0], "level": "village",
         "parent_code": places.COUNTY, "valid_from": None, "valid_to": None}
        for code, told in places.VILLAGES.items()])  # fmt: skip
    members = [("province", PROVINCE, None, False)]
    members += [
        ("prefectures", a["area_code"], None, False) for a in known if a["level"] == "prefecture"
    ]
    members += [
        ("poor_counties", a["area_code"], a["region_class"], False)
        for a in known
        if a["level"] == "county"
    ]
    members += [
        ("poor_villages", code, None, True) for code in [*village_codes(), *places.VILLAGES]
    ]
    keys = ("region_set", "region_code", "region_class", "is_sample")
    _write(folder, "dim_region_set", {
        "programme": TEXT, "region_set": TEXT, "region_code": TEXT, "region_class": TEXT,
        "is_sample": FLAG},
        [{"programme": "hunan-2020"} | dict(zip(keys, m, strict=True)) for m in members],
    )  # fmt: skip
    _write(folder, "dim_indicator", {
        "programme": TEXT, "indicator_code": TEXT, "name_zh": TEXT, "axis": TEXT,
        "region_set": TEXT, "goods_classes": TEXT, "flows": TEXT, "clause": TEXT},
        [{"programme": programme, "indicator_code": code, "name_zh": code, "axis": axis,
          "region_set": regions, "goods_classes": classes, "flows": "up", "clause": None}
         for programme, code, axis, regions, classes in (
            ("hunan-2020", "agri_retail", "seller", "province", FARM_CLASSES),
            ("hunan-2020", "poor_village_trade", "origin", "poor_villages",
             f"{FARM_CLASSES}|handicraft"),
            ("lianyuan", "agri_retail", "seller", "province", "industrial"),
        )])  # fmt: skip
    build = {
        "build_id": "b20200702-0001", "as_of": datetime(2020, 7, 2, 1, 30).isoformat(),
        "code_version": "0.1.0+test", "batches": ["one", "two"], "held": [],
        "models": {"dim_area": {"rows": 66, "content": "00ff"}},
    }  # fmt: skip
    (folder / "build.json").write_text(json.dumps(build), encoding="utf-8")
    return folder


def _write_places(folder: Path) -> None:
    _write(folder, "mart_village_month", {
        "programme": TEXT, "indicator_code": TEXT, "village_code": TEXT, "origin_grades": TEXT,
        "selling_household_count": INT, "selling_shop_count": INT, "month_on": DAY},
        places.village_months())  # fmt: skip
    _write(folder, "fct_pending", {
        "platform": TEXT, "shop_id": TEXT, "order_id": TEXT, "line_id": TEXT,
        "shop_county_code": TEXT, "candidate_county_codes": TEXT, "reasons": TEXT,
        "hold_reasons": TEXT, "appeal_before": DAY, "paid_fen": INT, "month_on": DAY},
        places.pending_rows())  # fmt: skip
    _write(folder, "fct_origin_refunds", {
        "platform": TEXT, "refund_id": TEXT, "order_id": TEXT, "line_id": TEXT, "share_no": INT,
        "origin_grade": TEXT, "origin_status": TEXT, "area_code": TEXT, "county_code": TEXT,
        "village_code": TEXT, "household_code": TEXT, "amount_fen": INT, "succeeded_on": DAY,
        "month_on": DAY}, places.pending_refunds())  # fmt: skip
    _write(folder, "dim_region_day", {
        "evidence_code": TEXT, "region_code": TEXT, "level": TEXT, "prefecture_code": TEXT,
        "province_code": TEXT, "valid_from": DAY, "valid_to": DAY},
        places.region_days(areas()))  # fmt: skip


def _write_quality(folder: Path) -> None:
    month = MONTHS[-1]
    _write(folder, "mart_coverage_month", {
        "month_on": DAY, "platform": TEXT, "registered_shop_count": INT, "asked_shop_count": INT,
        "whole_shop_count": INT, "missing_shop_day_count": INT,
        "answered_shop_count": INT, "day_count": INT, "covered_day_count": INT,
        "held_batch_count": INT}, [
        {"month_on": month, "platform": p, "registered_shop_count": n, "asked_shop_count": n - 1,
         "whole_shop_count": n - 4, "missing_shop_day_count": 75,
         "answered_shop_count": n - 2, "day_count": 30, "covered_day_count": 29,
         "held_batch_count": 1} for p, n in (("taobao", 40), ("jd", 20))])  # fmt: skip
    _write(folder, "mart_authorisations_month", {
        "month_on": DAY, "platform": TEXT, "is_kept": FLAG, "selling_shop_count": INT,
        "authorised_shop_count": INT, "withdrawn_shop_count": INT, "held_fen": INT}, [
        {"month_on": month, "platform": p, "is_kept": kept, "selling_shop_count": n,
         "authorised_shop_count": n - 7 if kept else 0, "withdrawn_shop_count": 2 if kept else 0,
         "held_fen": 4_000 if kept else 0}
        for p, n, kept in (("taobao", 38, False), ("jd", 18, True))])  # fmt: skip
    grades = [("seller", f"S{n}") for n in (1, 2, 3, 4, "U")] + [
        ("origin", f"O{n}") for n in (1, 2, 3, 4, 5, 6, "U")
    ]
    _write(folder, "mart_grades_month", {
        "month_on": DAY, "axis": TEXT, "grade": TEXT, "status": TEXT, "gross_fen": INT,
        "refund_fen": INT, "line_count": INT}, [
        {"month_on": month, "axis": a, "grade": g, "status": s, "gross_fen": amount,
         "refund_fen": amount * 3 // 100, "line_count": amount // 5_000} for a, g, s, amount in [
            *((a, g, "certain", 1_000_000) for a, g in grades),
            # one grade, two statuses: what contradicts is pending
            ("origin", "O1", "pending", 20_000), ("origin", "O3", "pending", 40_000)]
    ])  # fmt: skip
    _write(folder, "mart_refunds_left_out_month", {
        "month_on": DAY, "platform": TEXT, "reason": TEXT, "refund_count": INT,
        "amount_fen": INT}, [
        {"month_on": month, "platform": p, "reason": r, "refund_count": 3, "amount_fen": 41_500}
        for p in ("taobao", "jd") for r in ("not_a_sale", "beyond_payment")])  # fmt: skip
    _write(folder, "mart_not_a_sale_month", {
        "month_on": DAY, "platform": TEXT, "sale_state": TEXT, "order_count": INT,
        "paid_fen": INT}, [
        {"month_on": month, "platform": "jd", "sale_state": s, "order_count": 40,
         "paid_fen": 12_300}
        for s in ("unpaid", "closed", "deposit", "wholesale")])  # fmt: skip
    _write(folder, "mart_quarantine_month", {
        "month_on": DAY, "platform": TEXT, "kind": TEXT, "reason": TEXT, "row_count": INT,
        "amount_fen": INT, "unknown_amount_count": INT}, [
        {"month_on": month, "platform": "jd", "kind": "orders", "reason": "bad_amount:payment",
         "row_count": 2,
         "amount_fen": None, "unknown_amount_count": 2}])  # fmt: skip
