"""The Douyin (抖店) order export: one row a sub-order, sometimes several in one row.

Source: platforms.md, section 9 (UTF-8 with BOM, cells guarded by a TAB, `-` for nothing, merged
rows `M1;M2` whose amounts are sums; columns are the merchant's choice). 订单应付金额 is the row's
payment with its 运费; 支付优惠 is borne by whoever pays for the buyer, so it is no payment of the
buyer. No refund amount: a closed sub-order went back whole, a refund of any other is put aside with
its amount unknown. Where 支付完成时间 was not ticked, 订单提交时间 stands for it: the payment is
minutes later, so an order at midnight may count a day early. What the payment includes is from
memory; nobody has checked it against a live back office. Keep out: settlement files, the API.
"""

from __future__ import annotations

import re
from datetime import datetime

from connectors.core.tabular.cells import CellError, count, fen, moment
from connectors.files.spec import Column, ExportMap, Fields, LineReading, OrderReading

_UNPAID = frozenset({"待支付", "待确认"})
_GOING_ON = frozenset(
    {"已支付", "待发货", "备货中", "部分发货", "已发货", "部分收货", "已收货", "已完成"}
)
_CLOSED = frozenset({"已关闭", "已取消"})
_ON_DELIVERY = "货到付款"
_REFUNDED = "退款成功"


def read_order(rows: list[Fields], lines: list[Fields]) -> OrderReading:  # noqa: ARG001
    """All rows of one main order. Raises CellError."""
    rows = [{name: "" if cell == "-" else cell for name, cell in row.items()} for row in rows]
    row = rows[0]
    _require_own_parts(rows)
    created_at = moment(row["created_at"])
    if created_at is None:
        raise CellError("time-missing")
    paid_at = _paid_at(row)
    sale_state = _sale_state(rows, paid_at)
    is_sale = sale_state == "sale"
    payments = [_payment(each) for each in rows]
    freights = [fen(each["freight"]) or 0 for each in rows]
    if any(freight > payment for freight, payment in zip(freights, payments, strict=True)):
        raise CellError("freight-exceeds-payment")
    closed = [is_sale and each["state"] in _CLOSED for each in rows]
    if any(closed) and not all(closed) and any(";" in each["part_id"] for each in rows):
        raise CellError("merged-row-closed")
    return OrderReading(
        platform_state=row["state"],
        sale_state=sale_state,
        created_at=created_at,
        paid_at=(paid_at or created_at) if is_sale else None,
        paid_fen=sum(payments) - sum(freights),
        payment_fen=sum(payments),
        refunded_fen=sum(p for p, is_closed in zip(payments, closed, strict=True) if is_closed),
        has_untold_refund=is_sale
        and any(each["aftersale"] == _REFUNDED and each["state"] not in _CLOSED for each in rows),
        freight_fen=sum(freights),
        platform_subsidy_fen=_sum_told(rows, ("platform_borne", "pay_discount")),
        merchant_receipt_fen=_sum_told(rows, ("receipt",)),
        lines=tuple(
            line
            for each, is_closed in zip(rows, closed, strict=True)
            for line in _lines(each, is_closed=is_closed)
        ),
    )


def _require_own_parts(rows: list[Fields]) -> None:
    parts = [part for row in rows for part in row["part_id"].split(";")]
    if len(set(parts)) < len(parts):
        raise CellError("sub-order-repeated")


def _paid_at(row: Fields) -> datetime | None:
    if row["payment_kind"] == _ON_DELIVERY:
        return moment(row["finished_at"]) if row["state"] == "已完成" else None
    return moment(row["paid_at"])


def _sale_state(rows: list[Fields], paid_at: datetime | None) -> str:
    states = {row["state"] for row in rows}
    if states - (_UNPAID | _GOING_ON | _CLOSED):
        raise CellError("state-unknown")
    if states <= _UNPAID:
        return "unpaid"
    if states & _UNPAID:
        raise CellError("order-columns-disagree")
    if rows[0]["payment_kind"] == _ON_DELIVERY and paid_at is None:
        return "closed" if states <= _CLOSED else "unpaid"
    refunded = all(row["aftersale"] == _REFUNDED for row in rows if row["state"] in _CLOSED)
    if states <= _CLOSED and paid_at is None and not refunded:
        return "closed"
    if not refunded:
        raise CellError("closed-without-refund")
    return "sale"


