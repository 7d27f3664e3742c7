"""Douyin's amounts: who bears what, what a line cost, and what can't be read exactly."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from connectors.core.errors import RecordRejected
from connectors.core.pulls import ShopHarvest
from connectors.platforms.douyin.amounts import order_amounts
from connectors.platforms.douyin.lenient import fen, optional_time
from connectors.platforms.douyin.mapping import map_order, map_product
from connectors.platforms.douyin.properties import origin_text
from connectors.platforms.douyin.records import (
    CategoryDetail,
    DouyinLine,
    DouyinOrder,
    DouyinProduct,
)

CREATED, PAID_SECONDS, CHANGED = 1592409600, 1592409661, 1592618400
PAID = datetime(2020, 6, 18, 0, 1, 1)


def line(**values):
    known = {
        "order_id": "60011",
        "product_id": 3473196049974326300,
        "sku_id": 501,
        "code": "HN-001",
        "product_name": "示例脐橙",
        "item_num": 2,
        "origin_amount": 5000,
        "sum_amount": 10000,
        "pay_amount": 9100,
        "post_amount": 600,
        "promotion_pay_amount": 100,
        "third_cid": 20174,
        "trade_type": 0,
    }
    return DouyinLine(**(known | values))


def order(**values):
    """100 yuan of goods: 10 by the shop, 3 by the platform, 2 by a talent, 1 by the channel."""
    known = {
        "shop_id": "77977",
        "order_id": "6001",
        "order_status": 5,
        "order_type": 0,
        "pay_type": 1,
        "create_time": CREATED,
        "pay_time": PAID_SECONDS,
        "finish_time": CHANGED,
        "update_time": CHANGED,
        "pay_amount": 9100,
        "post_amount": 600,
        "modify_amount": 0,
        "promotion_amount": 1500,
        "shop_cost_amount": 1000,
        "platform_cost_amount": 500,
        "promotion_pay_amount": 100,
        "sku_order_list": [line()],
    }
    return DouyinOrder(**(known | values))


def mapped(record):
    harvest = ShopHarvest.empty("orders")
    map_order(record, harvest, source="test")
    return harvest


def reason(record):
    ((row,),) = [mapped(record).rows["quarantine"]]
    return row.reason


def test_the_buyers_own_money_is_without_freight_and_without_what_others_gave():
    harvest = mapped(order())
    (row,) = harvest.rows["orders"]
    assert row.paid_fen == 10000 - 1000 - 500 - 100
    assert row.goods_fen == 10000
    assert row.order_discount_fen == 1000
    # platform, talent and payment channel: nothing of that is the buyer's
    assert row.platform_subsidy_fen == 500 + 100
    assert row.freight_fen == 600
    assert row.merchant_receipt_fen is None
    assert (row.sale_state, row.booked_at) == ("sale", PAID)
    (found,) = harvest.rows["lines"]
    assert found.line_paid_fen == row.paid_fen
    assert found.list_fen == 10000
    assert found.item_id == "3473196049974326300", "nineteen digits stay exact"
    assert found.platform_category == "20174"


def test_numbers_as_texts_and_texts_in_quotes_are_read():
    loose = order(
        order_id='"6001"',
        order_status="5",
        pay_amount="9100",
        post_amount='"600"',
        update_time=str(CHANGED),
        sku_order_list=[line(order_id='"60011"', item_num="2", out_sku_id="0", code="")],
    )
    (row,) = mapped(loose).rows["orders"]
    plain = mapped(order()).rows["orders"][0]
    assert replace(row, payload_sha256="") == replace(plain, payload_sha256="")
    (found,) = mapped(loose).rows["lines"]
    assert found.line_id == "60011"
    assert found.merchant_code is None


def test_the_merchants_code_of_the_sku_is_the_second_choice():
    (found,) = mapped(order(sku_order_list=[line(code="", out_sku_id=43564553)])).rows["lines"]
    assert found.merchant_code == "43564553"


@pytest.mark.parametrize(
    ("spoilt", "expected"),
    [
        ({"platform_cost_amount": 400}, "unknown_bearer"),
        ({"pay_amount": 9099}, "amounts_disagree"),
        ({"pay_amount": 650}, "negative_amount"),
        ({"pay_amount": None}, "missing:pay_amount"),
        # an amount that is not told is not 0
        ({"post_amount": None}, "missing:post_amount"),
        ({"promotion_pay_amount": None}, "missing:promotion_pay_amount"),
        ({"shop_cost_amount": None}, "missing:shop_cost_amount"),
        (
            {"sku_order_list": [line(promotion_pay_amount=None)]},
            "missing:sku_order_list.promotion_pay_amount",
        ),
        ({"pay_amount": "91.00"}, "bad_amount:pay_amount"),
        ({"post_amount": "600.5"}, "bad_amount:post_amount"),
        ({"sku_order_list": []}, "no_lines"),
        ({"sku_order_list": [line(pay_amount=9101)]}, "lines_disagree_with_order"),
        ({"sku_order_list": [line(item_num=0)]}, "bad_quantity"),
        ({"sku_order_list": [line(order_id=None)]}, "missing:sku_order_id"),
        ({"create_time": 0}, "missing:create_time"),
        ({"update_time": "gestern"}, "bad_code:update_time"),
        # milliseconds where seconds are promised
        ({"create_time": CREATED * 1000}, "bad_time:create_time"),
        ({"order_id": '""'}, "missing:order_id"),
    ],
)
def test_what_is_not_exact_goes_to_quarantine(spoilt, expected):
    harvest = mapped(order(**spoilt))
    assert reason(order(**spoilt)) == expected
    assert harvest.rows["orders"] == harvest.rows["lines"] == []


def test_a_quarantined_order_keeps_what_can_be_told():
    ((row,),) = [mapped(order(order_status=999)).rows["quarantine"]]
    assert (row.record_id, row.reason) == ("6001", "unknown_state")
    assert row.amount_fen == 9100 - 600 - 100
    assert row.occurred_at == PAID
    ((row,),) = [mapped(order(pay_amount="9100.00")).rows["quarantine"]]
    assert row.amount_fen is None, "unknown is null"


@pytest.mark.parametrize("in_lines", [True, False])
def test_a_price_that_the_seller_changed_by_hand_is_the_price(in_lines):
    """Whether the lines' sums hold the change already is not documented: both close exactly."""
    listed = 9000 if in_lines else 10000
    changed = order(
        modify_amount=-1000,
        pay_amount=8100,
        sku_order_list=[line(sum_amount=listed, pay_amount=8100)],
    )
    (row,) = mapped(changed).rows["orders"]
    assert row.goods_fen == 9000
    assert row.paid_fen == 8100 - 600 - 100


