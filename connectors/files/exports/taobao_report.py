"""The Taobao/Tmall order report (千牛 ExportOrderList), with or without its line file.

Source: platforms.md, section 9. 总金额 = 买家应付货款 + 买家应付邮费; 买家实际支付金额 is what is
left after refunds (measured on the public extract, domain.md, section 5), so the payment is
买家实际支付金额 + 退款金额. An older report without 退款金额 tells a refund only by 交易关闭 after
a payment: then the whole payment went back. The line file (ExportOrderDetailList) has prices but
no payment, so lines carry a list price and the warehouse shares the payment out.
Keep out: the seven-column extract (tmall_report).
"""

from __future__ import annotations

import re
from datetime import datetime

from connectors.core.tabular.cells import CellError, count, fen, moment
from connectors.files.spec import Column, ExportMap, Fields, LineReading, OrderReading

_CLOSED = "交易关闭"
_WAITING = "等待买家付款"
_PAID_STATES = frozenset(
    {
        "买家已付款，等待卖家发货",
        "卖家部分发货",
        "卖家已发货，等待买家确认",
        "交易成功",
        _CLOSED,
    }
)
_UNPAID_STATES = frozenset({_WAITING, "没有创建支付宝交易", _CLOSED})


def read_order(rows: list[Fields], lines: list[Fields]) -> OrderReading:
    """One row, and its lines where there is a line file. Raises CellError."""
    row = rows[0]
    state = row["state"].replace(",", "，").replace(" ", "")
    created_at, paid_at = moment(row["created_at"]), moment(row["paid_at"])
    if created_at is None:
        raise CellError("time-missing")
    freight, due = fen(row["freight"]), fen(row["due"])
    sale_state = _sale_state(state, paid_at)
    if sale_state == "sale":
        payment, refunded = _payment(row, state, due)
    else:
        payment, refunded = _required(due), 0
    if payment < (freight or 0):
        raise CellError("freight-exceeds-payment")
    return OrderReading(
        platform_state=state,
        sale_state=sale_state,
        created_at=created_at,
        paid_at=paid_at,
        paid_fen=payment - (freight or 0),
        payment_fen=payment,
        refunded_fen=refunded,
        goods_fen=fen(row["goods"]),
        freight_fen=freight,
        lines=tuple(_line(line) for line in lines) or (_only_line(row),),
    )


def _sale_state(state: str, paid_at: datetime | None) -> str:
    if state not in _PAID_STATES | _UNPAID_STATES:
        raise CellError("state-unknown")
    if paid_at is None:
        if state not in _UNPAID_STATES:
            raise CellError("payment-time-missing")
        return "closed" if state == _CLOSED else "unpaid"
    # a payment stands and more is awaited: only a pre-sale's deposit has come in
    return "deposit" if state in _UNPAID_STATES - {_CLOSED} else "sale"


def _payment(row: Fields, state: str, due: int | None) -> tuple[int, int]:
    """(what the buyer paid, freight included; what went back of it), both fen."""
    left = _required(fen(row["net"]))
    refunded = fen(row["refunded"])
    if refunded is None and state == _CLOSED:
        whole = _required(due)
        if left not in (0, whole):
            raise CellError("closed-after-part-payment")
        return whole, whole
    payment = left + (refunded or 0)
    if due is not None and payment > due:
        raise CellError("amounts-disagree")
    return payment, refunded or 0


def _required(amount: int | None) -> int:
    if amount is None:
        raise CellError("amount-missing")
    return amount


def _only_line(row: Fields) -> LineReading:
    kinds = count(row["kinds"])
    # with several goods the report joins their titles by commas, which titles hold as well
    title = row["title"] if kinds in (None, 1) else ""
    return LineReading(title=title or None, quantity=count(row["quantity"]))


def _line(line: Fields) -> LineReading:
    price, quantity = fen(line["price"]), count(line["quantity"])
    return LineReading(
        title=line["title"] or None,
        merchant_code=line["merchant_code"] or line["outer_code"] or None,
        quantity=quantity,
        list_fen=None if price is None or quantity is None else price * quantity,
    )


MAP = ExportMap(
    feed="taobao-report",
    platform="taobao",
    title_zh="淘宝（天猫）订单报表",
    source_zh="千牛后台“导出订单报表”（ExportOrderList）",
    columns={
        "order_id": Column(("订单编号",), kind="id"),
        "due": Column(("总金额",), kind="money", is_of_line=True),
        "net": Column(("买家实际支付金额",), kind="money", is_of_line=True),
        "goods": Column(("买家应付货款",), is_required=False, kind="money", is_of_line=True),
        "freight": Column(("买家应付邮费",), is_required=False, kind="money", is_of_line=True),
        "state": Column(
            ("订单状态",), kind="choice", words=(*sorted(_PAID_STATES | _UNPAID_STATES),)
        ),
        "created_at": Column(("订单创建时间",), kind="time"),
        "paid_at": Column(("订单付款时间",), kind="time"),
        "refunded": Column(("退款金额",), is_required=False, kind="money", is_of_line=True),
        "title": Column(("宝贝标题",), is_required=False),
        "kinds": Column(("宝贝种类",), is_required=False, kind="count"),
        "quantity": Column(("宝贝总数量",), is_required=False, kind="count", is_of_line=True),
        "buyer": Column(("买家会员名",), is_required=False, is_kept=False),
        "address": Column(("收货地址",), is_required=False, is_kept=False),
    },
    line_columns={
        "order_id": Column(("订单编号",), kind="id"),
        "title": Column(("标题",)),
        "price": Column(("价格",), kind="money", is_of_line=True),
        "quantity": Column(("购买数量",), kind="count", is_of_line=True),
        "merchant_code": Column(("商家编码",), is_required=False),
        "outer_code": Column(("外部系统编号",), is_required=False),
    },
    read_order=read_order,
    id_pattern=re.compile(r"\d{6,20}"),
    amount_field="due",
    totalled_fields=("due", "net", "refunded", "freight"),
)
