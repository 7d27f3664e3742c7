"""Kuaishou's orders: who bears what, when an order counts, what one bad field leaves."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.core.errors import RecordRejected
from connectors.core.pulls import ShopHarvest
from connectors.platforms.kuaishou.amounts import order_amounts
from connectors.platforms.kuaishou.client import _order
from connectors.platforms.kuaishou.mapping import map_order
from connectors.platforms.kuaishou.records import (
    KsLine,
    KsOrder,
    KsOrderBase,
)
from connectors.platforms.kuaishou.states import standing

CREATED, PAID = datetime(2020, 6, 18, 20, 14, 3), datetime(2020, 6, 18, 20, 15, 9)


def ms(moment):
    """With a part of the second, as the platform's clock has it."""
    return (moment - datetime(1970, 1, 1, 8)) // timedelta(milliseconds=1) + 417


def base(**values):
    known = {
        "oid": 2_307_500_074_108_220_551,
        "status": 30,
        "activity_type": 1,
        "pay_type": 1,
        "create_time": ms(CREATED),
        "pay_time": ms(PAID),
        "send_time": 0,
        "recv_time": 0,
        "update_time": ms(PAID),
        "total_fee": 5980 - 600,
        "discount_fee": 600 + 300,
        "express_fee": 1000,
    }
    return KsOrderBase(**(known | values))


def line(**values):
    known = {
        "item_id": 7001,
        "sku_id": 501,
        "sku_nick": "HN-1",
        "item_title": "示例脐橙",
        "num": 2,
        "price": 2990,
        "original_price": 3490,
    }
    return KsLine(**(known | values))


def mapped(order):
    harvest = ShopHarvest.empty("orders")
    map_order(order, harvest, source="test")
    return harvest


def rejected_as(order):
    (row,) = mapped(order).rows["quarantine"]
    return row


# --- amounts ---------------------------------------------------------------------------------


def test_who_bears_what_follows_from_the_two_totals():
    amounts = order_amounts(base(), line())

    assert amounts.goods_fen == 5980
    assert amounts.seller_discount_fen == 600
    assert amounts.platform_subsidy_fen == 300
    assert amounts.freight_fen == 1000
    # the buyer's own money for the goods: neither freight nor the platform's coupon
    assert amounts.paid_fen == 5080


@given(
    price=st.integers(0, 10**7),
    num=st.integers(1, 999),
    seller=st.integers(0, 10**9),
    platform=st.integers(0, 10**9),
    freight=st.integers(0, 10**5),
)
def test_what_buyer_seller_and_platform_bear_is_the_price(price, num, seller, platform, freight):
    goods = price * num
    seller = min(seller, goods)
    platform = min(platform, goods - seller)
    order = base(total_fee=goods - seller, discount_fee=seller + platform, express_fee=freight)

    found = order_amounts(order, line(price=price, num=num))

    assert (found.seller_discount_fen, found.platform_subsidy_fen) == (seller, platform)
    parts = found.paid_fen + found.seller_discount_fen + found.platform_subsidy_fen
    assert parts == found.goods_fen == goods


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        # totalFee with the freight in it: another meaning than the documented one
        ({"total_fee": 5980 + 1000}, "amounts_disagree"),
        # less than all reductions together leave: the platform would bear a negative part
        ({"total_fee": 5000}, "amounts_disagree"),
        ({"discount_fee": 7000, "total_fee": 5980}, "amounts_disagree"),
        ({"express_fee": -1}, "amounts_disagree"),
        ({"total_fee": None}, "missing:totalFee"),
        ({"total_fee": "53.80"}, "bad_amount:totalFee"),
        ({"discount_fee": "９００"}, "bad_amount:discountFee"),
        ({"government_discount": 100}, "unknown_discount"),
        ({"trade_in_pay_after_promo_amount": "100"}, "unknown_discount"),
    ],
)
def test_amounts_that_cannot_be_right_are_refused(changes, reason):
    with pytest.raises(RecordRejected) as refused:
        order_amounts(base(**changes), line())
    assert refused.value.reason == reason


@pytest.mark.parametrize("num", [None, 0, -1])
def test_no_number_of_pieces_is_no_order(num):
    with pytest.raises(RecordRejected) as refused:
        order_amounts(base(), line(num=num))
    assert refused.value.reason == "bad_quantity"


def test_a_discount_at_the_cashier_is_a_means_of_payment():
    assert order_amounts(base(pay_channel_discount=50), line()).paid_fen == 5080


