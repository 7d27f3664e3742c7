"""Lines of export files tell no item: a match of the shop's title leads them to their product."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests.dbt.province import Province, line, order

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

#: order → what its line tells
LINES: dict[str, dict[str, Any]] = {
    "titled": {"item_id": None, "title": "农家 腊肉　500G"},
    "early": {"item_id": None, "title": "农家腊肉500g"},
    "coded": {"item_id": None, "title": "农家腊肉500g", "merchant_code": "K1"},
    "mistyped": {"item_id": "", "title": "农家腊肉 500g", "merchant_code": "K7"},
    "another_title": {"item_id": None, "title": "农家腊肉 250g"},
    "item_of_that_title": {"item_id": "i1", "title": "农家腊肉 500g"},
    "another_shop": {"item_id": None, "title": "农家腊肉 500g"},
    "no_title": {"item_id": None, "title": None},
}
KEY = "标题:s1:农家腊肉500g"


@pytest.fixture
def sold(province: Province) -> Province:
    product = {"goods_class": "processed_food", "evidence_kind": "product"}
    province.register(
        "products",
        product | {"product_code": "P1", "county_code": "431222"},
        product | {"product_code": "P2", "county_code": "430524"},
    )
    province.register(
        "codes", {"merchant_code": "K1", "code_kind": "product", "product_code": "P2"}
    )
    for order_id, told in LINES.items():
        made = order(
            order_id,
            shop_id="s2" if order_id == "another_shop" else "s1",
            booked_at=datetime(2020, 6, 1 if order_id == "early" else 10, 9),
        )
        province.land("orders", orders=[made], lines=[line(made, **told)])
    province.build()
    return province


def matched(*, product: str, since: date | None = None) -> dict[str, object]:
    return {
        "platform": "taobao",
        "item_id": KEY,
        "product_code": product,
        "valid_from": since,
    }


def placed(province: Province) -> dict[str, str | None]:
    """County by order, of what is certain."""
    rows = province.rows(
        "select order_id, county_code from marts.fct_origin where origin_status = 'certain'"
    )
    return dict(rows)


def touched(province: Province) -> set[str]:
    return {o for (o,) in province.rows("select order_id from intermediate.int_touched_orders")}


def test_a_match_of_a_title_places_exactly_its_lines_and_only_they_are_built_anew(
    sold: Province,
) -> None:
    assert placed(sold) == {"coded": "430524"}

    sold.register("item_matches", matched(product="P1", since=date(2020, 6, 2)))
    sold.build()
    assert touched(sold) == {"titled", "early", "coded", "mistyped"}
    # a registered code goes before the match, and no match reaches back beyond its first day
    assert placed(sold) == {"titled": "431222", "mistyped": "431222", "coded": "430524"}

    # what its product says moves the lines along
    sold.register(
        "products",
        {
            "product_code": "P1",
            "county_code": "430524",
            "goods_class": "processed_food",
            "evidence_kind": "product",
        },
    )
    sold.build()
    assert touched(sold) == {"titled", "early", "coded", "mistyped"}
    assert placed(sold) == dict.fromkeys(("titled", "mistyped", "coded"), "430524")
    incremental = sold.hashes()
    sold.build(full=True)
    assert sold.hashes() == incremental
