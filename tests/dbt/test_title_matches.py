"""Lines of files that tell no item: a match of what stands for one leads them to their product."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests.dbt.province import Province, line, order
from tests.dbt.rebuilding import touched

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

#: order → what its line tells
LINES: dict[str, dict[str, Any]] = {
    "titled": {"item_id": None, "title": "农家 腊肉　500G"},
    "early": {"item_id": None, "title": "农家腊肉500g"},
    "coded": {"item_id": None, "title": "农家腊肉500g", "merchant_code": "K1"},
    "mistyped": {"item_id": "", "title": "农家腊肉 500g", "merchant_code": " K7"},
    "codeless": {"item_id": "", "title": "农家腊肉 500g", "merchant_code": ""},
    "another_title": {"item_id": None, "title": "农家腊肉 250g"},
    "item_of_that_title": {"item_id": "i1", "title": "农家腊肉 500g"},
    "another_shop": {"item_id": None, "title": "农家腊肉 500g"},
    "no_title": {"item_id": None, "title": None},
}
PRODUCT = {"goods_class": "processed_food", "evidence_kind": "product"}
TITLE, CODE = "标题:s1:农家腊肉500g", "编码:s1:k7"


@pytest.fixture
def sold(province: Province) -> Province:
    province.register(
        "products",
        PRODUCT | {"product_code": "P1", "county_code": "431222"},
        PRODUCT | {"product_code": "P2", "county_code": "430524"},
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


def matched(key: str, *, product: str, since: date | None = None) -> dict[str, object]:
    return {
        "platform": "taobao",
        "item_id": key,
        "product_code": product,
        "valid_from": since,
    }


def placed(province: Province) -> dict[str, str | None]:
    """County by order, of what is certain."""
    rows = province.rows(
        "select order_id, county_code from marts.fct_origin where origin_status = 'certain'"
    )
    return dict(rows)


def test_a_match_places_exactly_its_lines_and_only_they_are_built_anew(sold: Province) -> None:
    assert placed(sold) == {"coded": "430524"}

    sold.register("item_matches", matched(TITLE, product="P1", since=date(2020, 6, 2)))
    sold.build()
    # no match reaches back beyond its first day, nor to a line that carries a code
    assert touched(sold) == {"titled", "early", "codeless"}
    assert placed(sold) == {"coded": "430524", "titled": "431222", "codeless": "431222"}

    sold.register("item_matches", matched(CODE, product="P1"))
    sold.build()
    assert touched(sold) == {"mistyped"}
    assert placed(sold)["mistyped"] == "431222"

    # a registered code goes before any match
    sold.register("item_matches", matched("编码:s1:k1", product="P1"))
    sold.build()
    assert touched(sold) == {"coded"}
    assert placed(sold)["coded"] == "430524"

    # what its product says moves the lines along
    moved = {"product_code": "P1", "county_code": "430524"}
    sold.register("products", PRODUCT | moved)
    sold.build()
    assert touched(sold) == {"titled", "early", "codeless", "mistyped", "coded"}
    assert placed(sold) == dict.fromkeys(("titled", "codeless", "mistyped", "coded"), "430524")
    incremental = sold.hashes()
    sold.build(full=True)
    assert sold.hashes() == incremental
