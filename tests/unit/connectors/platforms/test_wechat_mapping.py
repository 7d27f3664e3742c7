"""WeChat's amounts, discounts, lines, refunds and items, field by field."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.core.pulls import ShopHarvest
from connectors.platforms.wechat import mapping
from connectors.platforms.wechat.records import WechatItem, WechatOrder, WechatRefund

MAY = 1_590_969_600  # 2020-06-01 08:00:00 in Beijing
PRICE = {
    "product_price": 20000,
    "freight": 500,
    "original_order_price": 20500,
    "order_price": 10500,
    "discounted_price": 10000,
    "merchant_receieve_price": 10500,
}
LINE = {"product_id": "234245", "sku_id": "23424", "sku_cnt": 10, "sale_price": 2000}


def order_of(*, price=None, lines=None, **changes):
    detail = {
        "product_infos": [LINE] if lines is None else lines,
        "price_info": PRICE | (price or {}),
        "pay_info": {"payment_method": 1, "pay_time": MAY + 60},
    }
    fields = {"order_id": "37423523451235145", "status": 20, "create_time": MAY}
    return msgspec.convert(
        fields | {"update_time": MAY + 90, "order_detail": detail} | changes, WechatOrder
    )


def mapped(order):
    harvest = ShopHarvest.empty("orders")
    mapping.map_order(order, harvest, source="test")
    assert len(harvest.raw) == 1
    return harvest


def read(**changes):
    harvest = mapped(order_of(**changes))
    assert harvest.rows["quarantine"] == []
    (order,) = harvest.rows["orders"]
    return order, harvest.rows["lines"]


def reason(**changes):
    harvest = mapped(order_of(**changes))
    assert harvest.rows["orders"] == harvest.rows["lines"] == []
    (row,) = harvest.rows["quarantine"]
    return row.reason


def test_the_official_sample_adds_up():
    order, (line,) = read()

    assert (order.goods_fen, order.freight_fen, order.order_discount_fen) == (20000, 500, 10000)
    assert (order.paid_fen, order.platform_subsidy_fen) == (10000, 0)
    assert order.merchant_receipt_fen == 10500
    assert (line.quantity, line.list_fen, line.line_paid_fen) == (10, 20000, None)
    assert str(order.booked_at) == "2020-06-01 08:01:00"
    assert order.platform_state == "20"


@pytest.mark.parametrize("bearer", ["finder_discounted_price", "cash_coupon_discounted_price"])
def test_what_talent_or_platform_bear_is_neither_the_buyers_nor_the_sellers(bearer):
    order, _ = read(price={"order_price": 10200, bearer: 300})

    assert order.paid_fen == 9700
    assert order.platform_subsidy_fen == 300
    assert order.order_discount_fen == 10000
    assert order.merchant_receipt_fen == 10500


def test_a_voucher_of_the_state_is_the_buyers_consideration():
    order, _ = read(price={"order_price": 9000, "national_subsidy_discounted_price": 1500})

    assert order.paid_fen == 10000
    assert order.platform_subsidy_fen == 0


@pytest.mark.parametrize("seller", ["deduction_price", "change_down_price", "vip_discounted_price"])
def test_other_discounts_of_the_seller_beside_the_named_one(seller):
    order, _ = read(price={"order_price": 10400, "merchant_receieve_price": 10400, seller: 100})

    assert order.paid_fen == 9900
    assert order.order_discount_fen == 10100


def test_members_and_group_discounts_may_be_part_of_the_sellers_one():
    order, _ = read(price={"vip_discounted_price": 100, "bulkbuy_discounted_price": 50})

    assert order.order_discount_fen == 10000


def test_half_of_the_other_discounts_beside_the_named_one_is_refused():
    price = {"vip_discounted_price": 100, "bulkbuy_discounted_price": 50}
    told = {"order_price": 10400, "merchant_receieve_price": 10400}
    assert reason(price=price | told) == "amounts_disagree"


def test_freight_that_was_changed_is_what_the_buyer_paid_for_it():
    order, _ = read(
        price={
            "is_change_freight": True,
            "change_freight": 200,
            "change_down_price": 300,
            "order_price": 10200,
            "merchant_receieve_price": 10200,
        }
    )

    assert order.freight_fen == 200
    assert order.paid_fen == 10000
    assert order.order_discount_fen == 10000


def test_without_the_sellers_receipt_it_follows_from_the_discounts_and_stays_unknown():
    order, _ = read(price={"merchant_receieve_price": None})

    assert order.merchant_receipt_fen is None
    assert order.order_discount_fen == 10000


@pytest.mark.parametrize(
    ("price", "expected"),
    [
        ({"order_price": 10499}, "amounts_disagree"),
        ({"merchant_receieve_price": 10501}, "amounts_disagree"),
        ({"finder_discounted_price": 1}, "amounts_disagree"),
        ({"freight": -1}, "negative_amount"),
        ({"freight": 10501}, "negative_amount"),
        ({"order_price": None}, "missing:order_price"),
        ({"order_price": "105.00"}, "bad_amount:order_price"),
        ({"product_price": None}, "missing:product_price"),
        ({"is_change_freight": True}, "missing:change_freight"),
    ],
)
def test_amounts_that_do_not_add_up_are_quarantined(price, expected):
    assert reason(price=price) == expected


def test_amounts_and_ids_may_come_as_texts():
    texts = {name: str(value) for name, value in PRICE.items()}
    order, (line,) = read(price=texts, lines=[LINE | {"sku_id": 23424, "sku_cnt": "10"}])

    assert order.paid_fen == 10000
    assert (line.sku_id, line.quantity) == ("23424", 10)


FEN = st.integers(0, 50_000)
PARTS = (
    "product_price", "freight", "discounted_price", "deduction_price", "change_down_price",
    "finder_discounted_price", "cash_coupon_discounted_price", "national_subsidy_discounted_price",
)  # fmt: skip


@settings(deadline=None)
@given(st.tuples(*[FEN] * len(PARTS)), st.integers(-3, 3))
def test_every_fen_has_one_bearer(amounts, slip):
    price = dict(zip(PARTS, amounts, strict=True))
    goods, freight, *seller, finder, coupon, voucher = amounts
    goods += sum(amounts)  # nothing is given away beyond what was asked
    price["product_price"] = goods
    price["original_order_price"] = goods + freight
    price["merchant_receieve_price"] = goods + freight - sum(seller)
    price["order_price"] = price["merchant_receieve_price"] - finder - coupon - voucher + slip

    if slip:
        assert reason(price=price) == "amounts_disagree"
        return
    order, _ = read(price=price)
    assert order.order_discount_fen == sum(seller)
    assert order.platform_subsidy_fen == finder + coupon
    assert order.paid_fen == goods - sum(seller) - finder - coupon
    assert order.merchant_receipt_fen == order.paid_fen + order.platform_subsidy_fen + freight


# --- lines ---------------------------------------------------------------------------------


def two_lines(first, second, **more):
    return [LINE | {"real_price": first}, LINE | {"sku_id": "9", "real_price": second} | more]


def test_lines_cost_what_the_platform_tells_where_that_sums_to_the_order():
    _, lines = read(lines=two_lines(6000, 4000))

    assert [line.line_paid_fen for line in lines] == [6000, 4000]


def test_lines_that_leave_the_states_voucher_out_tell_nothing():
    price = {"order_price": 9000, "national_subsidy_discounted_price": 1500}
    _, lines = read(price=price, lines=two_lines(6000, 2500))
    _, whole = read(price=price, lines=two_lines(6000, 4000))

    assert [line.line_paid_fen for line in lines] == [None, None]
    assert [line.line_paid_fen for line in whole] == [6000, 4000]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (two_lines(6000, 4001), "lines_disagree_with_order"),
        (two_lines(6000, None), "missing:real_price"),
        ([], "no_lines"),
        ([LINE | {"sku_id": ""}], "missing:sku_id"),
        ([LINE | {"sku_cnt": 0}], "bad_quantity"),
        ([LINE | {"sku_cnt": None}], "bad_quantity"),
        ([LINE | {"count": 9}], "bad_quantity"),
        ([LINE | {"sku_cnt": "١٠"}], "bad_quantity"),
        ([LINE | {"sale_price": None}], "missing:sale_price"),
    ],
)
def test_lines_that_cannot_be_read_quarantine_the_order(lines, expected):
    assert reason(lines=lines) == expected


def test_the_number_of_pieces_may_be_called_count():
    _, (line,) = read(lines=[{**LINE, "sku_cnt": None, "count": 10}])
    _, (both,) = read(lines=[LINE | {"count": 10}])

    assert line.quantity == both.quantity == 10


def test_a_gift_costs_nothing_and_leaves_the_plain_id_to_what_was_paid():
    gift = LINE | {"is_free_gift": 1, "sku_cnt": 1}
    _, lines = read(lines=[gift, LINE | {"real_price": 10000}])

    assert [line.line_id for line in lines] == ["23424-2", "23424"]
    assert [line.is_gift for line in lines] == [True, False]
    assert [line.line_paid_fen for line in lines] == [0, 10000]


def test_a_line_names_its_code_and_its_origin():
    attributes = [
        {"attr_key": "规格", "attr_value": "5斤"},
        {"attr_key": "产地", "attr_value": " 湖南省湘西州 "},
    ]
    _, (line,) = read(lines=[LINE | {"sku_code": "HH-1", "sku_attrs": attributes}])
    _, (other,) = read(lines=[LINE | {"sku_code": "", "out_sku_id": "OUT-1"}])

    assert (line.merchant_code, line.item_origin_text) == ("HH-1", "湖南省湘西州")
    assert (other.merchant_code, other.item_origin_text) == ("OUT-1", None)
    assert line.platform_category is None


def test_what_can_be_told_of_an_order_in_doubt():
    (row,) = mapped(order_of(status=77)).rows["quarantine"]

    assert row.reason == "unknown_state"
    assert (row.record_id, row.amount_fen) == ("37423523451235145", 10000)
    assert str(row.occurred_at) == "2020-06-01 08:01:00"
    assert str(row.modified_at) == "2020-06-01 08:01:30"


@pytest.mark.parametrize("value", ["soon", -5, 10**15])
def test_a_time_that_is_none_quarantines_the_order(value):
    assert reason(create_time=value) == "bad_time:create_time"


def test_a_time_of_zero_is_no_time():
    assert reason(update_time=0) == "missing:update_time"


# --- refunds -------------------------------------------------------------------------------

REFUND = {
    "after_sale_order_id": "90001",
    "order_id": "37423523451235145",
    "status": "MERCHANT_REFUND_SUCCESS",
    "type": "REFUND",
    "create_time": MAY,
    "update_time": MAY + 500,
    "complete_time": MAY + 400,
    "refund_info": {"amount": 1234},
    "product_info": {"product_id": "234245", "sku_id": "23424", "count": 1},
}


def refunded(**changes):
    harvest = ShopHarvest.empty("refunds")
    refund = msgspec.convert(REFUND | changes, WechatRefund)
    is_one = mapping.map_refund(refund, harvest, source="test")
    return is_one, harvest


def refund_row(**changes):
    is_one, harvest = refunded(**changes)
    assert is_one
    assert harvest.rows["quarantine"] == []
    return harvest.rows["refunds"][0]


def test_a_refund_that_succeeded_has_its_own_time():
    row = refund_row()

    assert (row.refund_state, row.amount_fen, row.line_id) == ("succeeded", 1234, "23424")
    assert str(row.succeeded_at) == "2020-06-01 08:06:40"
    assert str(row.modified_at) == "2020-06-01 08:08:20"


def test_a_refund_without_its_own_time_is_dated_by_nothing():
    assert refund_row(complete_time=0).succeeded_at is None
    assert refund_row(complete_time=None).succeeded_at is None


@pytest.mark.parametrize(
    ("status", "kind", "state"),
    [
        ("MERCHANT_RETURN_SUCCESS", "RETURN", "succeeded"),
        ("MERCHANT_REJECT_REFUND", "REFUND", "pending"),
        ("PLATFORM_REFUND_FAIL", "REFUND", "pending"),
        ("USER_CANCELD", "RETURN", "closed"),
        ("MERCHANT_REFUND_RETRY_FAIL", "REFUND", "closed"),
    ],
)
def test_only_money_that_went_back_is_a_refund(status, kind, state):
    row = refund_row(status=status, type=kind)

    assert row.refund_state == state
    assert (row.succeeded_at is not None) == (state == "succeeded")


@pytest.mark.parametrize("kind", ["EXCHANGE", "RESHIP"])
def test_a_replacement_is_no_refund(kind):
    is_one, harvest = refunded(type=kind, status="MERCHANT_EXCHANGE_SUCCESS")

    assert not is_one
    assert harvest.rows == {"refunds": [], "quarantine": []}
    assert (harvest.raw, harvest.record_count) == ([], 0)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"status": "MERCHANT_SHRUGS"}, "unknown_state"),
        ({"type": "DONATION"}, "unknown_type"),
        ({"refund_info": None}, "missing:refund_info.amount"),
        ({"refund_info": {"amount": -1}}, "negative_amount"),
        ({"refund_info": {"amount": "12.34"}}, "bad_amount:refund_info.amount"),
        ({"order_id": ""}, "missing:order_id"),
        ({"update_time": None}, "missing:update_time"),
    ],
)
def test_refunds_that_cannot_be_read_are_quarantined(changes, expected):
    is_one, harvest = refunded(**changes)

    assert is_one
    (row,) = harvest.rows["quarantine"]
    assert (row.reason, row.record_id) == (expected, "90001")


# --- items ---------------------------------------------------------------------------------


def item_row(**fields):
    harvest = ShopHarvest.empty("items")
    item = msgspec.convert({"product_id": "7001", "title": "猕猴桃"} | fields, WechatItem)
    mapping.map_item(item, harvest, source="test")
    assert harvest.rows["quarantine"] == []
    return harvest.rows["items"][0]


def test_an_item_has_the_leaf_of_its_category_and_its_origin():
    row = item_row(
        cats_v2=[{"cat_id": "1"}, {"cat_id": "2"}, {"cat_id": "3"}, {"cat_id": "4"}],
        cats=[{"cat_id": "8"}, {"cat_id": "9"}],
        attrs=[{"attr_key": "产地", "attr_value": "湖南省湘西州花垣县"}],
        edit_time=MAY,
    )

    assert (row.platform_category, row.item_origin_text) == ("4", "湖南省湘西州花垣县")
    assert str(row.modified_at) == "2020-06-01 08:00:00"
    assert item_row(cats=[{"cat_id": "8"}, {"cat_id": "9"}]).platform_category == "9"


def test_an_items_code_is_its_own_or_the_one_of_all_its_skus():
    same = [{"sku_id": "1", "sku_code": "HH-1"}, {"sku_id": "2", "sku_code": "HH-1"}]

    assert item_row(spu_code="SPU", skus=same).merchant_code == "SPU"
    assert item_row(skus=same).merchant_code == "HH-1"
    assert item_row(skus=[*same, {"sku_id": "3", "sku_code": "HH-2"}]).merchant_code is None
    assert item_row().merchant_code is None
    assert item_row().modified_at is None
