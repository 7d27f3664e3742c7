"""Pinduoduo's signature against values that independent SDKs gave."""

from __future__ import annotations

from connectors.platforms.pdd.signing import sign

LIST = {
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


def test_the_signatures_of_independent_sdks():
    # mcp-cn-commerce 0.1.6
    assert sign(LIST, "testsecret") == "E801BDA93D0E151D175B16BBFB16EDD7"
    # pdd-sdk 1.0.8, which sends the version too
    assert sign(LIST | {"version": "V1"}, "testsecret") == "94369A37A2F357395D26B68B943A3DC9"


def test_the_signature_itself_is_not_signed_and_every_other_parameter_is():
    plain = sign(LIST, "testsecret")
    assert sign(LIST | {"sign": "X"}, "testsecret") == plain
    for name in LIST:
        assert sign(LIST | {name: LIST[name] + "1"}, "testsecret") != plain


def test_chinese_is_signed_as_utf8():
    assert sign({"goods_name": "脐橙"}, "s") != sign({"goods_name": "橙脐"}, "s")
