"""Suning's states and amounts: five decimals, who bears which coupon, when an order counts."""

from __future__ import annotations

from datetime import datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.core.errors import (
    ConfigurationError,
    FatalFeedError,
    RecordRejected,
    RetriableFeedError,
    TokenExpired,
)
from connectors.core.pulls import ShopHarvest
from connectors.core.windows import Window
from connectors.platforms.suning import errors
from connectors.platforms.suning.amounts import line_amounts, order_amounts
from connectors.platforms.suning.client import ORDERS_CREATED
from connectors.platforms.suning.feed import _is_changed_inside, _is_created_inside
from connectors.platforms.suning.mapping import last_known_at, map_item, map_order, map_refund
from connectors.platforms.suning.records import (
    SuningChild,
    SuningItem,
    SuningLine,
    SuningOrder,
    SuningParameter,
    SuningPayment,
    SuningRefund,
)
from connectors.platforms.suning.states import standing

DAY = Window(datetime(2020, 6, 18), datetime(2020, 6, 19))


def five(fen):
    return f"{fen // 100}.{fen % 100:02d}000"


def line(**values):
    known = {
        "order_line_number": "00662135679001",
        "product_code": "10668919671",
        "item_code": "HN-1",
        "product_name": "示例脐橙",
        "sale_num": "1.00000",
        "pay_amount": "490.00000",
        "coupontotal_money": "40.00000",
        "vouchertotal_money": "",
        "transport_fee": "0.00000",
        "order_line_status": "30",
        "return_order_flag": "0",
    }
    return SuningLine(**(known | values))


def order(*lines, **values):
    known = {
        "shop_id": "70001",
        "order_code": "346",
        "order_total_status": "30",
        "order_time": "2020-06-18 23:02:53",
        "order_sale_time": "2020-06-18 23:04:26",
        "count_money": "490.00000",
        "order_detail": list(lines) or [line()],
    }
    return SuningOrder(**(known | values))


def mapped(record, map_one, kind):
    harvest = ShopHarvest.empty(kind)
    map_one(record, harvest, source="test")
    return harvest.rows


def rejection(record, map_one=map_order, kind="orders"):
    rows = mapped(record, map_one, kind)
    (row,) = rows["quarantine"]
    assert not rows[kind]
    return row


# --- amounts --------------------------------------------------------------------------------


def payments(*parts):
    return [SuningPayment(paycode=p, banktypecode=b, payamount=five(fen)) for p, b, fen in parts]


def test_a_real_payload_reads_the_same_from_above_and_from_below():
    """530.00 with 30.00 and 10.00 in coupons, 0.01 of another kind, 489.99 from the wallet."""
    paid = payments(("6901", "20001", 3000), ("6901", "10006", 1000), ("6903", "", 1))
    paid += payments(("4148", "", 48999))
    money = line_amounts(line(payment_list=paid))
    assert (money.list_fen, money.paid_fen) == (53000, 49000)
    # nobody has said who bears 20001
    assert (money.seller_fen, money.platform_fen, money.unnamed_fen) == (1000, 0, 3000)


def test_a_coupon_whose_bearer_is_unknown_leaves_the_bearers_unknown_and_the_sale_exact():
    paid = payments(("6901", "20001", 4000), ("4148", "", 49000))
    rows = mapped(order(line(payment_list=paid)), map_order, "orders")
    (row,) = rows["orders"]
    assert (row.goods_fen, row.paid_fen) == (53000, 49000)
    assert row.order_discount_fen is None
    assert row.platform_subsidy_fen is None


def test_a_coupon_without_its_payments_has_no_named_bearer():
    (row,) = mapped(order(), map_order, "orders")["orders"]
    assert (row.paid_fen, row.platform_subsidy_fen) == (49000, None)


