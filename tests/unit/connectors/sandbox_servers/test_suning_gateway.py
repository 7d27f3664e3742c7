"""Suning's gateway in the sandbox: signature over the raw body, limits, empty pages, quirks."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import datetime, timedelta

import msgspec
import pytest
from tiny_world import NOW, TinyWorld, make_item, make_line, make_order, make_refund, make_shop

from connectors.sandbox.servers.access import PlatformAccess, ShopAccess, TokenBook
from connectors.sandbox.servers.gateway import Arrival
from connectors.sandbox.servers.suning.gate import signature
from connectors.sandbox.servers.suning.gateway import GATEWAY, TOKEN, make_gateway
from connectors.sandbox.servers.suning.orders import render_order
from connectors.sandbox.servers.throttle import Throttle

ORDERS, CHANGED = "suning.custom.order.query", "suning.custom.ordmodtime.query"
REFUNDS = "suning.custom.refundlistinformation.query"
NOON = datetime(2020, 6, 30, 12)
JUNE = {"startTime": "2020-06-01 00:00:00", "endTime": "2020-06-30 23:59:59"}
PAGE = {"pageNo": "1", "pageSize": "50"}
NO_RESULT = "biz.handler.data-get:no-result"


class Caller:
    """Signs and sends as a merchant's software does."""

    def __init__(self, histories, items=(), *, lifetime=None, throttle=None, **options):
        world = TinyWorld([make_shop("suning", "70881")], histories, items)
        shop = ShopAccess("70881", "token", "refresh")
        access = PlatformAccess("suning", "KEY", "topsecret", (shop,))
        self.book = TokenBook(access, lifetime=lifetime, began=NOW)
        self.gateway = make_gateway(world, self.book, throttle or Throttle(None), **options)

    def headers(self, method, body, **changes):
        headers = {
            "appmethod": method,
            "apprequesttime": NOW.isoformat(" "),
            "format": "json",
            "appkey": "KEY",
            "versionno": "v1.2",
            "access_token": "token",
        } | changes
        text = "".join(headers[n] for n in ("appmethod", "apprequesttime", "appkey", "versionno"))
        text = "topsecret" + text + base64.b64encode(body).decode()
        return {"signinfo": hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()} | headers

    def send(self, headers, body, now=NOW):
        arrival = Arrival("POST", GATEWAY, b"", headers, body, "1")
        answer = self.gateway.answer(arrival, now)
        assert answer.status == 200
        return json.loads(answer.body)["sn_responseContent"]

    def ask(self, method, name, arguments, **changes):
        body = json.dumps({"sn_request": {"sn_body": {name: arguments}}}).encode()
        return self.send(self.headers(method, body, **changes), body)

    def orders(self, arguments=JUNE | PAGE, method=ORDERS):
        return self.ask(method, "orderQuery", arguments)


def code(content):
    return content["sn_error"]["error_code"]


def suning_order(number, created_at, **changes):
    return make_order(number, created_at, **({"shop_id": "70881"} | changes))


def history(count):
    return [[suning_order(n, NOON + timedelta(minutes=n))] for n in range(count)]


def test_signature_that_another_sdk_made():
    # suning-sdk 1.0.0
    headers = {
        "appmethod": ORDERS,
        "apprequesttime": "2020-07-01 12:00:00",
        "appkey": "testappkey",
        "versionno": "v1.2",
    }
    body = (
        b'{"sn_request":{"sn_body":{"orderQuery":{"startTime":"2020-06-01 00:00:00",'
        b'"endTime":"2020-06-30 00:00:00","orderStatus":"10","pageNo":"1","pageSize":"50"}}}}'
    )
    assert signature("testsecret", headers, body) == "233144bfc509726ad2e92ecd89c33d78"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"appmethod": ""}, "sys.check.header-param:forbidden"),
        ({"signinfo": ""}, "sys.check.header-param:forbidden"),
        ({"signinfo": "0" * 32}, "sys.check.header-param:forbidden"),
        ({"appkey": "OTHER"}, "sys.check.header-param:forbidden"),
        ({"versionno": "v1.1"}, "sys.check.header-param:forbidden"),
        ({"format": "xml"}, "sys.check.header-param:forbidden"),
        ({"apprequesttime": "2020-07-01 12:10:01"}, "sys.check.request-apprequesttime:error"),
        ({"apprequesttime": "2020-07-01 11:49:59"}, "sys.check.request-apprequesttime:error"),
        ({"apprequesttime": "now"}, "sys.check.request-apprequesttime:error"),
        ({"access_token": ""}, "sys.check.oauth-permission:authority"),
        ({"access_token": "stranger"}, "sys.oauth.check.access_token:inexistence"),
        ({"appmethod": "suning.custom.nothing.get"}, "sys.check.method-permission:authority"),
    ],
)
def test_each_refusal_has_its_code(changes, expected):
    assert code(Caller([]).ask(ORDERS, "orderQuery", JUNE, **changes)) == expected


