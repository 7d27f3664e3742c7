"""Kuaishou's orders in the sandbox: cursors, limits, milliseconds, amounts, masks."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from kuaishou_caller import (
    ALL,
    APP_SECRET,
    KEY,
    NOON,
    ORDERS,
    SIGN_SECRET,
    WEEK,
    Caller,
    history,
    ids,
    ks_order,
    ms,
)
from tiny_world import NOW

from connectors.sandbox.servers.access import PlatformAccess, ShopAccess, TokenBook
from connectors.sandbox.servers.kuaishou.gateway import make_gateway
from connectors.sandbox.servers.kuaishou.moments import (
    first_second,
    moment_of,
    second_after,
    stamp,
)
from connectors.sandbox.servers.throttle import Throttle
from connectors.sandbox.world import World

# --- orders ----------------------------------------------------------------------------------


@pytest.mark.parametrize("sort", [1, 2])
@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (50, 1), (51, 2), (120, 3)])
def test_pages_follow_each_other_until_nomore(sort, count, pages):
    found = Caller(history(count)).every_order(sort=sort)

    expected = ids(range(count))
    assert found == (expected if sort == 2 else expected[::-1], pages)


@pytest.mark.parametrize("sort", [1, 2])
def test_orders_of_one_second_are_split_among_pages(sort):
    caller = Caller(history(7, step=timedelta(0)))

    found, pages = caller.every_order(sort=sort, pageSize=3)

    assert sorted(found) == ids(range(7))
    assert pages == 3


def test_a_row_that_leaves_the_window_takes_no_other_with_it():
    leaver = ks_order(0, NOON)
    changed = ks_order(0, NOON, modified_at=NOW - timedelta(minutes=2))
    caller = Caller([[leaver, changed], *history(9)[1:]])
    window = {"beginTime": ms(NOON), "endTime": ms(NOON + timedelta(hours=1)), "queryType": 2}
    before = NOW - timedelta(minutes=3)

    first = caller.send(
        caller.query(ORDERS, ALL | window | {"pageSize": 4, "sort": 2}, timestamp=str(ms(before))),
        now=before,
    )["data"]
    rest = caller.orders(**window, pageSize=50, sort=2, cursor=first["cursor"])["data"]

    seen = [o["orderBaseInfo"]["oid"] for o in first["orderList"] + rest["orderList"]]
    assert seen == ids(range(9))


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"orderViewStatus": 9}, "orderViewStatus"),
        ({"orderViewStatus": None}, "orderViewStatus"),
        ({"pageSize": 51}, "pageSize"),
        ({"pageSize": 0}, "pageSize"),
        ({"pageSize": True}, "pageSize"),
        ({"cpsType": 3}, "cpsType"),
        ({"sort": 0}, "sort"),
        ({"cursor": "0"}, "cursor"),
        ({"cursor": None}, "cursor"),
        ({"cursor": f"{ms(NOON + timedelta(days=6))}_1"}, "cursor"),
        ({"endTime": WEEK["beginTime"]}, "endTime"),
        ({"endTime": WEEK["beginTime"] + 7 * 86_400_000 + 1}, "endTime"),
        ({"beginTime": ms(NOW - timedelta(days=90)) - 1}, "beginTime"),
        ({"beginTime": "2020-06-28 12:00:00"}, "beginTime"),
        ({"page": 1}, "page"),
    ],
)
def test_arguments_have_the_platforms_limits(changes, name):
    answer = Caller(history(1)).orders(**changes)

    assert (answer["result"], answer["code"], answer["sub_code"]) == (2001, "807000", "2001")
    assert answer["sub_msg"] == f"{name}无效"


def test_numbers_may_come_as_texts():
    param = {name: str(value) for name, value in ALL.items()}
    assert len(Caller(history(3)).ask(ORDERS, param)["data"]["orderList"]) == 3


def test_both_ends_of_a_window_are_inside_it_to_the_millisecond():
    caller = Caller([[ks_order(1, NOON)]])
    at = stamp(NOON)

    def found(begin, end):
        return len(caller.orders(beginTime=begin, endTime=end)["data"]["orderList"])

    assert found(at, at + 1) == 1
    assert found(at - 1, at) == 1
    assert found(at + 1, at + 2) == 0
    assert found(at - 2, at - 1) == 0


def test_milliseconds_keep_the_order_and_the_second_of_things():
    moments = [NOON + timedelta(seconds=n) for n in range(500)]
    stamps = [stamp(moment) for moment in moments]
    assert stamps == sorted(stamps)
    assert [moment_of(s).replace(microsecond=0) for s in stamps] == moments
    assert len({s % 1000 for s in stamps}) > 100
    assert stamp(None) == 0
    assert first_second(stamp(NOON)) == NOON
    assert second_after(stamp(NOON)) == NOON + timedelta(seconds=1)


def test_an_old_order_that_changed_today_is_missing_without_a_word():
    created = NOW - timedelta(days=241)
    changed = {"modified_at": NOON, "state": "finished"}
    orders = [[ks_order(1, created, **changed)], [ks_order(2, NOON, **changed)]]

    found, _ = Caller(orders).every_order(queryType=2)

    assert found == ids([2])


@pytest.mark.parametrize(
    ("state", "status", "view"),
    [
        ("unpaid", 10, 2), ("paid", 30, 3), ("shipped", 40, 4), ("finished", 70, 6),
        ("closed_unpaid", 80, 7), ("closed_refunded", 80, 7), ("cancelled_refunded", 80, 7),
    ],
)  # fmt: skip
def test_states_and_the_views_of_them(state, status, view):
    caller = Caller(
        [[ks_order(1, NOON, state=state)], [ks_order(2, NOON, state="other-day")][:0]][:1]
    )

    (order,) = caller.orders()["data"]["orderList"]
    assert order["orderBaseInfo"]["status"] == status
    assert len(caller.orders(orderViewStatus=view)["data"]["orderList"]) == 1
    other = 3 if view != 3 else 4
    assert caller.orders(orderViewStatus=other)["data"]["orderList"] == []


def test_without_all_sales_those_of_talents_are_missing():
    caller = Caller(history(60))
    both = [caller.every_order(cpsType=kind)[0] for kind in (1, 2)]
    assert 5 < len(both[1]) < 40
    assert sorted(both[0] + both[1]) == caller.every_order(cpsType=0, sort=2)[0]


def test_amounts_in_fen_and_who_bears_what():
    caller = Caller([[ks_order(1, NOON)]])
    (order,) = caller.orders()["data"]["orderList"]
    base, item = order["orderBaseInfo"], order["orderItemInfo"]

    # 59.80 less 6.00 by the shop, 3.00 by the platform, 10.00 freight
    assert item["price"] * item["num"] == 5980
    assert item["originalPrice"] >= item["price"]
    assert (base["totalFee"], base["discountFee"], base["expressFee"]) == (5380, 900, 1000)
    fees = caller.ask("open.seller.order.fee.detail", {"orderId": base["oid"]})["data"]
    assert fees["buyerPay"] == 5080 + 1000
    assert fees["sellerRecv"] == 5380 + 1000
    assert (fees["merchantBearAmount"], fees["platformBearAmount"]) == (600, 300)


def test_buyers_are_masked_and_a_county_run_by_its_province_has_a_name_for_no_city():
    caller = Caller([[ks_order(1, NOON, receiver_city="", receiver_county="仙桃市")]])
    (order,) = caller.orders()["data"]["orderList"]
    place = order["orderAddress"]

    assert place["city"] == "省直辖县级行政区划"
    assert place["desensitiseConsignee"].endswith("**")
    assert "*******" in place["desensitiseMobile"]
    assert not {"consignee", "mobile", "address"} & set(place)


def test_an_unpaid_order_has_no_time_of_payment():
    caller = Caller([[ks_order(1, NOON, state="unpaid", paid_at=None)]])
    (order,) = caller.orders()["data"]["orderList"]
    assert order["orderBaseInfo"]["payTime"] == 0


def test_one_order_by_its_id():
    caller = Caller([[ks_order(1, NOON)]])
    (listed,) = caller.orders()["data"]["orderList"]
    oid = listed["orderBaseInfo"]["oid"]
    assert caller.ask("open.order.detail", {"oid": oid})["data"] == listed
    assert caller.ask("open.order.detail", {"oid": 5})["sub_msg"] == "订单不存在"


# --- the world at large ----------------------------------------------------------------------


def test_a_page_far_behind_costs_no_walk_there():
    """Rows are made by index: what is asked of the world does not grow with the page's place."""
    world = World(3, 2_000, ("kuaishou",))
    shop = max(world.shops, key=lambda s: s.weight)
    access = PlatformAccess(
        "kuaishou", KEY, APP_SECRET, (ShopAccess(shop.shop_id, "token"),), SIGN_SECRET
    )
    gateway = make_gateway(world, TokenBook(access), Throttle(None), lenient_clock=True)
    caller = Caller()
    caller.gateway = gateway
    end = datetime(2020, 6, 20)
    window = {"beginTime": ms(end - timedelta(days=7)), "endTime": ms(end) - 1}
    made = []
    make = world.orders

    def counting(*args, **kwargs):
        index = make(*args, **kwargs)
        real = index._make
        index._make = lambda places: made.append(len(places.minute)) or real(places)
        return index

    world.orders = counting
    near = caller.orders(**window, sort=2)["data"]
    late = f"{ms(end - timedelta(hours=20))}_0"
    far = caller.orders(**window, sort=2, cursor=late)["data"]

    assert len(near["orderList"]) == len(far["orderList"]) == 50
    assert sum(made) < 220, "some fifty a page, and not the week's thousands"
