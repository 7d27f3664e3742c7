"""Pinduoduo's gateway: limits, refusals in its own words, numbers in yuan, goods by three calls."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from tiny_world import NOW, TinyWorld, make_item, make_order, make_refund, make_shop

from connectors.sandbox.servers.access import PlatformAccess, ShopAccess, TokenBook
from connectors.sandbox.servers.gateway import Arrival
from connectors.sandbox.servers.pdd.gate import signature
from connectors.sandbox.servers.pdd.gateway import make_gateway
from connectors.sandbox.servers.pdd.money import number
from connectors.sandbox.servers.pdd.orders import money_of
from connectors.sandbox.servers.throttle import Throttle
from connectors.sandbox.world import World

CONFIRMED, CHANGED = "pdd.order.list.get", "pdd.order.number.list.increment.get"
REFUNDS = "pdd.refund.list.increment.get"
NOON = datetime(2020, 6, 30, 12)
ALL = {"order_status": 5, "refund_status": 5, "page": 1, "page_size": 100}
ALL_REFUNDS = {"after_sales_status": 1, "after_sales_type": 1}
ACCESS = PlatformAccess("pdd", "cid", "secret", (ShopAccess("881", "tok", "refresh"),))
LISTS = {
    CONFIRMED: ("order_list_get_response", "order_list"),
    CHANGED: ("order_sn_increment_get_response", "order_sn_list"),
    REFUNDS: ("refund_increment_get_response", "refund_list"),
}


def epoch(moment):
    return int((moment - datetime(1970, 1, 1, 8)).total_seconds())


def between(name, start, end):
    return {f"start_{name}": epoch(start), f"end_{name}": epoch(end)}


DAY = between("confirm_at", datetime(2020, 6, 30), datetime(2020, 6, 30, 23, 59, 59))
HALF_HOUR = between("updated_at", NOON, NOON + timedelta(minutes=29, seconds=59))


class Caller:
    """Signs as the documents say and sends straight into the gateway."""

    def __init__(self, histories=(), *, items=(), now=NOW, calls_per_second=None, lifetime=None):
        self.world = TinyWorld([make_shop("pdd", "881")], histories, items)
        self.now = now
        self.token = "tok"
        self.book = TokenBook(ACCESS, lifetime=lifetime, began=now)
        self.gateway = make_gateway(self.world, self.book, Throttle(calls_per_second))

    def parameters(self, method, **business):
        common = {
            "type": method,
            "client_id": "cid",
            "access_token": self.token,
            "timestamp": str(epoch(self.now)),
            "data_type": "JSON",
        }
        return common | {k: str(v) for k, v in business.items()}

    def sign(self, parameters):
        text = "".join(k + v for k, v in sorted(parameters.items()))
        signed = f"secret{text}secret".encode()
        return hashlib.md5(signed, usedforsecurity=False).hexdigest().upper()

    def call(self, method, **business):
        parameters = self.parameters(method, **business)
        return self.send(parameters | {"sign": self.sign(parameters)})

    def send(self, parameters, *, query="", method="POST", body=None, content_type=None):
        form = urlencode({k: v for k, v in parameters.items() if k not in query}).encode()
        arrival = Arrival(
            method=method,
            path="/api/router",
            query=urlencode({k: v for k, v in parameters.items() if k in query}).encode(),
            headers={"content-type": content_type or "application/x-www-form-urlencoded"},
            body=form if body is None else body,
            request_id="r1",
        )
        answer = self.gateway.answer(arrival, self.now)
        assert answer.status == 200, "refusals come with HTTP 200"
        return json.loads(answer.body)

    def rows(self, method, **business):
        envelope, inner = LISTS[method]
        return self.call(method, **business)[envelope][inner]


def refusal(answer):
    return answer["error_response"]["error_code"]


def pdd_order(place, created_at=NOON, **changes):
    changes.setdefault("order_id", f"200630-{place:015d}")
    return make_order(place, created_at, **changes)


def test_signature_of_a_request_that_another_client_signed():
    """Made by mcp-cn-commerce 0.1.6."""
    parameters = {
        "type": "pdd.order.list.get",
        "client_id": "testclientid",
        "timestamp": "1593576000",
        "data_type": "JSON",
        "access_token": "test_token",
        "start_confirm_at": "1590940800",
        "end_confirm_at": "1591027200",
        "order_status": "5",
        "refund_status": "5",
        "page": "1",
        "page_size": "100",
        "use_has_next": "true",
    }
    raw = {k.encode(): v.encode() for k, v in parameters.items()}
    assert signature("testsecret", raw) == "E801BDA93D0E151D175B16BBFB16EDD7"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"type": ""}, 10001),
        ({"type": "pdd.nothing.get"}, 10017),
        ({"client_id": "other"}, 10016),
        ({"timestamp": str(epoch(NOW - timedelta(minutes=11)))}, 10001),
        ({"timestamp": "2020-07-01 12:00:00"}, 10001),
        ({"data_type": "XML"}, 10001),
        ({"version": "V2"}, 10001),
        ({"access_token": ""}, 10001),
        ({"access_token": "stranger"}, 20032),
    ],
)
def test_the_gate_refuses_in_pinduoduos_words(changes, code):
    caller = Caller()
    parameters = caller.parameters(CONFIRMED, **DAY, **ALL) | changes
    answer = caller.send(parameters | {"sign": caller.sign(parameters)})
    assert refusal(answer) == code
    assert answer["error_response"]["request_id"] == "r1"


def test_a_flipped_byte_is_refused():
    caller = Caller()
    parameters = caller.parameters(CONFIRMED, **DAY, **ALL)
    sent = parameters | {"sign": caller.sign(parameters), "page_size": "101"}
    assert refusal(caller.send(sent)) == 20004
    assert refusal(caller.send(parameters)) == 10001, "no signature at all"


def test_parameters_may_stand_in_query_form_or_json():
    caller = Caller([[pdd_order(1)]])
    parameters = caller.parameters(CONFIRMED, **DAY, **ALL)
    signed = parameters | {"sign": caller.sign(parameters)}
    form = caller.send(signed)
    assert form["order_list_get_response"]["total_count"] == 1
    assert caller.send(signed, query=("type", "client_id", "sign")) == form
    numbers = {k: int(v) if k in ALL | DAY else v for k, v in signed.items()}
    body = json.dumps(numbers).encode()
    assert caller.send(signed, query=(), body=body, content_type="application/json") == form


def test_only_posts_are_answered():
    caller = Caller()
    parameters = caller.parameters(CONFIRMED, **DAY, **ALL)
    sent = parameters | {"sign": caller.sign(parameters)}
    assert refusal(caller.send(sent, query=tuple(sent), method="GET")) == 10000


def test_too_many_calls_are_told_so():
    caller = Caller(calls_per_second=1)
    caller.call(CONFIRMED, **DAY, **ALL)
    assert refusal(caller.call(CONFIRMED, **DAY, **ALL)) == 70031


@pytest.mark.parametrize(
    ("method", "changes", "code"),
    [
        (CONFIRMED, {"end_confirm_at": DAY["start_confirm_at"] + 86_401}, 21001),
        (CONFIRMED, {"end_confirm_at": DAY["start_confirm_at"] - 1}, 21001),
        (CONFIRMED, {"start_confirm_at": "yesterday"}, 21001),
        (CONFIRMED, {"start_confirm_at": ""}, 21002),
        (CONFIRMED, {"page_size": 101}, 21001),
        (CONFIRMED, {"page": 0}, 21001),
        (CONFIRMED, {"order_status": 4}, 21001),
        (CONFIRMED, {"fields": "order_sn"}, 21001),
        (CHANGED, {"end_updated_at": HALF_HOUR["start_updated_at"] + 1_801}, 21001),
        (REFUNDS, {"end_updated_at": HALF_HOUR["start_updated_at"] + 1_801}, 21001),
        (REFUNDS, {"after_sales_type": 9}, 21001),
    ],
)
def test_limits_are_kept_and_named(method, changes, code):
    business = {
        CONFIRMED: DAY | ALL,
        CHANGED: HALF_HOUR | ALL | {"is_lucky_flag": 0},
        REFUNDS: HALF_HOUR | ALL_REFUNDS,
    }[method]
    answer = Caller().call(method, **(business | changes))
    assert refusal(answer) == code
    (name,) = changes
    assert name in answer["error_response"]["sub_msg"]


def test_the_longest_windows_are_served():
    caller = Caller()
    whole_day = DAY | {"end_confirm_at": DAY["start_confirm_at"] + 86_400}
    assert caller.rows(CONFIRMED, **whole_day, **ALL) == []
    half = HALF_HOUR | {"end_updated_at": HALF_HOUR["start_updated_at"] + 1_800}
    assert caller.rows(CHANGED, **half, **ALL, is_lucky_flag=0) == []


def test_a_window_of_changes_ends_three_minutes_before_now():
    caller = Caller()
    ends = {
        seconds: between(
            "updated_at", NOW - timedelta(minutes=20), NOW - timedelta(seconds=seconds)
        )
        for seconds in (180, 179)
    }
    assert caller.rows(CHANGED, **ends[180], **ALL, is_lucky_flag=0) == []
    assert refusal(caller.call(CHANGED, **ends[179], **ALL, is_lucky_flag=0)) == 21001


def test_orders_that_nobody_paid_are_in_no_list():
    unpaid = pdd_order(1, paid_at=None, state="unpaid", modified_at=NOON + timedelta(minutes=5))
    paid = pdd_order(2, created_at=NOON + timedelta(minutes=3))
    caller = Caller([[unpaid], [paid]])
    for rows in (
        caller.rows(CONFIRMED, **DAY, **ALL),
        caller.rows(CHANGED, **HALF_HOUR, **ALL, is_lucky_flag=0),
    ):
        assert [row["order_sn"] for row in rows] == [paid.order_id]
    assert refusal(caller.call("pdd.order.information.get", order_sn=unpaid.order_id)) == 50001


def test_orders_come_newest_first_by_confirmation():
    late_group = pdd_order(1, kind="group", paid_at=NOON + timedelta(hours=5))
    quick = pdd_order(2, created_at=NOON + timedelta(hours=1))
    rows = Caller([[late_group], [quick]]).rows(CONFIRMED, **DAY, **ALL)
    assert [row["order_sn"] for row in rows] == [late_group.order_id, quick.order_id]
    assert rows[0]["confirm_time"] == "2020-06-30 17:00:00"
    assert rows[0]["pay_time"] == "2020-06-30 12:00:50", "the buyer paid before the group formed"


def test_a_quarter_ago_is_left_out_without_a_word():
    old = NOW - timedelta(days=90, hours=1)
    caller = Caller([[pdd_order(1, created_at=old)]])
    window = between("confirm_at", old - timedelta(hours=1), old + timedelta(hours=1, minutes=59))
    assert caller.rows(CONFIRMED, **window, **ALL) == []


def test_amounts_are_numbers_that_hold_the_documents_sums():
    for place in range(60):
        order = pdd_order(place)
        row = Caller([[order]]).rows(CONFIRMED, **DAY, **ALL)[0]
        fen = {k: round(row[k] * 100) for k in row if isinstance(row[k], float)}
        service = sum(round(s["service_fee"] * 100) for s in row["service_fee_detail"])
        discounts = ("platform_discount", "seller_discount", "capital_free_discount")
        assert fen["discount_amount"] == sum(fen[name] for name in discounts)
        due = fen["goods_amount"] - fen["discount_amount"] + fen["postage"] + service
        assert fen["pay_amount"] == due
        listed = (
            round(row["item_list"][0]["goods_price"] * 100) * row["item_list"][0]["goods_count"]
        )
        assert listed == fen["goods_amount"] + fen["order_change_amount"]


def test_every_quirk_of_the_amounts_occurs():
    found = [money_of(pdd_order(place)) for place in range(300)]
    assert any(m.change for m in found)
    assert any(m.reduction for m in found)
    assert any(m.service for m in found)


def test_a_number_has_the_digits_it_takes():
    texts = {fen: bytes(number(fen)).decode() for fen in (0, 18800, 1990, 1999, -50)}
    assert texts == {0: "0.0", 18800: "188.0", 1990: "19.9", 1999: "19.99", -50: "-0.5"}


def test_nobody_stands_in_an_order():
    shipped = pdd_order(1, shipped_at=NOON + timedelta(hours=2))
    waiting = pdd_order(2, created_at=NOON + timedelta(minutes=1))
    after, before = Caller([[waiting], [shipped]]).rows(CONFIRMED, **DAY, **ALL)[::-1]
    assert after["receiver_name"] == after["receiver_phone"] == after["address"] == ""
    assert before["receiver_name"].startswith("~")
    assert before["receiver_name_mask"].endswith("**")
    assert "*" in before["receiver_phone_mask"]


def test_a_county_run_by_its_province_has_no_city_of_its_own():
    order = pdd_order(1, receiver_province="湖北省", receiver_city="", receiver_county="仙桃市")
    (row,) = Caller([[order]]).rows(CONFIRMED, **DAY, **ALL)
    assert (row["city"], row["town"]) == ("省直辖县级行政区划", "仙桃市")


def test_has_next_takes_the_place_of_the_count():
    caller = Caller([[pdd_order(n, created_at=NOON + timedelta(minutes=n))] for n in range(3)])
    pages = [
        caller.call(CONFIRMED, **DAY, **(ALL | {"page": n, "page_size": 2}), use_has_next="true")
        for n in (1, 2)
    ]
    found = [page["order_list_get_response"] for page in pages]
    assert [page["has_next"] for page in found] == [True, False]
    assert "total_count" not in found[0]


def test_filters_let_through_what_they_name():
    shipped = pdd_order(1, shipped_at=NOON + timedelta(hours=2), state="shipped")
    waiting = pdd_order(2)
    refunded = pdd_order(3)
    refunded = pdd_order(3, refund=make_refund(refunded, refund_id="77"))
    caller = Caller([[shipped], [waiting], [refunded]])
    for changes, expected in (
        ({"order_status": 2}, {shipped.order_id}),
        ({"refund_status": 4}, {refunded.order_id}),
        ({"order_status": 1, "refund_status": 1}, {waiting.order_id}),
        ({"trade_type": 1}, set()),
    ):
        rows = caller.rows(CONFIRMED, **DAY, **(ALL | changes))
        assert {row["order_sn"] for row in rows} == expected


def test_refunds_by_change_and_by_order():
    order = pdd_order(1)
    at = NOON + timedelta(minutes=10)
    order = pdd_order(1, refund=make_refund(order, refund_id="78", modified_at=at, succeeded_at=at))
    caller = Caller([[order], [pdd_order(2)]])
    by_change = caller.rows(REFUNDS, **HALF_HOUR, **ALL_REFUNDS)
    far = between("updated_at", NOON - timedelta(days=9), NOON - timedelta(days=9))
    by_order = caller.rows(REFUNDS, **far, **ALL_REFUNDS, order_sn=order.order_id)
    assert by_change == by_order
    (row,) = by_order
    assert (row["refund_amount"], row["after_sales_status"]) == ("20.00", 10)
    assert row["sku_id"] == "7001001", "a sku is named even if the whole order goes back"
    assert caller.rows(REFUNDS, **HALF_HOUR, **(ALL_REFUNDS | {"after_sales_status": 2})) == []
    assert caller.rows(REFUNDS, **far, **ALL_REFUNDS, order_sn="200630-000000000000002") == []


def test_goods_name_their_origin_by_number():
    item = make_item(1, "湖南省湘西州花垣县")
    caller = Caller(items=[item])
    (listed,) = caller.call("pdd.goods.list.get", page=1)["goods_list_get_response"]["goods_list"]
    assert "cat_id" not in listed
    assert listed["sku_list"][0]["outer_id"] == "HH-0001"
    detail = caller.call("pdd.goods.detail.get", goods_id=listed["goods_id"])
    detail = detail["goods_detail_get_response"]
    assert detail["sku_list"][0]["multi_price"] == 2990, "prices of goods are fen"
    rule = caller.call("pdd.goods.cat.rule.get", cat_id=detail["cat_id"])["cat_rule_get_response"]
    names = {p["ref_pid"]: p["name"] for p in rule["goods_properties_rule"]["properties"]}
    told = {names[p["ref_pid"]]: p["vvalue"] for p in detail["goods_property_list"]}
    assert told["产地"] == "湖南省湘西州花垣县"
    assert refusal(caller.call("pdd.goods.detail.get", goods_id=1)) == 50001


def test_a_token_ends_and_is_refreshed_once():
    caller = Caller(lifetime=timedelta(hours=24))
    caller.now += timedelta(hours=25)
    assert refusal(caller.call("pdd.mall.info.get")) == 10019
    issued = caller.call("pdd.pop.auth.token.refresh", refresh_token="refresh")
    issued = issued["pop_auth_token_refresh_response"]
    assert issued["expires_at"] == epoch(caller.now) + issued["expires_in"]
    assert refusal(caller.call("pdd.mall.info.get")) == 20032, "the former token is unknown now"
    caller.token = issued["access_token"]
    assert caller.call("pdd.mall.info.get")["mall_info_get_response"]["mall_id"] == 881
    again = caller.call("pdd.pop.auth.token.refresh", refresh_token="refresh")
    assert refusal(again) == 50001


def test_a_page_deep_in_a_large_world_is_made_by_its_place():
    world = World(5, 2_000_000, ("pdd",))
    shop = max(world.shops, key=lambda s: s.weight)
    index = world.orders(
        shop.shop_id, by="paid", start=NOON - timedelta(hours=24), end=NOON, now=NOON
    )
    assert index.total > 1_000_000
    page = index.newest_first(500_000, 100)
    assert len({order.order_id for order in page}) == 100
    assert all(order.paid_at is not None for order in page)
