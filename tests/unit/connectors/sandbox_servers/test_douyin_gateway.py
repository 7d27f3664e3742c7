"""The sandbox's Douyin: what it refuses, its limits, and how its records look."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime, timedelta
from urllib.parse import urlencode

import msgspec
import pytest
from tiny_world import NOW, TinyWorld, make_item, make_line, make_order, make_refund, make_shop

from connectors.sandbox.servers.access import PlatformAccess, ShopAccess, TokenBook
from connectors.sandbox.servers.douyin.gateway import make_gateway
from connectors.sandbox.servers.gateway import Arrival
from connectors.sandbox.servers.throttle import Throttle

KEY, SECRET, TOKEN, REFRESH = "7000000000000000001", "topsecret", "t1", "r1"
EPOCH = datetime(1970, 1, 1, 8)
START = datetime(2020, 6, 20)


def seconds(moment):
    return int((moment - EPOCH).total_seconds())


def order(number, created_at=START, **changes):
    return make_order(number, created_at, shop_id="881", **changes)


class Caller:
    """Signs and sends as a seller's software does, at `NOW`."""

    def __init__(self, histories=(), *, items=(), lifetime=None, calls_per_second=None):
        world = TinyWorld([make_shop("douyin", "881")], histories, items)
        access = PlatformAccess("douyin", KEY, SECRET, (ShopAccess("881", TOKEN, REFRESH),))
        self.book = TokenBook(access, lifetime=lifetime, began=NOW)
        self.gateway = make_gateway(world, self.book, Throttle(calls_per_second))

    def send(self, path, arguments=None, *, body=None, kind="hmac-sha256", now=NOW, **changes):
        """The decoded answer; `changes` are made after signing."""
        if body is None:
            body = json.dumps(arguments or {}, ensure_ascii=False).encode()
        changed_body = changes.pop("changed_body", body)
        query = {
            "app_key": KEY,
            "method": path.replace("/", "."),
            "access_token": TOKEN,
            "timestamp": str(changes.pop("timestamp", seconds(NOW))),
            "v": "2",
            "sign_method": kind,
        }
        fields = query | {"param_json": body.decode()}
        text = "".join(n + fields[n] for n in ("app_key", "method", "param_json", "timestamp", "v"))
        signed = f"{SECRET}{text}{SECRET}".encode()
        if kind == "md5":
            query["sign"] = hashlib.md5(signed, usedforsecurity=False).hexdigest()
        else:
            query["sign"] = hmac.new(SECRET.encode(), signed, "sha256").hexdigest()
        query = {n: v for n, v in (query | changes).items() if v is not None}
        arrival = Arrival("POST", f"/{path}", urlencode(query).encode(), {}, changed_body, "id1")
        answer = self.gateway.answer(arrival, now)
        assert answer.status == 200, "Douyin refuses with HTTP 200"
        return json.loads(answer.body)

    def orders(self, **arguments):
        whole = {
            "create_time_start": seconds(START),
            "create_time_end": seconds(NOW),
            "page": 0,
            "size": 100,
        }
        return self.send("order/searchList", whole | arguments)

    def cases(self, **arguments):
        whole = {
            "update_start_time": seconds(START),
            "update_end_time": seconds(NOW),
            "order_by": ["update_time desc"],
            "page": 0,
            "size": 100,
        }
        return self.send("afterSale/List", whole | arguments)


def refusal(answer):
    assert answer["data"] is None
    return answer["code"], answer["sub_code"]


SEARCH = {"page": 0, "size": 10}


