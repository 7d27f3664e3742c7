"""The JD (京麦) order export: one row per SKU, the order's amounts repeated on each.

Source: platforms.md, section 9 (header of 2016; 订单金额 stands in full on every row of an order,
so it is never summed) and design, section 3 (a cancellation before shipping is a refund at the
state change; pay-on-delivery counts when money is received). The buyer's payment is 应付金额 (what
is still due in money) + 余额支付 (what came from the balance), and it includes 运费金额. The export
tells no refund after delivery: these come over the API or not at all.
Keep out: JD's settlement file, the API.
"""

from __future__ import annotations

import re
from datetime import datetime

from connectors.core.tabular.cells import CellError, count, fen, moment
from connectors.files.spec import Column, ExportMap, Fields, LineReading, OrderReading

_CANCELLED = frozenset({"已取消", "取消", "已删除"})
_WAITING = frozenset({"等待付款", "等待付款确认", "待付款"})
_GOING_ON = frozenset(
    {"等待出库", "等待发货", "等待确认收货", "已出库", "已发货", "完成", "已完成", "锁定", "暂停"}
)
_ON_DELIVERY = "货到付款"
_MARKED = re.compile(r"[(（](?:删除|锁定)[)）]")

# these stand once for the order and must say the same on each of its rows
_ORDER_FIELDS = ("due", "balance", "freight", "goods", "state", "created_at", "paid_at")


def read_order(rows: list[Fields], lines: list[Fields]) -> OrderReading:  # noqa: ARG001
    """All rows of one order, each a line. Raises CellError."""
    row = rows[0]
    if any(other[name] != row[name] for other in rows for name in _ORDER_FIELDS):
        raise CellError("order-columns-disagree")
    created_at, state = moment(row["created_at"]), _MARKED.sub("", row["state"])
    if created_at is None:
        raise CellError("time-missing")
    due, freight = fen(row["due"]), fen(row["freight"])
    if due is None:
        raise CellError("amount-missing")
    payment = due + (fen(row["balance"]) or 0)
    if payment < (freight or 0):
        raise CellError("freight-exceeds-payment")
    paid_at = _paid_at(row, state)
    sale_state = _sale_state(state, paid_at, is_on_delivery=row["payment_kind"] == _ON_DELIVERY)
    is_sale = sale_state == "sale"
    return OrderReading(
        platform_state=state,
        sale_state=sale_state,
        created_at=created_at,
        paid_at=paid_at,
        paid_fen=payment - (freight or 0),
        payment_fen=payment,
        refunded_fen=payment if is_sale and state in _CANCELLED else 0,
        goods_fen=fen(row["goods"]),
        freight_fen=freight,
        lines=tuple(_line(each) for each in rows),
    )


def _paid_at(row: Fields, state: str) -> datetime | None:
    paid_at = moment(row["paid_at"])
    if paid_at is None and row["payment_kind"] == _ON_DELIVERY and state in {"完成", "已完成"}:
        return moment(row["finished_at"])
    return paid_at


def _sale_state(state: str, paid_at: datetime | None, *, is_on_delivery: bool) -> str:
    if state not in _CANCELLED | _WAITING | _GOING_ON:
        raise CellError("state-unknown")
    if paid_at is not None:
        return "deposit" if state in _WAITING else "sale"
    if state in _GOING_ON and not is_on_delivery:
        raise CellError("payment-time-missing")
    return "closed" if state in _CANCELLED else "unpaid"


def _line(row: Fields) -> LineReading:
    price, quantity = fen(row["price"]), count(row["quantity"])
    return LineReading(
        title=row["title"] or None,
        sku_id=row["sku_id"] or None,
        merchant_code=row["merchant_code"] or None,
        quantity=quantity,
        list_fen=None if price is None or quantity is None else price * quantity,
    )


MAP = ExportMap(
    feed="jd-export",
    platform="jd",
    title_zh="京东订单导出",
    source_zh="京麦后台订单导出（2016年表头）",
    columns={
        "order_id": Column(("订单号", "订单编号"), kind="id"),
        "sku_id": Column(("商品ID", "商品编号")),
        "title": Column(("商品名称",)),
        "quantity": Column(("订购数量", "商品数量"), kind="count", is_of_line=True),
        "price": Column(("京东价",), kind="money", is_of_line=True),
        "goods": Column(("订单金额",), kind="money"),
        "due": Column(("应付金额",), kind="money"),
        "balance": Column(("余额支付",), is_required=False, kind="money"),
        "freight": Column(("运费金额",), is_required=False, kind="money"),
        "state": Column(
            ("订单状态",), kind="choice", words=(*sorted(_CANCELLED | _WAITING | _GOING_ON),)
        ),
        "created_at": Column(("下单时间",), kind="time"),
        "paid_at": Column(("付款确认时间",), kind="time"),
        "finished_at": Column(("订单完成时间",), is_required=False, kind="time"),
        "payment_kind": Column(("支付方式",), is_required=False),
        "merchant_code": Column(("货号",), is_required=False),
        "buyer": Column(("下单帐号",), is_required=False, is_kept=False),
        "address": Column(("客户地址",), is_required=False, is_kept=False),
    },
    read_order=read_order,
    id_pattern=re.compile(r"\d{6,20}"),
    rows_per_order="several",
    amount_field="goods",
    # the money columns repeat by row, so a total at the foot would mean nothing
)
