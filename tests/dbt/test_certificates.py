"""A certificate that holds on the day tells where its product comes from; only its lines move."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.dbt.province import Province, line, order
from tests.dbt.rebuilding import assert_equal_to_full, touched

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

UNKNOWN = ("OU", "unknown", None, 10_001)
HERE = ("O3", "certain", "431222", 10_001)
NEXT_DOOR = ("O3", "certain", "430524", 10_001)


def register(province: Province) -> None:
    """Two producers and two products of nobody; each product is sold on 10 June and 10 July."""
    province.register(
        "producers",
        *(
            {"producer_code": producer, "producer_kind": "coop", "county_code": county}
            for producer, county in (("HZ1", "431222"), ("HZ2", "430524"))
        ),
    )
    product = {"product_name": "P", "goods_class": "primary_farm", "evidence_kind": "product"}
    province.register("products", *(product | {"product_code": code} for code in ("P1", "P2")))
    for number in ("1", "2"):
        province.register(
            "item_matches",
            {"platform": "taobao", "item_id": f"i{number}", "product_code": f"P{number}"},
        )
        for month in (6, 7):
            made = order(f"{number}-{month}", booked_at=datetime(2020, month, 10), paid_fen=10_001)
            province.land("orders", orders=[made], lines=[line(made, item_id=f"i{number}")])


def certificate(number: str, product: str, producer: str, **given: object) -> dict[str, object]:
    return {
        "certificate_no": number,
        "certificate_kind": "organic",
        "product_code": product,
        "producer_code": producer,
        "county_code": "431281",
        "issued_by": "示例",
        "issued_on": date(2019, 7, 1),
        "expires_on": date(2020, 7, 1),
    } | given


def shares(province: Province, order_id: str) -> list[tuple[object, ...]]:
    return province.rows(
        "select origin_grade, origin_status, county_code, paid_fen "  # noqa: S608
        f"from marts.fct_origin where order_id = '{order_id}' order by all"
    )


def test_a_certificate_places_its_products_sales_until_it_expires(province: Province) -> None:
    register(province)
    province.build()
    province.register("certificates", certificate("C1", "P1", "HZ1"))
    province.build()
    assert touched(province) == {"1-6", "1-7"}, "the other product has no certificate"
    assert shares(province, "1-6") == [HERE]
    assert shares(province, "1-7") == [UNKNOWN], "it has run out on 1 July"
    assert_equal_to_full(province)

    # the same certificate turns out to be of the other product: both products' lines move
    province.register("certificates", certificate("C1", "P2", "HZ1"))
    province.build()
    assert touched(province) == {"1-6", "1-7", "2-6", "2-7"}
    assert (shares(province, "1-6"), shares(province, "2-6")) == ([UNKNOWN], [HERE])
    assert_equal_to_full(province)


def test_producers_of_two_counties_decide_on_none_and_a_moved_one_takes_its_sales_along(
    province: Province,
) -> None:
    register(province)
    province.register(
        "certificates", certificate("C1", "P1", "HZ1"), certificate("C2", "P1", "HZ2")
    )
    province.build()
    assert [row[2] for row in shares(province, "1-6") if row[1] == "certain"] == []
    assert sum(int(str(row[3])) for row in shares(province, "1-6")) == 10_001

    province.register(
        "producers", {"producer_code": "HZ1", "producer_kind": "coop", "county_code": "430524"}
    )
    province.build()
    assert touched(province) == {"1-6", "1-7"}
    assert shares(province, "1-6") == [NEXT_DOOR]
    assert_equal_to_full(province)
