"""When a WeChat order counts, and from which moment: by status and way of paying."""

from __future__ import annotations

from datetime import datetime

import msgspec
import pytest

from connectors.core.errors import RecordRejected
from connectors.platforms.wechat.records import WechatOrder
from connectors.platforms.wechat.states import standing

PAID, CONFIRMED = 1_590_969_600, 1_591_056_000
PAID_AT, CONFIRMED_AT = datetime(2020, 6, 1, 8), datetime(2020, 6, 2, 8)
AT_ONCE, LATER, DRAW, POINTS = 1, 2, 3, 4


def stands(status, method, *, pay_time=PAID, confirmed=0, order_price=1000, present=None):
    order = {
        "order_id": "1",
        "status": status,
        "order_detail": {
            "price_info": {"order_price": order_price},
            "pay_info": {"payment_method": method, "pay_time": pay_time},
            "ext_info": {"confirm_receipt_time": confirmed},
        },
        "order_present_info": present,
    }
    return standing(msgspec.convert(order, WechatOrder))


@pytest.mark.parametrize("status", [20, 21, 30, 100])
def test_an_order_paid_at_once_counts_from_its_payment(status):
    assert stands(status, AT_ONCE) == ("sale", PAID_AT, PAID_AT)


def test_an_unpaid_order_does_not_count_whatever_its_way_of_paying():
    for method in (None, AT_ONCE, LATER, DRAW, 9):
        assert stands(10, method, pay_time=0) == ("unpaid", None, None)


@pytest.mark.parametrize("status", [12, 13])
def test_a_gift_or_group_that_still_waits_is_money_that_may_go_back(status):
    assert stands(status, AT_ONCE) == ("deposit", None, PAID_AT)


@pytest.mark.parametrize("status", [200, 250])
def test_a_cancelled_order_counts_only_if_it_was_paid(status):
    assert stands(status, AT_ONCE) == ("sale", PAID_AT, PAID_AT)
    assert stands(status, AT_ONCE, pay_time=0) == ("closed", None, None)
    assert stands(status, None, pay_time=None) == ("closed", None, None)


@pytest.mark.parametrize("status", [12, 13, 20, 21, 30])
def test_the_promise_to_pay_later_is_no_payment(status):
    assert stands(status, LATER) == ("unpaid", None, None)


def test_paying_later_counts_when_the_receipt_is_confirmed():
    assert stands(100, LATER, confirmed=CONFIRMED) == ("sale", CONFIRMED_AT, CONFIRMED_AT)
    assert stands(250, LATER, confirmed=CONFIRMED) == ("sale", CONFIRMED_AT, CONFIRMED_AT)
    assert stands(250, LATER) == ("closed", None, None)
    with pytest.raises(RecordRejected) as refused:
        stands(100, LATER)
    assert refused.value.reason == "missing:confirm_receipt_time"


@pytest.mark.parametrize("method", [DRAW, POINTS])
def test_goods_won_or_exchanged_for_points_are_paid_by_nobody(method):
    assert stands(100, method, order_price=0) == ("closed", None, None)
    with pytest.raises(RecordRejected) as refused:
        stands(100, method, order_price=500)
    assert refused.value.reason == "payment_unknown"


def test_a_shops_own_present_is_paid_by_nobody():
    assert stands(20, AT_ONCE, present={"is_b2c_free_present": True}) == ("closed", None, None)
    assert stands(20, AT_ONCE, present={"is_b2c_free_present": False})[0] == "sale"


@pytest.mark.parametrize(
    ("status", "method", "pay_time", "expected"),
    [
        (5, AT_ONCE, PAID, "unknown_state"),
        (None, AT_ONCE, PAID, "unknown_state"),
        (20, None, PAID, "unknown_payment_method"),
        (20, 5, PAID, "unknown_payment_method"),
        (250, None, PAID, "unknown_payment_method"),
        (20, AT_ONCE, 0, "missing:pay_time"),
        (20, AT_ONCE, "noon", "bad_time:pay_time"),
    ],
)
def test_what_nobody_has_explained_is_never_a_sale(status, method, pay_time, expected):
    with pytest.raises(RecordRejected) as refused:
        stands(status, method, pay_time=pay_time)
    assert refused.value.reason == expected
