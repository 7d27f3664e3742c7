"""The exports of Pinduoduo and Douyin: whose money, which day, and refunds without an amount."""

from __future__ import annotations

from datetime import datetime

import pytest

PDD = "own_forms/pdd-export__blank_times_title_line_and_total.csv"
DOUYIN = "own_forms/douyin-export__bom_guards_dashes_and_merged_sub_orders.csv"


def test_pdd_pays_what_the_buyer_gave_and_the_platform_bears_its_own(read, rows):
    first, second, *_ = rows(read("pdd-export", PDD), "orders", "orders")
    assert (first["paid_fen"], first["freight_fen"]) == (3240, 0)
    assert (first["platform_subsidy_fen"], first["merchant_receipt_fen"]) == (250, 3490)
    assert (second["paid_fen"], second["freight_fen"]) == (5000, 600)
    line, *_ = rows(read("pdd-export", PDD), "orders", "lines")
    assert (line["item_id"], line["merchant_code"]) == ("10001", "HN-000001")


def test_pdd_takes_the_day_of_the_number_only_where_no_time_stands(read, rows):
    first, second, *_ = rows(read("pdd-export", PDD), "orders", "orders")
    # ordered on 31 May by its number, traded at midnight: the real time wins
    assert first["order_id"].startswith("200531-")
    assert first["booked_at"] == datetime(2020, 6, 1, 0, 0, 5)
    assert second["booked_at"] == datetime(2020, 6, 2)


def test_pdd_states_decide_what_is_a_sale(read, rows):
    orders = rows(read("pdd-export", PDD), "orders", "orders")
    assert [order["sale_state"] for order in orders] == [
        "sale",
        "sale",
        "sale",
        "sale",
        "closed",
        "closed",
    ]


def test_a_refund_before_shipping_is_whole_and_one_after_it_is_unknown(read, rows):
    reading = read("pdd-export", PDD)
    (refund,) = rows(reading, "refunds", "refunds")
    assert (refund["order_id"][:6], refund["amount_fen"]) == ("200603", 4000)
    (untold,) = rows(reading, "refunds", "quarantine")
    assert (untold["record_id"][:6], untold["reason"]) == ("200604", "refund-amount-untold")
    assert untold["amount_fen"] is None


def test_a_group_counts_when_it_forms(read, rows, fixtures, tmp_path):
    lines = (fixtures / PDD).read_text(encoding="utf-8-sig").splitlines()
    header, sold = lines[1] + ",拼单成功时间", lines[2] + ",2020-07-01 00:00:01"
    path = tmp_path / "formed.csv"
    path.write_text(f"{header}\n{sold}\n", encoding="utf-8")
    (order,) = rows(read("pdd-export", path), "orders", "orders")
    assert order["paid_at"] == datetime(2020, 6, 1, 0, 0, 5)
    assert order["booked_at"] == datetime(2020, 7, 1, 0, 0, 1)


@pytest.mark.parametrize(
    ("state", "reason"), [("神秘", "state-unknown"), ("已收货，部分退款", "state-unknown")]
)
def test_a_state_nobody_has_named_is_never_a_sale(read, rows, fixtures, tmp_path, state, reason):
    text = (fixtures / PDD).read_text(encoding="utf-8-sig").replace("已发货，待收货", state)
    path = tmp_path / "states.csv"
    path.write_text(text.rpartition("总计")[0], encoding="utf-8")
    (aside,) = rows(read("pdd-export", path), "orders", "quarantine")
    assert (aside["reason"], aside["amount_fen"]) == (reason, 5600)


def test_douyin_pays_in_money_without_freight_and_what_others_pay(read, rows):
    first, second, merged, closed = rows(read("douyin-export", DOUYIN), "orders", "orders")
    assert (first["paid_fen"], first["freight_fen"]) == (4900, 800)
    assert (first["platform_subsidy_fen"], first["merchant_receipt_fen"]) == (400, 6000)
    assert second["platform_subsidy_fen"] is None
    assert (second["paid_fen"], merged["paid_fen"]) == (10000, 7000)
    assert (closed["sale_state"], closed["booked_at"]) == ("closed", None)


def test_douyin_sub_orders_are_lines_and_a_closed_one_went_back_whole(read, rows):
    reading = read("douyin-export", DOUYIN)
    lines = rows(reading, "orders", "lines")
    assert [line["title"] for line in lines] == ["腊肉", "茶", "蜂蜜", "橙", "藕", "粉"]
    assert [line["line_paid_fen"] for line in lines] == [4900, 6000, 4000, None, None, 1200]
    assert [line["merchant_code"] for line in lines[3:5]] == ["HN-000003", "HN-000004"]
    assert [line["quantity"] for line in lines[3:5]] == [1, 1]
    (refund,) = rows(reading, "refunds", "refunds")
    assert (refund["order_id"], refund["amount_fen"]) == ("6917000000000000002", 4000)
    assert refund["line_id"] == lines[2]["line_id"]
    (untold,) = rows(reading, "refunds", "quarantine")
    assert untold["record_id"] == "6917000000000000005-untold"


def _douyin(tmp_path, *rows):
    header = (
        "主订单编号,子订单编号,选购商品,商品数量,订单应付金额,运费,订单提交时间,订单状态,售后状态"
    )
    path = tmp_path / "orders.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8-sig")
    return path


def test_without_the_column_of_payments_the_order_time_stands_for_it(read, rows, tmp_path):
    path = _douyin(tmp_path, "6917000001,6917000001,茶,1,10.00,0,2020-06-30 23:59:00,已完成,-")
    (order,) = rows(read("douyin-export", path), "orders", "orders")
    assert order["booked_at"] == datetime(2020, 6, 30, 23, 59)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("6917000002,A;A,茶;茶,2,10.00,0,2020-06-30 08:00:00,已完成,-", "sub-order-repeated"),
        ("6917000002,A,茶,1,10.00,11.00,2020-06-30 08:00:00,已完成,-", "freight-exceeds-payment"),
        ("6917000002,A,茶,1,-,0,2020-06-30 08:00:00,已完成,-", "amount-missing"),
        ("6917000002,A,茶,1,10.00,0,-,已完成,-", "time-missing"),
        ("6917000002,A,茶,1,10.00,0,2020-06-30 08:00:00,飞了,-", "state-unknown"),
    ],
)
def test_a_main_order_that_contradicts_itself_is_put_aside(read, rows, tmp_path, broken, reason):
    sound = "6917000001,6917000001,茶,1,10.00,0,2020-06-30 08:00:00,已完成,-"
    reading = read("douyin-export", _douyin(tmp_path, sound, broken))
    (aside,) = rows(reading, "orders", "quarantine")
    assert aside["reason"] == reason
    assert aside["record_id"] == "6917000002"
