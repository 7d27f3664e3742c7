"""WeChat's gateway: tokens by app id and secret, cursors, limits, errcodes, what a record shows."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from urllib.parse import urlencode

import msgspec
import pytest
from tiny_world import (
    NOW,
    TinyWorld,
    make_item,
    make_line,
    make_order,
    make_refund,
    make_shop,
)

from connectors.sandbox.servers.access import PlatformAccess, ShopAccess, TokenBook
from connectors.sandbox.servers.gateway import Arrival
from connectors.sandbox.servers.throttle import Throttle
from connectors.sandbox.servers.wechat.aftersales import render_aftersale
from connectors.sandbox.servers.wechat.gateway import make_gateway
from connectors.sandbox.servers.wechat.items import render_item
from connectors.sandbox.servers.wechat.orders import render_order, seconds

SHOP, SECRET, TOKEN = "wx881", "topsecret", "first-token"
JUNE = datetime(2020, 6, 1)
CHANNELS = "/channels/ec/"


class Caller:
    """Sends what a shop's software would send."""

    def __init__(self, histories=(), items=(), *, lifetime=None, per_second=None):
        world = TinyWorld([make_shop("wechat", SHOP)], histories, items)
        shop = ShopAccess(SHOP, TOKEN, app_key=SHOP, app_secret=SECRET)
        access = PlatformAccess("wechat", "unused", "unused", (shop,))
        self.book = TokenBook(access, lifetime=lifetime, began=NOW)
        self.gateway = make_gateway(world, self.book, Throttle(per_second, monotonic=lambda: 0.0))
        self.now = NOW
        self.token = TOKEN

    def send(self, method, path, *, query=None, body=b""):
        arrival = Arrival(method, path, urlencode(query or {}).encode(), {}, body, "r-1")
        answer = self.gateway.answer(arrival, self.now)
        assert answer.status == 200
        return json.loads(answer.body)

    def post(self, path, **arguments):
        query = {"access_token": self.token}
        return self.send("POST", CHANNELS + path, query=query, body=json.dumps(arguments).encode())

    def stable(self, **changes):
        asked = {"grant_type": "client_credential", "appid": SHOP, "secret": SECRET} | changes
        return self.send("POST", "/cgi-bin/stable_token", body=json.dumps(asked).encode())

    def older(self, **changes):
        asked = {"grant_type": "client_credential", "appid": SHOP, "secret": SECRET} | changes
        return self.send("GET", "/cgi-bin/token", query=asked)


def span(start, end):
    return {"start_time": seconds(start), "end_time": seconds(end)}


def wechat_order(number, created_at, **changes):
    return make_order(number, created_at, **({"shop_id": SHOP} | changes))


def orders(count, start=JUNE, step=timedelta(minutes=1)):
    return [[wechat_order(number, start + step * number)] for number in range(count)]


# --- tokens ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"grant_type": "password"}, 40002),
        ({"appid": ""}, 41002),
        ({"appid": "wx0"}, 40013),
        ({"secret": ""}, 41004),
        ({"secret": "wrong"}, 40125),
    ],
)
def test_a_token_is_given_to_whoever_has_the_secret(changes, code):
    caller = Caller()
    for interface in (caller.stable, caller.older):
        assert interface(**changes)["errcode"] == code
        granted = interface()
        assert granted["expires_in"] == 7200
        caller.token = granted["access_token"]
        assert caller.post("product/list/get", page_size=10)["errcode"] == 0


def test_the_stable_token_stays_until_shortly_before_its_end():
    caller = Caller(lifetime=timedelta(hours=2))
    first = caller.stable()
    caller.now = NOW + timedelta(minutes=114)
    again = caller.stable()
    caller.now = NOW + timedelta(minutes=116)
    last = caller.stable()

    assert first["access_token"] == again["access_token"] != last["access_token"]
    assert again["expires_in"] == 6 * 60
    assert caller.stable(force_refresh=True)["access_token"] != last["access_token"]


def test_the_older_interface_leaves_the_former_token_five_minutes():
    caller = Caller(lifetime=timedelta(hours=2))
    caller.token = caller.older()["access_token"]
    assert caller.older()["access_token"] != caller.token
    asked = {"page_size": 10}

    caller.now = NOW + timedelta(minutes=4)
    assert caller.post("product/list/get", **asked)["errcode"] == 0
    caller.now = NOW + timedelta(minutes=5)
    assert caller.post("product/list/get", **asked)["errcode"] == 42001


