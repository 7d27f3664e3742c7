"""A build of touched lines and days gives the same figures as a build of everything."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from tests.dbt.province import PROJECT, Province, line, order, refund

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


def _net_of_june(province: Province) -> list[tuple[object, ...]]:
    return province.rows(
        "select gross_fen, refund_fen, net_fen from marts.mart_sales_area_month "
        "where axis = 'seller' and area_level = 'province' and month_on = date '2020-06-01'"
    )


def test_unit_tests_of_the_sql_pass(sold_once: Province) -> None:
    outcomes = sold_once.unit_tests()
    written = {
        name
        for path in (PROJECT / "models").rglob("*__unit_tests.yml")
        for name in re.findall(r"^  - name: (\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert outcomes == dict.fromkeys(written, "pass")
    assert written


def test_empty_landing_builds(empty_province: Province) -> None:
    empty_province.build()
    assert empty_province.rows("select count(*) from marts.mart_sales_area_day") == [(0,)]


def test_second_build_changes_nothing(sold_once: Province) -> None:
    sold = order("1")
    before = sold_once.hashes()
    sold_once.land("orders", orders=[sold], lines=[line(sold)])
    sold_once.build()
    assert sold_once.hashes() == before


def test_incremental_equals_full_refresh(province: Province) -> None:
    first, second = order("1"), order("2", booked_at=datetime(2020, 5, 31, 23, 59, 59))
    province.land("orders", orders=[first, second], lines=[line(first), line(second)])
    province.build()
    changed = order("2", booked_at=datetime(2020, 6, 1), modified_at=datetime(2020, 6, 20))
    third = order("3", shop_id="s2")
    province.land("orders", orders=[changed, third], lines=[line(changed), line(third)])
    province.land("refunds", refunds=[refund("r1", first, 3_000)])
    province.build()
    incremental = province.hashes()
    province.build(full=True)
    assert province.hashes() == incremental
    assert _net_of_june(province) == [(20_000, 3_000, 17_000)]


def test_emptied_day_empties(sold_once: Province) -> None:
    moved = order("2", booked_at=datetime(2020, 6, 11, 9))
    gone = sold_once.land("orders", orders=[moved], lines=[line(moved)])
    sold_once.build()
    sold_once.taken_out.add(gone.batch_id)
    sold_once.build()
    days = sold_once.rows("select distinct sale_on from marts.mart_sales_area_day")
    assert [str(day) for (day,) in days] == ["2020-06-10"]
    incremental = sold_once.hashes()
    sold_once.build(full=True)
    assert sold_once.hashes() == incremental


def test_refund_after_month_end_corrects(sold_once: Province) -> None:
    sold = order("1")
    late = refund("r1", sold, 4_000, succeeded_at=datetime(2020, 7, 2, 8))
    sold_once.land("refunds", refunds=[late])
    sold_once.build()
    assert _net_of_june(sold_once) == [(10_000, 0, 10_000)]
    july = sold_once.rows(
        "select refund_fen, net_fen from marts.mart_sales_area_month where axis = 'seller' "
        "and area_level = 'county' and month_on = date '2020-07-01'"
    )
    assert july == [(4_000, -4_000)]
    incremental = sold_once.hashes()
    sold_once.build(full=True)
    assert sold_once.hashes() == incremental


def test_register_change_attributes_only_its_lines_again(province: Province) -> None:
    mine, other = order("1"), order("2", shop_id="s2")
    province.land("orders", orders=[mine, other], lines=[line(mine), line(other)])
    province.build()
    province.register(
        "shops",
        {
            "platform": "taobao",
            "shop_id": "s2",
            "trade_flow": "up",
            "operating_county_code": "430524",
        },
    )
    province.build()
    touched = province.rows("select order_id from intermediate.int_touched_orders")
    assert touched == [("2",)]
    places = province.rows("select order_id, seller_county_code from marts.fct_lines order by 1")
    assert places == [("1", "431222"), ("2", "430524")]
    incremental = province.hashes()
    province.build(full=True)
    assert province.hashes() == incremental


def test_build_that_was_cut_off_forgets_nothing(sold_once: Province) -> None:
    moved = order("1", booked_at=datetime(2020, 6, 12, 8), modified_at=datetime(2020, 6, 12, 9))
    batch = sold_once.land("orders", orders=[moved], lines=[line(moved)])
    # the facts have the new day, the marts were never reached, and then the batch is withdrawn
    sold_once.build(publish=False, select="+fct_lines +fct_origin")
    sold_once.taken_out.add(batch.batch_id)
    sold_once.build()
    incremental = sold_once.hashes()
    sold_once.build(full=True)
    assert sold_once.hashes() == incremental
    assert sold_once.rows("select booked_on::text from marts.fct_lines") == [("2020-06-10",)]


def test_unreadable_newest_version_takes_the_order_out(sold_once: Province) -> None:
    broken = {
        "platform": "taobao",
        "kind": "orders",
        "record_id": "1",
        "reason": "amount is no number",
        "source": "page 3",
        "modified_at": datetime(2020, 6, 12),
        "payload_sha256": "x",
    }
    sold_once.land("orders", quarantine=[broken])
    sold_once.build()
    assert sold_once.rows("select count(*) from marts.fct_orders") == [(0,)]
    mended = order("1", modified_at=datetime(2020, 6, 12))
    mended["payload_sha256"] = "x"
    sold_once.land("orders", orders=[mended], lines=[line(mended)])
    sold_once.build()
    assert sold_once.rows("select count(*) from marts.fct_orders") == [(1,)]


def test_order_pulled_and_imported_is_refunded_once(sold_once: Province) -> None:
    sold = order("1")
    told_by_file = refund("1-file", sold, 3_000, succeeded_at=None)
    sold_once.land("refunds", refunds=[told_by_file])
    sold_once.build()
    assert _net_of_june(sold_once) == [(10_000, 3_000, 7_000)]
    sold_once.land("refunds", refunds=[refund("r1", sold, 3_000)])
    sold_once.build()
    assert _net_of_june(sold_once) == [(10_000, 3_000, 7_000)]
    left_out = sold_once.rows("select reason, amount_fen from marts.mart_refunds_left_out_month")
    assert left_out == [("told_by_platform", 3_000)]


def _coarse_shop(ship_from: str, **validity: date) -> dict[str, object]:
    """Shop s2, which the register knows to be somewhere in 怀化市."""
    return {
        "platform": "taobao",
        "shop_id": "s2",
        "trade_flow": "up",
        "operating_county_code": "431200",
        "ship_from_county_code": ship_from,
        **validity,
    }


def _touched_and_grades(
    province: Province,
) -> tuple[list[str], dict[str, tuple[str, str | None]]]:
    """Orders attributed again by the last build, and grade and county of every order."""
    touched = province.rows("select order_id from intermediate.int_touched_orders order by 1")
    lines = province.rows("select order_id, seller_grade, seller_county_code from marts.fct_lines")
    return [o for (o,) in touched], {o: (grade, county) for o, grade, county in lines}


def test_ship_from_and_warehouses_attribute_only_their_lines_again(sold_once: Province) -> None:
    province = sold_once
    mine = [order("2", shop_id="s2"), order("3", shop_id="s2", booked_at=datetime(2020, 6, 20))]
    other = {"1": ("S1", "431222")}
    province.land("orders", orders=mine, lines=[line(sold) for sold in mine])
    province.register("shops", _coarse_shop("431281"))
    province.build()
    coarse = {"2": ("S2", None), "3": ("S2", None)}
    assert _touched_and_grades(province) == (["2", "3"], other | coarse)
    # the first list makes ship-from places of use
    province.register("warehouses", {"county_code": "430523", "warehouse_name": "云仓"})
    province.build()
    placed = {"2": ("S4", "431281"), "3": ("S4", "431281")}
    assert _touched_and_grades(province) == (["2", "3"], other | placed)
    # the shop's stock moves on a day between the two orders
    day = date(2020, 6, 15)
    province.register(
        "shops", _coarse_shop("431281", valid_to=day), _coarse_shop("431271", valid_from=day)
    )
    province.build()
    placed = {"2": ("S4", "431281"), "3": ("S4", "431271")}
    assert _touched_and_grades(province) == (["2", "3"], other | placed)
    province.register("warehouses", {"county_code": "431222", "warehouse_name": "云仓二"})
    province.build()
    assert _touched_and_grades(province)[0] == []
    province.register("warehouses", {"county_code": "431281", "warehouse_name": "云仓三"})
    province.build()
    stored = {"2": ("S2", None), "3": ("S4", "431271")}
    assert _touched_and_grades(province) == (["2", "3"], other | stored)
    incremental = province.hashes()
    province.build(full=True)
    assert province.hashes() == incremental
