"""What the sandbox sells: kinds of goods with class, industry, platform category and price.

Keep out: shops, places, evidence.
"""

from __future__ import annotations

from typing import NamedTuple


class Goods(NamedTuple):
    """A kind of goods. `category` is a leaf category's number; prices are fen for one unit."""

    name: str
    goods_class: str
    industry: str
    category: str
    units: tuple[str, ...]
    low_fen: int
    high_fen: int


_FRUIT = ("5斤装", "10斤装", "礼盒装")
_DRY = ("250g", "500g", "1kg")
_MEAT = ("500g", "2斤装", "整只")

#: the sandbox's own category numbers (a TOP cid is a number), with what each holds
CATEGORY_NAMES = {
    "50990001": "新鲜水果",
    "50990002": "新鲜蔬菜",
    "50990003": "禽蛋",
    "50990004": "生肉",
    "50990005": "大米",
    "50990006": "南北干货",
    "50990007": "腊味",
    "50990008": "调味酱",
    "50990009": "米粉面条",
    "50990010": "食用油",
    "50990011": "蜂蜜",
    "50990012": "休闲零食",
    "50990013": "中药材",
    "50990014": "绿茶",
    "50990015": "黑茶",
    "50990016": "代用茶",
    "50990017": "米酒黄酒",
    "50990018": "民间工艺品",
    "50990019": "刺绣",
    "50990020": "旅游门票",
    "50990021": "肥料",
    "50990022": "种子",
    "50990023": "农机具",
    "50990024": "灯具",
    "50990025": "家庭清洁",
    "50990026": "赠品",
}

#: what the counted classes sell
FARM_GOODS = (
    Goods("冰糖橙", "primary_agri", "水果", "50990001", _FRUIT, 2_980, 6_980),
    Goods("黄桃", "primary_agri", "水果", "50990001", _FRUIT, 3_580, 8_800),
    Goods("猕猴桃", "primary_agri", "水果", "50990001", _FRUIT, 2_800, 7_900),
    Goods("脐橙", "primary_agri", "水果", "50990001", _FRUIT, 2_690, 6_590),
    Goods("杨梅", "primary_agri", "水果", "50990001", _FRUIT, 4_900, 12_800),
    Goods("高山蔬菜", "primary_agri", "蔬菜", "50990002", _FRUIT, 1_990, 4_990),
    Goods("冬笋", "primary_agri", "蔬菜", "50990002", _FRUIT, 2_200, 4_600),
    Goods("土鸡蛋", "primary_agri", "畜禽", "50990003", ("30枚", "60枚"), 3_900, 9_900),
    Goods("黑猪肉", "primary_agri", "畜禽", "50990004", _MEAT, 4_500, 13_900),
    Goods("生态大米", "primary_agri", "粮油", "50990005", ("5kg", "10kg"), 3_990, 11_800),
    Goods("干香菇", "primary_agri", "食用菌", "50990006", _DRY, 2_580, 8_680),
    Goods("腊肉", "processed_food", "加工", "50990007", _MEAT, 3_980, 11_800),
    Goods("剁辣椒", "processed_food", "加工", "50990008", ("2瓶", "4瓶"), 1_590, 4_590),
    Goods("手工米粉", "processed_food", "加工", "50990009", _DRY, 1_280, 3_980),
    Goods("红薯粉丝", "processed_food", "加工", "50990009", _DRY, 1_680, 4_280),
    Goods("山茶油", "processed_food", "油茶", "50990010", ("500ml", "1L", "2L"), 6_800, 25_800),
    Goods("土蜂蜜", "processed_food", "养蜂", "50990011", _DRY, 4_980, 15_800),
    Goods("手工糍粑", "processed_food", "加工", "50990012", _DRY, 2_980, 6_980),
    Goods("柴火香干", "processed_food", "加工", "50990012", _DRY, 1_190, 3_680),
    Goods("百合干", "herbal", "中药材", "50990013", _DRY, 3_980, 9_980),
    Goods("黄精", "herbal", "中药材", "50990013", _DRY, 4_580, 12_800),
    Goods("茯苓", "herbal", "中药材", "50990013", _DRY, 2_880, 7_680),
    Goods("金银花", "herbal", "中药材", "50990013", _DRY, 3_680, 9_680),
    Goods("高山绿茶", "tea_liquor", "茶叶", "50990014", _DRY, 4_800, 19_800),
    Goods("黑茶", "tea_liquor", "茶叶", "50990015", _DRY, 5_800, 23_800),
    Goods("莓茶", "tea_liquor", "茶叶", "50990016", _DRY, 3_980, 16_800),
    Goods("糯米酒", "tea_liquor", "酿酒", "50990017", ("500ml", "1.5L"), 2_980, 8_980),
    Goods("竹编果篮", "handicraft", "手工艺", "50990018", ("小号", "大号"), 1_900, 5_900),
    Goods("苗绣挂饰", "handicraft", "手工艺", "50990019", ("单件", "成对"), 2_900, 8_900),
    Goods("土家织锦", "handicraft", "手工艺", "50990019", ("单件",), 3_900, 11_900),
    Goods("采摘园门票", "service", "乡村旅游", "50990020", ("1人", "2人"), 3_900, 12_900),
)
#: what goes down to the villages
DOWN_GOODS = (
    Goods("有机肥", "agri_input", "农资", "50990021", ("10kg", "40kg"), 4_980, 16_800),
    Goods("蔬菜种子", "agri_input", "农资", "50990022", ("小包", "大包"), 880, 3_980),
    Goods("喷雾器", "agri_input", "农资", "50990023", ("16L", "20L"), 7_900, 19_900),
    Goods("护眼台灯", "industrial", "日用", "50990024", ("单个", "两个"), 12_900, 29_900),
    Goods("洗衣液", "industrial", "日用", "50990025", ("2kg", "6kg"), 1_990, 5_990),
)
GIFT = Goods("随单赠品", "unclassified", "其他", "50990026", ("1份",), 0, 0)

#: the platform category of every kind of goods with its class
CATEGORY_CLASS: dict[str, str] = {g.category: g.goods_class for g in FARM_GOODS + DOWN_GOODS}

#: made-up brand words; with 示例 in the shop's name nobody can take them for real
BRAND_WORDS = ("山里红", "溪谷", "云上", "禾下", "竹影", "清泉", "晨露", "石板街", "老屋场", "青田")
