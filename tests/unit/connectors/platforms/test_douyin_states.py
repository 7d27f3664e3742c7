"""When a Douyin order counts, and which after-sale cases gave money back."""

from __future__ import annotations

from datetime import datetime

import pytest

from connectors.core.errors import RecordRejected
from connectors.core.pulls import ShopHarvest
from connectors.platforms.douyin.records import (
    DouyinLine,
    DouyinOrder,
    DouyinRefund,
    LineAfterSale,
    Phase,
    RefundDetail,
)
from connectors.platforms.douyin.refunds import has_paid_out, is_refund, map_refund
from connectors.platforms.douyin.states import standing

PAID_SECONDS, END_SECONDS = 1592409661, 1592618400
PAID, END = datetime(2020, 6, 18, 0, 1, 1), datetime(2020, 6, 20, 10)


def order(state, *, trade_type=0, after_sale=None, phases=None, **values):
    info = None if after_sale is None else LineAfterSale(after_sale)
    known = {
        "order_id": "6001",
        "order_status": state,
        "order_type": 0,
        "pay_type": 1,
        "pay_time": PAID_SECONDS,
        "finish_time": END_SECONDS,
        "sku_order_list": [DouyinLine(trade_type=trade_type, after_sale_info=info)],
        "order_phase_list": phases,
    }
    return DouyinOrder(**(known | values))


def phases(deposit, final):
    return [Phase(1, 2, deposit, PAID_SECONDS), Phase(2, 2, final, END_SECONDS if final else 0)]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (order(1, pay_time=0), ("unpaid", None)),
        (order(105), ("sale", PAID)),
        (order(2), ("sale", PAID)),
        (order(101), ("sale", PAID)),
        (order("5"), ("sale", PAID)),
        # cancelled: paid it stays a sale, against which its refund stands
        (order(4), ("sale", PAID)),
        (order(4, pay_time=0), ("closed", None)),
        # a group that has not formed, has formed, and never did
        (order(105, trade_type=1), ("unpaid", None)),
        (order(2, trade_type=1), ("sale", PAID)),
        (order(4, trade_type=1, after_sale=4), ("closed", None)),
        (order(4, trade_type=1, after_sale=2), ("sale", PAID)),
        # money at the door, money after the parcel, a voucher that is used
        (order(3, pay_type=0, pay_time=0), ("unpaid", None)),
        (order(5, pay_type=0, pay_time=0), ("sale", END)),
        (order(5, pay_type=0), ("sale", PAID)),
        (order(3, pay_type=12), ("unpaid", None)),
        (order(5, pay_type=12), ("sale", END)),
        (order(2, order_type=4), ("unpaid", None)),
        (order(5, order_type=5), ("sale", END)),
        (order(4, order_type=4), ("closed", None)),
        # pre-sales count at their final payment
        (order(1, trade_type=2, phases=phases(False, False)), ("unpaid", None)),
        (order(1, trade_type=2, phases=phases(True, False)), ("deposit", None)),
        (order(2, trade_type=2, phases=phases(True, True)), ("sale", END)),
        (order(4, trade_type=2, phases=phases(True, True)), ("sale", END)),
        (order(4, trade_type=2, phases=phases(True, False)), ("closed", None)),
        # the second payment is not open yet
        (order(1, trade_type=2, phases=[Phase(1, 2, True, 1)]), ("deposit", None)),
    ],
)
def test_standing(record, expected):
    assert standing(record) == expected


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (order(7), "unknown_state"),
        (order(None), "missing:order_status"),
        # a type under another name is not the plain type
        (order(2, pay_type=None), "missing:pay_type"),
        (order(2, order_type=None), "missing:order_type"),
        (order(2, trade_type=None), "missing:trade_type"),
        (order("bezahlt"), "bad_code:order_status"),
        # samples sent out, buying back, collecting money
        (order(5, trade_type=10), "unknown_type"),
        (order(5, trade_type=6), "unknown_type"),
        (order(5, trade_type=103), "unknown_type"),
        (order(3, pay_time=0), "missing:pay_time"),
        (order(5, pay_type=12, finish_time=0), "missing:finish_time"),
        (order(3, trade_type=2, phases=phases(True, False)), "states_disagree"),
        (order(1, trade_type=2, phases=phases(True, True)), "states_disagree"),
    ],
)
def test_what_we_do_not_know_is_never_a_sale(record, reason):
    with pytest.raises(RecordRejected) as raised:
        standing(record)
    assert raised.value.reason == reason


