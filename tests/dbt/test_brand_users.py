"""Who may use a brand for a product tells where the product comes from."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.dbt.province import Province, line, order
from tests.dbt.rebuilding import assert_equal_to_full, touched

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

COUNTIES = {"HZ1": "431222", "HZ2": "430524"}


def register(province: Province) -> None:
    province.register(
        "producers",
        *(
            {"producer_code": producer, "producer_kind": "coop", "county_code": county}
            for producer, county in COUNTIES.items()
        ),
    )
    product = {"product_name": "P", "goods_class": "primary_farm", "evidence_kind": "product"}
    province.register(
        "products", product | {"product_code": "P1"}, product | {"product_code": "P2"}
    )
    match = {"platform": "taobao"}
    province.register(
        "item_matches",
        match | {"item_id": "i1", "product_code": "P1"},
        match | {"item_id": "i2", "product_code": "P2"},
    )
    for key, item in (("1", "i1"), ("2", "i2")):
        made = order(key, booked_at=datetime(2020, 6, 10), paid_fen=10_001)
        province.land("orders", orders=[made], lines=[line(made, item_id=item)])


def permit(producer: str, **given: object) -> dict[str, object]:
    return {
        "brand_code": "B1",
        "producer_code": producer,
        "product_code": "P1",
        "permit_no": "SQ1",
    } | given


def shares(province: Province, order_id: str = "1") -> list[tuple[object, ...]]:
    return province.rows(
        "select origin_grade, origin_status, county_code, paid_fen "  # noqa: S608
        f"from marts.fct_origin where order_id = '{order_id}' order by all"
    )


def test_an_authorised_user_of_a_brand_places_the_products_sales(province: Province) -> None:
    register(province)
    province.build()
    unknown = [("OU", "unknown", None, 10_001)]
    assert shares(province) == unknown

    province.register("brand_users", permit("HZ1"))
    province.build()
    assert touched(province) == {"1"}, "the other product has no user"
    assert shares(province) == [("O3", "certain", "431222", 10_001)]
    assert_equal_to_full(province)

    # a second user in another county: the brand names both, and decides on none
    province.register("brand_users", permit("HZ2"))
    province.build()
    assert [row[2] for row in shares(province) if row[1] == "certain"] == []
    assert sum(row[3] for row in shares(province)) == 10_001
    assert_equal_to_full(province)

    # what ended before the sale names nobody, and a user that moved takes the sales along
    province.register("brand_users", permit("HZ2", valid_to=date(2020, 6, 10)))
    province.register(
        "producers",
        {"producer_code": "HZ1", "producer_kind": "coop", "county_code": "430524"},
    )
    province.build()
    assert touched(province) == {"1"}
    assert shares(province) == [("O3", "certain", "430524", 10_001)]
    assert shares(province, "2") == unknown
    assert_equal_to_full(province)
