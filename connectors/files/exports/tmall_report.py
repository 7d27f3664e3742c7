"""The short Tmall extract: seven columns, one row an order, province as the address.

Source: platforms.md, section 9 (public extract `tmall_order_report.csv`) and the invariants
measured in domain.md, section 5: 买家实际支付金额 is what is left after refunds, so for every paid
row 总金额 = 买家实际支付金额 + 退款金额; rows without a payment time were never paid. The extract
tells no freight: what the buyer paid is taken as goods. Keep out: the full report (taobao_report).
"""

from __future__ import annotations

import re

from connectors.core.tabular.cells import CellError, fen, moment
from connectors.files.spec import Column, ExportMap, Fields, LineReading, OrderReading


def read_order(rows: list[Fields], lines: list[Fields]) -> OrderReading:  # noqa: ARG001
    """One row as an order with one line. Raises CellError where its figures don't agree."""
    row = rows[0]
    total, net, refunded = fen(row["total"]), fen(row["net"]), fen(row["refunded"]) or 0
    created_at, paid_at = moment(row["created_at"]), moment(row["paid_at"])
    if created_at is None:
        raise CellError("time-missing")
    if total is None:
        raise CellError("amount-missing")
    if paid_at is None:
        if net or refunded:
            raise CellError("payment-without-time")
        return OrderReading(
            platform_state="未付款",
            sale_state="unpaid",
            created_at=created_at,
            paid_at=None,
            paid_fen=total,
            payment_fen=total,
            lines=(LineReading(),),
        )
    if net is None:
        raise CellError("amount-missing")
    if net + refunded != total:
        raise CellError("amounts-disagree")
    return OrderReading(
        platform_state="已付款",
        sale_state="sale",
        created_at=created_at,
        paid_at=paid_at,
        paid_fen=total,
        payment_fen=total,
        refunded_fen=refunded,
        lines=(LineReading(),),
    )


MAP = ExportMap(
    feed="tmall-report",
    platform="taobao",
    title_zh="天猫订单简表",
    source_zh="公开样例 tmall_order_report.csv 的七栏表头",
    columns={
        "order_id": Column(("订单编号",), kind="id"),
        "total": Column(("总金额",), kind="money", is_of_line=True),
        "net": Column(("买家实际支付金额",), kind="money", is_of_line=True),
        "created_at": Column(("订单创建时间",), kind="time"),
        "paid_at": Column(("订单付款时间",), kind="time"),
        "refunded": Column(("退款金额",), kind="money", is_of_line=True),
        "address": Column(("收货地址",), is_required=False, is_kept=False),
    },
    read_order=read_order,
    # the extract numbers its orders 1 … 28010
    id_pattern=re.compile(r"\d{1,20}"),
    amount_field="total",
    numbers_rows=True,
    totalled_fields=("total", "net", "refunded"),
)
