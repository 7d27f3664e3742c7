"""The sandbox's Douyin: what it refuses, its limits and its pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from douyin_caller import REFRESH, START, Caller, order, refusal, seconds
from tiny_world import NOW

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
