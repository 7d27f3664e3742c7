"""Pinduoduo's states and amounts: who bears which discount, and when an order counts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.core.pulls import ShopHarvest
from connectors.platforms.pdd.amounts import order_amounts
from connectors.platforms.pdd.mapping import map_goods, map_order, map_refund
from connectors.platforms.pdd.records import (
    PddGift,
    PddGoods,
    PddLine,
    PddOrder,
    PddRefund,
    PddServiceFee,
    PddSku,
    PddStep,
)
from connectors.platforms.pdd.states import standing

CREATED, PAID, FORMED = "2020-05-31 22:00:00", "2020-05-31 22:00:40", "2020-06-01 03:00:00"


def yuan(fen):
    """The number as Java prints a double: 188.0, 19.9."""
    return Decimal(f"{fen // 100}.{fen % 100:02d}".removesuffix("0"))


def order(**values):
    known = {
        "order_sn": "200531-111222333444555",
        "confirm_status": 1,
        "group_status": 1,
        "order_status": 1,
        "refund_status": 1,
        "after_sales_status": 0,
        "trade_type": 0,
        "duoduo_wholesale": 0,
        "created_time": CREATED,
        "pay_time": PAID,
        "confirm_time": FORMED,
        "updated_at": "2020-06-02 10:00:00",
        "goods_amount": yuan(10000),
        "order_change_amount": yuan(0),
        "discount_amount": yuan(0),
        "platform_discount": yuan(0),
        "seller_discount": yuan(0),
        "postage": yuan(600),
        "pay_amount": yuan(10600),
        "cat_id_3": 4780,
        "cat_id_4": 0,
        "item_list": [PddLine(sku_id=501, goods_price=yuan(10000), goods_count=1)],
    }
    return PddOrder(**(known | values))


def mapped(record):
    harvest = ShopHarvest.empty("orders")
    map_order(record, harvest, source="test")
    return harvest.rows


def reason(record):
    rows = mapped(record)
    assert rows["orders"] == rows["lines"] == []
    (row,) = rows["quarantine"]
    return row.reason


# --- when an order counts --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # the group formed in the next month: the sale counts there, not when the buyer paid
        ({}, ("sale", datetime(2020, 6, 1, 3))),
        ({"order_status": 3, "refund_status": 4}, ("sale", datetime(2020, 6, 1, 3))),
        ({"confirm_status": 2, "refund_status": 4}, ("sale", datetime(2020, 6, 1, 3))),
        ({"confirm_status": 2, "group_status": 2, "confirm_time": ""}, ("closed", None)),
        ({"confirm_status": 0, "group_status": 0, "confirm_time": ""}, ("deposit", None)),
        (
            {"confirm_status": 0, "group_status": 0, "confirm_time": "", "pay_time": ""},
            ("unpaid", None),
        ),
        ({"duoduo_wholesale": 1}, ("wholesale", None)),
    ],
)
def test_an_order_counts_when_its_group_forms(values, expected):
    assert standing(order(**values)) == expected


@pytest.mark.parametrize(
    ("step", "values", "expected"),
    [
        (0, {"confirm_status": 0}, ("unpaid", None)),
        (1, {}, ("deposit", None)),
        (1, {"confirm_status": 2}, ("closed", None)),
        (2, {"pay_time": "2020-06-20 00:00:10"}, ("sale", datetime(2020, 6, 20, 0, 0, 10))),
        (2, {}, ("sale", datetime(2020, 6, 1, 3))),
    ],
)
def test_a_presale_counts_at_its_final_payment(step, values, expected):
    presale = order(trade_type=1, step_order_info=PddStep(step_trade_status=step), **values)
    assert standing(presale) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"confirm_status": 7}, "unknown_state"),
        ({"confirm_status": None}, "unknown_state"),
        ({"order_status": 9}, "unknown_state"),
        ({"refund_status": 5}, "unknown_state"),
        ({"group_status": 4}, "unknown_state"),
        ({"trade_type": 2}, "unknown_state"),
        ({"duoduo_wholesale": 3}, "unknown_state"),
        ({"trade_type": 1}, "unknown_step_state"),
        ({"confirm_time": ""}, "missing:confirm_time"),
        ({"ship_additional_origin_order": "200531-1"}, "freight_supplement"),
        ({"item_list": []}, "no_lines"),
        ({"item_list": [PddLine(goods_price=yuan(10000), goods_count=1)]}, "missing:sku_id"),
        ({"item_list": [PddLine(sku_id=1, goods_price=yuan(1), goods_count=0)]}, "bad_quantity"),
        ({"updated_at": None}, "missing:updated_at"),
        ({"order_sn": ""}, "missing:order_sn"),
    ],
)
def test_what_is_not_understood_is_no_sale(values, expected):
    assert reason(order(**values)) == expected


# --- who bears what --------------------------------------------------------------------------

fens = st.integers(0, 10**6)


@given(
    goods=st.integers(0, 10**7),
    change=fens,
    seller=fens,
    platform=fens,
    reduction=st.integers(0, 10**5),
    freight=st.integers(0, 5000),
    service=st.integers(0, 3000),
    is_reduced_already=st.booleans(),
)
def test_the_buyers_own_money_is_exact(
    goods, change, seller, platform, reduction, freight, service, is_reduced_already
):
    goods += change + seller + platform + reduction
    due = goods - change - seller - platform + freight + service
    record = order(
        goods_amount=yuan(goods - change),
        order_change_amount=yuan(change),
        discount_amount=yuan(seller + platform),
        seller_discount=yuan(seller),
        platform_discount=yuan(platform),
        capital_free_discount=yuan(0),
        duo_duo_pay_reduction=yuan(reduction),
        postage=yuan(freight),
        service_fee_detail=[PddServiceFee(service_fee=yuan(service))],
        pay_amount=yuan(due - reduction if is_reduced_already else due),
        item_list=[PddLine(sku_id=501, goods_price=yuan(goods), goods_count=1)],
    )
    found = order_amounts(record)
    assert found.goods_fen == goods
    assert found.discount_fen == seller + change
    assert found.platform_subsidy_fen == platform + reduction
    assert found.freight_fen == freight
    # neither freight nor services, and no coupon of anybody
    assert found.paid_fen == goods - change - seller - platform - reduction


def test_a_leaders_free_order_has_no_bearer_that_anybody_named():
    free = order(
        discount_amount=yuan(10000),
        capital_free_discount=yuan(9000),
        seller_discount=yuan(1000),
        pay_amount=yuan(600),
    )
    found = order_amounts(free)
    assert found.paid_fen == 0
    assert found.discount_fen is None
    assert found.platform_subsidy_fen is None


def test_a_voucher_of_the_state_is_the_buyers_consideration():
    at_payment = order(
        trade_in_national_subsidy_amount=yuan(2000), trade_in_national_subsidy_amount_type=1
    )
    assert order_amounts(at_payment).paid_fen == 10000
    for kind in (None, 2, 3):
        unclear = order(
            trade_in_national_subsidy_amount=yuan(2000), trade_in_national_subsidy_amount_type=kind
        )
        assert reason(unclear) == "unclear_subsidy"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"pay_amount": yuan(10601)}, "amounts_disagree"),
        ({"pay_amount": yuan(10500), "duo_duo_pay_reduction": yuan(99)}, "amounts_disagree"),
        ({"pay_amount": None}, "missing:pay_amount"),
        ({"pay_amount": Decimal("106.005")}, "bad_amount:pay_amount"),
        ({"pay_amount": Decimal("NaN")}, "bad_amount:pay_amount"),
        ({"goods_amount": None}, "missing:goods_amount"),
        ({"goods_amount": Decimal("1E-3")}, "bad_amount:goods_amount"),
        ({"platform_discount": None}, "missing:platform_discount"),
        ({"seller_discount": yuan(100), "discount_amount": yuan(90)}, "discounts_disagree"),
        ({"discount_amount": yuan(100), "pay_amount": yuan(10500)}, "discounts_disagree"),
        ({"order_change_amount": yuan(1)}, "lines_disagree_with_order"),
        (
            {
                "platform_discount": Decimal("-1.0"),
                "seller_discount": yuan(100),
                "discount_amount": yuan(0),
            },
            "negative_amount",
        ),
        (
            {
                "seller_discount": yuan(10100),
                "discount_amount": yuan(10100),
                "pay_amount": yuan(500),
            },
            "negative_amount",
        ),
    ],
)
def test_sums_that_do_not_hold_are_quarantined(values, expected):
    assert reason(order(**values)) == expected


def test_an_order_without_the_changed_price_is_not_held_against_its_lines():
    """Older answers don't tell it."""
    silent = order(order_change_amount=None, goods_amount=yuan(9000), pay_amount=yuan(9600))
    (row,) = mapped(silent)["orders"]
    assert (row.goods_fen, row.paid_fen) == (9000, 9000)