@given(
    paid=st.integers(0, 10**7),
    freight=st.integers(0, 5000),
    voucher=st.integers(0, 10**6),
    shop=st.integers(0, 10**6),
    platform=st.integers(0, 10**6),
)
def test_goods_less_discounts_are_what_was_paid(paid, freight, voucher, shop, platform):
    parts = payments(("6901", "5998", shop), ("6901", "10001", platform))
    parts += payments(("5002", "", paid // 3), ("4148", "", paid - paid // 3 + freight))
    money = line_amounts(
        line(
            pay_amount=five(paid + freight),
            transport_fee=five(freight),
            vouchertotal_money=five(voucher),
            coupontotal_money=five(shop + platform),
            payment_list=parts,
        )
    )
    total = order_amounts([money], five(paid + freight))
    assert total.discount_fen == voucher + shop
    assert total.platform_subsidy_fen == platform
    assert total.paid_fen == paid
    assert total.goods_fen - total.discount_fen - total.platform_subsidy_fen == total.paid_fen


def test_the_lowered_price_of_a_promotion_is_not_taken_for_the_list_price():
    raw = b"""[{"orderCode": "1", "orderDetail": [{"orderLineNumber": "1", "saleNum": "3.00000",
        "unitPrice": "50.00000", "payAmount": "150.00000", "vouchertotalMoney": "150.00000"}]}]"""
    (found,) = ORDERS_CREATED.decode(msgspec.Raw(raw))
    assert line_amounts(found.order_detail[0]).list_fen == 30000


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"pay_amount": "490.00100"}, "bad_amount:payAmount"),
        ({"pay_amount": "490.000000"}, "bad_amount:payAmount"),
        ({"pay_amount": ""}, "missing:payAmount"),
        ({"transport_fee": "490.01000"}, "negative_amount"),
        ({"coupontotal_money": "-1.00000"}, "negative_amount"),
        ({"payment_list": payments(("4148", "", 48999), ("6901", "10001", 4000))},
         "amounts_disagree"),
        ({"payment_list": payments(("4148", "", 49000), ("6901", "10001", 3999))},
         "amounts_disagree"),
        ({"sale_num": "1.50000"}, "bad_quantity"),
        ({"sale_num": "0.00000"}, "bad_quantity"),
        ({"sale_num": None}, "bad_quantity"),
        ({"order_line_number": ""}, "missing:orderLineNumber"),
        ({"order_line_status": "35"}, "unknown_state"),
        ({"reservestatus": "1"}, "unknown_presale"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_exactly_takes_its_order_along(values, reason):
    row = rejection(order(line(**values), line(order_line_number="2"), count_money="980.00000"))
    assert row.reason == reason


def test_lines_that_do_not_sum_to_the_order_are_refused_with_the_orders_amount():
    freight = line(pay_amount="496.00000", transport_fee="6.00000")
    row = rejection(order(freight, count_money="497.00000"))
    assert row.reason == "lines_disagree_with_order"
    assert row.amount_fen == 49100
    assert row.occurred_at == datetime(2020, 6, 18, 23, 4, 26)


def test_an_order_without_lines_is_refused():
    assert rejection(order(order_detail=[], count_money=None)).reason == "no_lines"


def test_a_gift_is_a_line_that_costs_nothing_before_any_coupon():
    present = line(order_line_number="2", pay_amount="0.00000", coupontotal_money="")
    covered = line(order_line_number="3", pay_amount="0.00000", coupontotal_money="5.00000")
    rows = mapped(order(line(), present, covered), map_order, "orders")["lines"]
    assert [row.is_gift for row in rows] == [False, True, False]
    assert [row.line_paid_fen for row in rows] == [49000, 0, 0]


def test_one_line_alone_comes_without_its_list():
    raw = b"""{"orderCode": 346, "orderTotalStatus": "10", "orderTime": "2020-06-18 23:02:53",
        "orderSaleTime": "2020-06-18 23:04:26", "orderDetail": {"orderLineNumber": "1",
        "saleNum": "2.00000", "payAmount": "1.00000", "orderLineStatus": "10",
        "paymentList": {"paycode": "4148", "payamount": "1.00000"}}}"""
    (found,) = ORDERS_CREATED.decode(msgspec.Raw(raw))
    rows = mapped(found, map_order, "orders")
    assert [(row.line_id, row.quantity) for row in rows["lines"]] == [("1", 2)]
    assert rows["orders"][0].order_id == "346"


# --- states and times -----------------------------------------------------------------------


@pytest.mark.parametrize("status", ["10", "20", "21", "30", "40"])
def test_whatever_was_paid_is_a_sale_at_its_payment(status):
    returned = line(return_order_flag="1", order_line_status="40")
    assert standing(order(returned, order_total_status=status)) == (
        "sale",
        datetime(2020, 6, 18, 23, 4, 26),
    )


def test_closed_without_a_payment_is_no_sale():
    assert standing(order(order_total_status="40", order_sale_time="")) == ("closed", None)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"order_total_status": "5"}, "unknown_state"),
        ({"order_total_status": None}, "unknown_state"),
        ({"order_sale_time": ""}, "missing:orderSaleTime"),
    ],
)
def test_what_is_not_known_is_never_a_sale(values, reason):
    with pytest.raises(RecordRejected) as rejected:
        standing(order(**values))
    assert rejected.value.reason == reason


def test_the_last_change_of_any_line_is_the_orders():
    changed = [line(order_line_status_change_time=f"2020-06-{day} 08:00:00") for day in (20, 25)]
    assert last_known_at(order(*changed)) == datetime(2020, 6, 25, 8)


def test_without_times_of_change_the_order_is_as_old_as_its_own_last_moment():
    assert last_known_at(order()) == datetime(2020, 6, 18, 23, 4, 26)
    sent = order(line(delivery_time="2020-06-19 13:33:52"))
    assert last_known_at(sent) == datetime(2020, 6, 19, 13, 33, 52)