def test_a_shop_that_took_its_permission_back_gets_no_token():
    caller = Caller()
    caller.book.revoke(SHOP)

    assert caller.stable()["errcode"] == 40001
    assert caller.post("product/list/get", page_size=1)["errcode"] == 42001


def test_the_gate_asks_for_method_token_and_body():
    caller = Caller(per_second=1)
    path, query = f"{CHANNELS}order/get", {"access_token": TOKEN}

    assert caller.send("GET", path, query=query)["errcode"] == 43002
    assert caller.send("POST", f"{CHANNELS}basics/info/get", query=query)["errcode"] == 43001
    assert caller.send("POST", path)["errcode"] == 41001
    assert caller.send("POST", path, query={"access_token": "x"})["errcode"] == 40001
    assert caller.send("POST", path, query=query)["errcode"] == 44002
    assert caller.send("POST", path, query=query, body=b"{}")["errcode"] == 45011


@pytest.mark.parametrize("body", [b"[1]", b'{"order_id": "1"', b"\xff\xfe", b'{"order_id": 1}'])
def test_a_body_of_another_form_is_refused(body):
    query = {"access_token": TOKEN}
    told = Caller().send("POST", f"{CHANNELS}order/get", query=query, body=body)
    assert told["errcode"] == 47001
    assert told["errmsg"].endswith("rid: r-1")


def test_a_path_that_nobody_knows_is_no_interface():
    arrival = Arrival("POST", f"{CHANNELS}order/forge", b"", {}, b"{}", "r-1")
    assert Caller().gateway.answer(arrival, NOW).status == 404


# --- lists -------------------------------------------------------------------------------


def test_ids_come_newest_first_and_the_cursor_goes_on():
    caller = Caller(orders(25))
    asked = {"create_time_range": span(JUNE, JUNE + timedelta(days=1)), "page_size": 10}

    found, key, pages = [], "", 0
    while True:
        told = caller.post("order/list/get", **asked, next_key=key)
        found += told["order_id_list"]
        pages += 1
        if not told["has_more"]:
            break
        key = told["next_key"]

    assert pages == 3
    assert found == [order.order_id for (order,) in reversed(orders(25))]


def test_a_row_that_leaves_the_window_makes_a_gap_that_a_second_reading_fills():
    leaves = wechat_order(24, JUNE + timedelta(minutes=24))
    left = wechat_order(24, leaves.created_at, modified_at=NOW + timedelta(minutes=1))
    caller = Caller([*orders(24), [leaves, left]])
    asked = {"update_time_range": span(JUNE, JUNE + timedelta(days=1)), "page_size": 10}

    def read(*, leave_after_first):
        told = caller.post("order/list/get", **asked)
        found = told["order_id_list"]
        if leave_after_first:
            caller.now = NOW + timedelta(minutes=2)
        while told["has_more"]:
            told = caller.post("order/list/get", **asked, next_key=told["next_key"])
            found += told["order_id_list"]
        return set(found)

    expected = {order.order_id for (order,) in orders(24)}
    assert len(expected - read(leave_after_first=True)) == 1
    assert read(leave_after_first=False) == expected


def test_a_cursor_goes_with_the_arguments_that_it_came_with():
    caller = Caller(orders(25))
    asked = {"create_time_range": span(JUNE, JUNE + timedelta(days=1)), "page_size": 10}
    key = caller.post("order/list/get", **asked)["next_key"]
    other = {"create_time_range": span(JUNE, JUNE + timedelta(days=2)), "page_size": 10}

    assert caller.post("order/list/get", **asked, next_key=key)["errcode"] == 0
    assert caller.post("order/list/get", **other, next_key=key)["errcode"] == 606006
    assert caller.post("order/list/get", **asked, status=20, next_key=key)["errcode"] == 606006
    assert caller.post("order/list/get", **asked, next_key="nonsense")["errcode"] == 606006


def test_both_ends_of_a_range_are_inside_it():
    caller = Caller(orders(3))
    for count in (1, 2, 3):
        span_of = span(JUNE, JUNE + timedelta(minutes=count - 1))
        told = caller.post("order/list/get", create_time_range=span_of, page_size=100)
        assert len(told["order_id_list"]) == count


def test_a_filter_by_status_leaves_the_others_out():
    done = wechat_order(9, JUNE, state="finished")
    caller = Caller([*orders(3), [done]])
    asked = {"create_time_range": span(JUNE, NOW - timedelta(days=24)), "page_size": 100}

    assert caller.post("order/list/get", **asked, status=100)["order_id_list"] == [done.order_id]
    assert caller.post("order/list/get", **asked, status=250)["order_id_list"] == []


