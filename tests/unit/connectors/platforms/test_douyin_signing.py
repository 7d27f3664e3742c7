"""Douyin's signature and requests against values that independent SDKs gave."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qs

import pytest

from connectors.platforms.douyin.requests import AppKeys, signed_request
from connectors.platforms.douyin.signing import sign

ARGUMENTS = {
    "update_time_start": 1593532800,
    "update_time_end": 1593576000,
    "size": 100,
    "page": 0,
    "order_by": "update_time",
    "order_asc": True,
}
BODY = (
    '{"order_asc":true,"order_by":"update_time","page":0,"size":100,'
    '"update_time_end":1593576000,"update_time_start":1593532800}'
)
FIELDS = {
    "app_key": "6937362",
    "method": "order.searchList",
    "param_json": BODY,
    "timestamp": "1593576000",
    "secret": "testsecret",
}
KEYS = AppKeys("6937362", "testsecret")
NOON = datetime(2020, 7, 1, 12)


@pytest.mark.parametrize(
    ("timestamp", "signature"),
    [
        # mcp-cn-commerce 0.1.6 on the wire, and doudian 0.6
        ("1593576000", "0be0bf091ed7d805b9fcb543b7adfd863f33c2dd7c600cdf13a9f940dd0ea022"),
        # doudian 0.6 on the wire
        (
            "2020-07-01 12:00:00",
            "5032418b472079727eae530ac3e8440280c75a9c7d222a1bc5f8fb8b6eefceaf",
        ),
    ],
)
def test_the_signature_of_independent_sdks(timestamp, signature):
    assert sign(**(FIELDS | {"timestamp": timestamp})) == signature


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_every_field_is_signed(field):
    changed = FIELDS | {field: FIELDS[field] + "1"}
    assert sign(**changed) != sign(**FIELDS)


def test_a_request_is_the_one_that_was_signed():
    request = signed_request("order/searchList", ARGUMENTS, KEYS, now=NOON, access_token="t1")

    assert request.path == "/order/searchList"
    assert request.content.decode() == BODY, "keys in order, no blanks"
    query = {name: values[0] for name, values in parse_qs(request.query).items()}
    assert query == {
        "app_key": "6937362",
        "method": "order.searchList",
        "timestamp": "1593576000",
        "v": "2",
        "sign_method": "hmac-sha256",
        "sign": sign(**FIELDS),
        "access_token": "t1",
    }


def test_keys_are_in_order_at_every_depth_and_texts_stay_as_they_are():
    nested = {"b": {"z": 1, "a": "<产地>"}, "a": [{"d": 1, "c": 2}]}
    request = signed_request("a/b", nested, KEYS, now=NOON)
    assert request.content.decode() == '{"a":[{"c":2,"d":1}],"b":{"a":"<产地>","z":1}}'


def test_a_token_is_exchanged_without_a_token_in_the_address():
    body = {"grant_type": "refresh_token", "refresh_token": "r1"}
    request = signed_request("token/refresh", body, KEYS, now=NOON)
    assert "token=" not in request.query
    assert b"r1" in request.content


def test_no_printed_form_tells_a_secret():
    request = signed_request("order/searchList", ARGUMENTS, KEYS, now=NOON, access_token="t1")
    assert "t1" not in repr(request)
    assert "testsecret" not in repr(KEYS)
