"""JD's states and amounts: who bears which coupon, and when an order counts."""

from __future__ import annotations

from datetime import datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.core.errors import RecordRejected
from connectors.core.pulls import ShopHarvest
from connectors.platforms.jd.amounts import order_amounts
from connectors.platforms.jd.mapping import map_bill, map_cancellation, map_order
from connectors.platforms.jd.records import JdBill, JdCoupon, JdLine, JdOrder, JdServiceBill
from connectors.platforms.jd.states import standing

PAID = "2020-06-18 00:00:01"
NONE = "0001-01-01 00:00:00"


def yuan(fen):
    return f"{fen // 100}.{fen % 100:02d}"


def order(**values):
    known = {
        "order_id": "2001",
        "order_state": "FINISHED_L",
        "pay_type": "4-在线支付",
        "order_start_time": "2020-06-18 00:00:00",
        "payment_confirm_time": PAID,
        "modified": "2020-06-20 10:00:00",
        "order_total_price": "100.00",
        "order_payment": "106.00",
        "freight_price": "6.00",
        "item_info_list": [JdLine(sku_id="501", jd_price="100.00", item_total="1")],
    }
    return JdOrder(**(known | values))


@pytest.mark.parametrize(
    ("state", "pay_type", "paid", "expected"),
    [
        ("NOT_PAY", "4-在线支付", NONE, ("unpaid", None)),
        ("TRADE_CANCELED", "4-在线支付", NONE, ("closed", None)),
        ("TRADE_CANCELED", "4-在线支付", PAID, ("sale", datetime(2020, 6, 18, 0, 0, 1))),
        ("PARENT_TRADE_CANCELED", "4-在线支付", PAID, ("closed", None)),
        ("LOCKED", "4-在线支付", PAID, ("sale", datetime(2020, 6, 18, 0, 0, 1))),
        ("WAIT_GOODS_RECEIVE_CONFIRM", "1-货到付款", NONE, ("unpaid", None)),
        ("FINISHED_L", "1-货到付款", NONE, ("sale", datetime(2020, 6, 22))),
    ],
)
def test_standing(state, pay_type, paid, expected):
    found = order(
        order_state=state,
        pay_type=pay_type,
        payment_confirm_time=paid,
        order_end_time="2020-06-22 00:00:00",
    )
    assert standing(found) == expected


def test_an_unknown_state_is_never_a_sale():
    with pytest.raises(RecordRejected) as rejected:
        standing(order(order_state="MELTED"))
    assert rejected.value.reason == "unknown_state"


@given(
    goods=st.integers(0, 10**7),
    discount=st.integers(0, 10**6),
    jd_coupon=st.integers(0, 10**6),
    beans=st.integers(0, 10**5),
    card=st.integers(0, 10**6),
    balance=st.integers(0, 10**6),
    freight=st.integers(0, 5000),
)
def test_the_buyers_own_money_is_the_same_whichever_way_it_is_paid(
    goods, discount, jd_coupon, beans, card, balance, freight
):
    paid = goods - discount - jd_coupon - beans
    due = paid + freight - card - balance
    if paid < 0 or due < 0:
        return
    amounts = order_amounts(
        order(
            order_total_price=yuan(goods),
            seller_discount=yuan(discount),
            freight_price=yuan(freight),
            balance_used=yuan(balance),
            order_payment=yuan(due),
            coupon_detail_list=[
                JdCoupon(coupon_type="100-店铺优惠", coupon_price=yuan(discount)),
                JdCoupon(coupon_type="41-京东券优惠", coupon_price=yuan(jd_coupon)),
                JdCoupon(coupon_type="39-京豆优惠", coupon_price=yuan(beans)),
                JdCoupon(coupon_type="52-礼品卡优惠", coupon_price=yuan(card)),
            ],
        )
    )
    assert amounts.paid_fen == paid
    assert amounts.platform_subsidy_fen == jd_coupon + beans
    assert amounts.freight_fen == freight


def test_two_readings_that_differ_by_one_fen_quarantine_the_order():
    harvest = ShopHarvest.empty("orders")
    map_order(order(order_payment="106.01"), harvest, source="test")
    assert harvest.rows["orders"] == []
    assert harvest.rows["quarantine"][0].reason == "amounts_disagree"
    assert harvest.rows["quarantine"][0].amount_fen == 10001


def test_a_coupon_that_nobody_has_placed_quarantines_the_order():
    coupon = JdCoupon(coupon_type="77-新券", coupon_price="1.00")
    with pytest.raises(RecordRejected) as rejected:
        order_amounts(order(coupon_detail_list=[coupon]))
    assert rejected.value.reason == "unknown_coupon"


def test_one_sku_twice_in_an_order_makes_two_lines():
    twice = [JdLine(sku_id="501", jd_price="50.00", item_total="1") for _ in range(2)]
    harvest = ShopHarvest.empty("orders")
    map_order(order(item_info_list=twice), harvest, source="test")
    assert [row.line_id for row in harvest.rows["lines"]] == ["501", "501-2"]


def test_a_cancelled_paid_order_is_a_refund_at_the_change_of_state():
    harvest = ShopHarvest.empty("refunds")
    cancelled = order(order_state="TRADE_CANCELED")
    map_cancellation(cancelled, harvest, source="test")
    (row,) = harvest.rows["refunds"]
    refund = msgspec.structs.asdict(row)
    assert refund["refund_id"] == "cancel-2001"
    assert refund["order_id"] == "2001"
    assert refund["line_id"] is None
    assert refund["refund_state"] == "succeeded"
    # the goods only: freight is in no headline
    assert refund["amount_fen"] == 10000
    assert refund["succeeded_at"] == refund["modified_at"] == datetime(2020, 6, 20, 10)


def test_an_order_cancelled_unpaid_is_no_refund():
    harvest = ShopHarvest.empty("refunds")
    cancelled = order(order_state="TRADE_CANCELED", payment_confirm_time=NONE)
    map_cancellation(cancelled, harvest, source="test")
    assert harvest.rows["refunds"] == []
    assert harvest.raw == []


def test_a_refund_below_nothing_is_quarantined():
    bill = JdBill(
        afs_refund_id="71",
        same_order_service_bill=JdServiceBill(service_id="71", order_id="2001"),
        status=1,
        approve_time=PAID,
        complete_time=PAID,
        actual_amount="-5.00",
    )
    harvest = ShopHarvest.empty("refunds")
    map_bill(bill, harvest, source="test")
    assert harvest.rows["refunds"] == []
    (row,) = harvest.rows["quarantine"]
    assert (row.reason, row.amount_fen) == ("negative_amount", -500)