def test_both_signatures_and_both_clocks_are_admitted():
    caller = Caller()
    for kind in ("hmac-sha256", "md5"):
        for timestamp in (seconds(NOW), "2020-07-01 12:00:00"):
            answer = caller.send("order/searchList", SEARCH, kind=kind, timestamp=timestamp)
            assert answer["code"] == 10000
            assert answer["err_no"] == 0
            assert answer["data"]["shop_order_list"] == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"sign": "0" * 64}, (40003, "isv.signature-invalid")),
        ({"sign": None}, (40001, "isv.signature-missing")),
        ({"changed_body": b'{"page": 0, "size": 11}'}, (40003, "isv.signature-invalid")),
        # even a blank of the body is signed
        ({"changed_body": b'{"page":0, "size": 10}'}, (40003, "isv.signature-invalid")),
        ({"v": "3"}, (40003, "isv.parameter-invalid")),
        ({"app_key": "1"}, (40003, "isv.app-id-invalid")),
        ({"app_key": None}, (40001, "isv.app-id-missing")),
        ({"method": "order.orderDetail"}, (40003, "isv.parameter-invalid")),
        ({"access_token": None}, (40001, "isv.access-token-missing")),
        ({"access_token": "t2"}, (40003, "isv.access-token-no-existed")),
        ({"timestamp": seconds(NOW) - 601}, (40003, "isv.timestamp-invalid")),
        ({"timestamp": "2020-07-01 12:10:01"}, (40003, "isv.timestamp-invalid")),
        ({"timestamp": "noon"}, (40003, "isv.timestamp-format-error")),
        ({"sign_method": "sha1"}, (40003, "isv.parameter-invalid")),
    ],
)
def test_what_the_gate_refuses(changes, expected):
    assert refusal(Caller().send("order/searchList", SEARCH, **changes)) == expected


def test_the_token_and_the_sign_methods_name_are_not_signed():
    caller = Caller()
    caller.book.refresh(REFRESH, NOW)
    # the signature still fits: it is the token that is refused
    refused = refusal(caller.send("order/searchList", SEARCH))
    assert refused == (40003, "isv.access-token-no-existed")


def test_a_body_that_is_no_json_is_refused():
    answer = Caller().send("order/searchList", body=b'{"page": ')
    assert refusal(answer) == (40003, "isv.parameter-format-invalid")


def test_too_many_calls_a_second():
    caller = Caller(calls_per_second=2)
    answers = [caller.orders() for _ in range(3)]
    assert [answer["code"] for answer in answers] == [10000, 10000, 60000]


def test_a_token_that_ended_is_refreshed_once():
    caller = Caller(lifetime=timedelta(hours=1))
    later = NOW + timedelta(hours=1)
    ended = caller.send("order/searchList", SEARCH, now=later, timestamp=seconds(later))
    assert refusal(ended) == (40003, "isv.access-token-expired")

    asked = {"grant_type": "refresh_token", "refresh_token": REFRESH}
    first, second = (caller.send("token/refresh", asked, access_token=None) for _ in range(2))
    assert first["data"]["expires_in"] == 3600
    assert first["data"]["shop_id"] == 881
    again = caller.send("order/searchList", SEARCH, access_token=first["data"]["access_token"])
    assert again["code"] == 10000
    assert refusal(second) == (50001, "dop.token-generate-failed:token-invalid")


def test_an_unknown_method_has_ended():
    assert refusal(Caller().send("order/nonsense")) == (70000, "isp.api-service-off")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"page": -1}, 40004),
        ({"size": 101}, 40004),
        ({"size": 0}, 40004),
        ({"page": 501, "size": 100}, 40004),
        ({"create_time_start": seconds(NOW - timedelta(days=92))}, 40004),
        ({"create_time_end": seconds(START)}, 40004),
        ({"create_time_start": "yesterday"}, 40004),
        ({"update_time_start": seconds(START)}, 40004),
        ({"order_by": "pay_time"}, 40004),
        ({"combine_status": [{"order_status": "2"}]}, 40004),
        ({"page": 500, "size": 100}, 10000),
    ],
)
def test_limits_of_the_order_search(arguments, code):
    assert Caller().orders(**arguments)["code"] == code


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"order_by": ["apply_time desc"]}, 40004),
        ({"page": 50_001, "size": 1}, 40004),
        ({"page": 500, "size": 100}, 10000),
        ({"aftersale_status": 12}, 40004),
    ],
)
def test_limits_of_the_case_search(arguments, code):
    assert Caller().cases(**arguments)["code"] == code


