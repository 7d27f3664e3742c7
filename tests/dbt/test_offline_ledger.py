"""The offline ledger beside the feeds: a scan order counts once, whichever came first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.dbt.province import Province, digest, line, order

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


def _sale(ledger_id: str, **given: Any) -> dict[str, Any]:
    row = {
        "platform": "offline",
        "reporter_code": "431222",
        "ledger_id": ledger_id,
        "channel": "zone",
        "occurred_at": datetime(2020, 6, 10),
        "precision": "day",
        "county_code": "431222",
        "title": "碣滩茶",
        "amount_fen": 10_000,
        "proof_grade": "receipt",
        "proof_ref": "SJ-1",
        "is_refund": False,
        "is_void": False,
        "modified_at": datetime(2020, 7, 1),
    } | given
    return row | {"payload_sha256": digest(repr(sorted(row.items(), key=str)))}


def _offline(province: Province) -> list[tuple[object, ...]]:
    return province.rows(
        "select channel, sale_fen, refund_fen, in_feed_sale_fen from marts.fct_offline_sales "
        "order by channel"
    )


def test_a_scan_order_moves_to_the_feed_when_the_feed_lands_it(province: Province) -> None:
    linked = _sale("1", order_platform="taobao", order_id="1")
    alone = _sale("2", channel="fair", amount_fen=700)
    province.land("ledger", platform="offline", ledger=[linked, alone])
    province.build()
    assert _offline(province) == [("fair", 700, None, None), ("zone", 10_000, None, None)]

    sold = order("1")
    province.land("orders", orders=[sold], lines=[line(sold)])
    province.build()
    assert _offline(province) == [("fair", 700, None, None), ("zone", None, None, 10_000)]
    online = "select sum(gross_fen) from marts.mart_sales_area_month where area_level = 'province'"
    assert province.rows(f"{online} and axis = 'seller'") == [(10_000,)]

    incremental = province.hashes()
    province.build(full=True)
    assert province.hashes() == incremental
