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
    "ledger_id": Column(("台账编号",), kind="id"),
    "channel": Column(("渠道",), kind="choice", words=tuple(CHANNELS)),
    "occurred": Column(("销售日期",), kind="time"),
    "seller_code": Column(("经营单位编码", "特产专区编码"), is_required=False, kind="id"),
    "county_code": Column(("县代码",), kind="id"),
    "village_code": Column(("村代码",), is_required=False, kind="id"),
    "producer_code": Column(("产销主体编码",), is_required=False, kind="id"),
    "product_code": Column(("产品编码",), is_required=False, kind="id"),
    "title": Column(("商品名称",)),
    "quantity": Column(("数量",), is_required=False, is_of_line=True),
    "unit": Column(("计量单位",), is_required=False),
    "amount": Column(("销售金额",), kind="money", is_of_line=True),
    "order_platform": Column(("关联平台",), is_required=False),
    "order_id": Column(("关联订单号",), is_required=False, kind="id"),
    "proof": Column(("佐证等级",), kind="choice", words=tuple(PROOFS)),
    "proof_ref": Column(("佐证编号",), is_required=False),
    "direction": Column(("销售或退货",), is_required=False, kind="choice", words=tuple(DIRECTIONS)),
    "state": Column(("状态",), is_required=False, kind="choice", words=tuple(STATES)),
}
