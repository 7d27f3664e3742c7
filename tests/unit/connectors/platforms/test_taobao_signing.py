"""TOP's signature against values that independent SDKs and TOP's own page gave."""

from __future__ import annotations

import pytest

from connectors.platforms.taobao.signing import sign

DOC_EXAMPLE = {
    "method": "taobao.item.seller.get",
    "app_key": "12345678",
    "session": "test",
    "timestamp": "2016-01-01 12:00:00",
    "format": "json",
    "v": "2.0",
    "sign_method": "md5",
    "fields": "num_iid,title,nick,price,num",
    "num_iid": "11223344",
}
TRADES = {
    "method": "taobao.trades.sold.get",
    "app_key": "12345678",
    "session": "test_session",
    "timestamp": "2020-07-01 12:00:00",
    "format": "json",
    "v": "2.0",
    "fields": "tid,status,payment,orders",
    "start_created": "2020-06-01 00:00:00",
    "end_created": "2020-06-02 00:00:00",
    "page_no": "1",
    "page_size": "40",
    "use_has_next": "true",
}


def test_the_example_of_tops_own_page():
    assert sign(DOC_EXAMPLE, "helloworld", method="md5") == "66987CB115214E59E6EC978214934FB8"


@pytest.mark.parametrize(
    ("method", "signature"),
    [
        # node-taobao-topclient 0.1.7 and mcp-cn-commerce 0.1.6
        ("md5", "CA49FCFE2DF649E1F333871F9C1C93FD"),
        # taobaopy 6.0.1
        ("hmac", "C5B0F19285624D9AF42217B57C3562A6"),
        ("hmac-sha256", "2A8DE8F3C34323D3BF185DBF38AC071F15634311A39F9374A7ACBC517CB8C89A"),
    ],
)
def test_signatures_of_independent_sdks(method, signature):
    assert sign(TRADES | {"sign_method": method}, "testsecret", method=method) == signature


def test_empty_parameters_and_the_signature_itself_are_not_signed():
    plain = sign(TRADES, "testsecret", method="md5")
    assert sign(TRADES | {"sign": "X", "type": "", "": "x"}, "testsecret", method="md5") == plain


def test_chinese_values_are_signed_as_utf8_and_every_byte_counts():
    named = sign(TRADES | {"title": "脐橙"}, "testsecret", method="hmac-sha256")
    assert named != sign(TRADES | {"title": "脐橘"}, "testsecret", method="hmac-sha256")
