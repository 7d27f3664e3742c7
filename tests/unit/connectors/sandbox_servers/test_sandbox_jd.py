"""JD's gateway and methods: limits, texts for numbers, three layers of an answer, coupons."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from tiny_world import NOW, make_line, make_order, make_refund

from connectors.sandbox.servers.jd.gate import parse_timestamp, signature
from connectors.sandbox.servers.jd.orders import prepaid, render_order

SEARCH = "jingdong.pop.order.search"
NOON = datetime(2020, 6, 30, 12)
MONTH = {
    "start_date": "2020-06-01 00:00:00",
    "end_date": "2020-06-30 23:59:59",
    "optional_fields": "orderId,orderStartTime",
    "page": "1",
    "page_size": "100",
    "dateType": 1,
    "sortType": 1,
    "source_id": "JOS",
}


def fen(text):
    whole, part = text.split(".")
    return int(whole) * 100 + int(part)


def jd_order(number, created_at, **changes):
    return make_order(number, created_at, **({"shop_id": "991"} | changes))


def result(answer):
    (body,) = answer.values()
    assert body["code"] == "0"
    return body["searchorderinfo_result"]


def test_signature_of_a_request_that_another_sdk_signed():
    parameters = {
        "method": SEARCH,
        "app_key": "12345678",
        "access_token": "test_token",
        "timestamp": "2020-07-01 12:00:00",
        "v": "2.0",
        "360buy_param_json": '{"dateType":0,"end_date":"2020-06-30 00:00:00",'
        '"optional_fields":"orderId,orderState,itemInfoList",'
        '"order_state":"WAIT_SELLER_STOCK_OUT,FINISHED_L","page":"1","page_size":"100",'
        '"sortType":1,"source_id":"JOS","start_date":"2020-06-01 00:00:00"}',
    }
    raw = {k.encode(): v.encode() for k, v in parameters.items()}
    assert signature("testsecret", raw) == "098AC8A2E2869142815F8AEA7CB75685"


@pytest.mark.parametrize(
    "text",
    [b"2020-07-01 12:00:00", b"2020-07-01 12:00:00.000", b"2020-07-01 12:00:00.000+0800",
     b"2020-07-01 04:00:00.000+0000", b"1593576000000"],
)  # fmt: skip
def test_every_form_of_timestamp_is_the_same_moment(text):
    assert parse_timestamp(text) == NOW


@pytest.mark.parametrize("in_query", [True, False])
def test_get_and_post_query_and_form(make_caller, in_query):
    caller = make_caller([])
    parameters = caller.jd_parameters("jingdong.vender.shop.query")
    parameters["sign"] = caller.sign_jd(parameters)
    answer = caller.send_jd(parameters, in_query=in_query)
    shop = answer["jingdong_vender_shop_query_responce"]["shop_jos_result"]
    assert shop["shop_id"] == 991


def test_absolute_form_target_is_a_path():
    from connectors.sandbox.servers.wire import OriginForm

    seen = []

    async def inner(scope, receive, send):
        seen.append(scope["path"])

    scope = {"type": "http", "path": "http://127.0.0.1/routerjson"}
    with pytest.raises(StopIteration):
        OriginForm(inner)(scope, None, None).send(None)
    assert seen == ["/routerjson"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"method": ""}, "14"),
        ({"method": "jingdong.no.such.thing"}, "15"),
        ({"v": ""}, "4"),
        ({"v": "1.0"}, "5"),
        ({"timestamp": ""}, "7"),
        ({"timestamp": "2020-07-01 12:06:01"}, "8"),
        ({"timestamp": "2020-07-01 11:53:59"}, "8"),
        ({"app_key": "1"}, "10"),
        ({"access_token": "someone-else"}, "19"),
        ({"360buy_param_json": "{"}, "13"),
    ],
)
def test_each_refusal_has_its_code(make_caller, changes, code):
    caller = make_caller([])
    parameters = caller.jd_parameters("jingdong.vender.shop.query") | changes
    answer = caller.send_jd(parameters | {"sign": caller.sign_jd(parameters)})
    assert answer["error_response"]["code"] == code
    assert answer["error_response"]["zh_desc"]


def test_a_flipped_byte_is_refused(make_caller):
    caller = make_caller([])
    parameters = caller.jd_parameters(SEARCH, **MONTH)
    sign = caller.sign_jd(parameters)
    parameters["360buy_param_json"] = parameters["360buy_param_json"].replace("06-01", "06-02")
    assert caller.send_jd(parameters | {"sign": sign})["error_response"]["code"] == "12"
    assert caller.send_jd(parameters)["error_response"]["code"] == "11"


def test_throttle_refuses_with_code_2(make_caller):
    caller = make_caller([], calls_per_second=1)
    caller.jd(SEARCH, **MONTH)
    assert caller.jd(SEARCH, **MONTH)["error_response"]["code"] == "2"


@pytest.mark.parametrize(
    "changes",
    [
        {"start_date": "2020-05-30 23:59:58"},
        {"end_date": "2020-05-01 00:00:00"},
        {"start_date": "2018-06-01 00:00:00", "end_date": "2018-06-02 00:00:00"},
        {"dateType": 0, "start_date": "2020-03-01 00:00:00", "end_date": "2020-03-02 00:00:00"},
        {"page_size": "101"},
        {"page_size": 100},
        {"page": "0"},
        {"optional_fields": ""},
        {"start_date": "yesterday"},
        {"start_date": "9999-12-31 00:00:00", "end_date": "9999-12-31 23:59:59"},
    ],
)
def test_limits_are_told_by_the_inner_result(make_caller, changes):
    found = result(make_caller([]).jd(SEARCH, **(MONTH | changes)))
    assert found["apiResult"]["success"] is False
    assert found["apiResult"]["numberCode"] != 0
    assert "orderInfoList" not in found


def test_created_search_reaches_two_years(make_caller):
    old = jd_order(1, datetime(2018, 7, 15))
    window = {"start_date": "2018-07-02 00:00:00", "end_date": "2018-08-01 00:00:00"}
    assert result(make_caller([[old]]).jd(SEARCH, **(MONTH | window)))["orderTotal"] == 1


def test_sort_date_type_and_pages(make_caller):
    histories = [
        [jd_order(n, NOON + timedelta(minutes=n), modified_at=NOON - timedelta(minutes=n))]
        for n in range(3)
    ]
    caller = make_caller(histories)

    def starts(**changes):
        found = result(caller.jd(SEARCH, **(MONTH | changes)))
        assert found["orderTotal"] == 3
        return [order["orderStartTime"][14:16] for order in found["orderInfoList"]]

    assert starts() == ["02", "01", "00"]
    assert starts(sortType=0) == ["00", "01", "02"]
    assert starts(dateType=0) == ["00", "01", "02"]
    assert starts(page_size="2", page="2") == ["00"]
    assert starts(page_size="2", page="3") == []
    assert starts(sortType=0, page_size="2", page="2") == ["02"]


def test_en_search_is_the_same_under_its_own_name(make_caller):
    answer = make_caller([]).jd("jingdong.pop.order.enSearch", **MONTH)
    assert list(answer) == ["jingdong_pop_order_enSearch_responce"]


def test_order_state_filters(make_caller):
    histories = [
        [jd_order(n, NOON + timedelta(minutes=n), state=state)]
        for n, state in enumerate(["paid", "unpaid", "finished", "closed_refunded"])
    ]
    found = result(make_caller(histories).jd(SEARCH, **(MONTH | {"order_state": "FINISHED_L"})))
    assert found["orderTotal"] == 2


def test_money_without_paid_per_line_and_coupons_of_the_whole_order(make_caller):
    lines = (
        make_line(line_id="1", sku_id="11"),
        make_line(line_id="2", sku_id="12", price_fen=990, line_paid_fen=0, is_gift=True),
    )
    caller = make_caller([[jd_order(1, NOON, lines=lines)]])
    fields = (
        "orderTotalPrice,orderSellerPrice,orderPayment,freightPrice,sellerDiscount,balanceUsed,"
        "itemInfoList,couponDetailList"
    )
    found = result(caller.jd(SEARCH, **(MONTH | {"optional_fields": fields})))
    (order,) = found["orderInfoList"]
    items, coupons = order["itemInfoList"], order["couponDetailList"]
    full = sum(fen(item["jdPrice"]) * int(item["itemTotal"]) for item in items)
    off = sum(fen(coupon["couponPrice"]) for coupon in coupons)
    assert fen(order["orderTotalPrice"]) == full
    freight, balance = fen(order["freightPrice"]), fen(order["balanceUsed"])
    assert fen(order["orderPayment"]) == full - off - balance + freight
    assert {coupon["skuId"] for coupon in coupons} == {""}
    assert not [name for item in items for name in item if "pay" in name.lower()]


def test_balance_and_gift_card_are_payments_that_order_payment_leaves_out():
    orders = [jd_order(n, NOON) for n in range(200)]
    shares = [prepaid(order) for order in orders]
    assert any(balance for balance, _ in shares)
    assert any(card for _, card in shares)
    for order, (_, card) in zip(orders, shares, strict=True):
        fields = frozenset({"orderPayment", "balanceUsed", "couponDetailList"})
        row = render_order(order, fields)
        cards = [c for c in row["couponDetailList"] if c["couponType"].startswith("52-")]
        assert sum(fen(c["couponPrice"]) for c in cards) == card
        assert fen(row["orderPayment"]) + fen(row["balanceUsed"]) + card == order.payment_fen


def test_projection_sentinel_and_masks(make_caller):
    order = jd_order(1, NOON, state="unpaid", paid_at=None)
    fields = "orderId,paymentConfirmTime,consigneeInfo"
    (row,) = result(make_caller([[order]]).jd(SEARCH, **(MONTH | {"optional_fields": fields})))[
        "orderInfoList"
    ]
    assert set(row) == set(fields.split(","))
    assert row["paymentConfirmTime"] == "0001-01-01 00:00:00"
    assert row["consigneeInfo"]["fullname"].endswith("**")
    assert "*******" in row["consigneeInfo"]["mobile"]
    assert row["consigneeInfo"]["fullAddress"].startswith("AAS/")
    assert row["consigneeInfo"]["county"] == "长沙县"


def test_order_get_knows_only_the_shops_own(make_caller):
    order = jd_order(1, NOON)
    caller = make_caller([[order]])
    method = "jingdong.pop.order.get"
    answer = caller.jd(method, order_id=order.order_id, optional_fields="orderId")
    detail = answer["jingdong_pop_order_get_responce"]["orderDetailInfo"]
    assert detail["orderInfo"] == {"orderId": order.order_id}
    answer = caller.jd(method, order_id="1", optional_fields="orderId")
    assert not answer["jingdong_pop_order_get_responce"]["orderDetailInfo"]["apiResult"]["success"]


def test_bills_tell_no_amount_and_the_amount_comes_by_bill(make_caller):
    bought = jd_order(1, datetime(2020, 6, 20), state="finished", shipped_at=datetime(2020, 6, 21))
    refund = make_refund(bought)
    waiting = make_refund(jd_order(2, bought.created_at), state="pending", succeeded_at=None)
    other = jd_order(2, bought.created_at, refund=waiting)
    caller = make_caller([[jd_order(1, bought.created_at, refund=refund)], [other]])
    view = "jingdong.asc.serviceAndRefund.view"
    window = {"approveTimeBegin": "2020-06-20 00:00:00", "approveTimeEnd": "2020-06-29 00:00:00"}
    page = caller.jd(view, pageNumber=1, pageSize=50, **window)[
        f"{view.replace('.', '_')}_responce"
    ]
    (bill,) = page["pageResult"]["data"]
    assert str(bill["afsRefundId"]) == refund.refund_id
    assert "20.00" not in json.dumps(bill)
    amount = "jingdong.b2c.shop.aftersales.refund.get"
    for known, detail in (
        (refund, {"afsActualRefundDetail": {"actualRefundAmount": "20.00"}}),
        (waiting, {"afsEstimateRefundDetail": {"maxRefundAmount": "20.00"}}),
    ):
        answer = caller.jd(amount, afsServiceId=int(known.refund_id))
        data = answer[f"{amount.replace('.', '_')}_responce"]["result"]["data"]
        assert data == {"orderId": int(known.order_id)} | detail


@pytest.mark.parametrize(
    "arguments",
    [
        {"approveTimeBegin": "2020-06-01 00:00:00", "approveTimeEnd": "2020-06-11 00:00:01"},
        {"applyTimeBegin": "2020-06-01 00:00:00", "applyTimeEnd": "2020-06-08 00:00:01"},
        {"pageSize": 51, "orderId": "1"},
        {},
    ],
)
def test_limits_of_the_bills(make_caller, arguments):
    answer = make_caller([]).jd("jingdong.asc.serviceAndRefund.view", **arguments)
    page = answer["jingdong_asc_serviceAndRefund_view_responce"]["pageResult"]
    assert page["success"] is False
    assert page["code"] != "00000"


def test_query_of_spaced_json_as_sdks_send_it(make_caller):
    caller = make_caller([[jd_order(1, NOON)]])
    parameters = caller.jd_parameters(SEARCH, **MONTH)
    parameters["360buy_param_json"] = json.dumps(MONTH, indent=1)
    parameters["sign"] = caller.sign_jd(parameters)
    answer = caller.client.post("/routerjson?" + urlencode(parameters)).json()
    assert result(answer)["orderTotal"] == 1
