"""TOP's gate refuses what the real one refuses, with its code, and admits what SDKs send."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tiny_world import NOW, make_order

from connectors.sandbox.servers.top.gate import signature

METHOD = "taobao.shop.seller.get"

# the example of the platform's documentation, and one request signed by three other people's SDKs
VECTORS = [
    (
        "helloworld",
        {
            "method": "taobao.item.seller.get",
            "app_key": "12345678",
            "session": "test",
            "timestamp": "2016-01-01 12:00:00",
            "format": "json",
            "v": "2.0",
            "sign_method": "md5",
            "fields": "num_iid,title,nick,price,num",
            "num_iid": "11223344",
        },
        "66987CB115214E59E6EC978214934FB8",
    ),
]


@pytest.mark.parametrize(("secret", "parameters", "expected"), VECTORS)
def test_signature_of_the_documents_example(secret, parameters, expected):
    raw = {k.encode(): v.encode() for k, v in parameters.items()}
    assert signature(secret, raw) == expected


@pytest.mark.parametrize("sign_method", ["md5", "hmac", "hmac-sha256"])
@pytest.mark.parametrize("query", [(), ("method", "sign", "v"), ("fields", "app_key")])
def test_any_split_over_query_and_form_is_admitted(make_caller, sign_method, query):
    caller = make_caller([])
    answer = caller.top(METHOD, fields="sid,title", sign_method=sign_method, query=query)
    assert answer["shop_seller_get_response"]["shop"] == {"sid": 881, "title": "示例山货店"}


def test_partner_id_is_signed_and_no_business_of_the_method(make_caller):
    day = {"start_created": "2020-06-30 00:00:00", "end_created": "2020-06-30 23:59:59"}
    caller = make_caller([])
    answer = caller.top(
        "taobao.trades.sold.get",
        fields="tid",
        partner_id="top-apitools",
        query=("partner_id",),
        **day,
    )
    assert answer["trades_sold_get_response"]["total_results"] == 0


def test_values_are_signed_as_the_bytes_that_came(make_caller):
    caller = make_caller([])
    parameters = caller.top_parameters(METHOD, fields="sid", note="长沙 + 100% & 湘西\t=")
    answer = caller.send_top(parameters | {"sign": caller.sign_top(parameters)})
    assert "shop_seller_get_response" in answer
    answer = caller.send_top(parameters | {"sign": caller.sign_top(parameters, "gb18030")})
    assert answer["error_response"]["code"] == 25


@pytest.mark.parametrize("name", ["fields", "session", "timestamp", "method", "v"])
def test_a_changed_byte_in_any_parameter_is_refused(make_caller, name):
    caller = make_caller([])
    parameters = caller.top_parameters(METHOD, fields="sid,title")
    sign = caller.sign_top(parameters)
    value = parameters[name]
    flipped = value[:-1] + chr(ord(value[-1]) ^ 1)
    answer = caller.send_top(parameters | {"sign": sign, name: flipped})
    assert answer["error_response"]["code"] in (25, 33)
    assert "shop_seller_get_response" not in answer


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"method": ""}, 21),
        ({"method": "taobao.no.such.thing"}, 22),
        ({"format": "xml"}, 23),
        ({"session": ""}, 26),
        ({"session": "someone-else"}, 27),
        ({"app_key": ""}, 28),
        ({"app_key": "99999999"}, 29),
        ({"timestamp": ""}, 30),
        ({"timestamp": "yesterday"}, 31),
        ({"v": ""}, 32),
        ({"v": "1.0"}, 33),
        ({"sign_method": "md4"}, 25),
        ({"fields": ""}, 40),
    ],
)
def test_each_refusal_has_its_code(make_caller, changes, code):
    caller = make_caller([])
    parameters = caller.top_parameters(METHOD, fields="sid") | changes
    signable = parameters | {"sign_method": "md5"} if "sign_method" in changes else parameters
    answer = caller.send_top(parameters | {"sign": caller.sign_top(signable)})
    assert answer["error_response"]["code"] == code
    assert set(answer) == {"error_response"}


def test_a_request_without_signature_is_refused(make_caller):
    caller = make_caller([])
    assert caller.send_top(caller.top_parameters(METHOD))["error_response"]["code"] == 24


def test_a_parameter_sent_twice_is_refused(make_caller):
    caller = make_caller([])
    parameters = caller.top_parameters(METHOD, fields="sid")
    body = {**parameters, "sign": caller.sign_top(parameters)}
    answer = caller.client.post("/router/rest?fields=title", data=body)
    assert answer.json()["error_response"]["code"] == 25


@pytest.mark.parametrize(("minutes", "is_admitted"), [(0, True), (10, True), (11, False)])
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("form", ["date", "epoch"])
def test_clock_window_of_ten_minutes(make_caller, minutes, is_admitted, sign, form):
    caller = make_caller([])
    moment = NOW + sign * timedelta(minutes=minutes)
    epoch = 1593576000000 + sign * minutes * 60_000  # 2020-07-01 12:00:00 in Beijing
    stamp = moment.isoformat(" ") if form == "date" else str(epoch)
    answer = caller.top(METHOD, fields="sid", timestamp=stamp)
    assert ("shop_seller_get_response" in answer) == is_admitted


def test_lenient_clock_admits_real_time_but_not_nonsense(make_caller):
    caller = make_caller([], lenient_clock=True)
    answer = caller.top(METHOD, fields="sid", timestamp="2026-11-22 02:00:00")
    assert "shop_seller_get_response" in answer
    assert caller.top(METHOD, fields="sid", timestamp="soon")["error_response"]["code"] == 31


def test_throttle_refuses_with_code_7_and_says_for_how_long(make_caller):
    caller = make_caller([[make_order(1, NOW - timedelta(days=1))]], calls_per_second=2)
    answers = [caller.top(METHOD, fields="sid") for _ in range(3)]
    refused = answers[-1]["error_response"]
    assert refused["code"] == 7
    assert refused["sub_code"] == "accesscontrol.limited-by-api-access-count"
