"""JD's signature against a value that an independent SDK gave."""

from __future__ import annotations

from connectors.platforms.jd.signing import sign

SEARCH = {
    "method": "jingdong.pop.order.search",
    "app_key": "12345678",
    "access_token": "test_token",
    "timestamp": "2020-07-01 12:00:00",
    "v": "2.0",
    "360buy_param_json": (
        '{"dateType":0,"end_date":"2020-06-30 00:00:00",'
        '"optional_fields":"orderId,orderState,itemInfoList",'
        '"order_state":"WAIT_SELLER_STOCK_OUT,FINISHED_L","page":"1","page_size":"100",'
        '"sortType":1,"source_id":"JOS","start_date":"2020-06-01 00:00:00"}'
    ),
}


def test_the_signature_of_an_independent_sdk():
    # mcp-cn-commerce 0.1.6
    assert sign(SEARCH, "testsecret") == "098AC8A2E2869142815F8AEA7CB75685"


def test_the_signature_itself_is_not_signed_and_spacing_of_the_json_is():
    plain = sign(SEARCH, "testsecret")
    assert sign(SEARCH | {"sign": "X"}, "testsecret") == plain
    spaced = SEARCH["360buy_param_json"].replace(",", ", ")
    assert sign(SEARCH | {"360buy_param_json": spaced}, "testsecret") != plain
