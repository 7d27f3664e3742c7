"""Kuaishou's refunds, items and shop in the sandbox."""

from __future__ import annotations

from datetime import timedelta

import pytest
from kuaishou_caller import (
    ALL_REFUNDS,
    DAY,
    NOON,
    REFUNDS,
    Caller,
    ids,
    ks_order,
)
from msgspec.structs import replace
from tiny_world import make_item, make_refund

from connectors.sandbox.servers.kuaishou.moments import (
    stamp,
)


def refunded(number, moment, **changes):
    order = ks_order(number, NOON - timedelta(days=3))
    values = {"created_at": moment, "succeeded_at": moment, "modified_at": moment} | changes
    return [ks_order(number, order.created_at, refund=make_refund(order, **values))]


def test_refunds_by_their_change_with_the_sku_that_they_are_for():
    pending = {"state": "pending", "succeeded_at": None}
    caller = Caller([refunded(1, NOON), refunded(2, NOON + timedelta(hours=1), **pending)])

    data = caller.ask(REFUNDS, ALL_REFUNDS | {"sort": 2})["data"]

    first, second = data["refundOrderInfoList"]
    assert data["pcursor"] == "nomore"
    assert (first["status"], first["refundFee"], first["endTime"]) == (60, 2000, stamp(NOON))
    assert (second["status"], second["endTime"]) == (10, 0)
    assert first["oid"] == ids([1])[0]
    waiting = caller.ask(REFUNDS, ALL_REFUNDS | {"type": 8})["data"]["refundOrderInfoList"]
    assert [row["refundId"] for row in waiting] == [second["refundId"]]
    detail = caller.ask("open.seller.order.refund.detail", {"refundId": first["refundId"]})
    assert detail["data"] == first


def test_refunds_by_their_creation():
    changed = {"modified_at": NOON + timedelta(days=1, hours=1)}
    caller = Caller([refunded(1, NOON, **changed)])

    def found(query_type):
        answer = caller.ask(REFUNDS, ALL_REFUNDS | {"queryType": query_type})
        return len(answer["data"]["refundOrderInfoList"])

    assert (found(1), found(2)) == (1, 0)


def test_pages_of_refunds_follow_their_cursor():
    caller = Caller([refunded(n, NOON + timedelta(minutes=n)) for n in range(25)])
    found, cursor = [], ""
    while cursor != "nomore":
        data = caller.ask(REFUNDS, ALL_REFUNDS | {"pageSize": 10, "pcursor": cursor})["data"]
        found += [row["oid"] for row in data["refundOrderInfoList"]]
        cursor = data["pcursor"]
    assert found == ids(reversed(range(25)))


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"endTime": DAY["beginTime"] + 86_400_001}, "endTime"),
        ({"pageSize": 101}, "pageSize"),
        ({"currentPage": None}, "currentPage"),
        ({"type": 7}, "type"),
        ({"option": {"needExchange": True}}, "option"),
    ],
)
def test_refunds_have_limits_of_their_own(changes, name):
    answer = Caller().ask(REFUNDS, ALL_REFUNDS | changes)
    assert answer["sub_msg"] == f"{name}无效"


def test_items_by_page_and_their_properties_by_detail():
    origins = ["", *["湖南省湘西州花垣县"] * 11]
    items = [replace(make_item(n, text), shop_id="1888") for n, text in enumerate(origins)]
    caller = Caller([], items)

    first = caller.ask("open.item.list.get", {"pageNumber": 1, "pageSize": 10})["data"]
    last = caller.ask("open.item.list.get", {"pageNumber": 2, "pageSize": 10})["data"]

    assert (len(first["items"]), len(last["items"])) == (10, 2)
    assert (first["totalPage"], first["totalItemCount"]) == (2, 12)
    assert "itemPropValues" not in first["items"][0]
    detail = caller.ask("open.item.get", {"kwaiItemId": 7001})["data"]
    assert detail["skuList"][0]["skuNick"] == "HH-0001"
    assert {"propId": 1022, "propName": "产地", "textPropValue": "湖南省湘西州花垣县"} in (
        detail["itemPropValues"]
    )
    plain = caller.ask("open.item.get", {"kwaiItemId": 7000})["data"]["itemPropValues"]
    assert "产地" not in str(plain)
    small = caller.ask("open.item.list.get", {"pageSize": 9})
    assert small["sub_msg"] == "pageSize无效"
    assert caller.ask("open.item.get", {"kwaiItemId": 1})["sub_msg"] == "商品不存在"


def test_a_shop_has_a_name_and_no_id():
    assert Caller().ask("open.shop.info.get", {})["data"] == {
        "shopName": "示例山货店",
        "shopType": 1,
    }
