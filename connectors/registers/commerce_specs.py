"""Forms of the registers of shops, producers, goods and evidence. Source: design, section 4."""

from __future__ import annotations

from connectors.registers.spec_types import RegisterColumn, RegisterSpec
from connectors.registers.vocabularies import (
    CODE_KINDS,
    EVIDENCE_KINDS,
    GOODS_CLASSES,
    GROUP_PROOFS,
    OWNER_KINDS,
    PLATFORMS,
    PRODUCER_KINDS,
    TRADE_FLOWS,
)


def _text(name: str, label_zh: str, meaning: str, *, is_required: bool = False) -> RegisterColumn:
    return RegisterColumn(name=name, label_zh=label_zh, meaning=meaning, is_required=is_required)


def _code(name: str, label_zh: str, meaning: str, *lengths: int) -> RegisterColumn:
    return RegisterColumn(name=name, label_zh=label_zh, meaning=meaning, digits=lengths)


def _choice(
    name: str, label_zh: str, meaning: str, values: dict[str, str], *, is_required: bool = True
) -> RegisterColumn:
    return RegisterColumn(
        name=name, label_zh=label_zh, meaning=meaning, values=values, is_required=is_required
    )


def _yes_no(name: str, label_zh: str, meaning: str) -> RegisterColumn:
    return RegisterColumn(name=name, label_zh=label_zh, meaning=meaning, type="boolean")


def _platform(*, is_required: bool = True) -> RegisterColumn:
    return _choice("platform", "平台", "platform", PLATFORMS, is_required=is_required)


_PRODUCER_CODE = "opaque code of the producer; no name and no number of a person"

SHOPS = RegisterSpec(
    name="shops",
    title_zh="网店（企业）",
    meaning="Monitored online shops: where they are run from, and who says so.",
    key=("platform", "shop_id"),
    columns=(
        _platform(),
        _text("shop_id", "店铺编号", "the platform's id of the shop", is_required=True),
        RegisterColumn(
            name="shop_name",
            label_zh="店铺名称",
            meaning="name shown on the platform",
            is_shown=False,
        ),
        _choice("owner_kind", "主体类型", "who owns the shop", OWNER_KINDS),
        _choice("trade_flow", "流向", "sells out of (up) or into (down) the villages", TRADE_FLOWS),
        _code("operating_county_code", "经营地县代码", "registered operating place (S2)", 6),
        _code("operating_village_code", "经营地村代码", "village of the operating place", 12),
        RegisterColumn(
            name="inspected_on",
            label_zh="核查日期",
            meaning="day on which an inspector saw the operating place",
            type="date",
        ),
        _code("inspected_county_code", "核查地县代码", "inspected operating place (S1)", 6),
        _code("inspected_village_code", "核查地村代码", "village of the inspected place", 12),
        _code("licence_county_code", "执照地县代码", "place of the business licence (S3)", 6),
        _code("ship_from_county_code", "发货地县代码", "ship-from place (S4, never alone)", 6),
        _yes_no("is_own_produce", "自产自销", "sells only what it grows or makes itself"),
        _yes_no("is_station", "电商服务站", "is a village e-commerce station"),
        _text("flags", "标识", "扶贫小店, 示范网店, 特色馆 …, separated by |"),
    ),
)

WAREHOUSES = RegisterSpec(
    name="warehouses",
    title_zh="云仓名单",
    meaning=(
        "Cloud warehouses that ship for shops from anywhere: a ship-from place in their county is "
        "no sign of a shop's own place. Until a list is on file no ship-from place is used at all."
    ),
    key=("county_code", "warehouse_name"),
    columns=(
        RegisterColumn(
            name="county_code",
            label_zh="云仓所在县代码",
            meaning="county that parcels leave from",
            is_required=True,
            digits=(6,),
        ),
        _text("warehouse_name", "云仓名称", "name of the warehouse or park", is_required=True),
        _text("source", "依据", "where it is written that it ships for others", is_required=True),
    ),
)

PRODUCERS = RegisterSpec(
    name="producers",
    title_zh="生产主体",
    meaning="Households, co-ops and enterprises, by opaque codes.",
    key=("producer_code",),
    columns=(
        _text("producer_code", "主体代码", _PRODUCER_CODE, is_required=True),
        _choice("producer_kind", "主体类型", "kind of producer", PRODUCER_KINDS),
        _code("county_code", "县代码", "county of production", 6),
        _code("village_code", "村代码", "village of production", 12),
        _yes_no("is_poor_household", "建档立卡户", "registered poor household; empty = not known"),
    ),
)

