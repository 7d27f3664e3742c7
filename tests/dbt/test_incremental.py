"""A build of touched lines and days gives the same figures as a build of everything."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.dbt.province import Province, line, order, refund

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


def _net_of_june(province: Province) -> list[tuple[object, ...]]:
    return province.rows(
        "select gross_fen, refund_fen, net_fen from marts.mart_sales_area_month "
        "where axis = 'seller' and area_level = 'province' and month_on = date '2020-06-01'"
    )


def test_empty_landing_builds(empty_province: Province) -> None:
    empty_province.build()
    assert empty_province.rows("select count(*) from marts.mart_sales_area_day") == [(0,)]


def test_second_build_changes_nothing(province: Province) -> None:
    sold = order("1")
    province.land("orders", orders=[sold], lines=[line(sold)])
    province.build()
    before = province.hashes()
    province.land("orders", orders=[sold], lines=[line(sold)])
    province.build()
    assert province.hashes() == before


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


def test_emptied_day_empties(province: Province) -> None:
    kept, moved = order("1"), order("2", booked_at=datetime(2020, 6, 11, 9))
    province.land("orders", orders=[kept], lines=[line(kept)])
    gone = province.land("orders", orders=[moved], lines=[line(moved)])
    province.build()
    province.taken_out.add(gone.batch_id)
    province.build()
    days = province.rows("select distinct sale_on from marts.mart_sales_area_day")
    assert [str(day) for (day,) in days] == ["2020-06-10"]
    incremental = province.hashes()
    province.build(full=True)
    assert province.hashes() == incremental


def test_refund_after_month_end_corrects(province: Province) -> None:
    sold = order("1")
    province.land("orders", orders=[sold], lines=[line(sold)])
    province.build()
    late = refund("r1", sold, 4_000, succeeded_at=datetime(2020, 7, 2, 8))
    province.land("refunds", refunds=[late])
    province.build()
    assert _net_of_june(province) == [(10_000, 0, 10_000)]
    july = province.rows(
        "select refund_fen, net_fen from marts.mart_sales_area_month where axis = 'seller' "
        "and area_level = 'county' and month_on = date '2020-07-01'"
    )
    assert july == [(4_000, -4_000)]
    incremental = province.hashes()
    province.build(full=True)
    assert province.hashes() == incremental


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


def test_build_that_was_cut_off_forgets_nothing(province: Province) -> None:
    sold = order("1")
    province.land("orders", orders=[sold], lines=[line(sold)])
    province.build()
    moved = order("1", booked_at=datetime(2020, 6, 12, 8), modified_at=datetime(2020, 6, 12, 9))
    batch = province.land("orders", orders=[moved], lines=[line(moved)])
    # the facts have the new day, the marts were never reached, and then the batch is withdrawn
    province.build(publish=False, select="+fct_lines +fct_origin")
    province.taken_out.add(batch.batch_id)
    province.build()
    incremental = province.hashes()
    province.build(full=True)
    assert province.hashes() == incremental
    assert province.rows("select booked_on::text from marts.fct_lines") == [("2020-06-10",)]


def test_unreadable_newest_version_takes_the_order_out(province: Province) -> None:
    sold = order("1")
    province.land("orders", orders=[sold], lines=[line(sold)])
    broken = {
        "platform": "taobao",
        "kind": "orders",
        "record_id": "1",
        "reason": "amount is no number",
        "source": "page 3",
        "modified_at": datetime(2020, 6, 12),
        "payload_sha256": "x",
    }
    province.land("orders", quarantine=[broken])
    province.build()
    assert province.rows("select count(*) from marts.fct_orders") == [(0,)]
    mended = order("1", modified_at=datetime(2020, 6, 12))
    mended["payload_sha256"] = "x"
    province.land("orders", orders=[mended], lines=[line(mended)])
    province.build()
    assert province.rows("select count(*) from marts.fct_orders") == [(1,)]
