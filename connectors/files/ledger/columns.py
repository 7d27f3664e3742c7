"""The columns of the offline ledger, 自拟模板, and the words that its cells take.

A zone's sale that was ordered by scanning stands in a platform's feed as well: then the ledger
gives that order's platform and number, and the warehouse counts it once (design, section 3).
Nothing of a buyer is asked for; a producer goes by its code. Keep out: reading rows.
"""

from __future__ import annotations

import re

from connectors.files.spec import Column

LEDGER = "ledger"
TITLE_ZH = "线下销售台账"
SOURCE_ZH = "自拟模板"

CHANNELS = {
    "特产专区": "zone",
    "扶贫盒子": "box",
    "展会": "fair",
    "单位采购": "institution",
    "其他线下": "other",
}
PROOFS = {"合同": "contract", "票据": "receipt", "自报": "self_report"}
DIRECTIONS = {"销售": False, "退货": True}
STATES = {"有效": False, "作废": True}

LEDGER_ID = re.compile(r"[0-9A-Za-z_-]{1,40}")
CODE = re.compile(r"[0-9A-Za-z_-]{1,40}")
COUNTY = re.compile(r"\d{6}")
VILLAGE = re.compile(r"\d{12}")
ORDER_ID = re.compile(r"[0-9A-Za-z-]{4,40}")

COLUMNS: dict[str, Column] = {
    "ledger_id": Column(
        ("台账编号",),
        kind="id",
        note_zh="本单位自己编的号，一行一个，永不重用；更正时用原来的编号重报",
    ),
    "channel": Column(("渠道",), kind="choice", words=tuple(CHANNELS), note_zh="在哪里卖的"),
    "occurred": Column(
        ("销售日期",),
        kind="month",
        note_zh="如 2020-06-30；只知道月份写 2020-06（不要写 2020.1，分不清一月和十月）",
    ),
    "seller_code": Column(
        ("经营单位编码", "特产专区编码"),
        is_required=False,
        kind="id",
        note_zh="特产专区、网店或单位的登记编码",
    ),
    "county_code": Column(("县代码",), kind="id", note_zh="产品所在县的六位代码"),
    "village_code": Column(
        ("村代码",), is_required=False, kind="id", note_zh="产品所在村的十二位代码；不清楚留空"
    ),
    "producer_code": Column(
        ("产销主体编码",),
        is_required=False,
        kind="id",
        note_zh="农户、合作社或企业的登记编码，只写编码，不写姓名",
    ),
    "product_code": Column(("产品编码",), is_required=False, kind="id", note_zh="产品台账中的编码"),
    "title": Column(("商品名称",), note_zh="商品名称；不写买家信息"),
    "quantity": Column(("数量",), is_required=False, is_of_line=True, note_zh="可以有小数，如 2.5"),
    "unit": Column(("计量单位",), is_required=False, note_zh="斤、件、盒等"),
    "amount": Column(
        ("销售金额",),
        kind="money",
        is_of_line=True,
        note_zh="本行的销售金额；退货也写正数，在“销售或退货”栏选退货",
    ),
    "order_platform": Column(
        ("关联平台",), is_required=False, note_zh="扫码在网上下单的，写平台名称；线下成交的留空"
    ),
    "order_id": Column(
        ("关联订单号",),
        is_required=False,
        kind="id",
        note_zh="扫码订单的编号，与“关联平台”同时填写；这笔销售只在网上计一次",
    ),
    "proof": Column(("佐证等级",), kind="choice", words=tuple(PROOFS), note_zh="凭什么入账"),
    "proof_ref": Column(
        ("佐证编号",), is_required=False, note_zh="合同号或票据号；佐证等级为合同、票据的必须填写"
    ),
    "direction": Column(
        ("销售或退货",),
        is_required=False,
        kind="choice",
        words=tuple(DIRECTIONS),
        note_zh="空白就是销售",
    ),
    "state": Column(
        ("状态",),
        is_required=False,
        kind="choice",
        words=tuple(STATES),
        note_zh="这一行作废时选作废，编号不变",
    ),
}
