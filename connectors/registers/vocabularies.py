"""The words that registers and programmes are written in, with what clerks read for them.

Source: design, sections 3 to 5. Keep out: columns.
"""

from __future__ import annotations

PLATFORMS = {
    "taobao": "淘宝（天猫）",
    "jd": "京东",
    "suning": "苏宁易购",
    "pdd": "拼多多",
    "douyin": "抖音",
    "wechat": "微信小店",
    "kuaishou": "快手",
    # these give only files (connectors/files/maps)
    "ccb": "建行善融商务",
    "gxyj": "供销e家",
    "fupin832": "832平台",
    "ule": "邮乐购（邮乐网）",
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
}
REGION_LEVELS = {"province": "省", "prefecture": "市州", "county": "县市区"}
VILLAGE_KINDS = {"juwei": "居委会", "cunwei": "村委会"}
OWNER_KINDS = {
    "household": "农户",
    "coop": "合作社",
    "enterprise": "企业",
    "station": "电商服务站",
    "individual": "个体",
}
PRODUCER_KINDS = {"household": "农户", "coop": "合作社", "enterprise": "企业"}
TRADE_FLOWS = {"up": "上行", "down": "下行"}
INDICATOR_FLOWS = {**TRADE_FLOWS, "local": "本地"}
GOODS_CLASSES = {
    "primary_agri": "初级农产品",
    "processed_food": "加工食品",
    "herbal": "中药材",
    "tea_liquor": "茶酒",
    "handicraft": "手工艺",
    "agri_input": "农资",
    "industrial": "工业品",
    "service": "服务",
    "unclassified": "未分类",
}
EVIDENCE_KINDS = {"product": "产品登记", "batch": "批次登记", "brand": "品牌授权"}
GROUP_PROOFS = {"contract": "采购合同", "event": "活动报备"}
CODE_KINDS = {"household": "一户一码", "product": "产品码", "batch": "批次码"}
AXES = {"seller": "经营地", "origin": "产地"}
REGION_SETS = {
    "province": "全省",
    "prefectures": "市州",
    "poor_counties": "贫困县",
    "poor_villages": "贫困村",
}
LINKAGE_MODES = {
    "contract_farming": "订单农业",
    "integrated": "产销一体",
    "shareholding": "股权合作",
    "coop_household": "贫困户＋合作社＋电商",
    "base_household": "基地＋电商企业＋农户",
    "adoption": "认领帮扶",
}
CHAIN_LINKS = {
    "growing": "种养",
    "purchase": "收购",
    "packing": "包装",
    "storage": "存储",
    "transport": "运输",
    "sale": "销售",
    "shop": "开网店",
}
BENEFIT_KINDS = {
    "purchase": "收购款",
    "wage": "工资",
    "dividend": "分红",
    "rent": "流转租金",
    "tourism": "旅游接待",
}
VOUCHER_KINDS = {
    "transfer": "银行转账回单",
    "invoice": "收购发票",
    "receipt": "签收单",
    "payroll": "工资表",
}
AUTHORISED_KINDS = {"orders": "订单", "refunds": "退款", "items": "商品"}
AGREED_BY = {
    "owner": "经营者",
    "legal_representative": "法定代表人",
    "agent": "受托人",
}
WITHDRAWAL_CHOICES = {"keep": "保留撤回前数据", "remove": "全部不再计入"}
