"""A reporting unit is made of towns: what is known to a village goes there, the rest stays."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.dbt.province import Province, line, order, refund

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

NEW_ZONE = {"unit_code": "439900", "unit_name": "某新区（示例）", "document": "示例"}
INSIDE, BESIDE = "431222101201", "431222102201"
#: shop, its village by inspection (None where only its county is known), fen
SHOPS = (("in", INSIDE, 10_000), ("beside", BESIDE, 2_000), ("county", None, 300))
SINCE = date(2020, 6, 1)
Figures = list[tuple[object, ...]]


def figures(province: Province, axis: str, level: str = "prefecture") -> Figures:
    return province.rows(
        "select unit_code, part, gross_fen, refund_fen, line_count "  # noqa: S608
        f"from marts.mart_sales_unit_month where axis = '{axis}' and unit_level = '{level}' "
        "and month_on = date '2020-06-01' order by all"
    )


def test_a_unit_of_towns_of_two_counties_has_what_is_known_of_them(province: Province) -> None:
    shop = {"platform": "taobao", "trade_flow": "up", "is_station": False}
    province.register(
        "shops",
        *(
            shop
            | {
                "shop_id": shop_id,
                "inspected_county_code": "431222",
                "inspected_village_code": village,
                # what it sells is its own village's: the origin axis follows (O5)
                "is_own_produce": village is not None,
            }
            for shop_id, village, _ in SHOPS
        ),
        shop
        | {
            "shop_id": "far",
            "inspected_county_code": "431281",
            "inspected_village_code": "431281102201",
            "is_own_produce": True,
        },
    )
    for shop_id, _, fen in (*SHOPS, ("far", None, 40)):
        for month, times in ((5, 1), (6, 2)):
            made = order(
                f"{shop_id}{month}",
                shop_id=shop_id,
                booked_at=datetime(2020, month, 10),
                paid_fen=fen * times,
            )
            province.land("orders", orders=[made], lines=[line(made)])
    back = order("in6", shop_id="in", booked_at=datetime(2020, 6, 10))
    province.land("refunds", refunds=[refund("R1", back, 500)])
    province.build()
    assert figures(province, "seller") == [], "the register names nothing"

    named = {"unit_level": "prefecture", "valid_from": SINCE} | NEW_ZONE
    province.register(
        "reporting_units",
        named | {"area_code": "431222101"},
        named | {"area_code": "431281102"},
        # a whole county as its own unit, at its own level
        NEW_ZONE | {"unit_level": "county", "area_code": "431281", "unit_code": "431281"},
    )
    # the assertions of the build hold: the units' parts are the counties, to the fen
    province.build()
    assert figures(province, "seller") == [
        ("431200", "not_separable", 600, 0, 1),
        ("431200", "rest", 4_000, 0, 1),
        ("439900", "town", 80, 0, 1),
        ("439900", "town", 20_000, 500, 1),
    ]
    assert figures(province, "origin") == [
        ("431200", "rest", 4_000, 0, 1),
        ("439900", "town", 80, 0, 1),
        ("439900", "town", 20_000, 500, 1),
    ]
    assert figures(province, "seller", "county") == [("431281", "county", 80, 0, 1)]
    # before the unit began its towns were their county's
    assert province.rows(
        "select count(*) from marts.mart_sales_unit_month "
        "where unit_level = 'prefecture' and month_on < date '2020-06-01'"
    ) == [(0,)]
