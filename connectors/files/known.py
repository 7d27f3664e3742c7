"""Columns of the platforms' own reports that are documented and not read, personal ones too.

A column that stands neither here nor in the feed's map is reported as drift: the back office began
to export it, or a clerk added it. Forms of our own have no such columns.
Source: platforms reference, section 9. Keep out: columns that are read (`exports/`, `maps/`).
"""

from __future__ import annotations

from collections.abc import Iterable

from connectors.core.drift import UNNAMED
from connectors.core.redaction import redact

#: a longer text in a header is no column's name
_LONGEST_NAME = 20

_UNREAD = {
    "taobao-report": """
        买家支付宝账号 买家支付积分 返点积分 买家实际支付积分 买家留言 收货人姓名 运送方式 联系电话
        联系手机 物流单号 物流公司 订单备注 店铺Id 店铺名称 订单关闭原因 卖家服务费 买家服务费
        发票抬头 是否手机订单 分阶段订单信息 定金排名 修改后的sku 修改后的收货地址 异常信息
        卡券抵扣 积分抵扣 集分宝抵扣 是否是O2O交易 商品属性 套餐信息 备注
    """,
    "jd-export": """
        余额支付 订单类型 下单帐号 客户姓名 客户地址 联系电话 订单备注 发票类型 发票抬头 发票内容
        商家备注 商家备注等级（等级1-5为由高到低） 增值税发票 货号 订单完成时间 订单来源 订单渠道
        支付方式 京东价 结算金额 应付金额 运费金额 付款确认时间
    """,
    "pdd-export": """
        多多支付立减金额(元) 发货时间 确认收货时间 商品规格 样式ID 商家编码-规格维度
        商家编码-商品维度 商家备注 快递单号 快递公司 支付时间 拼单成功时间 省 市 区 收货人 手机
    """,
    "douyin-export": """
        商品规格 收件人 收件人手机号 详细地址 商家备注 订单完成时间 售后状态 取消原因 发货时间
        平台实际承担优惠金额 商家实际承担优惠金额 达人实际承担优惠金额 商品ID 商品金额 支付完成时间
        商家收入金额 达人ID 流量来源 支付方式
    """,
}


def unknown_columns(
    feed: str, header: Iterable[str], read: Iterable[str], *, row_count: int
) -> dict[str, int]:
    """Names in a header that are neither read nor documented, each with the rows below it.

    What may be somebody's (a number, a long text) is counted under a name that tells nothing.
    """
    named = {*read, *_UNREAD.get(feed, "").split()}
    new = sorted({name for name in header if name and name not in named})
    return {_readable(name): row_count for name in new}


def _readable(name: str) -> str:
    is_name = len(name) <= _LONGEST_NAME and redact(name) == name
    return name if is_name else UNNAMED
