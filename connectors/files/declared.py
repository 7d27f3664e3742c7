"""Reads an order by a declared map: one row a line of the order, the order's columns on each row.

These are the fields that a declared map (`maps/`) may have; the meaning of each stands here once.
Paid for a line is what the buyer gave for its goods, without freight and without what the platform
bore; freight stands once for the order. A closed order that was paid must tell its refund.
Source: design, section 3. Keep out: names of columns, words of states (`maps/`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

import msgspec

from connectors.core.tabular.cells import CellError, count, day, fen, identifier, moment
from connectors.files.personal import require_no_person
from connectors.files.spec import Column, Fields, LineReading, OrderReading

#: every field, with what its cells must be
FIELDS: dict[str, Column] = {
    "shop_id": Column(
        ("店铺编号",),
        is_required=False,
        kind="id",
        note_zh="本店在平台上的编号；填了就必须与报送的店铺一致",
    ),
    "order_id": Column(
        ("订单编号",), kind="id", note_zh="平台给的订单编号，一笔订单有几种商品就写几行，编号相同"
    ),
    "state": Column(("订单状态",), kind="choice", note_zh="按平台后台显示的状态填写"),
    "trade_kind": Column(
        ("交易类型",),
        is_required=False,
        kind="choice",
        note_zh="零售还是批发、单位采购；批发和单位采购另列，不计入零售额",
    ),
    "flow": Column(
        ("流向",),
        is_required=False,
        kind="choice",
        note_zh="上行：本地产品卖出去；下行：村民买进来；本地：县内买卖",
    ),
    "created_at": Column(
        ("下单时间",),
        kind="day",
        note_zh="买家提交订单的时间，如 2020-06-30 08:05:00；只知道日期就只写日期",
    ),
    "paid_at": Column(("付款时间",), kind="day", note_zh="买家付款的时间；未付款留空"),
    "item_id": Column(
        ("商品编号", "商品ID", "商品id"),
        is_required=False,
        kind="id",
        note_zh="平台给的商品编号",
    ),
    "merchant_code": Column(
        ("商家编码",), is_required=False, note_zh="登记在一户一码、产品或批次台账中的编码"
    ),
    "title": Column(("商品名称",), note_zh="商品在店铺中的名称；不写买家信息"),
    "category": Column(("商品类目",), is_required=False, note_zh="平台上的商品类目"),
    "origin": Column(("产地",), is_required=False, note_zh="商品页面标注的产地"),
    "quantity": Column(("数量",), kind="count", is_of_line=True, note_zh="本行商品的件数"),
    "price": Column(
        ("单价",), is_required=False, kind="money", is_of_line=True, note_zh="优惠前的单价"
    ),
    "paid": Column(
        ("实付金额",),
        kind="money",
        is_of_line=True,
        note_zh="买家为本行商品实际付的钱：不含运费，不含平台承担的优惠；未付款的订单填应付金额",
    ),
    "subsidy": Column(
        ("平台补贴",),
        is_required=False,
        kind="money",
        is_of_line=True,
        note_zh="平台（或银行）为本行商品承担的优惠",
    ),
    "freight": Column(
        ("运费",), is_required=False, kind="money", note_zh="整笔订单的运费，每行写同一个数"
    ),
    "refunded": Column(
        ("退款金额",),
        is_required=False,
        kind="money",
        is_of_line=True,
        note_zh="已退给买家的商品款；没有退款留空；部分退款写已退的数",
    ),
    "refunded_at": Column(
        ("退款时间",),
        is_required=False,
        kind="day",
        note_zh="退款成功的时间；同一订单的各行要么都写，要么都不写",
    ),
    "receiver_province": Column(
        ("收货省",),
        is_required=False,
        is_kept=False,
        note_zh="如 湖南省；只用来判断销往哪里，不写详细地址",
    ),
    "receiver_city": Column(("收货市州",), is_required=False, is_kept=False, note_zh="如 怀化市"),
    "receiver_county": Column(
        ("收货县市区",), is_required=False, is_kept=False, note_zh="如 沅陵县"
    ),
}

#: these stand once for the order and must say the same on each of its rows
_ORDER_FIELDS = ("state", "trade_kind", "flow", "created_at", "paid_at", "freight")
_ANY_ID = re.compile(r"\S{1,64}")
_FLOWS = {"上行": "up", "下行": "down", "本地": "local"}
_RETAIL = frozenset({"", "零售", "个人"})


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one platform: sale state by word of state, and which trade is wholesale."""

    states: Mapping[str, str]
    wholesale: frozenset[str] = frozenset()