def _payment(row: Fields) -> int:
    due = fen(row["due"])
    if due is None:
        raise CellError("amount-missing")
    payment = due - (fen(row["pay_discount"]) or 0)
    if payment < 0:
        raise CellError("amounts-disagree")
    return payment


def _sum_told(rows: list[Fields], names: tuple[str, ...]) -> int | None:
    amounts = [fen(row[name]) for row in rows for name in names]
    told = [amount for amount in amounts if amount is not None]
    return sum(told) if told else None


def _lines(row: Fields, *, is_closed: bool) -> list[LineReading]:
    """The row's sub-orders; of several in one row only titles and codes are known apart."""
    parts = row["part_id"].split(";")
    titles, codes, items = (
        _split(row[name], len(parts)) for name in ("title", "merchant_code", "item_id")
    )
    quantity = count(row["quantity"])
    if len(parts) > 1:
        each = 1 if quantity == len(parts) else None
        return [
            LineReading(title=title, merchant_code=code, item_id=item, quantity=each)
            for title, code, item in zip(titles, codes, items, strict=True)
        ]
    price, paid = fen(row["price"]), _payment(row) - (fen(row["freight"]) or 0)
    return [
        LineReading(
            title=titles[0],
            merchant_code=codes[0],
            item_id=items[0],
            quantity=quantity,
            list_fen=None if price is None or quantity is None else price * quantity,
            paid_fen=paid,
            refunded_fen=paid if is_closed else None,
        )
    ]


def _split(text: str, expected: int) -> list[str | None]:
    parts = text.split(";") if expected > 1 else [text]
    return [part or None for part in parts] if len(parts) == expected else [None] * expected


MAP = ExportMap(
    feed="douyin-export",
    platform="douyin",
    title_zh="抖店订单导出",
    source_zh="抖店后台订单导出（自选栏目）",
    encoding="utf-8-sig",
    columns={
        "order_id": Column(("主订单编号",), kind="id"),
        "part_id": Column(("子订单编号",)),
        "title": Column(("选购商品", "商品名称")),
        "quantity": Column(("商品数量",), kind="count", is_of_line=True),
        "item_id": Column(("商品ID",), is_required=False),
        "merchant_code": Column(("商家编码",), is_required=False),
        "price": Column(("商品单价", "商品金额"), is_required=False, kind="money", is_of_line=True),
        "due": Column(("订单应付金额",), kind="money", is_of_line=True),
        "freight": Column(("运费",), kind="money", is_of_line=True),
        "pay_discount": Column(("支付优惠",), is_required=False, kind="money", is_of_line=True),
        "platform_borne": Column(
            ("平台实际承担优惠金额",), is_required=False, kind="money", is_of_line=True
        ),
        "receipt": Column(("商家收入金额",), is_required=False, kind="money", is_of_line=True),
        "created_at": Column(("订单提交时间",), kind="time"),
        "paid_at": Column(("支付完成时间",), is_required=False, kind="time"),
        "finished_at": Column(("订单完成时间",), is_required=False, kind="time"),
        "payment_kind": Column(("支付方式",), is_required=False),
        "state": Column(
            ("订单状态",), kind="choice", words=(*sorted(_UNPAID | _GOING_ON | _CLOSED),)
        ),
        "aftersale": Column(("售后状态",)),
        "receiver_province": Column(("省",), is_required=False, is_kept=False),
        "receiver_city": Column(("市",), is_required=False, is_kept=False),
        "receiver_county": Column(("区",), is_required=False, is_kept=False),
    },
    read_order=read_order,
    id_pattern=re.compile(r"\d{6,20}"),
    rows_per_order="several",
    amount_field="due",
    totalled_fields=("due", "freight"),
)
