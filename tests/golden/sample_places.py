"""A county of the sample builds close up: its villages, what is pending, the codes of the day.

宁远县 has eight poor villages: two that many households stand behind (one of them had few in May),
one of six households that has to be held back with three small ones, one of net refunds, two of one
name, and one that sold nothing.
"""

from __future__ import annotations

from datetime import date

JUNE, MAY, BASE = date(2020, 6, 1), date(2020, 5, 1), date(2019, 6, 1)
COUNTY, PREFECTURE = "431126", "431100"
SHOWN, FEW_IN_MAY, TAKEN_ALONG = "431126100201", "431126100202", "431126100203"
TWO_HOUSEHOLDS, ONE_SHOP, REFUNDS_ONLY = "431126100204", "431126101201", "431126101202"
SILENT, NAMESAKE = "431126101203", "431126101204"
# name, June's payments and refunds, May's net, households and shops in June, grades
VILLAGES: dict[str, tuple[str, int, int, int, int, int, str | None]] = {
    SHOWN: ("和平村", 1_234_567, 34_567, 900_000, 8, 2, "O1"),
    FEW_IN_MAY: ("大界村", 800_000, 0, 20_000, 9, 1, "O1|O5"),
    TAKEN_ALONG: ("周家村", 640_119, 50_309, 640_000, 6, 1, "O1|O3"),
    TWO_HOUSEHOLDS: ("双井村", 31_709, 0, 31_700, 2, 1, "O1"),
    ONE_SHOP: ("下坝村", 45_307, 3_309, 0, 0, 1, "O3"),
    REFUNDS_ONLY: ("石家洞村", 0, 8_807, 17_000, 0, 0, None),
    SILENT: ("横岭村", 0, 0, 0, 0, 0, None),
    NAMESAKE: ("和平村", 0, 0, 0, 0, 0, None),
}
REST = (70_707, 707)
PENDING_GROSS, PENDING_REFUND = 60_000, 1_800


def county_trade() -> list[tuple[int, int]]:
    """Payments and refunds of the poor villages in April, May and June, in fen."""
    return [
        (500_000, 0),
        (sum(v[3] for v in VILLAGES.values()), 0),
        (sum(v[1] for v in VILLAGES.values()), sum(v[2] for v in VILLAGES.values())),
    ]


def village_months() -> list[dict[str, object]]:
    """Rows of mart_village_month."""
    rows = []
    for code, (_, gross, _, before, households, shops, grades) in VILLAGES.items():
        if gross:
            rows.append(_behind(code, JUNE, households, shops, grades))
            rows.append(_behind(code, BASE, households + 1, shops, grades))
        if before:
            few = code == FEW_IN_MAY
            rows.append(_behind(code, MAY, 3 if few else households, shops, grades))
    return rows


def _behind(
    code: str, month_on: date, households: int, shops: int, grades: str | None
) -> dict[str, object]:
    return {
        "programme": "hunan-2020", "indicator_code": "poor_village_trade", "village_code": code,
        "origin_grades": grades or "O3", "selling_household_count": households,
        "selling_shop_count": shops, "month_on": month_on,
    }  # fmt: skip


def pending_rows() -> list[dict[str, object]]:
    """Rows of fct_pending: a shop of each county, and reasons with and without a term."""
    term = date(2020, 8, 1)
    return [
        _pending("taobao", "t1", "1", 20_000, "places_differ", None, None, COUNTY),
        _pending("jd", "j1", "2", 15_000, "burst|one_amount", "burst|one_amount", term, COUNTY),
        _pending("jd", "j1", "3", 15_000, "burst|one_amount", "burst|one_amount", term, COUNTY),
        _pending("jd", "j2", "4", 6_000, "double", "double", term, "431128"),
        _pending(
            "jd", "j3", "5", 4_000, "double|unauthorised", "double|unauthorised", None, "431128"
        ),
    ]


def _pending(
    platform: str, shop_id: str, order_id: str, fen: int, reasons: str, holds: str | None,
    term: date | None, county: str,
) -> dict[str, object]:  # fmt: skip
    return {
        "platform": platform, "shop_id": shop_id, "order_id": order_id, "line_id": "1",
        "shop_county_code": county, "candidate_county_codes": f"{COUNTY}|431128",
        "reasons": reasons, "hold_reasons": holds, "appeal_before": term, "paid_fen": fen,
        "month_on": JUNE,
    }  # fmt: skip


def pending_refunds() -> list[dict[str, object]]:
    """Rows of fct_origin_refunds: part of a held order went back."""
    return [
        {"platform": "jd", "refund_id": "r1", "order_id": "2", "line_id": "1", "share_no": 1,
         "origin_grade": "O3", "origin_status": "pending", "area_code": None, "county_code": None,
         "village_code": None, "household_code": None, "amount_fen": PENDING_REFUND,
         "succeeded_on": JUNE, "month_on": JUNE}
    ]  # fmt: skip


def region_days(areas: list[dict[str, str]]) -> list[dict[str, object]]:
    """Rows of dim_region_day: every code stands for itself on every day."""
    return [
        {
            "evidence_code": a["area_code"],
            "region_code": a["area_code"],
            "level": a["level"],
            "prefecture_code": {
                "county": a["parent_code"], "prefecture": a["area_code"],
            }.get(a["level"]),
            "province_code": "430000",
            "valid_from": date(1, 1, 1),
            "valid_to": date(9999, 12, 31),
        }
        for a in areas
    ]  # fmt: skip
