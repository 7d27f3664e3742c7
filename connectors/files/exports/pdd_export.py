"""The Pinduoduo order export of the merchant back office: one row an order, one product each.

Source: platforms.md, section 9 (header of 2026; 订单成交时间 blank on some rows, then the order
number's YYMMDD tells the day; no refund amount; title line and 总计 row occur). 用户实付金额 is the
buyer's payment with 邮费; 平台优惠折扣 and 多多支付立减金额 are the platform's. A group counts
when it forms (design, section 3): 拼单成功时间 where the file has it. What was refunded before
shipping is the whole payment; after shipping the file tells no amount, so the refund is put aside
with its amount unknown. States as public exports write them; none checked against a live back
office. Keep out: the API.
"""

from __future__ import annotations

import re
from datetime import datetime

from connectors.core.tabular.cells import CellError, count, fen, moment
from connectors.files.spec import Column, ExportMap, Fields, LineReading, OrderReading

_UNPAID = frozenset({"待支付", "待付款"})
_GOING_ON = frozenset(
    {"待发货", "待成团", "已发货，待收货", "已发货，待签收", "已收货", "已签收", "交易成功"}
)
# the group never formed: nothing was sold
_NEVER_FORMED = frozenset({"未成交，退款成功"})
_REFUNDED_UNSHIPPED = frozenset({"未发货，退款成功", "已取消，退款成功"})
_REFUNDED_SHIPPED = frozenset({"已发货，退款成功", "已收货，退款成功", "已签收，退款成功"})
_STATES = (
    _UNPAID
    | _GOING_ON
    | _NEVER_FORMED
    | _REFUNDED_UNSHIPPED
    | _REFUNDED_SHIPPED
    | {"已取消", "退款成功"}
)
_REFUNDED = "退款成功"


def read_order(rows: list[Fields], lines: list[Fields]) -> OrderReading:  # noqa: ARG001
    """One row as an order with one line. Raises CellError."""
    row = rows[0]
    state = row["state"].replace(",", "，").replace(" ", "")
    sale_state = _sale_state(state)
    day = _day_of_number(row["order_id"])
    traded_at = moment(row["paid_at"]) or moment(row["traded_at"])
    payment, freight = fen(row["paid"]), fen(row["freight"])
    if payment is None:
        raise CellError("amount-missing")
    if payment < (freight or 0):
        raise CellError("freight-exceeds-payment")
    is_refunded = state in _REFUNDED_UNSHIPPED and sale_state == "sale"
    discounts = [fen(row["platform_discount"]), fen(row["instant_discount"])]
    told = [amount for amount in discounts if amount is not None]
    return OrderReading(
        platform_state=state,
        sale_state=sale_state,
        created_at=moment(row["created_at"]) or traded_at or day,
        paid_at=(traded_at or day) if sale_state == "sale" else None,
        formed_at=moment(row["formed_at"]),
        paid_fen=payment - (freight or 0),
        payment_fen=payment,
        refunded_fen=payment if is_refunded else 0,
        has_untold_refund=sale_state == "sale"
        and not is_refunded
        and _REFUNDED
        in (
            row["aftersale"],
            state.rpartition("，")[2],
        ),
        goods_fen=fen(row["goods"]),
        freight_fen=freight,
        platform_subsidy_fen=sum(told) if told else None,
        merchant_receipt_fen=fen(row["receipt"]),
        lines=(
            LineReading(
                title=row["title"] or None,
                item_id=row["item_id"] or None,
                sku_id=row["sku_id"] or None,
                merchant_code=row["sku_code"] or row["item_code"] or None,
                quantity=count(row["quantity"]),
                list_fen=fen(row["goods"]),
            ),
        ),
    )


def _sale_state(state: str) -> str:
    if state not in _STATES:
        raise CellError("state-unknown")
    if state in _UNPAID:
        return "unpaid"
    if state == "待成团":
        return "deposit"
    return "closed" if state in _NEVER_FORMED or state == "已取消" else "sale"


def _day_of_number(order_id: str) -> datetime:
    """The day in the order's number, as its midnight; the only day that every row tells."""
    try:
        return datetime.strptime(order_id[:6], "%y%m%d")
    except ValueError:
        raise CellError("id-malformed") from None


MAP = ExportMap(
    feed="pdd-export",
    platform="pdd",
    title_zh="拼多多订单导出",
    source_zh="拼多多商家后台订单导出（2026年表头）",
    encoding="utf-8-sig",
    columns={
        "order_id": Column(("订单号",), kind="id"),
        "state": Column(("订单状态",), kind="choice", words=(*sorted(_STATES),)),
        "title": Column(("商品", "商品名称")),
        "quantity": Column(("商品数量(件)", "商品数量"), kind="count", is_of_line=True),
        "goods": Column(("商品总价(元)",), kind="money", is_of_line=True),
        "freight": Column(("邮费(元)",), is_required=False, kind="money", is_of_line=True),
        "shop_discount": Column(
            ("店铺优惠折扣(元)",), is_required=False, kind="money", is_of_line=True
        ),
        "platform_discount": Column(
            ("平台优惠折扣(元)",), is_required=False, kind="money", is_of_line=True
        ),
        "instant_discount": Column(
            ("多多支付立减金额(元)",), is_required=False, kind="money", is_of_line=True
        ),
        "paid": Column(("用户实付金额(元)",), kind="money", is_of_line=True),
        "receipt": Column(("商家实收金额(元)",), is_required=False, kind="money", is_of_line=True),
        "traded_at": Column(("订单成交时间",), is_required=False, kind="time"),
        "paid_at": Column(("支付时间",), is_required=False, kind="time"),
        "formed_at": Column(("拼单成功时间",), is_required=False, kind="time"),
        "created_at": Column(("订单创建时间",), is_required=False, kind="time"),
        "item_id": Column(("商品id", "商品ID"), is_required=False),
        "sku_id": Column(("样式ID",), is_required=False),
        "sku_code": Column(("商家编码-规格维度",), is_required=False),
        "item_code": Column(("商家编码-商品维度",), is_required=False),
        "aftersale": Column(("售后状态",)),
        "receiver_province": Column(("省",), is_required=False, is_kept=False),
        "receiver_city": Column(("市",), is_required=False, is_kept=False),
        "receiver_county": Column(("区",), is_required=False, is_kept=False),
    },
    read_order=read_order,
    id_pattern=re.compile(r"\d{6}-\d{6,18}"),
    amount_field="paid",
    totalled_fields=("goods", "freight", "paid", "receipt"),
)