WEEK = span(JUNE, JUNE + timedelta(days=7))
LONGER = span(JUNE, JUNE + timedelta(days=7, seconds=1))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"create_time_range": WEEK, "page_size": 100}, 0),
        ({"update_time_range": LONGER, "page_size": 100}, 40097),
        ({"create_time_range": WEEK, "page_size": 101}, 40097),
        ({"create_time_range": WEEK, "page_size": 0}, 40097),
        ({"create_time_range": WEEK, "page_size": "10"}, 47001),
        ({"create_time_range": WEEK, "status": 77}, 40097),
        ({"create_time_range": WEEK, "update_time_range": WEEK}, 40097),
        ({"create_time_range": "June"}, 47001),
        ({"create_time_range": {"start_time": 2, "end_time": 1}}, 40097),
        ({"create_time_range": WEEK, "openid": "o"}, 40097),
        ({}, 40097),
    ],
)
def test_limits_of_the_list_of_orders(arguments, code):
    assert Caller().post("order/list/get", **arguments)["errcode"] == code


def test_aftersales_are_listed_by_a_day_and_by_either_time():
    order = wechat_order(1, JUNE)
    caller = Caller([[wechat_order(1, JUNE, refund=make_refund(order))]])
    day = timedelta(days=1)

    def told(stem, start, end):
        edges = {f"begin_{stem}_time": seconds(start), f"end_{stem}_time": seconds(end)}
        return caller.post("aftersale/getaftersalelist", **edges)

    refund_id = "7" + order.order_id[1:]
    assert told("create", JUNE + day, JUNE + 2 * day)["after_sale_order_id_list"] == [refund_id]
    assert told("update", JUNE + 2 * day, JUNE + 3 * day)["after_sale_order_id_list"] == [refund_id]
    assert told("create", JUNE + 2 * day, JUNE + 3 * day)["after_sale_order_id_list"] == []
    assert told("update", JUNE, JUNE + day + timedelta(seconds=1))["errcode"] == 10020004


def test_items_are_listed_by_thirty_and_the_last_page_is_empty():
    caller = Caller(items=[shop_item(number) for number in range(31)])
    first = caller.post("product/list/get", page_size=30)
    second = caller.post("product/list/get", page_size=30, next_key=first["next_key"])
    third = caller.post("product/list/get", page_size=30, next_key=second["next_key"])

    lengths = [len(told["product_ids"]) for told in (first, second, third)]
    assert (lengths, first["total_num"]) == ([30, 1, 0], 31)
    assert caller.post("product/list/get", page_size=31)["errcode"] == 40097
    assert caller.post("product/list/get", page_size=30, status=11)["errcode"] == 40097


# --- records -----------------------------------------------------------------------------


def shop_item(number, origin="湖南省湘西州"):
    return msgspec.structs.replace(make_item(number, origin), shop_id=SHOP)


def test_records_are_shown_to_their_own_shop_alone():
    order = wechat_order(1, JUNE)
    caller = Caller([[wechat_order(1, JUNE, refund=make_refund(order))]], [shop_item(1)])

    assert caller.post("order/get", order_id=order.order_id)["order"]["status"] == 20
    assert caller.post("order/get", order_id="1")["errcode"] == 100002
    shown = caller.post("aftersale/getaftersaleorder", after_sale_order_id="7" + order.order_id[1:])
    assert shown["after_sale_order"]["refund_info"]["amount"] == 2000
    told = caller.post("aftersale/getaftersaleorder", after_sale_order_id="7")
    assert told["errcode"] == 10021050
    assert caller.post("product/get", product_id="7001")["product"]["title"] == "湘西猕猴桃"
    assert caller.post("product/get", product_id="1")["errcode"] == 10020052
    assert caller.post("product/get", product_id="7001", data_type=2)["errcode"] == 40097


@pytest.mark.parametrize("number", range(8))
def test_the_amounts_of_an_order_add_up_whoever_bears_the_discount(number):
    price = render_order(wechat_order(number, JUNE))["order_detail"]["price_info"]
    seller = price["discounted_price"] + price["change_down_price"]
    others = [price.get(f"{who}_discounted_price", 0) for who in ("finder", "cash_coupon")]

    assert price["original_order_price"] == 5980 + 1000
    assert price["merchant_receieve_price"] == price["original_order_price"] - seller
    assert price["order_price"] == price["merchant_receieve_price"] - sum(others) == 6080
    assert sorted(others) == [0, 300]


