"""TOP's trades: limits, paging over moving rows, projection, money, masks."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from tiny_world import NOW, make_item, make_line, make_order, make_refund

from connectors.sandbox.servers.top.trades import _TAB_EVERY

SOLD = "taobao.trades.sold.get"
INCREMENT = "taobao.trades.sold.increment.get"
DAY = {"start_created": "2020-06-30 00:00:00", "end_created": "2020-06-30 23:59:59"}
CHANGED = {"start_modified": "2020-06-30 00:00:00", "end_modified": "2020-06-30 23:59:59"}
NOON = datetime(2020, 6, 30, 12)


def fen(text):
    whole, part = text.split(".")
    return int(whole) * 100 + int(part)


def trades(answer):
    (body,) = answer.values()
    return body.get("trades", {"trade": []})["trade"]


def an_hour_of_orders(count=5):
    return [[make_order(n, NOON + timedelta(minutes=n))] for n in range(count)]


@pytest.mark.parametrize(
    ("method", "arguments", "code"),
    [
        (INCREMENT, {}, 40),
        (INCREMENT, CHANGED | {"end_modified": "2020-07-01 00:00:01"}, 41),
        (INCREMENT, CHANGED | {"end_modified": "2020-06-29 00:00:00"}, 41),
        (INCREMENT, CHANGED | {"start_modified": "2020/06/30"}, 41),
        (SOLD, {"start_created": "2020-03-30 12:00:00"}, 41),
        (SOLD, {"end_created": "9999-12-31 23:59:59"}, 41),
        (SOLD, DAY | {"page_size": 101}, 41),
        (SOLD, DAY | {"page_no": 0}, 41),
        (SOLD, DAY | {"page_size": "many"}, 41),
        (SOLD, DAY | {"status": "NO_SUCH_STATE"}, 41),
        (SOLD, DAY | {"buyer_nick": "someone"}, 41),
    ],
)
def test_limits_are_refused_by_code(make_caller, method, arguments, code):
    answer = make_caller(an_hour_of_orders()).top(method, fields="tid", **arguments)
    assert answer["error_response"]["code"] == code


def test_three_months_back_and_a_whole_day_are_admitted(make_caller):
    caller = make_caller(an_hour_of_orders())
    assert trades(caller.top(SOLD, fields="tid", start_created="2020-04-01 12:00:00"))
    one_day = {"start_modified": "2020-06-30 00:00:00", "end_modified": "2020-07-01 00:00:00"}
    assert trades(caller.top(INCREMENT, fields="tid", **one_day))


def test_newest_first_with_total_or_has_next(make_caller):
    caller = make_caller(an_hour_of_orders())
    first = caller.top(SOLD, fields="created", page_size=2, **DAY)["trades_sold_get_response"]
    assert first["total_results"] == 5
    assert "has_next" not in first
    assert [t["created"][-8:] for t in first["trades"]["trade"]] == ["12:04:00", "12:03:00"]
    pages = [
        caller.top(SOLD, fields="created", page_size=2, page_no=n, use_has_next="true", **DAY)[
            "trades_sold_get_response"
        ]
        for n in (1, 2, 3, 4)
    ]
    assert [p["has_next"] for p in pages] == [True, True, False, False]
    assert all("total_results" not in p for p in pages)
    assert "trades" not in pages[3]


def test_both_ends_of_an_interval_are_inside_it(make_caller):
    caller = make_caller([[make_order(1, NOON)]])
    edge = {"start_created": "2020-06-30 12:00:00", "end_created": "2020-06-30 12:00:00"}
    assert len(trades(caller.top(SOLD, fields="tid", **edge))) == 1


def test_rows_move_while_one_pages_forward_and_an_order_is_missed(make_caller):
    """The defect our connector must survive: a row that leaves the window shifts all older ones."""
    histories = an_hour_of_orders(4)
    newest = histories[3][0]
    histories[3].append(
        make_order(3, newest.created_at, state="shipped", modified_at=NOW + timedelta(seconds=2))
    )
    seen = []
    caller = make_caller(histories, tick_seconds=1)
    for page in (1, 2):
        seen += trades(caller.top(INCREMENT, fields="tid", page_no=page, page_size=2, **CHANGED))
    assert len({t["tid"] for t in seen}) == 3


def test_fields_project_the_trade_and_its_lines(make_caller):
    caller = make_caller(an_hour_of_orders(1))
    (trade,) = trades(caller.top(SOLD, fields="tid_str,payment,orders.oid_str,orders.num", **DAY))
    assert set(trade) == {"tid_str", "payment", "orders"}
    assert [set(line) for line in trade["orders"]["order"]] == [{"oid_str", "num"}]
    (trade,) = trades(caller.top(SOLD, fields="tid,no_such_field", **DAY))
    assert set(trade) == {"tid"}


def test_payment_includes_freight_and_lines_carry_their_share(make_caller):
    lines = (
        make_line(line_id="1", price_fen=2990, quantity=2, line_paid_fen=5080),
        make_line(line_id="2", price_fen=990, quantity=1, line_paid_fen=0, is_gift=True),
    )
    caller = make_caller([[make_order(1, NOON, lines=lines)]])
    (trade,) = trades(caller.top(SOLD, fields="payment,post_fee,orders,received_payment", **DAY))
    rows = trade["orders"]["order"]
    paid = sum(fen(row["divide_order_fee"]) for row in rows)
    assert fen(trade["payment"]) == paid + fen(trade["post_fee"])
    for row in rows:
        full = fen(row["price"]) * row["num"] - fen(row["discount_fee"])
        assert full == fen(row["divide_order_fee"]) + fen(row["part_mjz_discount"])
    assert rows[0]["part_mjz_discount"] == "9.00"
    assert "received_payment" not in trade


def test_ids_beyond_double_precision_come_exact_as_text(make_caller):
    order = make_order(7, NOON)
    (trade,) = trades(make_caller([[order]]).top(SOLD, fields="tid,tid_str", **DAY))
    assert trade["tid_str"] == order.order_id
    assert int(trade["tid_str"]) > 2**53


def test_buyers_are_masked_and_the_receivers_area_is_clear(make_caller):
    caller = make_caller([[make_order(1, NOON)], [make_order(2, NOON, receiver_city="")]])
    names = ("name", "mobile", "address", "state", "city", "district")
    fields = ",".join(f"receiver_{name}" for name in names)
    direct, plain = trades(caller.top(SOLD, fields=fields, **DAY))
    assert plain["receiver_name"].endswith("**")
    assert plain["receiver_mobile"][3:10] == "*******"
    assert "长沙" not in plain["receiver_address"]
    assert plain["receiver_state"] == "湖南省"
    assert plain["receiver_district"] == "长沙县"
    assert "receiver_city" not in direct


def test_a_raw_tab_stands_in_a_text_now_and_then(make_caller):
    caller = make_caller(an_hour_of_orders(_TAB_EVERY * 3))
    parameters = caller.top_parameters(SOLD, fields="orders", page_size=100, **DAY)
    text = caller.raw_top(parameters | {"sign": caller.sign_top(parameters)})
    assert "\t" in text
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)
    assert json.loads(text, strict=False)


def test_a_pre_sale_with_its_deposit_paid_is_not_paid(make_caller):
    order = make_order(
        1, NOON, kind="presale", state="deposit_paid", paid_at=None, deposit_paid_at=NOON,
        deposit_fen=1000,
    )  # fmt: skip
    fields = "type,status,step_trade_status,step_paid_fee,pay_time"
    (trade,) = trades(make_caller([[order]]).top(SOLD, fields=fields, **DAY))
    assert trade == {
        "type": "step",
        "status": "WAIT_BUYER_PAY",
        "step_trade_status": "FRONT_PAID_FINAL_NOPAID",
        "step_paid_fee": "10.00",
    }


def test_status_filter_pages_over_what_it_lets_through(make_caller):
    states = ["paid", "shipped", "paid", "finished", "paid"]
    histories = [
        [make_order(n, NOON + timedelta(minutes=n), state=state)] for n, state in enumerate(states)
    ]
    caller = make_caller(histories)
    arguments = DAY | {"status": "WAIT_SELLER_SEND_GOODS", "page_size": 2}
    bodies = [
        caller.top(SOLD, fields="created", page_no=n, **arguments)["trades_sold_get_response"]
        for n in (1, 2)
    ]
    assert [b["total_results"] for b in bodies] == [3, 3]
    minutes = [t["created"][14:16] for b in bodies for t in b["trades"]["trade"]]
    assert minutes == ["04", "02", "00"]


def test_fullinfo_tells_one_trade_and_refuses_another_shops(make_caller):
    order = make_order(1, NOON)
    caller = make_caller([[order], [make_order(2, NOON, shop_id="991")]])
    method = "taobao.trade.fullinfo.get"
    fields = "tid_str,promotion_details,received_payment"
    trade = caller.top(method, fields=fields, tid=order.order_id)["trade_fullinfo_get_response"]
    assert trade["trade"]["tid_str"] == order.order_id
    shares = trade["trade"]["promotion_details"]["promotion_detail"]
    assert sum(fen(share["discount_fee"]) for share in shares) == 900
    other = caller.top(method, fields=fields, tid=make_order(2, NOON).order_id)
    assert other["error_response"]["sub_code"] == "isv.trade-not-exist"


def test_refunds_come_by_their_own_change_with_line_and_amount(make_caller):
    bought = make_order(1, datetime(2020, 5, 30))
    refund = make_refund(bought, modified_at=NOON, succeeded_at=NOON)
    caller = make_caller([[make_order(1, bought.created_at, refund=refund)]])
    fields = "refund_id,tid,oid,status,refund_fee,modified,end_time"
    body = caller.top("taobao.refunds.receive.get", fields=fields, **CHANGED)
    (row,) = body["refunds_receive_get_response"]["refunds"]["refund"]
    assert str(row["oid"]) == bought.lines[0].line_id
    assert (row["status"], row["refund_fee"]) == ("SUCCESS", "20.00")
    assert row["end_time"] == "2020-06-30 12:00:00"
    single = caller.top("taobao.refund.get", fields=fields, refund_id=refund.refund_id)
    assert single["refund_get_response"]["refund"] == row
    wider = caller.top("taobao.refund.get", fields="title,num", refund_id=refund.refund_id)
    assert wider["refund_get_response"]["refund"] == {"title": "湘西猕猴桃", "num": 2}
    early = {"start_modified": "2020-05-01 00:00:00", "end_modified": "2020-06-29 00:00:00"}
    body = caller.top("taobao.refunds.receive.get", fields=fields, **early)
    assert body["refunds_receive_get_response"]["total_results"] == 0


def test_items_are_listed_and_the_batch_call_tells_the_origin(make_caller):
    items = [make_item(n, "湖南省湘西州花垣县" if n else "") for n in range(3)]
    caller = make_caller([], items=items)
    body = caller.top("taobao.items.onsale.get", fields="num_iid,props_name", page_size=2)
    body = body["items_onsale_get_response"]
    assert body["total_results"] == 3
    assert [set(item) for item in body["items"]["item"]] == [{"num_iid"}, {"num_iid"}]
    method = "taobao.items.seller.list.get"
    body = caller.top(method, fields="num_iid,props_name,cid,outer_id", num_iids="7001,7000,1")
    found = body["items_seller_list_get_response"]["items"]["item"]
    assert ["产地" in item["props_name"] for item in found] == [True, False]
    too_many = ",".join(map(str, range(21)))
    assert caller.top(method, fields="num_iid", num_iids=too_many)["error_response"]["code"] == 41
