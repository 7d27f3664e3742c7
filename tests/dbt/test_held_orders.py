"""What looks like brushing or stands on two platforms is held out, and is freed when explained."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.dbt.province import Province, line, order, refund
from tests.dbt.rebuilding import assert_equal_to_full

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

NOON = datetime(2020, 6, 10, 12)
FAKE_COUNT = 24
HONEST_FEN = [3_100, 4_200, 5_300, 6_400, 7_500, 8_600, 9_700, 10_800]


def fakes() -> list[dict[str, Any]]:
    """Orders of one amount for one county, seconds apart, as a brusher places them."""
    return [
        order(f"f{n:02d}", booked_at=NOON + timedelta(seconds=n), receiver_county_code="440305")
        for n in range(FAKE_COUNT)
    ]


def honest() -> list[dict[str, Any]]:
    return [
        order(f"h{n}", goods_fen=fen, paid_fen=fen, receiver_county_code=f"11010{n + 1}")
        for n, fen in enumerate(HONEST_FEN)
    ]


def land(province: Province, orders: list[dict[str, Any]], **of_line: Any) -> None:
    platform = orders[0]["platform"]
    lines = [line(made, **of_line) for made in orders]
    province.land("orders", platform=platform, orders=orders, lines=lines)


def held(province: Province) -> dict[str, str]:
    return dict(
        province.rows(
            "select order_id, hold_reasons from marts.fct_pending where hold_reasons is not null"
        )
    )


def sums(province: Province, axis: str) -> dict[str, tuple[int, int]]:
    found = province.rows(
        "select area_level, sum(gross_fen), sum(refund_fen) from marts.mart_sales_area_month "  # noqa: S608
        f"where axis = '{axis}' and area_level in ('county', 'pending', 'unattributed') group by 1"
    )
    return {level: (int(gross), int(back)) for level, gross, back in found}


def test_a_brushed_day_is_held_out_until_a_contract_or_an_appeal_explains_it(
    province: Province,
) -> None:
    first, rest = fakes()[:12], fakes()[12:]
    land(province, first + honest())
    province.build()
    assert held(province) == {}  # too few orders that day to tell

    land(province, rest)
    province.land("refunds", refunds=[refund("r1", first[0], 4_000)])
    province.build()
    assert held(province) == dict.fromkeys(
        [f["order_id"] for f in fakes()], "one_amount|one_county"
    )
    waits = (FAKE_COUNT * 10_000, 4_000)
    assert sums(province, "seller") == {"county": (sum(HONEST_FEN), 0), "pending": waits}
    assert sums(province, "origin") == {"unattributed": (sum(HONEST_FEN), 0), "pending": waits}
    [(deadline, reasons)] = province.rows(
        "select distinct appeal_before, reasons from marts.fct_pending"
    )
    assert (str(deadline), reasons) == ("2020-08-01", "one_amount|one_county")
    assert_equal_to_full(province)

    province.register(
        "decisions",
        {"platform": "taobao", "order_id": "f03", "line_id": "", "is_genuine": True, "reason": "x"},
        {
            "platform": "taobao",
            "order_id": "f04",
            "line_id": "",
            "is_genuine": False,
            "reason": "x",
        },
    )
    province.build()
    assert set(fakes_ids()) - set(held(province)) == {"f03"}

    province.register(
        "group_sales",
        {
            "proof_no": "HT-1",
            "proof_kind": "contract",
            "platform": "taobao",
            "shop_id": "s1",
            "name": "团购",
            "valid_from": NOON.date(),
            "valid_to": NOON.date() + timedelta(days=1),
        },
    )
    province.build()
    assert held(province) == {}
    whole = (sum(HONEST_FEN) + FAKE_COUNT * 10_000, 4_000)
    assert {level: fen for level, fen in sums(province, "seller").items() if any(fen)} == {
        "county": whole
    }
    assert_equal_to_full(province)


def fakes_ids() -> list[str]:
    return [made["order_id"] for made in fakes()]


def test_the_later_of_two_platforms_orders_for_the_same_goods_is_held(province: Province) -> None:
    def sale(order_id: str, platform: str, minutes: int) -> dict[str, Any]:
        moment = NOON + timedelta(minutes=minutes)
        return order(order_id, platform=platform, booked_at=moment)

    land(province, [sale("t1", "taobao", 0), sale("t2", "taobao", 60)], merchant_code="H1")
    land(province, [sale("j1", "jd", 10), sale("j2", "jd", 71)], merchant_code="H1")
    province.build()
    assert held(province) == {"j1": "double"}
    land(province, [sale("t3", "taobao", 62)], merchant_code="H1")
    province.build()
    assert held(province) == {"j1": "double", "j2": "double"}
    assert_equal_to_full(province)