def test_times_are_seconds_and_none_is_zero():
    order = render_order(wechat_order(1, datetime(2020, 6, 1, 8)))
    assert order["create_time"] == 1_590_969_600
    assert order["order_detail"]["delivery_info"]["ship_done_time"] == 0
    unpaid = render_order(wechat_order(1, JUNE, state="unpaid", paid_at=None))
    assert unpaid["order_detail"]["pay_info"] == {"prepay_id": ""}


def test_a_buyer_is_masked_and_a_present_has_two_people():
    shown = [render_order(wechat_order(number, JUNE)) for number in range(90)]
    text = json.dumps(shown, ensure_ascii=False)

    assert "buyer-" not in text
    presents = [order for order in shown if order["is_present"]]
    assert 0 < len(presents) < 30
    assert all(order["openid"] != order["present_giver_openid"] for order in presents)
    address = shown[0]["order_detail"]["delivery_info"]["address_info"]
    assert address["detail_info"] == "***"
    assert "*" in address["tel_number"]


def test_some_orders_have_their_ids_as_numbers():
    shown = [render_order(wechat_order(number, JUNE)) for number in range(90)]
    ids = [order["order_detail"]["product_infos"][0]["sku_id"] for order in shown]

    assert {str(one) for one in ids} == {"7001001"}
    assert 0 < sum(isinstance(one, int) for one in ids) < 30


def test_a_gift_says_so_and_costs_nothing():
    gift = make_line(sku_id="9", is_gift=True, line_paid_fen=0)
    lines = render_order(wechat_order(1, JUNE, lines=(make_line(), gift)))["order_detail"]
    (paid, free) = lines["product_infos"]

    assert (paid.get("is_free_gift"), free["is_free_gift"]) == (None, 1)
    assert (paid["real_price"], free["real_price"]) == (5080, 0)
    assert paid["sku_cnt"] == 2


@pytest.mark.parametrize(
    ("state", "is_shipped", "status"),
    [
        ("pending", False, "MERCHANT_PROCESSING"),
        ("succeeded", False, "MERCHANT_REFUND_SUCCESS"),
        ("succeeded", True, "MERCHANT_RETURN_SUCCESS"),
        ("closed", True, "RETURN_CLOSED"),
    ],
)
def test_an_aftersale_tells_its_kind_and_when_it_ended(state, is_shipped, status):
    order = wechat_order(1, JUNE, shipped_at=JUNE + timedelta(hours=1) if is_shipped else None)
    refund = make_refund(order, state=state, line_id=order.lines[0].line_id)
    shown = render_aftersale(refund, order)

    assert (shown["status"], shown["type"]) == (status, "RETURN" if is_shipped else "REFUND")
    assert (shown["complete_time"] > 0) == (state != "pending")
    assert shown["product_info"]["sku_id"] == order.lines[0].sku_id


def test_an_item_has_a_path_of_categories_and_its_origin():
    shown = render_item(shop_item(1))

    assert shown["cats_v2"][-1] == {"cat_id": "50012345"}
    assert {"attr_key": "产地", "attr_value": "湖南省湘西州"} in shown["attrs"]
    assert len(render_item(shop_item(1, ""))["attrs"]) == 1


@pytest.mark.parametrize(
    ("why", "code"),
    [("quota", 45009), ("permission", 48001), ("address", 45035), ("cursor", 606006)],
)
def test_the_rarer_refusals_are_wechats_own(why, code):
    arrival = Arrival("POST", f"{CHANNELS}order/get", b"", {}, b"{}", "r-1")
    gateway = Caller().gateway

    assert json.loads(gateway.refused(arrival, why).body)["errcode"] == code
    assert gateway.refused(arrival, "clock") is None
    assert json.loads(gateway.busy(arrival).body)["errcode"] == -1
    assert json.loads(gateway.throttled(arrival).body)["errcode"] == 45011


def test_the_lens_finds_each_kind_of_record():
    order = wechat_order(1, JUNE)
    caller = Caller([[wechat_order(1, JUNE, refund=make_refund(order))]], [shop_item(1)])
    calls = {
        "orders": ("order/get", {"order_id": order.order_id}),
        "refunds": (
            "aftersale/getaftersaleorder",
            {"after_sale_order_id": "7" + order.order_id[1:]},
        ),
        "items": ("product/get", {"product_id": "7001"}),
    }
    for kind, (path, arguments) in calls.items():
        sight = caller.gateway.lens.look(json.dumps(caller.post(path, **arguments)).encode())
        assert sight.shape.kind == kind
        (record,) = sight.records
        for field in ("record_id", "amount", "state", "created", "modified", "title", "buyer"):
            place = getattr(sight.shape, field)
            value = record
            for step in place:
                value = value[0] if step == "*" else value[step]
            assert value not in (None, ""), (kind, field)