def test_the_clock_has_ten_minutes_and_lenient_any():
    at_the_edge = {"apprequesttime": "2020-07-01 12:10:00"}
    assert code(Caller([]).ask(ORDERS, "orderQuery", JUNE, **at_the_edge)) == NO_RESULT
    today = {"apprequesttime": "2026-01-01 00:00:00"}
    lenient = Caller([], lenient_clock=True)
    assert code(lenient.ask(ORDERS, "orderQuery", JUNE, **today)) == NO_RESULT


def test_a_byte_changed_after_signing_is_refused():
    caller = Caller(history(1))
    body = json.dumps({"sn_request": {"sn_body": {"orderQuery": JUNE | PAGE}}}).encode()
    headers = caller.headers(ORDERS, body)
    assert "sn_body" in caller.send(headers, body)
    flipped = body.replace(b"06-01", b"06-02")
    assert code(caller.send(headers, flipped)) == "sys.check.header-param:forbidden"


def test_a_body_with_single_quotes_is_signed_as_it_came_and_read_as_a_literal():
    caller = Caller(history(1))
    body = ('{"sn_request": { "sn_body": {"orderQuery":' + str(JUNE | PAGE) + "}}}").encode()
    assert b"'" in body
    assert caller.send(caller.headers(ORDERS, body), body)["sn_head"]["totalSize"] == "1"


@pytest.mark.parametrize(
    "body",
    [b"{", b"[" * 90_000, b'{"sn_request":{}}', b'{"sn_request":{"sn_body":{"a":{},"b":{}}}}',
     b'{"sn_request":{"sn_body":{"orderQuery":{"pageNo":["1"]}}}}', b"\xff", b"1" * 100_001,
     b'{"sn_request":{"sn_body":{"historyOrderQuery":{}}}}', b"open('x')"],
)  # fmt: skip
def test_a_body_that_says_nothing_is_refused(body):
    caller = Caller([])
    assert code(caller.send(caller.headers(ORDERS, body), body)) == "sys.check.request-params:error"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"startTime": ""}, "sys.check.starttime-value:null"),
        ({"endTime": ""}, "sys.check.endtime-value:null"),
        ({"startTime": "2020-06-01"}, "biz.orderquery.startTime-format:error"),
        ({"endTime": "soon"}, "biz.orderquery.endTime-format:error"),
        ({"endTime": "2020-05-31 23:59:59"}, "sys.check.query-time:error"),
        ({"startTime": "2020-05-31 23:59:58"}, "sys.check.query-time:outofrange"),
        (
            {"startTime": "2020-03-31 00:00:00", "endTime": "2020-04-01 00:00:00"},
            "biz.orderquery.time-value:outofrange",
        ),
        ({"pageNo": "0"}, "sys.check.page-param:error"),
        ({"pageNo": "100000"}, "sys.check.page-param:error"),
        ({"pageSize": "51"}, "sys.check.pagesize-format:error"),
        ({"pageSize": "ten"}, "sys.check.pagesize-format:error"),
        ({"orderStatus": "99"}, "sys.check.request-params:error"),
        ({"userName": "somebody"}, "sys.check.request-params:error"),
    ],
)
def test_each_limit_has_its_code(arguments, expected):
    assert code(Caller([]).orders(JUNE | PAGE | arguments)) == expected


def test_nothing_found_is_a_refusal_and_so_is_a_page_beyond_the_last():
    assert code(Caller([]).orders()) == NO_RESULT
    caller = Caller(history(3))
    assert code(caller.orders(JUNE | {"pageNo": "2", "pageSize": "50"})) == NO_RESULT