def test_a_record_without_its_number_can_not_be_read():
    for kind in (PddOrder, PddRefund, PddGoods):
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(b'{"pay_amount":1.0}', type=kind)
    (row,) = refund(id="")["quarantine"]
    assert row.reason == "missing:id"


def test_amounts_are_read_digit_by_digit():
    body = b'{"order_sn":"1","pay_amount":9007199254740993.01,"goods_amount":"19.90"}'
    record = msgspec.json.decode(body, type=PddOrder)
    assert record.pay_amount == Decimal("9007199254740993.01")
    assert record.goods_amount == Decimal("19.90")


# --- lines -------------------------------------------------------------------------------------


def test_lines_and_gifts():
    item = {"sku_id": "501", "goods_id": 9, "goods_price": yuan(5000), "goods_count": 2}
    found = mapped(
        order(
            item_list=[PddLine(outer_id="", outer_goods_id="HN-1", goods_name="脐橙", **item)],
            gift_list=[
                PddGift(sku_id=501, goods_price=yuan(300), goods_count=1, order_sn=""),
                # an order of its own: it comes with that order
                PddGift(sku_id=502, goods_count=1, order_sn="200531-9"),
            ],
        )
    )
    line, gift = found["lines"]
    assert (line.line_id, line.list_fen, line.is_gift) == ("501", 10000, False)
    assert (line.merchant_code, line.platform_category) == ("HN-1", "4780")
    assert (line.item_id, line.line_paid_fen) == ("9", None)
    assert (gift.line_id, gift.is_gift, gift.platform_category) == ("501-2", True, None)


