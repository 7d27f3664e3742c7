"""The words for what is done in the field: stations, trainings, markets, funds, findings.

Source: the clauses that the forms name. Keep out: goods, places, programmes (vocabularies).
"""

from __future__ import annotations

STATION_LEVELS = {
    "county_centre": "县级服务中心",
    "town_station": "乡镇服务站",
    "village_station": "村级服务站",
    "logistics_centre": "物流（分拨）中心",
    "convenience_centre": "便民服务中心",
}
NETWORKS = {
    "ecommerce": "电商",
    "post": "邮政",
    "supply_coop": "供销",
    "courier": "快递",
    "finance": "金融",
    "wanchun": "万村千乡农家店",
    "telecom": "通信",
    "agri_information": "益农信息社",
}
STATION_EQUIPMENT = {
    "display_stand": "展示架",
    "desk": "桌椅",
    "computer": "电脑",
    "broadband": "网络宽带",
    "router": "无线路由器",
    "shelf": "货架",
    "smartphone": "智能手机",
    "parcel_rack": "包裹架",
    "touch_screen": "触摸显示屏",
    "pos": "POS机",
    "service_platform": "网上服务平台",
}
STATION_SERVICES = {
    "buying": "网络购物",
    "selling": "农产品代销",
    "parcels": "邮件代收代发",
    "payments": "缴费支付",
    "top_up": "话费充值",
    "teaching": "电商知识和政策宣传",
    "cash": "助农取款",
    "finance": "金融服务",
    "government": "政务服务",
    "farming_advice": "农技服务",
    "jobs": "就业服务",
    "telecom": "电信服务",
}
ACCEPTANCE_RESULTS = {"passed": "合格", "failed": "不合格"}
TRAINING_TERMS = {"short": "短期", "middle": "中期", "long": "长期"}
TRAINING_AUDIENCES = {
    "poor_households": "贫困人口",
    "shop_keepers": "网店经营者",
    "station_staff": "站点人员",
    "cadres": "乡村干部",
    "first_secretaries": "第一书记",
    "officials": "政府分管领导和商务部门负责人",
    "enterprises": "企业人员",
    "returnees": "返乡创业人员和农村青年",
}
TRAINING_FORMS = {"classroom": "课堂教学", "on_site": "现场观摩", "online": "线上培训"}
TRAINING_EVIDENCE = {
    "lecturer_profiles": "授课人基本情况",
    "lecturer_certificates": "资质证明",
    "plan": "培训方案",
    "time_and_place": "培训时间地点",
    "timetable": "课程安排",
    "material": "培训材料",
    "roster": "培训人员名册",
    "attendance": "签到名册",
    "contacts": "联系方式",
    "photos": "现场照片",
}
LEADER_ORIGINS = {
    "returnee": "返乡创业青年",
    "out_of_poverty": "脱贫致富带头人",
    "village_official": "大学生村官",
    "first_secretary": "第一书记",
    "veteran": "退伍军人",
    "party_member": "农村党员骨干",
    "skilled_woman": "巧媳妇",
    "disabled": "有潜力的残疾人",
    "shop_keeper": "网店负责人",
}
LEADER_STATES = {"candidate": "培养对象", "chosen": "已确定", "given_up": "已退出"}
PAIRING_KINDS = {"east_west": "东西部协作", "within_province": "省内对口帮扶"}
EVENT_KINDS = {
    "festival": "网购节",
    "fair": "展会",
    "matchmaking": "产销对接",
    "livestream": "直播带货",
    "official_endorsement": "县长代言",
    "site_visit": "现场观摩",
    "crowdfunding": "众筹预售",
}
BUYER_CHANNELS = {
    "school": "进校园",
    "unit": "进单位",
    "community": "进社区",
    "trade": "商超批发",
    "platform": "电商平台",
    "partner_office": "驻村帮扶单位",
}
FUND_STAGES = {"committed": "已安排", "paid": "已支付"}
FUND_USES = {
    "station_equipment": "站点设备补助",
    "station_operation": "站点开办运营补助",
    "model_shop": "示范网店补助",
    "brand_event": "一县一品活动补助",
    "training": "培训补助",
    "logistics": "物流补贴",
    "loan_interest": "小额信贷贴息",
    "leader_shop": "带头人开店补助",
    "award": "奖励",
    "other": "其他",
}
VIOLATION_KINDS = {
    "fake_goods": "销售假冒伪劣产品",
    "harmed_image": "损害电商扶贫形象",
    "false_data": "数据弄虚作假",
    "brushing": "刷单",
    "misused_funds": "资金使用不当",
    "idle_funds": "资金闲置",
    "slow_work": "工作推进慢",
    "failed_acceptance": "验收不合格",
}
FINDING_SOURCES = {
    "evaluation": "绩效评价",
    "acceptance": "项目验收",
    "audit": "审计",
    "inspection": "巡视巡查",
    "supervision": "督导检查",
    "complaint": "投诉举报",
    "data_check": "数据核查",
}
VIOLATION_STATES = {
    "found": "已发现",
    "rectifying": "整改中",
    "closed": "已办结",
    "withdrawn": "不成立",
}
