"""Kuaishou's refunds and items: what an exchange is, when money went back, whose code it is."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from connectors.core.pulls import ShopHarvest
from connectors.platforms.kuaishou.mapping import map_item, map_refund
from connectors.platforms.kuaishou.records import (
    KsItem,
    KsProperty,
    KsPropertyValue,
    KsRefund,
    KsSku,
)

PAID = datetime(2020, 6, 18, 20, 15, 9)


def ms(moment):
    """With a part of the second, as the platform's clock has it."""
    return (moment - datetime(1970, 1, 1, 8)) // timedelta(milliseconds=1) + 417


def refund(**values):
    known = {
        "refund_id": 7_307_500_074_108_220_551,
        "oid": 2_307_500_074_108_220_551,
        "sku_id": 501,
        "status": 60,
        "handling_way": 10,
        "refund_fee": 1234,
        "create_time": ms(PAID),
        "end_time": ms(PAID),
        "update_time": ms(PAID),
        "shop_id": "1001",
    }
    return KsRefund(**(known | values))


def mapped_refund(record):
    harvest = ShopHarvest.empty("refunds")
    map_refund(record, harvest, source="test")
    return harvest.rows["refunds"], harvest.rows["quarantine"]


@pytest.mark.parametrize(
    ("status", "state"),
    [*((s, "pending") for s in (10, 11, 12, 20, 21, 22, 30, 40, 45, 50)), (60, "succeeded"),
     (70, "closed")],
)  # fmt: skip
def test_a_refund_counts_when_the_money_went_back(status, state):
    ((row,), _) = mapped_refund(refund(status=status))

    assert row.refund_state == state
    assert row.succeeded_at == (PAID if state == "succeeded" else None)
    assert (row.amount_fen, row.line_id) == (1234, "501")


@pytest.mark.parametrize("status", [10, 45, 60, 70, 99])
def test_an_exchange_gives_no_money_back(status):
    ((row,), quarantined) = mapped_refund(refund(handling_way=3, status=status))

    assert (row.refund_state, row.succeeded_at) == ("closed", None)
    assert quarantined == []


@pytest.mark.parametrize(
    ("end_time", "succeeded_at"),
    [
        (ms(PAID), PAID),
        (0, PAID + timedelta(hours=1)),
        # a deadline ahead is not the moment at which the money went back
        (ms(PAID) + 86_400_000, PAID + timedelta(hours=1)),
    ],
)
def test_the_moment_of_success(end_time, succeeded_at):
    record = refund(end_time=end_time, update_time=ms(PAID) + 3_600_000)
    ((row,), _) = mapped_refund(record)
    assert row.succeeded_at == succeeded_at


@pytest.mark.parametrize(
    ("changes", "reason", "amount_fen"),
    [
        ({"status": 55}, "unknown_state", 1234),
        ({"oid": 0}, "missing:oid", 1234),
        ({"refund_fee": -1}, "negative_amount", -1),
        ({"refund_fee": "12.34"}, "bad_amount:refundFee", None),
        ({"refund_fee": None}, "missing:refundFee", None),
        ({"update_time": 0}, "missing:updateTime", 1234),
    ],
)
def test_a_refund_that_cannot_be_read_is_quarantined(changes, reason, amount_fen):
    rows, (row,) = mapped_refund(refund(**changes))
    assert rows == []
    assert (row.reason, row.amount_fen) == (reason, amount_fen)


def test_a_refund_without_a_sku_is_one_of_the_whole_order():
    ((row,), _) = mapped_refund(refund(sku_id=0))
    assert row.line_id is None


def mapped_item(**values):
    harvest = ShopHarvest.empty("items")
    map_item(KsItem(kwai_item_id=7001, title="示例脐橙", **values), harvest, source="test")
    (row,) = harvest.rows["items"]
    return row


@pytest.mark.parametrize(
    ("codes", "code"),
    [(["A"], "A"), (["A", "A"], "A"), (["A", "B"], None), (["A", ""], None), ([], None)],
)
def test_an_item_has_the_code_that_all_its_skus_share(codes, code):
    assert mapped_item(sku_list=[KsSku(sku_nick=c) for c in codes]).merchant_code == code


def test_an_items_origin_is_chosen_or_typed():
    chosen = KsProperty(prop_name="产地", radio_prop_value=KsPropertyValue(prop_value="花垣县"))
    typed = KsProperty(prop_name="原产地", text_prop_value=" 凤凰县 ")
    other = KsProperty(prop_name="包装方式", text_prop_value="箱")

    assert mapped_item(item_prop_values=[other, chosen]).item_origin_text == "花垣县"
    assert mapped_item(item_prop_values=[typed]).item_origin_text == "凤凰县"
    assert mapped_item(item_prop_values=[other]).item_origin_text is None