def test_pages_begin_at_0_and_the_newest_order_comes_first():
    made = [[order(number, START + timedelta(hours=number))] for number in range(5)]
    caller = Caller(made)

    def ids(**arguments):
        data = caller.orders(**arguments)["data"]
        assert data["total"] == 5
        return [row["order_id"][-1] for row in data["shop_order_list"]]

    assert ids(size=2) == ["4", "3"]
    assert ids(page=2, size=2) == ["0"]
    assert ids(page=3, size=2) == []
    assert ids(size=2, order_asc=True) == ["0", "1"]


def test_a_window_of_changes_holds_both_its_ends():
    caller = Caller([[order(1)]])
    at = seconds(START + timedelta(minutes=1))

    def count(start, end):
        whole = {"update_time_start": start, "update_time_end": end, "order_by": "update_time"}
        return caller.send("order/searchList", whole | {"page": 0, "size": 10})["data"]["total"]

    assert count(at - 1, at) == count(at, at + 1) == 1
    assert count(at - 2, at - 1) == count(at + 1, at + 2) == 0


def the_order(found, **changes):
    return Caller([[found]]).orders(**changes)["data"]["shop_order_list"][0]


def numbers(record, *names):
    return [int(record[name]) for name in names]


@pytest.mark.parametrize("number", range(12))
def test_amounts_close_whoever_bore_them(number):
    lines = (
        make_line(line_id="21", line_paid_fen=3040),
        make_line(line_id="22", quantity=1, line_paid_fen=2030),
        make_line(line_id="23", line_paid_fen=0, price_fen=0, is_gift=True),
    )
    # 59.80 + 29.90 less 12.00 by the shop and 27.00 by others
    found = order(
        number,
        lines=lines,
        goods_fen=8970,
        order_discount_fen=1200,
        platform_subsidy_fen=2700,
        payment_fen=5070 + 1000,
    )
    record = the_order(found)
    pay, post, channel = numbers(record, "pay_amount", "post_amount", "promotion_pay_amount")
    assert pay - post - channel == 5070
    promotion, shop, others = numbers(
        record, "promotion_amount", "shop_cost_amount", "platform_cost_amount"
    )
    assert (shop, others + channel) == (1200, 2700)
    assert promotion == shop + others
    assert int(record["order_amount"]) == 8970 + 1000 == pay + promotion
    for name in ("pay_amount", "post_amount", "promotion_pay_amount", "shop_cost_amount"):
        of_lines = sum(line[name] for line in record["sku_order_list"])
        assert of_lines == int(record[name]), name
    paid = [
        line["pay_amount"] - line["post_amount"] - line["promotion_pay_amount"]
        for line in record["sku_order_list"]
    ]
    assert paid == [3040, 2030, 0]
    assert record["sku_order_list"][2]["given_product_type"] == "FREE"


def test_every_bearer_and_every_looseness_is_met():
    records = [the_order(order(number)) for number in range(60)]
    assert any(record["promotion_pay_amount"] for record in records)
    assert any(record["promotion_talent_amount"] for record in records)
    assert any(record["promotion_platform_amount"] for record in records)
    assert any(isinstance(record["pay_amount"], str) for record in records)
    products = [line["product_id_str"] for record in records for line in record["sku_order_list"]]
    assert any(text.startswith('"') for text in products)


def test_a_presale_shows_its_payments():
    deposit = order(
        1,
        kind="presale",
        state="deposit_paid",
        paid_at=None,
        deposit_paid_at=START,
        deposit_fen=900,
    )
    record = the_order(deposit)
    assert numbers(record, "order_status", "main_status", "pay_time") == [1, 103, 0]
    assert [phase["pay_success"] for phase in record["order_phase_list"]] == [True, False]
    assert [phase["phase_pay_amount"] for phase in record["order_phase_list"]] == [900, 5180]


