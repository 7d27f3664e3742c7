"""A household sells no more of a product in a year than it yields, whatever code it has."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests.dbt.province import Province, line, order
from tests.dbt.rebuilding import assert_equal_to_full, touched

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

REPLACED_ON = date(2020, 6, 15)
#: code → the household whose goods it marks
HOUSEHOLDS = {"H1": "NH1", "H2": "NH1", "H3": "NH2"}


def code(merchant_code: str, **given: Any) -> dict[str, object]:
    return {
        "merchant_code": merchant_code,
        "code_kind": "household",
        "producer_code": HOUSEHOLDS[merchant_code],
        "product_code": "P1",
        "capacity_quantity": 10,
    } | given


def register(province: Province) -> None:
    province.register(
        "producers",
        *(
            {
                "producer_code": household,
                "producer_kind": "household",
                "county_code": "431222",
                "village_code": "431222001001",
                "is_poor_household": True,
            }
            for household in ("NH1", "NH2")
        ),
    )
    product = {"product_code": "P1", "product_name": "P1", "goods_class": "primary_farm"}
    province.register("products", product | {"county_code": "431222", "evidence_kind": "product"})
    province.register("codes", code("H1", valid_to=REPLACED_ON))
    province.register("codes", code("H2", valid_from=REPLACED_ON))
    province.register("codes", code("H3"))


def land(province: Province, sales: dict[str, tuple[int, str, int]], **of_line: Any) -> None:
    """Orders of June: id → day, code, quantity."""
    orders = {
        key: order(key, booked_at=datetime(2020, 6, day)) for key, (day, _, _) in sales.items()
    }
    lines = [
        line(orders[key], merchant_code=merchant_code, quantity=quantity, **of_line)
        for key, (_, merchant_code, quantity) in sales.items()
    ]
    province.land("orders", orders=list(orders.values()), lines=lines)


def origins(province: Province) -> dict[str, tuple[object, ...]]:
    rows = province.rows(
        "select order_id, origin_grade, origin_status, county_code, household_code "
        "from marts.fct_origin"
    )
    return {str(key): tuple(rest) for key, *rest in rows}


def test_a_replaced_code_grants_no_second_yield(province: Province) -> None:
    register(province)
    land(province, {"1": (10, "H1", 6), "2": (20, "H2", 4), "3": (21, "H2", 1), "4": (22, "H3", 9)})
    province.build()
    mine, others = ("O1", "certain", "431222", "NH1"), ("O1", "certain", "431222", "NH2")
    waits = ("O1", "pending", None, None)
    assert origins(province) == {"1": mine, "2": mine, "3": waits, "4": others}

    # an earlier sale under the code that went before uses up what later ones had
    land(province, {"5": (9, "H1", 1)})
    province.build()
    assert touched(province) == {"1", "2", "3", "5"}
    assert origins(province) == {"1": mine, "2": waits, "3": waits, "4": others, "5": mine}

    # a code that turns out to be another household's leaves its sales' yield to the first
    province.register("codes", code("H2", valid_from=REPLACED_ON, producer_code="NH2"))
    province.build()
    assert origins(province) == {"1": mine, "2": others, "3": others, "4": waits, "5": mine}
    province.register("codes", code("H2", valid_from=REPLACED_ON))
    province.build()
    assert touched(province) == {"1", "2", "3", "4", "5"}
    assert origins(province) == {"1": mine, "2": waits, "3": waits, "4": others, "5": mine}
    assert_equal_to_full(province)


def test_what_exceeds_the_yield_waits_until_a_person_gives_it_to_the_county(
    province: Province,
) -> None:
    register(province)
    land(province, {"1": (10, "H1", 10), "2": (11, "H1", 1)})
    province.build()
    assert origins(province)["2"] == ("O1", "pending", None, None)
    waiting = "select reasons, candidate_county_codes, paid_fen from marts.fct_pending"
    assert province.rows(waiting) == [("capacity", "431222", 10_000)]

    province.register(
        "decisions",
        {
            "platform": "taobao",
            "order_id": "2",
            "line_id": "1",
            "decided_county_code": "431222",
            "reason": "同村收购",
        },
    )
    province.build()
    assert touched(province) == {"1", "2"}
    assert origins(province)["2"] == ("O3", "certain", "431222", None)
    assert province.rows(waiting) == []
    assert_equal_to_full(province)


def test_an_item_s_code_is_used_up_like_a_line_s(province: Province) -> None:
    register(province)
    item = {"platform": "taobao", "shop_id": "s1", "item_id": "i1", "merchant_code": "H1"}
    province.land("items", items=[item | {"payload_sha256": "i1"}])
    land(province, {"1": (10, "", 8), "2": (11, "", 2)})
    province.build()
    mine = ("O1", "certain", "431222", "NH1")
    assert origins(province) == {"1": mine, "2": mine}
    land(province, {"3": (9, "", 1)})
    province.build()
    assert origins(province) == {"1": mine, "2": ("O1", "pending", None, None), "3": mine}
    # a code that is registered later reaches lines that bear it by their item alone
    province.register("codes", code("H1", valid_to=REPLACED_ON, capacity_quantity=20))
    province.build()
    assert origins(province) == {"1": mine, "2": mine, "3": mine}
    assert_equal_to_full(province)


def test_the_year_s_own_capacity_makes_a_code_certain_and_ends_with_it(
    province: Province,
) -> None:
    register(province)
    province.register("codes", code("H1", capacity_quantity=None))
    land(province, {"1": (10, "H1", 5), "2": (11, "H1", 1), "3": (12, "H3", 1)})
    province.build()
    assert origins(province)["1"] == ("O2", "estimated", "431222", "NH1")
    year = {"producer_code": "NH1", "product_code": "P1", "year": 2020, "source": "inspected"}
    province.register("capacities", year | {"quantity": "5.9", "unit": "件"})
    province.build()
    assert touched(province) == {"1", "2"}
    assert origins(province) == {
        "1": ("O1", "certain", "431222", "NH1"),
        "2": ("O1", "pending", None, None),
        "3": ("O1", "certain", "431222", "NH2"),
    }
    assert_equal_to_full(province)