# --- states ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "state", "booked_at"),
    [
        ({"status": 10, "pay_time": 0}, "unpaid", None),
        ({"status": 30}, "sale", PAID),
        ({"status": 40}, "sale", PAID),
        ({"status": 50}, "sale", PAID),
        ({"status": 70}, "sale", PAID),
        ({"status": 80, "pay_time": 0}, "closed", None),
        # closed after payment: the sale stands, its refund stands against it
        ({"status": 80}, "sale", PAID),
        ({"status": 10, "activity_type": 6}, "deposit", None),
        ({"status": 10, "activity_type": 6, "pay_time": 0}, "unpaid", None),
        ({"status": 30, "activity_type": 6}, "sale", PAID),
        ({"status": 80, "activity_type": 6, "send_time": ms(PAID)}, "sale", PAID),
        ({"status": 80, "activity_type": 6, "pay_time": 0}, "closed", None),
        # used first, paid later: nothing is received before the order succeeds
        ({"status": 40, "pay_type": 88}, "unpaid", None),
        ({"status": 50, "pay_type": 88, "recv_time": ms(PAID)}, "unpaid", None),
        (
            {"status": 70, "pay_type": 88, "recv_time": ms(PAID) + 86_400_000},
            "sale",
            PAID + timedelta(days=1),
        ),
        ({"status": 80, "pay_type": 88}, "closed", None),
    ],
)
def test_when_an_order_counts(changes, state, booked_at):
    assert standing(base(**changes)) == (state, booked_at)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": 0}, "unknown_state"),
        ({"status": 60}, "unknown_state"),
        ({"status": None}, "unknown_state"),
        ({"status": 30, "pay_time": 0}, "missing:payTime"),
        # seconds where milliseconds are stated
        ({"status": 30, "pay_time": ms(PAID) // 1000}, "bad_time:payTime"),
        # was the rest ever paid, or the deposit forfeited?
        ({"status": 80, "activity_type": 6}, "presale_closed"),
        ({"status": 70, "pay_type": 88}, "missing:recvTime"),
        ({"status": 80, "pay_type": 88, "recv_time": ms(PAID)}, "pay_later_closed"),
    ],
)
def test_an_order_in_doubt_is_never_a_sale(changes, reason):
    order = KsOrder(order_base_info=base(**changes), order_item_info=line())

    harvest = mapped(order)

    assert harvest.rows["orders"] == harvest.rows["lines"] == []
    (row,) = harvest.rows["quarantine"]
    assert row.reason == reason
    assert row.amount_fen == 5080


# --- orders ----------------------------------------------------------------------------------


def test_an_order_and_its_one_line():
    (order,), (row,) = (
        mapped(KsOrder(order_base_info=base(), order_item_info=line(), shop_id="1001")).rows[name]
        for name in ("orders", "lines")
    )

    assert order.order_id == "2307500074108220551", "nineteen digits, exact"
    assert order.created_at == CREATED, "cut to the second"
    assert order.modified_at == order.booked_at == PAID
    assert order.platform_state == "30"
    assert order.merchant_receipt_fen is None
    assert (row.line_id, row.sku_id, row.item_id) == ("501", "501", "7001")
    assert (row.quantity, row.list_fen, row.line_paid_fen) == (2, 5980, 5080)
    assert row.merchant_code == "HN-1"
    assert not row.is_gift


def test_an_item_without_a_sku_is_its_own_line():
    order = KsOrder(order_base_info=base(), order_item_info=line(sku_id=0, sku_nick=""))

    (row,) = mapped(order).rows["lines"]

    assert (row.line_id, row.sku_id, row.merchant_code) == ("7001", None, None)


def test_an_order_without_its_item_is_no_order():
    row = rejected_as(KsOrder(order_base_info=base()))
    assert (row.reason, row.amount_fen) == ("no_lines", None)


def raw_order(**parts):
    known = {
        "orderBaseInfo": b'{"oid": 7, "status": 30, "updateTime": 1592482509417}',
        "orderItemInfo": b'{"itemId": 1, "num": 1}',
        "orderAddress": '{"province": "湖南省", "consignee": "某人"}'.encode(),
    }
    raws = {name: msgspec.Raw(text) for name, text in (known | parts).items()}
    return _order(msgspec.Raw(msgspec.json.encode(raws)))


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"orderBaseInfo": b'{"oid": 7, "status": "paid"}'}, "unreadable:status"),
        ({"orderItemInfo": b'{"itemId": 1, "num": "many"}'}, "unreadable:num"),
        ({"orderItemInfo": b'[{"itemId": 1}]'}, "unreadable:item_id"),
        ({"orderItemInfo": b"null"}, "unreadable:item_id"),
    ],
)
def test_one_bad_field_leaves_the_orders_id(parts, reason):
    row = rejected_as(raw_order(**parts))
    assert (row.record_id, row.reason) == ("7", reason)


@pytest.mark.parametrize("raw", [b"null", b"7", b"[]", b"{}", b'{"orderBaseInfo": null}'])
def test_what_is_no_order_is_one_row_of_quarantine(raw):
    row = rejected_as(_order(msgspec.Raw(raw)))
    assert row.record_id.startswith("unreadable-")


def test_the_receivers_part_is_no_reason_to_refuse_an_order():
    assert raw_order().order_address.province == "湖南省"
    assert raw_order(orderAddress=b'{"province": 43}').order_address is None
    assert raw_order(orderAddress=b"null").unreadable is None