def test_what_costs_nothing_is_a_gift():
    free = PddLine(sku_id=2, goods_price=yuan(0), goods_count=1)
    paid = PddLine(sku_id=1, goods_price=yuan(10000), goods_count=1)
    assert [line.is_gift for line in mapped(order(item_list=[paid, free]))["lines"]] == [
        False,
        True,
    ]


def test_nothing_names_a_buyer():
    (row,) = mapped(order())["orders"]
    assert row.buyer_hmac is None
    assert row.platform_state == "confirm=1;group=1;order=1;refund=1"


# --- refunds and goods ------------------------------------------------------------------------


def refund(**values):
    known = {
        "id": 301851299,
        "order_sn": "200531-111222333444555",
        "after_sales_status": 10,
        "after_sales_type": 3,
        "refund_amount": "8.00",
        "created_time": "2020-06-01 10:00:00",
        "updated_time": "2020-06-09 10:00:00",
    }
    harvest = ShopHarvest.empty("refunds")
    map_refund(PddRefund(**(known | values)), harvest, source="test")
    return harvest.rows


@pytest.mark.parametrize(
    ("status", "state"),
    [
        *((number, "pending") for number in (2, 3, 4, 5, 6, 7, 8, 31, 33)),
        *((number, "closed") for number in (9, 11, 12, 13)),
        # exchanges, parts sent again, repairs: however they end, no money goes back
        *((number, "pending") for number in (14, 15, 18, 21, 22, 27, 32)),
        *((number, "closed") for number in (16, 17, 24, 25)),
        (10, "succeeded"),
    ],
)
def test_money_goes_back_in_one_state_alone(status, state):
    (row,) = refund(after_sales_status=status)["refunds"]
    assert row.refund_state == state
    assert row.succeeded_at == (datetime(2020, 6, 9, 10) if state == "succeeded" else None)
    assert (row.refund_id, row.amount_fen, row.line_id) == ("301851299", 800, None)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"after_sales_status": 0}, "unknown_state"),
        ({"after_sales_status": 99}, "unknown_state"),
        ({"after_sales_status": None}, "unknown_state"),
        ({"order_sn": None}, "missing:order_sn"),
        ({"refund_amount": ""}, "missing:refund_amount"),
        ({"refund_amount": "8.001"}, "bad_amount:refund_amount"),
        ({"refund_amount": "-8.00"}, "negative_amount"),
        ({"updated_time": ""}, "missing:updated_time"),
    ],
)
def test_refunds_that_are_not_understood_are_quarantined(values, expected):
    (row,) = refund(**values)["quarantine"]
    assert (row.reason, row.record_id) == (expected, "301851299")


@pytest.mark.parametrize(
    ("own", "skus", "expected"),
    [
        ("HN-1", ["A", "B"], "HN-1"),
        ("", ["A", "A"], "A"),
        ("", ["A", "B"], None),
        ("", ["", ""], None),
        (None, [], None),
    ],
)
def test_goods_have_the_code_that_all_their_skus_share(own, skus, expected):
    harvest = ShopHarvest.empty("items")
    goods = PddGoods(
        goods_id=7001,
        outer_goods_id=own,
        cat_id=4780,
        origin_text="湖南省花垣县",
        sku_list=[PddSku(outer_id=code) for code in skus],
    )
    map_goods(goods, harvest, source="test")
    (row,) = harvest.rows["items"]
    assert row.merchant_code == expected
    assert (row.item_id, row.platform_category) == ("7001", "4780")
    assert (row.item_origin_text, row.modified_at) == ("湖南省花垣县", None)


def test_an_unknown_state_is_counted_under_its_own_name():
    harvest = ShopHarvest.empty("orders")
    for place, number in enumerate((7, 7, 9)):
        map_order(order(order_sn=str(place), confirm_status=number), harvest, source="test")
    assert harvest.unknown_states == {"confirm_status/7": 2, "confirm_status/9": 1}
