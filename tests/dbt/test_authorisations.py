"""Days of a shop that has not let us read its data don't count; of older ones the shop decides."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests.dbt.province import Province, line, order

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

BEFORE, AFTER = datetime(2020, 6, 9, 12), datetime(2020, 6, 10)
AGREED = {
    "authorisation_no": "SQ-1",
    "scope": "orders|refunds",
    "agreed_by": "owner",
    "agreed_on": date(2020, 1, 1),
    "valid_from": date(2020, 1, 1),
}


def land(province: Province, *orders: dict[str, Any]) -> None:
    for made in orders:
        province.land("orders", platform=made["platform"], orders=[made], lines=[line(made)])


def held(province: Province) -> dict[str, str]:
    return dict(
        province.rows(
            "select order_id, hold_reasons from marts.fct_pending where hold_reasons is not null"
        )
    )


def counted_fen(province: Province) -> int:
    [(found,)] = province.rows(
        "select coalesce(sum(gross_fen), 0) from marts.mart_sales_area_month "
        "where axis = 'seller' and area_level in ('county', 'unattributed', 'outside')"
    )
    return int(found)


def test_a_withdrawal_ends_the_counting_and_removes_what_the_shop_wants_removed(
    province: Province,
) -> None:
    land(
        province,
        order("before", booked_at=BEFORE),
        order("after", booked_at=AFTER),
        order("never asked", shop_id="s2", booked_at=BEFORE),
        order("no register", platform="jd", shop_id="s1", booked_at=AFTER),
    )
    province.build()
    # no platform keeps a register yet
    assert held(province) == {}
    assert counted_fen(province) == 40_000

    kept = AGREED | {"platform": "taobao", "shop_id": "s1"}
    province.register("authorisations", kept)
    province.build()
    assert held(province) == {"never asked": "unauthorised"}

    withdrawn = kept | {"revoked_on": AFTER.date(), "withdrawal_choice": "keep"}
    province.register("authorisations", withdrawn)
    # a person who finds an order genuine gives no leave in the shop's name
    province.register(
        "decisions",
        {
            "platform": "taobao",
            "order_id": "after",
            "line_id": "",
            "is_genuine": True,
            "reason": "x",
        },
    )
    province.build()
    assert held(province) == {"never asked": "unauthorised", "after": "unauthorised"}
    assert counted_fen(province) == 20_000

    province.register("authorisations", withdrawn | {"withdrawal_choice": "remove"})
    province.build()
    assert set(held(province)) == {"never asked", "after", "before"}
    assert counted_fen(province) == 10_000
    incremental = province.hashes()
    province.build(full=True)
    assert province.hashes() == incremental
