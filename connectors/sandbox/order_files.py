"""A shop's own export files: Taobao's order report with its line file, JD's order export.

Formats: platforms.md, section 9. What a platform puts into files of personal data is masked or
left empty here, as in every sample. Keep out: registers, truth, wire protocols.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from connectors.sandbox.records import WorldOrder, WorldShop
from connectors.sandbox.writing import write_csv, yuan

_TAOBAO_ORDER = (
    "订单编号",
    "买家会员名",
    "买家应付货款",
    "买家应付邮费",
    "总金额",
    "买家实际支付金额",
    "订单状态",
    "收货地址",
    "订单创建时间",
    "订单付款时间",
    "宝贝标题",
    "宝贝种类",
    "宝贝总数量",
    "店铺Id",
    "店铺名称",
    "退款金额",
)
_TAOBAO_LINE = ("订单编号", "标题", "价格", "购买数量", "外部系统编号", "订单状态", "商家编码")
_JD = (
    "订单号",
    "商品ID",
    "商品名称",
    "订购数量",
    "支付方式",
    "下单时间",
    "京东价",
    "订单金额",
    "结算金额",
    "余额支付",
    "应付金额",
    "订单状态",
    "下单帐号",
    "客户地址",
    "运费金额",
    "付款确认时间",
    "货号",
    "订单完成时间",
)
_TAOBAO_STATES = {
    "unpaid": "等待买家付款",
    "deposit_paid": "等待买家付款",
    "paid": "买家已付款，等待卖家发货",
    "shipped": "卖家已发货，等待买家确认",
    "finished": "交易成功",
    "closed_unpaid": "交易关闭",
    "deposit_forfeited": "交易关闭",
    "closed_refunded": "交易关闭",
}
_JD_STATES = {
    "unpaid": "等待付款",
    "deposit_paid": "等待付款",
    "paid": "等待出库",
    "shipped": "等待确认收货",
    "finished": "完成",
    "closed_unpaid": "已取消",
    "deposit_forfeited": "已取消",
    "closed_refunded": "完成",
    "cancelled_refunded": "已取消",
}


def write_taobao(shop: WorldShop, orders: list[WorldOrder], folder: Path) -> None:
    """Order report and line file of one shop, GB18030 as the back office writes them."""
    stem = f"taobao-report__{shop.shop_id}"
    rows = (_taobao_order(shop, order) for order in orders)
    write_csv(folder / f"{stem}.csv", _TAOBAO_ORDER, rows, encoding="gb18030")
    lines = (row for order in orders for row in _taobao_lines(order))
    write_csv(folder / f"{stem}__lines.csv", _TAOBAO_LINE, lines, encoding="gb18030")


def write_jd(shop: WorldShop, orders: Iterable[WorldOrder], folder: Path) -> None:
    """One row a SKU, the order's amounts repeated on each; GB18030."""
    rows = (row for order in orders for row in _jd_rows(order))
    write_csv(folder / f"jd-export__{shop.shop_id}.csv", _JD, rows, encoding="gb18030")


def _taobao_order(shop: WorldShop, order: WorldOrder) -> list[str]:
    refund = order.refund
    refunded = refund.amount_fen if refund and refund.state == "succeeded" else 0
    # the report's 买家实际支付金额 is what is left after refunds (platforms, section 9)
    left = order.payment_fen - refunded if order.paid_at else 0
    first = order.lines[0]
    return [
        order.order_id,
        f"示例{order.buyer_key[-2:]}**",
        yuan(order.payment_fen - order.freight_fen),
        yuan(order.freight_fen),
        yuan(order.payment_fen),
        yuan(left),
        _TAOBAO_STATES[order.state],
        _address(order),
        _time(order.created_at),
        _time(order.paid_at),
        first.title if len(order.lines) == 1 else "，".join(line.title for line in order.lines),
        str(len(order.lines)),
        str(sum(line.quantity for line in order.lines)),
        shop.shop_id,
        shop.name,
        yuan(refunded),
    ]


def _taobao_lines(order: WorldOrder) -> Iterator[list[str]]:
    for line in order.lines:
        yield [
            order.order_id,
            line.title,
            yuan(line.price_fen),
            str(line.quantity),
            line.merchant_code,
            _TAOBAO_STATES[order.state],
            line.merchant_code,
        ]


def _jd_rows(order: WorldOrder) -> Iterator[list[str]]:
    for line in order.lines:
        yield [
            order.order_id,
            line.sku_id,
            line.title,
            str(line.quantity),
            "在线支付",
            _time(order.created_at),
            yuan(line.price_fen),
            yuan(order.goods_fen),
            yuan(order.payment_fen),
            "0.00",
            yuan(order.payment_fen),
            _JD_STATES[order.state],
            f"示例{order.buyer_key[-2:]}**",
            _address(order),
            yuan(order.freight_fen),
            _time(order.paid_at),
            line.merchant_code,
            _time(order.finished_at),
        ]


def _address(order: WorldOrder) -> str:
    parts = (order.receiver_province, order.receiver_city, order.receiver_county, "***")
    return " ".join(part for part in parts if part)


def _time(moment: datetime | None) -> str:
    return moment.isoformat(sep=" ") if moment else ""