@pytest.mark.parametrize(
    ("placed", "paid", "inside"),
    [
        ("2020-06-17 23:59:59", "2020-06-18 00:00:00", True),
        ("2020-06-18 23:59:59", "2020-06-19 00:00:30", True),
        ("2020-06-19 00:00:00", "2020-06-19 00:00:30", False),
        ("2020-06-17 10:00:00", "2020-06-17 10:00:30", False),
        ("unreadable", "2020-06-17 10:00:30", True),
    ],
)
def test_an_order_belongs_to_the_window_of_its_placing_or_of_its_payment(placed, paid, inside):
    assert _is_created_inside(order(order_time=placed, order_sale_time=paid), DAY) is inside


def test_an_order_listed_by_change_without_a_time_is_not_lost():
    assert _is_changed_inside(order(order_time="2020-01-01 00:00:00"), DAY)
    late = order(line(order_line_status_change_time="2020-06-19 00:00:00"))
    assert not _is_changed_inside(late, DAY)


# --- refunds and items ----------------------------------------------------------------------


def refund(**values):
    known = {
        "shop_id": "70001",
        "return_apply_id": "100000223235231",
        "order_no": "59090001",
        "order_line_number": "100222010101",
        "return_status_value": "8",
        "return_money": "111",
        "apply_time": "2020-06-17 10:00:00",
        "operate_time": "2020-06-18 10:40:59",
    }
    return SuningRefund(**(known | values))


@pytest.mark.parametrize(
    ("status", "state"),
    [("1", "pending"), ("2", "pending"), ("5", "pending"), ("7", "closed"), ("8", "succeeded")],
)
def test_a_refund_is_of_one_line_and_counts_when_it_succeeded(status, state):
    (row,) = mapped(refund(return_status_value=status), map_refund, "refunds")["refunds"]
    assert (row.refund_state, row.amount_fen, row.line_id) == (state, 11100, "100222010101")
    moment = datetime(2020, 6, 18, 10, 40, 59)
    assert row.modified_at == moment
    assert row.succeeded_at == (moment if state == "succeeded" else None)


@pytest.mark.parametrize(
    ("values", "reason", "amount_fen"),
    [
        ({"return_status_value": "9"}, "unknown_state", 11100),
        ({"order_no": None}, "missing:orderNo", 11100),
        ({"return_money": "1.00500"}, "bad_amount:returnMoney", None),
        ({"return_money": "-1.00"}, "negative_amount", -100),
        ({"operate_time": ""}, "missing:operateTime", 11100),
    ],
)
def test_a_refund_that_cannot_be_read_exactly_is_refused(values, reason, amount_fen):
    row = rejection(refund(**values), map_refund, "refunds")
    assert (row.reason, row.amount_fen) == (reason, amount_fen)


def item(**values):
    known = {"product_code": "1066", "product_name": "示例猕猴桃", "category_code": "R9000169"}
    return SuningItem(shop_id="70001", **(known | values))


def test_an_item_names_its_origin():
    pars = [
        SuningParameter(par_name="产地", par_value=" "),
        SuningParameter(par_name="商品产地", par_value=" 湖南湘西 "),
    ]
    (row,) = mapped(item(item_code="HN-1", pars=pars), map_item, "items")["items"]
    assert (row.item_id, row.merchant_code, row.item_origin_text) == ("1066", "HN-1", "湖南湘西")
    assert row.platform_category == "R9000169"


def test_each_child_is_a_row_with_the_origin_of_its_item():
    children = [SuningChild("10661", "HN-1"), SuningChild("10662", "")]
    par = SuningParameter(par_name="产地", par_value="湘西")
    rows = mapped(item(child_item=children, pars=par), map_item, "items")["items"]
    assert [(row.item_id, row.merchant_code) for row in rows] == [
        ("10661", "HN-1"),
        ("10662", None),
    ]
    assert {row.item_origin_text for row in rows} == {"湘西"}


# --- refusals -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kind", "told"),
    [
        ("sys.check.request-apprequesttime:error", ConfigurationError, "clock"),
        ("sys.check.header-param:forbidden", ConfigurationError, "application's page"),
        ("sys.oauth.check.access_token:overdue", TokenExpired, "access_token"),
        ("sys.oauth.check.access_token:inexistence", TokenExpired, "access_token"),
        ("sys.check.api-permission:authority", FatalFeedError, "permission"),
        ("sys.check.query-time:outofrange", FatalFeedError, "refused"),
        ("biz.orderquery.time-value:outofrange", FatalFeedError, "refused"),
        ("sys.check.app-call:overlimit", RetriableFeedError, "requests_per_second"),
        ("sys.service.invoke:exception", RetriableFeedError, "run again later"),
        ("", FatalFeedError, "refused"),
    ],
)
def test_each_code_says_what_to_do(code, kind, told):
    with pytest.raises(kind) as raised:
        errors.raise_for(errors.SuningError(error_code=code), where="here", secrets=())
    assert type(raised.value) is kind
    assert told in raised.value.advice
