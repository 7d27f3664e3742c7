"""Chinese names of the codes that occur in published marts.

A code without a name here is printed as it is: a new platform must not stop a bulletin.
Keep out: sentences; what a programme decides.
"""

from __future__ import annotations

AGRI_RETAIL = "agri_retail"
POOR_COUNTIES = "poor_county_agri_retail"
POOR_VILLAGES = "poor_village_trade"

OWN_WORDS = {"province": "本省", "prefecture": "本市州", "county": "本县市区"}
PLATFORMS = {
    "taobao": "淘宝天猫",
    "jd": "京东",
    "pdd": "拼多多",
    "suning": "苏宁易购",
    "douyin": "抖音",
    "kuaishou": "快手",
    "wechat": "微信小店",
    "ccb": "建行善融商务",
    "gxyj": "供销e家",
    "fupin832": "832平台",
    "ule": "邮乐购",
    "guinongwang": "贵农网",
    "gzdsy": "贵州电商云",
    "yunshuwang": "云书网",
    "nonggouwang": "农购网",
    "hnfpxd": "湖南电商扶贫小店",
    "86077": "86077",
    "jialiduo": "家利多",
    "changjiawang": "厂家网",
    "yuncaihui": "云采惠",
    "najiawang": "那家网",
    "qianyouxiangqing": "黔邮乡情",
    "weidian": "微店",
    "offline": "线下台账",
}
CLASSES = {
    "primary_agri": "初级农产品",
    "processed_food": "加工食品",
    "herbal": "中药材",
    "tea_liquor": "茶酒",
    "handicraft": "手工艺品",
    "agri_input": "农资",
    "industrial": "工业品",
    "service": "服务",
    "unclassified": "未分类",
}
FLOWS = {"up": "上行", "down": "下行", "local": "本地"}
SELLER_GRADES = {
    "S1": "实地核查经营地",
    "S2": "网店或站点台账",
    "S3": "营业执照",
    "S4": "发货地佐证（市州已知）",
    "SU": "无法认定",
}
ORIGIN_GRADES = {
    "O1": "交货批次或一户一码",
    "O2": "户码无数量或协议分成（推算）",
    "O3": "产品、批次或品牌登记",
    "O4": "平台商品产地属性",
    "O5": "自产网店或站点",
    "O6": "标题中的品牌或地名（候选）",
    "OU": "无法认定",
}
SALE_STATES = {
    "unpaid": "未付款",
    "closed": "交易关闭（未成交）",
    "deposit": "预售仅付定金",
    "wholesale": "批发",
}
REFUNDS_LEFT_OUT = {
    "not_a_sale": "原订单不计销售",
    "unknown_order": "原订单未取得",
    "told_by_platform": "平台已列明，导出文件重复",
    "beyond_payment": "超出货款（多为退运费）",
}
PENDING_KINDS = {
    "brushing": "疑似刷单",
    "brushing_double": "疑似刷单并跨平台重复",
    "double": "疑似跨平台重复",
    "unauthorised": "网店未授权或已撤回授权",
    "capacity": "超出登记产能",
    "places_differ": "产地依据相互矛盾",
}
KINDS = {
    "orders": "订单",
    "lines": "订单明细",
    "refunds": "退款",
    "items": "商品",
    "ledger": "线下台账",
}
QUARANTINE_REASONS = {
    "bad_amount": "金额不可读",
    "bad_time": "时间不可读",
    "missing": "缺少字段",
    "undecodable": "编码不可读",
    "unreadable": "内容不可读",
    "order-id-repeated": "订单号重复",
    "line-without-order": "明细无对应订单",
    # of export files and ledgers
    "id-missing": "编号为空",
    "id-in-scientific-notation": "编号被改为科学计数",
    "id-malformed": "编号形式不符",
    "shop-differs": "店铺不符",
    "ledger-id-repeated": "台账编号重复",
    "sub-order-repeated": "子订单编号重复",
    "columns": "栏数与表头不符",
    "unbalanced-quotes": "引号不成对",
    "merged-amount": "金额在合并单元格",
    "amount-missing": "金额为空",
    "amount-unreadable": "金额不是数字",
    "amount-finer-than-fen": "金额不足一分",
    "amount-negative": "金额为负",
    "amount-absurd": "金额过大",
    "amounts-disagree": "金额不相符",
    "freight-exceeds-payment": "运费大于付款",
    "refund-exceeds-payment": "退款大于实付",
    "refund-without-sale": "未付款而有退款",
    "refund-time-partly-missing": "退款时间不全",
    "refund-amount-untold": "退款金额未载",
    "closed-without-refund": "关闭而无退款",
    "closed-after-part-payment": "关闭后余款不明",
    "merged-row-closed": "合并行部分关闭",
    "payment-without-time": "付款无时间",
    "payment-time-missing": "付款时间为空",
    "time-missing": "时间为空",
    "time-unreadable": "时间无法辨认",
    "date-missing": "日期为空",
    "date-unreadable": "日期无法辨认",
    "month-january-or-october": "月份分不清",
    "quantity-unreadable": "数量不是数字",
    "state-unknown": "状态不在词表",
    "trade-kind-unknown": "交易类型不在词表",
    "flow-unknown": "流向不在词表",
    "channel-unknown": "渠道不在词表",
    "county-unknown": "县代码不存在",
    "village-in-another-county": "村不属于所填县",
    "proof-unknown": "佐证等级不在词表",
    "proof-missing": "缺佐证编号",
    "direction-unknown": "销售退货不明",
    "title-missing": "商品名称为空",
    "personal-text": "疑似个人信息",
    "order-link-incomplete": "关联订单不全",
    "platform-unknown": "平台不在词表",
    "order-columns-disagree": "订单各行不一致",
}


def reason_name(reason: str) -> str:
    """A quarantine reason like missing:paid_at in Chinese, its field behind it."""
    kind, _, field = reason.partition(":")
    name = name_of(QUARANTINE_REASONS, kind)
    return f"{name}：{field}" if field else name


def name_of(names: dict[str, str], code: str) -> str:
    """The Chinese name of a code, or the code."""
    return names.get(code, code)