@pytest.mark.parametrize(
    ("state", "shipped", "status"),
    [
        ("unpaid", False, 1),
        ("closed_unpaid", False, 4),
        ("deposit_forfeited", False, 4),
        ("shipped", True, 3),
        ("finished", True, 5),
        ("closed_refunded", False, 4),
        # sent and given back whole: the order itself is finished
        ("closed_refunded", True, 5),
    ],
)
def test_states(state, shipped, status):
    record = the_order(order(1, state=state, shipped_at=START if shipped else None))
    assert int(record["order_status"]) == status


def test_nobody_stands_behind_the_masks():
    record = the_order(order(3))
    assert "*" in record["mask_post_receiver"]
    assert "*" in record["mask_post_tel"]
    assert record["encrypt_post_receiver"].startswith("##")
    assert record["post_addr"]["town"]["name"] == "长沙县"
    assert record["post_addr"]["street"]["name"] == ""


def test_the_list_tells_what_was_asked_and_the_detail_what_went():
    found = [order(number, state="closed_refunded") for number in range(20)]
    refunds = [make_refund(one) for one in found]
    caller = Caller([[given_back(one, refund)] for one, refund in zip(found, refunds, strict=True)])
    asked = {
        case["aftersale_info"]["aftersale_id"]: case["aftersale_info"]["refund_amount"]
        for case in caller.cases()["data"]["items"]
    }
    given = {}
    for refund in refunds:
        answer = caller.send("afterSale/Detail", {"after_sale_id": refund.refund_id})
        info = answer["data"]["process_info"]["after_sale_info"]
        # not sent: the freight of 10 yuan goes back as well
        assert info["refund_post_amount"] == 1000
        given[refund.refund_id] = info["real_refund_amount"]
        assert info["refund_time"] == seconds(refund.succeeded_at)
    assert set(given.values()) == {3000}
    assert set(asked.values()) == {3000, 3100}


def given_back(one, refund):
    return msgspec.structs.replace(one, refund=refund, modified_at=refund.modified_at)


def test_a_case_that_was_taken_back_leaves_its_refund_waiting():
    one = order(1, shipped_at=START)
    closed = make_refund(one, state="closed", succeeded_at=None)
    (case,) = Caller([[given_back(one, closed)]]).cases()["data"]["items"]
    info = case["aftersale_info"]
    assert (info["aftersale_status"], info["refund_status"]) == (28, 1)
    assert (info["aftersale_order_type"], info["related_id"]) == (1, closed.line_id)


def test_products_are_paged_from_1_and_tell_their_origin_in_the_detail():
    caller = Caller(items=[make_item(1, "湖南省湘西州"), make_item(2, "湖南省怀化市")])

    def listed(**arguments):
        return caller.send("product/listV2", {"page": 1, "size": 10} | arguments)

    data = listed()["data"]
    assert (data["page"], data["total"]) == (1, 2)
    assert [row["product_id"] for row in data["data"]] == [7001, 7002]
    assert refusal(listed(page=0)) == (40004, "isv.parameter-invalid")
    assert refusal(listed(page=101, size=100)) == (40004, "isv.parameter-invalid")
    changed = seconds(datetime(2020, 5, 1))
    # here, and only here, the ends of a window are outside
    assert listed(update_start_time=changed)["data"]["total"] == 0
    assert listed(update_start_time=changed - 1)["data"]["total"] == 2

    formats = [
        caller.send("product/detail", {"product_id": number})["data"]["product_format"]
        for number in ("7001", "7002")
    ]
    assert formats[0] == "净含量|5斤装^产地|湖南省湘西州"
    assert json.loads(formats[1])["产地"] == "湖南省怀化市"


def test_the_lens_sees_what_the_answers_hold():
    one = order(1, state="closed_refunded")
    caller = Caller([[given_back(one, make_refund(one))]], items=[make_item(1, "湖南省")])
    answers = {
        "orders": caller.orders(),
        "refunds": caller.cases(),
        "items": caller.send("product/listV2", {"page": 1, "size": 10}),
    }
    for kind, answer in answers.items():
        sight = caller.gateway.lens.look(json.dumps(answer).encode())
        assert sight.shape.kind == kind
        assert len(sight.records) == 1
    assert caller.gateway.lens.look(json.dumps(caller.orders(page=9)).encode()) is None