PRODUCTS = RegisterSpec(
    name="products",
    title_zh="产品",
    meaning="Registered products, batches and brand users: class and origin (O1, O3).",
    key=("product_code",),
    columns=(
        _text("product_code", "产品代码", "code of the product", is_required=True),
        _text("product_name", "产品名称", "name", is_required=True),
        _choice("goods_class", "商品类别", "class of goods", GOODS_CLASSES),
        _text("industry", "产业", "one of the county's registered industries"),
        _code("county_code", "产地县代码", "county of origin", 6),
        _code("village_code", "产地村代码", "village of origin", 12),
        _text("producer_code", "主体代码", "producer, where there is one"),
        _choice("evidence_kind", "登记方式", "what the origin rests on", EVIDENCE_KINDS),
    ),
)

CODES = RegisterSpec(
    name="codes",
    title_zh="商家编码（一户一码）",
    meaning="What a merchant code on a line stands for.",
    key=("merchant_code",),
    columns=(
        _text("merchant_code", "商家编码", "the code as shops enter it", is_required=True),
        _choice("code_kind", "编码类型", "what the code stands for", CODE_KINDS),
        _text("producer_code", "主体代码", "the household or other producer"),
        _text("product_code", "产品代码", "the registered product"),
        RegisterColumn(
            name="capacity_quantity",
            label_zh="年产能（件）",
            meaning="units a year it can yield; empty = no quantity registered (O2 at best)",
            type="integer",
            least=0,
        ),
    ),
)

ITEM_MATCHES = RegisterSpec(
    name="item_matches",
    title_zh="商品匹配",
    meaning="Confirmed matches of a platform's item with a registered product.",
    key=("platform", "item_id"),
    columns=(
        _platform(),
        _text("item_id", "商品编号", "the platform's id of the item", is_required=True),
        _text("product_code", "产品代码", "the registered product", is_required=True),
    ),
)

DECISIONS = RegisterSpec(
    name="decisions",
    title_zh="待核裁定",
    meaning="What a person decided about a line with conflicting evidence.",
    key=("platform", "order_id", "line_id"),
    columns=(
        _platform(),
        _text("order_id", "订单编号", "the order", is_required=True),
        _text("line_id", "明细编号", "the line", is_required=True),
        _code("decided_county_code", "裁定县代码", "the county; empty = unknown stands", 6),
        _yes_no(
            "is_genuine",
            "申诉核实属真实交易",
            "an appeal was upheld: the whole order counts again; empty or no = it stays out",
        ),
        RegisterColumn(
            name="reason",
            label_zh="理由",
            meaning="why, in the words of who decided",
            is_required=True,
            is_shown=False,
        ),
    ),
)

GROUP_SALES = RegisterSpec(
    name="group_sales",
    title_zh="团购与活动报备",
    meaning=(
        "Contracts and events that explain many like orders of a shop in a few days: on these days "
        "nothing of the shop is held out as suspected brushing."
    ),
    key=("proof_no", "platform", "shop_id"),
    columns=(
        _text("proof_no", "合同或活动编号", "number of the contract or event", is_required=True),
        _choice("proof_kind", "依据类型", "what explains the orders", GROUP_PROOFS),
        _platform(),
        _text("shop_id", "店铺编号", "the platform's id of the shop", is_required=True),
        _text("name", "名称", "what it is called", is_required=True),
    ),
)

BOXES = RegisterSpec(
    name="boxes",
    title_zh="礼盒组成",
    meaning=(
        "What a box holds and which share of its price each part is (O3). A box that is packed "
        "anew is a new validity; the version of the payment day counts. A load that mentions a "
        "box states all its parts."
    ),
    key=("box_code", "part_no"),
    columns=(
        _text("box_code", "礼盒商家编码", "the code as shops enter it", is_required=True),
        _text("part_no", "组成序号", "number of the part", is_required=True),
        _text("product_code", "产品代码", "the registered product", is_required=True),
        RegisterColumn(
            name="share_ppm",
            label_zh="价值份额（百万分之）",
            meaning="parts in a million; the parts of a box sum to 1,000,000 at most",
            type="integer",
            is_required=True,
            least=0,
            most=1_000_000,
        ),
    ),
)