def read_order(
    words: Words,
    rows: list[Fields],
    lines: list[Fields],  # noqa: ARG001 - a declared map has no line file
) -> OrderReading:
    """All rows of one order, each a line. Raises CellError where they can't be read exactly."""
    row = rows[0]
    for name in _ORDER_FIELDS:
        if any(other[name] != row[name] for other in rows):
            raise CellError("order-columns-disagree")
    created_at, paid_at = moment_or_day(row["created_at"]), moment_or_day(row["paid_at"])
    if created_at is None:
        raise CellError("time-missing")
    found = tuple(_line(each) for each in rows)
    paid = sum(_required(line.paid_fen) for line in found)
    freight = fen(row["freight"])
    sale_state = _sale_state(words, row, paid_at)
    refunded = _refunded(found)
    if refunded and sale_state == "unpaid":
        raise CellError("refund-without-sale")
    if not refunded and sale_state == "sale" and words.states[row["state"]] == "closed":
        raise CellError("closed-without-refund")
    subsidies = [fen(each["subsidy"]) for each in rows]
    told = [amount for amount in subsidies if amount is not None]
    return OrderReading(
        platform_state=row["state"],
        sale_state=sale_state,
        created_at=created_at,
        paid_at=paid_at,
        paid_fen=paid,
        payment_fen=paid + (freight or 0),
        refunded_fen=refunded,
        freight_fen=freight,
        platform_subsidy_fen=sum(told) if len(told) == len(rows) else None,
        flow=_flow(row["flow"]),
        lines=found,
    )


def _line(row: Fields) -> LineReading:
    require_no_person(row["title"], row["merchant_code"], row["category"], row["origin"])
    price, quantity = fen(row["price"]), count(row["quantity"])
    paid, refunded = fen(row["paid"]), fen(row["refunded"])
    if refunded is not None and paid is not None and refunded > paid:
        raise CellError("refund-exceeds-payment")
    return LineReading(
        title=row["title"] or None,
        item_id=identifier(row["item_id"], _ANY_ID) if row["item_id"] else None,
        merchant_code=row["merchant_code"] or None,
        category=row["category"] or None,
        origin_text=row["origin"] or None,
        quantity=quantity,
        list_fen=None if price is None or quantity is None else price * quantity,
        paid_fen=paid,
        refunded_fen=refunded or None,
        refunded_at=moment_or_day(row["refunded_at"]) if refunded else None,
    )


def _sale_state(words: Words, row: Fields, paid_at: datetime | None) -> str:
    state = words.states.get(row["state"])
    if state is None:
        raise CellError("state-unknown")
    if row["trade_kind"] in words.wholesale:
        return "wholesale"
    if row["trade_kind"] not in _RETAIL:
        raise CellError("trade-kind-unknown")
    if state == "sale" and paid_at is None:
        raise CellError("payment-time-missing")
    # closed after the payment: the sale stands in its month and the refund in its own
    return "sale" if state == "closed" and paid_at is not None else state


def _refunded(lines: tuple[LineReading, ...]) -> int:
    refunded = [line for line in lines if line.refunded_fen]
    if refunded and len({line.refunded_at is None for line in refunded}) > 1:
        raise CellError("refund-time-partly-missing")
    return sum(line.refunded_fen or 0 for line in refunded)


def _flow(text: str) -> str | None:
    if text and text not in _FLOWS:
        raise CellError("flow-unknown")
    return _FLOWS.get(text)


def moment_or_day(text: str) -> datetime | None:
    """A time, or a day as its midnight: clerks' files often tell the day only.

    Raises CellError.
    """
    try:
        return moment(text)
    except CellError:
        try:
            found = day(text)
        except CellError:
            raise CellError("time-unreadable") from None
        return None if found is None else datetime(found.year, found.month, found.day)


def _required(amount: int | None) -> int:
    if amount is None:
        raise CellError("amount-missing")
    return amount
