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
    "family_farm": "家庭农场",
    "big_grower": "种养大户",
}
SHOP_FLAGS = {
    "relief_shop": "扶贫小店",
    "model_shop": "示范网店",
    "model_micro_shop": "示范微店",
    "pavilion": "特色馆",
    "special_zone": "特产专区",
    "pairing_shop": "对口帮扶店",
    "training_shop": "扶贫实训店",
}
ENTERPRISE_KINDS = {
    "ecommerce": "电商企业",
    "traditional_trade": "传统商贸企业",
    "processor": "加工企业",
    "coop": "合作社",
    "family_farm": "家庭农场",
    "operator": "电商运营服务商",
    "logistics": "物流快递企业",
    "training": "培训机构",
    "association": "协会",
    "public_body": "机关事业单位",
}
ENTERPRISE_MARKS = {
    "leading": "龙头企业",
    "model_enterprise": "示范企业",
    "model_base": "示范基地",
    "park": "电商产业园",
    "incubator": "创业孵化园",
    "regional_headquarters": "区域总部",
    "livestream_alliance": "直播电商联盟成员",
}
CAPACITY_SOURCES = {"inspected": "实地核查", "told": "主体申报", "statistics": "农业统计"}
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
AUTHORISED_KINDS = {"orders": "订单", "refunds": "退款", "items": "商品", "files": "导出文件"}
AGREED_BY = {
    "owner": "经营者",
    "legal_representative": "法定代表人",
    "agent": "受托人",
}
WITHDRAWAL_CHOICES = {"keep": "保留撤回前数据", "remove": "全部不再计入"}
BRAND_KINDS = {
    "one_county": "一县一品",
    "one_town": "一乡一品",
    "one_village": "一村一品",
    "regional": "区域公共品牌",
    "geographical_indication": "地理标志",
    "enterprise": "企业品牌",
}
BRAND_LISTS = {
    "best_selling": "畅销网货品牌",
    "excellent": "优秀农特产品品牌",
    "key_support": "重点扶持品牌",
    "mofcom_alliance": "商务部电商扶贫联盟",
    "guizhou_green": "贵州绿色农产品品牌",
}
MEDIA_LEVELS = {"national": "国家级", "province": "省级", "prefecture": "市级", "county": "县级"}
CERTIFICATE_KINDS = {
    "pollution_free": "无公害农产品",
    "green": "绿色食品",
    "organic": "有机农产品",
    "agri_geographical": "农产品地理标志",
    "geographical_product": "地理标志保护产品",
    "geographical_mark": "地理标志证明商标",
    "food_licence": "食品生产许可（SC）",
}
CATALOGUE_LEVELS = {"national": "国家", "province": "省", "prefecture": "市州", "county": "县"}
AREA_CLASSES = {
    "contiguous": "武陵山、罗霄山片区县",
    "national": "片区外国家扶贫开发工作重点县",
    "provincial": "省扶贫开发工作重点县",
    "deep_poverty": "深度贫困县",
    "model_national": "国家级电商进农村综合示范县",
    "model_provincial": "省级电商进农村综合示范县",
    "pilot_outbound": "农产品电商出村试点县",
    "out_of_poverty": "已脱贫摘帽",
    "poor_town": "贫困乡",
    "poor_village": "贫困村",
    "able_village": "有条件的贫困村",
    "good_industry": "产业基础较好的村",
    "model_village": "电商扶贫示范村",
    "taobao_village": "淘宝村",
}
#: how an item was matched with a product
MATCH_METHODS = {
    "code_mended": "商家编码（书写还原）",
    "code_check": "商家编码（校验位还原）",
    "codes_of_item": "同一商品其他明细的编码",
    "name": "名称一致且唯一",
    "person": "人工复核",
}
UNIT_LEVELS = {"prefecture": "市州级", "county": "县级"}
