"""A box is shared out by the version that was in force when it was paid."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.dbt.province import Province, line, order

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

TWO_COUNTIES = {"P1": 600_000, "P2": 400_000}
AFTER_REPACKING = {"P1": 333_333, "P3": 333_333}


def product(code: str, county: str) -> dict[str, object]:
    return {
        "product_code": code,
        "product_name": code,
        "goods_class": "processed_food",
        "county_code": county,
        "evidence_kind": "product",
    }


def parts(shares: dict[str, int], **validity: date) -> list[dict[str, object]]:
    return [
        {"box_code": "LH1", "part_no": str(number), "product_code": code, "share_ppm": share}
        | validity
        for number, (code, share) in enumerate(shares.items(), 1)
    ]


def origins(province: Province, order_id: str) -> list[tuple[object, ...]]:
    return province.rows(
        "select origin_grade, origin_status, county_code, paid_fen from marts.fct_origin "  # noqa: S608
        f"where order_id = '{order_id}' order by 1, 3"
    )


def test_a_box_counts_as_it_was_packed_when_it_was_paid(province: Province) -> None:
    province.register(
        "products", product("P1", "431222"), product("P2", "430524"), product("P3", "431281")
    )
    change = date(2020, 6, 15)
    old = parts(TWO_COUNTIES, valid_to=change)
    province.register("boxes", *old, *parts(AFTER_REPACKING, valid_from=change))
    before = order("1", booked_at=datetime(2020, 6, 14, 23, 59, 59), paid_fen=10_001)
    after = order("2", booked_at=datetime(2020, 6, 15), paid_fen=10_001)
    told_one = order("3", booked_at=datetime(2020, 6, 1))
    told_another = order("4", booked_at=datetime(2020, 6, 1))
    province.land(
        "orders",
        orders=[before, after, told_one, told_another],
        lines=[
            line(before, merchant_code="LH1"),
            line(after, merchant_code="LH1"),
            line(told_one, merchant_code="LH1", item_origin_text="湖南省邵阳市隆回县"),
            line(told_another, merchant_code="LH1", item_origin_text="湖南省怀化市洪江市"),
        ],
    )
    province.build()
    assert origins(province, "1") == [
        ("O3", "certain", "430524", 4_000),
        ("O3", "certain", "431222", 6_001),
    ]
    assert origins(province, "2") == [
        ("O3", "certain", "431222", 3_334),
        ("O3", "certain", "431281", 3_333),
        ("OU", "unknown", None, 3_334),
    ]
    # an attribute names one place of a mixed box; a place that no part comes from contradicts it
    assert origins(province, "3")[0] == ("O3", "certain", "430524", 4_000)
    assert [row[1] for row in origins(province, "4")] == ["pending"]

    province.register("boxes", *parts({"P1": 1_000_000}))
    province.build()
    assert origins(province, "1") == [("O3", "certain", "431222", 10_001)]
    incremental = province.hashes()
    province.build(full=True)
    assert province.hashes() == incremental