def test_pages_begin_with_the_oldest_and_their_head_is_all_texts():
    content = Caller(history(5)).orders(JUNE | {"pageNo": "2", "pageSize": "2"})
    assert content["sn_head"] == {
        "pageNo": "2",
        "pageTotal": "3",
        "totalSize": "5",
        "returnMessage": "biz.handler.data-get:success",
    }
    found = [row["orderTime"] for row in content["sn_body"]["orderQuery"]]
    assert found == ["2020-06-30 12:02:00", "2020-06-30 12:03:00"]


def test_a_page_number_without_a_size_counts_for_nothing():
    content = Caller(history(12)).orders(JUNE | {"pageNo": "2"})
    assert (content["sn_head"]["pageNo"], content["sn_head"]["pageTotal"]) == ("1", "2")
    assert len(content["sn_body"]["orderQuery"]) == 10


def test_only_what_was_paid_is_listed():
    unpaid = [
        [suning_order(n, NOON, state=s, paid_at=None)]
        for n, s in enumerate(("unpaid", "closed_unpaid"))
    ]
    caller = Caller([*unpaid, *history(1)])
    assert caller.orders()["sn_head"]["totalSize"] == "1"
    code_of_unpaid = unpaid[0][0].order_id
    gone = caller.ask("suning.custom.order.get", "orderGet", {"orderCode": code_of_unpaid})
    assert code(gone) == NO_RESULT


def test_both_ends_are_inside_and_a_status_filters():
    caller = Caller([[suning_order(1, NOON)], [suning_order(2, NOON, state="shipped")]])
    at = {"startTime": "2020-06-30 12:00:00", "endTime": "2020-06-30 12:00:00"}
    assert caller.orders(at | PAGE)["sn_head"]["totalSize"] == "2"
    assert caller.orders(at | PAGE | {"orderStatus": "20"})["sn_head"]["totalSize"] == "1"


def test_times_of_change_come_with_the_list_by_change_only():
    caller = Caller(history(1))
    (created,) = caller.orders()["sn_body"]["orderQuery"]
    (changed,) = caller.orders(method=CHANGED)["sn_body"]["orderQuery"]
    assert "orderLineStatusChangeTime" not in created["orderDetail"][0]
    assert changed["orderDetail"][0]["orderLineStatusChangeTime"] == "2020-06-30 12:01:00"


def fen(text):
    whole, _, part = text.partition(".")
    assert len(part) == 5
    assert part[2:] == "000"
    return int(whole) * 100 + int(part[:2])


@pytest.mark.parametrize("number", range(40))
def test_amounts_of_a_line_agree_with_its_payments(number):
    lines = (
        make_line(line_id="1", line_paid_fen=4230, price_fen=2490),
        make_line(line_id="2", line_paid_fen=850, price_fen=500),
        make_line(line_id="3", line_paid_fen=0, price_fen=800, is_gift=True),
    )
    order = suning_order(number, NOON, lines=lines)
    record = render_order(order)
    assert fen(record["countMoney"]) == order.payment_fen
    rows = record["orderDetail"]
    assert sum(fen(row["payAmount"]) for row in rows) == order.payment_fen
    sellers = platforms = 0
    for row, line in zip(rows, lines, strict=True):
        coupons = {p["banktypecode"]: fen(p["payamount"]) for p in row["paymentList"]
                   if p["paycode"] == "6901"}  # fmt: skip
        paid = sum(fen(p["payamount"]) for p in row["paymentList"] if p["paycode"] != "6901")
        assert paid == fen(row["payAmount"]) == line.line_paid_fen + fen(row["transportFee"])
        assert sum(coupons.values()) == fen(row["coupontotalMoney"] or "0.00000")
        sellers += coupons.get("10006", 0) + fen(row["vouchertotalMoney"] or "0.00000")
        platforms += coupons.get("10001", 0)
    assert (sellers, platforms) == (order.order_discount_fen, order.platform_subsidy_fen)


def test_some_promotions_lower_the_unit_price():
    prices = {render_order(suning_order(n, NOON))["orderDetail"][0]["unitPrice"] for n in range(40)}
    assert prices == {"29.90000", "26.90000"}


