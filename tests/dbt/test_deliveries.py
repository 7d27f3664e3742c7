"""Slips of delivery tell who grew a batch, and go before the shares that an agreement promised."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests.dbt.province import Province, line, order
from tests.dbt.rebuilding import assert_equal_to_full, touched

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

#: household → county
HOUSEHOLDS = {"NH1": "431222", "NH2": "431222", "NH3": "430524"}


SIGNS = (
    "select distinct split_part(evidence_id, ':', 1) from intermediate.int_origin_evidence "
    "where order_id = '1' order by 1"
)


def register(province: Province) -> None:
    province.register(
        "producers",
        *(
            {
                "producer_code": household,
                "producer_kind": "household",
                "county_code": county,
                "village_code": f"{county}001001",
                "is_poor_household": True,
            }
            for household, county in HOUSEHOLDS.items()
        ),
        {"producer_code": "HZ1", "producer_kind": "coop", "county_code": "431222"},
    )
    product = {"product_name": "P", "goods_class": "primary_farm", "evidence_kind": "product"}
    province.register(
        "products", product | {"product_code": "P1"}, product | {"product_code": "P2"}
    )
    province.register(
        "codes",
        {
            "merchant_code": "PC1",
            "code_kind": "batch",
            "producer_code": "HZ1",
            "product_code": "P1",
        },
    )


def slip(number: int, household: str, quantity: str, **given: Any) -> dict[str, object]:
    return {
        "delivery_no": f"JF{number}",
        "agreement_no": "",
        "producer_code": household,
        "product_code": "P1",
        "batch_code": "PC1",
        "delivered_on": date(2020, 6, 1),
        "quantity": quantity,
        "unit": "斤",
    } | given


def land(province: Province, days: dict[str, int], **of_line: Any) -> None:
    orders = [
        order(key, booked_at=datetime(2020, 6, day), paid_fen=10_001) for key, day in days.items()
    ]
    province.land("orders", orders=orders, lines=[line(made, **of_line) for made in orders])


def shares(province: Province, order_id: str) -> list[tuple[object, ...]]:
    return province.rows(
        "select origin_grade, origin_status, household_code, county_code, paid_fen "  # noqa: S608
        f"from marts.fct_origin where order_id = '{order_id}' order by all"
    )


def test_a_batch_is_shared_out_by_what_was_delivered(province: Province) -> None:
    register(province)
    # the batch's line says a county of one of its parts, another line names a third county
    land(province, {"1": 10}, merchant_code="PC1", item_origin_text="湖南省邵阳市隆回县")
    land(province, {"2": 11}, merchant_code="PC1", item_origin_text="湖南省怀化市洪江市")
    land(province, {"3": 12})
    province.register("deliveries", slip(1, "NH1", "100"), slip(2, "NH3", "49.5"))
    province.register("deliveries", slip(3, "NH3", "0.5"))
    province.build()
    assert shares(province, "1") == [
        ("O1", "certain", "NH1", "431222", 6_667),
        ("O1", "certain", "NH3", "430524", 3_334),
    ]
    assert shares(province, "2") == [("O1", "pending", None, None, 10_001)]

    # a slip that belonged to another batch after all leaves this one
    province.register("deliveries", slip(2, "NH3", "49.5", batch_code="PC2"))
    province.build()
    assert touched(province) == {"1", "2"}
    assert shares(province, "1")[1] == ("O1", "certain", "NH3", "430524", 50)
    assert_equal_to_full(province)
    # quantities in two units can't be compared: the batch's own producer stands
    province.register("deliveries", slip(3, "NH3", "0.5", unit="枚"))
    province.build()
    assert province.rows(SIGNS) == [("attribute",), ("codes",)]


def test_deliveries_go_before_agreed_shares(province: Province) -> None:
    register(province)
    agreed = {"agreement_no": "XY1", "platform": "taobao", "shop_id": "s1", "product_code": ""}
    half = agreed | {"share_ppm": 400_000}
    province.register(
        "agreements", half | {"producer_code": "NH1"}, half | {"producer_code": "NH2"}
    )
    match = {"platform": "taobao", "item_id": "i1"}
    province.register("item_matches", match | {"product_code": "P1"})
    land(province, {"1": 9, "2": 10})
    in_agreement = {"agreement_no": "XY1", "batch_code": "", "delivered_on": date(2020, 6, 10)}
    other_product = in_agreement | {"product_code": "P2", "unit": "枚"}
    province.register("deliveries", slip(9, "NH2", "7", **other_product))
    province.build()
    by_agreement = [
        ("O2", "estimated", "NH1", "431222", 4_000),
        ("O2", "estimated", "NH2", "431222", 4_001),
        ("OU", "unknown", None, None, 2_000),
    ]
    assert {row[4] for row in shares(province, "1")} == {2_000, 4_000, 4_001}

    province.register("deliveries", slip(1, "NH1", "30", **in_agreement))
    province.register("deliveries", slip(2, "NH2", "10", **in_agreement))
    province.build()
    assert touched(province) == {"1", "2"}
    # before the first slip the agreement stands
    assert [row[:4] for row in shares(province, "1")] == [row[:4] for row in by_agreement]
    assert shares(province, "2") == [
        ("O2", "estimated", "NH1", "431222", 6_001),
        ("O2", "estimated", "NH2", "431222", 2_000),
        ("OU", "unknown", None, None, 2_000),
    ]
    assert_equal_to_full(province)

    # an agreement that is stated again for another shop binds this one no longer
    province.register(
        "agreements", agreed | {"shop_id": "s2", "producer_code": "NH1", "share_ppm": 400_000}
    )
    province.build()
    assert touched(province) == {"1", "2"}
    assert shares(province, "2") == [("OU", "unknown", None, None, 10_001)]
    assert_equal_to_full(province)