def case(**values):
    known = {
        "shop_id": "77977",
        "aftersale_id": "7001",
        "aftersale_order_type": 1,
        "aftersale_type": 0,
        "aftersale_status": 12,
        "refund_status": 3,
        "related_id": "60011",
        "shop_order_id": "6001",
        "apply_time": PAID_SECONDS,
        "update_time": END_SECONDS + 60,
        "refund_amount": 9999,
        "refund_post_amount": 600,
        "detail": RefundDetail(5600, 600, END_SECONDS),
    }
    return DouyinRefund(**(known | values))


def refunded(record):
    harvest = ShopHarvest.empty("refunds")
    map_refund(record, harvest, source="test")
    return harvest.rows


def test_what_went_back_is_told_by_the_detail_and_is_without_freight():
    (row,) = refunded(case())["refunds"]
    assert (row.refund_state, row.amount_fen) == ("succeeded", 5000)
    assert row.succeeded_at == END, "when the money arrived, not when the case last changed"
    assert (row.order_id, row.line_id) == ("6001", "60011")


def test_a_case_of_the_whole_order_names_no_line():
    (row,) = refunded(case(aftersale_order_type=2, related_id="6001"))["refunds"]
    assert row.line_id is None


def test_a_refund_without_its_own_time_takes_that_of_the_last_change():
    (row,) = refunded(case(detail=RefundDetail(5600, 600, 0)))["refunds"]
    assert row.succeeded_at == datetime(2020, 6, 20, 10, 1)


@pytest.mark.parametrize(
    ("status", "refund", "expected"),
    [
        (6, 1, "pending"),
        (7, 0, "pending"),
        (12, 2, "pending"),
        (12, 4, "pending"),
        (29, 1, "pending"),
        # a buyer who takes the case back leaves the refund waiting
        (28, 1, "closed"),
        (28, 4, "closed"),
        # paid by the platform, then taken from the shop
        (12, 5, "succeeded"),
    ],
)
def test_states_of_a_case(status, refund, expected):
    (row,) = refunded(case(aftersale_status=status, refund_status=refund))["refunds"]
    assert row.refund_state == expected
    assert row.amount_fen == (5000 if expected == "succeeded" else 9999)
    assert (row.succeeded_at is None) == (expected != "succeeded")


@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        ({"refund_status": 9}, "unknown_state"),
        ({"refund_status": None}, "missing:refund_status"),
        ({"aftersale_order_type": None}, "missing:aftersale_order_type"),
        ({"aftersale_status": 51, "refund_status": 1}, "unknown_state"),
        ({"aftersale_type": 99}, "unknown_type"),
        # an exchange that says that money went back
        ({"aftersale_type": 3}, "unknown_type"),
        ({"shop_order_id": None}, "missing:shop_order_id"),
        ({"detail": None}, "missing:detail"),
        ({"detail": RefundDetail(None, 0, 1)}, "missing:real_refund_amount"),
        ({"detail": RefundDetail(500, None, 1)}, "missing:refund_post_amount"),
        ({"detail": RefundDetail(500, 600, 1)}, "negative_amount"),
        ({"update_time": 0}, "missing:update_time"),
    ],
)
def test_a_case_that_is_not_exact_goes_to_quarantine(spoilt, reason):
    rows = refunded(case(**spoilt))
    assert rows["refunds"] == []
    (row,) = rows["quarantine"]
    assert (row.record_id, row.reason) == ("7001", reason)


def test_an_exchange_is_no_refund_unless_money_went_back():
    assert not is_refund(case(aftersale_type=3, refund_status=0))
    assert not is_refund(case(aftersale_type="8", refund_status="0"))
    assert is_refund(case(aftersale_type=3, refund_status=3))
    assert is_refund(case(aftersale_type=0, refund_status=0))
    assert is_refund(case(aftersale_type="？", refund_status=0)), "a person has to look at it"
    assert has_paid_out(case(refund_status="3"))