def test_the_buyer_is_masked():
    text = json.dumps(render_order(suning_order(1, NOON)), ensure_ascii=False)
    assert "**" in text
    assert "buyer-1" not in text


def test_a_line_given_back_is_closed_and_marked_on_its_own():
    lines = (make_line(line_id="1"), make_line(line_id="2", line_paid_fen=1000))
    order = suning_order(1, NOON - timedelta(days=3), lines=lines, state="finished")
    refund = make_refund(order, line_id="2", amount_fen=1000)
    order = suning_order(
        1, order.created_at, lines=lines, state="finished", refund=refund,
        modified_at=refund.modified_at,
    )  # fmt: skip
    rows = render_order(order)["orderDetail"]
    assert [row["orderLineStatus"] for row in rows] == ["30", "40"]
    assert [row["returnOrderFlag"] for row in rows] == ["0", "1"]

    window = {"startModified": JUNE["startTime"], "endModified": JUNE["endTime"]}
    content = Caller([[order]]).ask(REFUNDS, "queryRefundlistinformation", window | PAGE)
    (row,) = content["sn_body"]["queryRefundlistinformation"]
    assert (row["orderNo"], row["orderLineNumber"]) == (order.order_id, "2")
    assert (row["returnStatusValue"], row["returnMoney"]) == ("8", "10.00")
    assert row["operateTime"] == "2020-06-29 12:00:00"


def test_items_tell_their_origin_in_the_detail_only():
    items = [make_item(1, "湖南湘西"), make_item(2, "")]
    own = [msgspec.structs.replace(item, shop_id="70881") for item in items]
    caller = Caller([], own)
    content = caller.ask("suning.custom.item.query", "item", PAGE)
    assert content["sn_head"]["totalSize"] == "2"
    assert "pars" not in content["sn_body"]["item"][0]
    detail = caller.ask("suning.custom.itemdetail.query", "itemDetail", {"productCode": "7001"})
    pars = detail["sn_body"]["itemDetail"]["pars"]
    assert {"parName": "产地", "parValue": "湖南湘西", "parCode": "cm_origin"} in pars
    missing = caller.ask("suning.custom.itemdetail.query", "itemDetail", {"productCode": "9"})
    assert code(missing) == NO_RESULT


def test_a_call_too_many_is_refused():
    caller = Caller(history(1), throttle=Throttle(1, monotonic=lambda: 0.0))
    assert "sn_body" in caller.orders()
    assert code(caller.orders()) == "sys.check.app-call:overlimit"


def test_a_token_that_is_over_is_exchanged_once():
    caller = Caller(history(1), lifetime=timedelta(hours=1), lenient_clock=True)
    later = NOW + timedelta(hours=1)
    body = json.dumps({"sn_request": {"sn_body": {"orderQuery": JUNE | PAGE}}}).encode()
    over = caller.send(caller.headers(ORDERS, body), body, now=later)
    assert code(over) == "sys.oauth.check.access_token:overdue"

    form = b"grant_type=refresh_token&client_id=KEY&client_secret=topsecret&refresh_token=refresh"

    def exchange(form):
        arrival = Arrival("POST", TOKEN, b"", {}, form, "1")
        return json.loads(caller.gateway.answer(arrival, later).body)

    assert exchange(form.replace(b"topsecret", b"guess")) == {"error": "invalid_client"}
    issued = exchange(form)
    renewed = caller.headers(ORDERS, body, access_token=issued["access_token"])
    assert "sn_body" in caller.send(renewed, body, now=later)
    assert exchange(form) == {"error": "invalid_grant"}
    assert exchange(b"grant_type=password") == {"error": "unsupported_grant_type"}


def test_the_lens_finds_records_where_they_stand():
    caller = Caller(history(2))
    body = json.dumps({"sn_request": {"sn_body": {"orderQuery": JUNE | PAGE}}}).encode()
    arrival = Arrival("POST", GATEWAY, b"", caller.headers(ORDERS, body), body, "1")
    sight = caller.gateway.lens.look(caller.gateway.answer(arrival, NOW).body)
    assert len(sight.records) == 2
    assert sight.shape.kind == "orders"
    assert caller.gateway.lens.look(caller.gateway.busy(arrival).body) is None
