"""Kuaishou's gate in the sandbox: all in the query, two secrets, refusals, tokens."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from kuaishou_caller import (
    ALL,
    APP_SECRET,
    KEY,
    ORDERS,
    SIGN_SECRET,
    Caller,
    history,
    ms,
)
from tiny_world import NOW

from connectors.sandbox.servers.gateway import Arrival
from connectors.sandbox.servers.kuaishou.gate import signature
from connectors.sandbox.servers.throttle import Throttle

# --- the gate --------------------------------------------------------------------------------


def test_signatures_that_independent_sdks_made():
    # mcp-cn-commerce 0.1.6 (MD5), kwaixiaodian 1.0.3 (both)
    parameters = {
        b"appkey": b"ks000000000000000001",
        b"access_token": b"test_token",
        b"method": b"open.order.cursor.list",
        b"version": b"1",
        b"timestamp": b"1593576000000",
        b"signMethod": b"MD5",
        b"param": b'{"beginTime":1593532800000,"cursor":"","endTime":1593576000000,'
        b'"orderViewStatus":1,"pageSize":50}',
    }
    made = signature("testsignsecret", parameters, b"MD5")
    assert made == "f5d6945517e89953c17b5dd6a1081de0"
    parameters[b"signMethod"] = b"HMAC_SHA256"
    made = signature("testsignsecret", parameters, b"HMAC_SHA256")
    assert made == "dne+i395T+00Q3SLiuMR2nlRyMrXsH8Ozd49h07v1bw="


@pytest.mark.parametrize("sign_method", ["MD5", "HMAC_SHA256"])
def test_both_signatures_are_taken_and_a_changed_byte_is_not(sign_method):
    caller = Caller(history(1))
    query = caller.query(ORDERS, ALL, signMethod=sign_method)

    assert caller.send(query)["result"] == 1
    changed = query | {"param": query["param"].replace("50", "49")}
    assert "签名" in caller.send(changed)["error_msg"]


def test_old_clients_uid_is_neither_signed_nor_looked_at():
    caller = Caller(history(1))
    assert caller.send(caller.query(ORDERS, ALL) | {"uid": "38173182"})["result"] == 1


def test_a_post_may_carry_the_arguments_in_its_body():
    caller = Caller(history(1))
    query = caller.query(ORDERS, ALL)
    body = urlencode({"param": query.pop("param")}).encode()

    assert caller.send(query, body=body, method="POST")["result"] == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"appkey": "ks2"}, "appkey"),
        ({"version": "2"}, "API不存在"),
        ({"timestamp": str(ms(NOW - timedelta(minutes=11)))}, "timestamp"),
        ({"timestamp": str(ms(NOW) // 1000)}, "timestamp"),
        ({"timestamp": "now"}, "timestamp"),
        ({"signMethod": "SHA1"}, "签名"),
        ({"access_token": "other"}, "access_token无效"),
        ({"access_token": ""}, "access_token"),
    ],
)
def test_a_refusal_comes_with_http_200_and_says_why(changes, words):
    answer = Caller(history(1)).ask(ORDERS, ALL, **changes)

    assert answer["result"] not in (0, 1)
    assert words in answer["error_msg"]
    assert answer["requestId"] == "r-1"
    assert "data" not in answer


def test_a_lenient_clock_takes_any_readable_time():
    far = {"timestamp": str(ms(NOW) + 10**10)}
    assert Caller(lenient_clock=True).ask(ORDERS, ALL, **far)["result"] == 1
    assert "timestamp" in Caller(lenient_clock=True).ask(ORDERS, ALL, timestamp="x")["error_msg"]


def test_the_path_must_be_the_methods():
    caller = Caller(history(1))
    query = caller.query(ORDERS, ALL)
    assert "API不存在" in caller.send(query, path="/open/open/order/cursor/list")["error_msg"]
    assert "API不存在" in caller.ask("open.order.delete", {})["error_msg"]


def test_the_same_name_twice_is_not_signed():
    caller = Caller()
    query = urlencode([*caller.query(ORDERS, ALL).items(), ("version", "1")])
    arrival = Arrival("GET", "/open/order/cursor/list", query.encode(), {}, b"", "r")
    assert "签名" in json.loads(caller.gateway.answer(arrival, NOW).body)["error_msg"]


def test_too_many_calls_in_a_second_are_refused():
    caller = Caller(throttle=Throttle(1, monotonic=lambda: 0.0))
    assert caller.orders()["result"] == 1
    assert "频率" in caller.orders()["error_msg"]


@pytest.mark.parametrize(
    ("why", "words"),
    [("quota", "额度"), ("permission", "scope"), ("clock", "timestamp"), ("cursor", "cursor")],
)
def test_the_rarer_refusals_have_words(why, words):
    arrival = Arrival("GET", "/open/order/cursor/list", b"", {}, b"", "r")
    gateway = Caller().gateway
    assert words in json.loads(gateway.refused(arrival, why).body)["error_msg"]
    assert gateway.refused(arrival, "address") is None
    assert json.loads(gateway.busy(arrival).body)["result"] == 100200500


# --- tokens ----------------------------------------------------------------------------------


def refresh(caller, now, **changes):
    form = {
        "app_id": KEY,
        "app_secret": APP_SECRET,
        "grant_type": "refresh_token",
        "refresh_token": "refresh",
    } | changes
    body = urlencode(form).encode()
    arrival = Arrival("POST", "/oauth2/refresh_token", b"", {}, body, "r")
    return json.loads(caller.gateway.answer(arrival, now).body)


def test_a_token_that_is_over_is_renewed_once_by_the_secret_that_signs_nothing():
    caller = Caller(history(1), lifetime=timedelta(hours=48), lenient_clock=True)
    later = NOW + timedelta(hours=49)
    over = caller.orders(now=later)
    assert (over["result"], over["error"]) == (100200102, "access_denied")

    issued = refresh(caller, later)
    assert issued["result"] == 1
    assert issued["expires_in"] == 172_800
    again = caller.ask(ORDERS, ALL, now=later, access_token=issued["access_token"])
    assert again["result"] == 1
    assert refresh(caller, later)["result"] == 100200102, "a refresh token works once"


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ({"app_secret": SIGN_SECRET}, 100200101),
        ({"app_id": "other"}, 100200101),
        ({"grant_type": "code"}, 100200104),
        ({"refresh_token": "other"}, 100200102),
    ],
)
def test_a_refresh_that_is_wrong_is_refused(changes, result):
    assert refresh(Caller(), NOW, **changes)["result"] == result
