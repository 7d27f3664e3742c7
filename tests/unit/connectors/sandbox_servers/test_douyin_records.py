"""How the sandbox's Douyin shows orders, cases and products."""

from __future__ import annotations

import json
from datetime import datetime

import msgspec
import pytest
from douyin_caller import START, Caller, order, refusal, seconds
from tiny_world import make_item, make_line, make_refund


def the_order(found, **changes):
    return Caller([[found]]).orders(**changes)["data"]["shop_order_list"][0]


def numbers(record, *names):
    return [int(record[name]) for name in names]


@pytest.mark.parametrize("number", range(12))
def test_amounts_close_whoever_bore_them(number):
    lines = (
        make_line(line_id="21", line_paid_fen=3040),
        make_line(line_id="22", quantity=1, line_paid_fen=2030),
        make_line(line_id="23", line_paid_fen=0, price_fen=0, is_gift=True),
    )
    # 59.80 + 29.90 less 12.00 by the shop and 27.00 by others
    found = order(
        number,
        lines=lines,
        goods_fen=8970,
        order_discount_fen=1200,
        platform_subsidy_fen=2700,
        payment_fen=5070 + 1000,
    )
    record = the_order(found)
    pay, post, channel = numbers(record, "pay_amount", "post_amount", "promotion_pay_amount")
    assert pay - post - channel == 5070
    promotion, shop, others = numbers(
        record, "promotion_amount", "shop_cost_amount", "platform_cost_amount"
    )
    assert (shop, others + channel) == (1200, 2700)
    assert promotion == shop + others
    assert int(record["order_amount"]) == 8970 + 1000 == pay + promotion
    for name in ("pay_amount", "post_amount", "promotion_pay_amount", "shop_cost_amount"):
        of_lines = sum(line[name] for line in record["sku_order_list"])
        assert of_lines == int(record[name]), name
    paid = [
        line["pay_amount"] - line["post_amount"] - line["promotion_pay_amount"]
        for line in record["sku_order_list"]
    ]
    assert paid == [3040, 2030, 0]
    assert record["sku_order_list"][2]["given_product_type"] == "FREE"


def test_every_bearer_and_every_looseness_is_met():
    records = [the_order(order(number)) for number in range(60)]
    assert any(record["promotion_pay_amount"] for record in records)
    assert any(record["promotion_talent_amount"] for record in records)
    assert any(record["promotion_platform_amount"] for record in records)
    assert any(isinstance(record["pay_amount"], str) for record in records)
    products = [line["product_id_str"] for record in records for line in record["sku_order_list"]]
    assert any(text.startswith('"') for text in products)


def test_a_presale_shows_its_payments():
    deposit = order(
        1,
        kind="presale",
        state="deposit_paid",
        paid_at=None,
        deposit_paid_at=START,
        deposit_fen=900,
    )
    record = the_order(deposit)
    assert numbers(record, "order_status", "main_status", "pay_time") == [1, 103, 0]
    assert [phase["pay_success"] for phase in record["order_phase_list"]] == [True, False]
    assert [phase["phase_pay_amount"] for phase in record["order_phase_list"]] == [900, 5180]


@pytest.mark.parametrize(
    ("state", "shipped", "status"),
    [
        ("unpaid", False, 1),
        ("closed_unpaid", False, 4),
        ("deposit_forfeited", False, 4),
        ("shipped", True, 3),
        ("finished", True, 5),
        ("closed_refunded", False, 4),
        # sent and given back whole: the order itself is finished
        ("closed_refunded", True, 5),
    ],
)
def test_states(state, shipped, status):
    record = the_order(order(1, state=state, shipped_at=START if shipped else None))
    assert int(record["order_status"]) == status


def test_nobody_stands_behind_the_masks():
    record = the_order(order(3))
    assert "*" in record["mask_post_receiver"]
    assert "*" in record["mask_post_tel"]
    assert record["encrypt_post_receiver"].startswith("##")
    assert record["post_addr"]["town"]["name"] == "长沙县"
    assert record["post_addr"]["street"]["name"] == ""


def test_the_list_tells_what_was_asked_and_the_detail_what_went():
    found = [order(number, state="closed_refunded") for number in range(20)]
    refunds = [make_refund(one) for one in found]
    caller = Caller([[given_back(one, refund)] for one, refund in zip(found, refunds, strict=True)])
    asked = {
        case["aftersale_info"]["aftersale_id"]: case["aftersale_info"]["refund_amount"]
        for case in caller.cases()["data"]["items"]
    }
    given = {}
    for refund in refunds:
        answer = caller.send("afterSale/Detail", {"after_sale_id": refund.refund_id})
        info = answer["data"]["process_info"]["after_sale_info"]
        # not sent: the freight of 10 yuan goes back as well
        assert info["refund_post_amount"] == 1000
        given[refund.refund_id] = info["real_refund_amount"]
        assert info["refund_time"] == seconds(refund.succeeded_at)
    assert set(given.values()) == {3000}
    assert set(asked.values()) == {3000, 3100}


def given_back(one, refund):
    return msgspec.structs.replace(one, refund=refund, modified_at=refund.modified_at)


def test_a_case_that_was_taken_back_leaves_its_refund_waiting():
    one = order(1, shipped_at=START)
    closed = make_refund(one, state="closed", succeeded_at=None)
    (case,) = Caller([[given_back(one, closed)]]).cases()["data"]["items"]
    info = case["aftersale_info"]
    assert (info["aftersale_status"], info["refund_status"]) == (28, 1)
    assert (info["aftersale_order_type"], info["related_id"]) == (1, closed.line_id)


def test_products_are_paged_from_1_and_tell_their_origin_in_the_detail():
    caller = Caller(items=[make_item(1, "湖南省湘西州"), make_item(2, "湖南省怀化市")])

    def listed(**arguments):
        return caller.send("product/listV2", {"page": 1, "size": 10} | arguments)

    data = listed()["data"]
    assert (data["page"], data["total"]) == (1, 2)
    assert [row["product_id"] for row in data["data"]] == [7001, 7002]
    assert refusal(listed(page=0)) == (40004, "isv.parameter-invalid")
    assert refusal(listed(page=101, size=100)) == (40004, "isv.parameter-invalid")
    changed = seconds(datetime(2020, 5, 1))
    # here, and only here, the ends of a window are outside
    assert listed(update_start_time=changed)["data"]["total"] == 0
    assert listed(update_start_time=changed - 1)["data"]["total"] == 2

    formats = [
        caller.send("product/detail", {"product_id": number})["data"]["product_format"]
        for number in ("7001", "7002")
    ]
    assert formats[0] == "净含量|5斤装^产地|湖南省湘西州"
    assert json.loads(formats[1])["产地"] == "湖南省怀化市"


def test_the_lens_sees_what_the_answers_hold():
    one = order(1, state="closed_refunded")
    caller = Caller([[given_back(one, make_refund(one))]], items=[make_item(1, "湖南省")])
    answers = {
        "orders": caller.orders(),
        "refunds": caller.cases(),
        "items": caller.send("product/listV2", {"page": 1, "size": 10}),
    }
    for kind, answer in answers.items():
        sight = caller.gateway.lens.look(json.dumps(answer).encode())
        assert sight.shape.kind == kind
        assert len(sight.records) == 1
    assert caller.gateway.lens.look(json.dumps(caller.orders(page=9)).encode()) is None
