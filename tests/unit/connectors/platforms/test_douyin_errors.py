"""Douyin's refusals, each by what is to be done next."""

from __future__ import annotations

import json

import pytest

from connectors.core.errors import (
    ConfigurationError,
    FatalFeedError,
    RetriableFeedError,
    TokenExpired,
)
from connectors.platforms.douyin.answers import Reader

FAILED = "dop.token-generate-failed"
READER = Reader("order/searchList", where="douyin/orders shop 1", secrets=["topsecret", "t1"])


def answer(code, sub_code="", **more):
    return json.dumps({"code": code, "msg": "m", "sub_code": sub_code, "data": None} | more)


def refused(text):
    with pytest.raises(Exception, match="douyin/orders shop 1") as raised:
        READER.orders(text.encode())
    return raised.value


@pytest.mark.parametrize(
    ("code", "sub_code", "error", "advice"),
    [
        (60000, "isv.traffic-limited", RetriableFeedError, "requests_per_second"),
        (20000, "dop.service-error", RetriableFeedError, "later"),
        ("20001", "", RetriableFeedError, "later"),
        (90000, "dop.unknown-error", RetriableFeedError, "later"),
        (40003, "isv.access-token-expired", TokenExpired, "renew the authorisation"),
        (40003, "isv.access-token-no-existed", TokenExpired, "renew the authorisation"),
        (40003, "isv.signature-invalid", ConfigurationError, "app_secret"),
        (40001, "isv.signature-missing", ConfigurationError, "app_secret"),
        (40003, "isv.app-id-invalid", ConfigurationError, "app_key"),
        (50001, f"{FAILED}:app-secret-invalid", ConfigurationError, "app_secret"),
        (40003, "isv.timestamp-invalid", ConfigurationError, "clock"),
        (30002, "", ConfigurationError, "white list"),
        (30001, "isv.app-permissions-insufficient", FatalFeedError, "permission"),
        (30001, "dop.authorization-no-existed", FatalFeedError, "renew the authorisation"),
        (50001, f"{FAILED}:token-expired", FatalFeedError, "renew the authorisation"),
        (70000, "isp.api-service-off", FatalFeedError, "has ended"),
        (50002, "isv.business-failed:4", FatalFeedError, "report it"),
        (80000, "", FatalFeedError, "report it"),
        (12345, "", FatalFeedError, "report it"),
    ],
)
def test_every_refusal_says_what_to_do(code, sub_code, error, advice):
    found = refused(answer(code, sub_code))
    assert type(found) is error
    assert advice in found.advice
    assert str(code) in found.what


def test_too_many_calls_are_made_again_when_the_platform_wants_it():
    assert refused(answer(60000)).retry_after_seconds == 1


def test_an_older_answer_tells_its_error_by_another_name():
    older = refused(json.dumps({"err_no": 60000, "message": "limited"}))
    assert isinstance(older, RetriableFeedError)
    assert "limited" in older.what


def test_a_refusal_without_texts_is_understood():
    found = refused(json.dumps({"code": 30001, "msg": None, "sub_code": None, "sub_msg": None}))
    assert isinstance(found, FatalFeedError)


def test_no_refusal_repeats_a_secret_or_a_person():
    found = refused(answer(50002, sub_msg="token t1 of topsecret, 13912345678, access_token=t9"))
    for word in ("t1", "topsecret", "13912345678", "t9"):
        assert word not in str(found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"data": {"total": 0}}',
        '{"code": 10000, "data": null}',
        # an answer that tells no total is no empty page
        '{"code": 10000, "data": {}}',
        '{"code": 10000, "data": {"shop_order_list": []}}',
    ],
)
def test_what_is_not_the_answer_is_never_an_empty_page(text):
    with pytest.raises((RetriableFeedError, FatalFeedError)):
        READER.orders(text.encode())


def test_bytes_that_are_no_text_inside_a_record_are_a_damaged_answer():
    title = "橙".encode("gbk")
    body = b'{"code": 10000, "data": {"total": 1, "shop_order_list": [{"order_id": "%s"}]}}' % title
    with pytest.raises(RetriableFeedError, match="cut short or changed"):
        READER.orders(body)


@pytest.mark.parametrize(
    "text",
    [
        '{"code": 10000, "data": {"total": 0, "shop_order_list": []}}',
        '{"code": "10000", "data": {"total": "0", "shop_order_list": null}}',
        '{"err_no": 0, "data": {"total": 0}}',
    ],
)
def test_an_empty_page_comes_in_several_forms(text):
    assert READER.orders(text.encode()) == (0, [])