def test_a_gift_is_a_line_at_nothing():
    gift = line(
        order_id="60012",
        given_product_type="FREE",
        origin_amount=0,
        sum_amount=0,
        pay_amount=0,
        post_amount=0,
        promotion_pay_amount=0,
        item_num=1,
    )
    lines = mapped(order(sku_order_list=[line(), gift])).rows["lines"]
    assert [(found.is_gift, found.line_paid_fen) for found in lines] == [(False, 8400), (True, 0)]


FEN = st.integers(0, 10**9)


@given(FEN, FEN, FEN, FEN, FEN)
def test_what_everybody_gave_sums_to_the_goods(paid, shop, platform, channel, freight):
    goods = paid + shop + platform + channel
    record = order(
        pay_amount=paid + channel + freight,
        post_amount=freight,
        promotion_amount=shop + platform,
        shop_cost_amount=shop,
        platform_cost_amount=platform,
        promotion_pay_amount=channel,
    )
    found = order_amounts(record, [line(sum_amount=goods)])
    assert found.paid_fen == paid
    assert found.goods_fen == found.paid_fen + found.shop_discount_fen + found.subsidy_fen


@pytest.mark.parametrize("text", ["1.5", "１００", "true", "1e3", "--1", "9100 fen"])
def test_no_other_text_is_an_amount(text):
    with pytest.raises(RecordRejected, match="whole number"):
        fen(text, "pay_amount")


def test_zero_is_no_time():
    assert optional_time(0, "pay_time") is optional_time("0", "pay_time") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"产地":"湖南省怀化市","净含量":"5kg"}', "湖南省怀化市"),
        ("净含量|5kg^产地|湖南省怀化市", "湖南省怀化市"),
        ('{"原产地": " 湖南省 "}', "湖南省"),
        ('{"产地": ["湖南省"]}', None),
        ('{"产地": ', None),
        ("", None),
        ('{"净含量":"5kg"}', None),
    ],
)
def test_where_a_product_comes_from(text, expected):
    assert origin_text(text) == expected


def test_a_product_becomes_an_item():
    harvest = ShopHarvest.empty("items")
    product = DouyinProduct(
        shop_id="77977",
        product_id=3473196049974326300,
        name="示例脐橙",
        outer_product_id="HN-001",
        update_time=CHANGED,
        product_format='{"产地":"湖南省怀化市"}',
        category_detail=CategoryDetail(first_cid=20005, second_cid=20174, third_cid=0),
    )
    map_product(product, harvest, source="test")
    (row,) = harvest.rows["items"]
    assert (row.item_id, row.merchant_code) == ("3473196049974326300", "HN-001")
    assert (row.platform_category, row.item_origin_text) == ("20174", "湖南省怀化市")
