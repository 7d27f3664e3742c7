"""Ways from a register's row to its county and to the lines that it decides about.

Keep out: following them (orchestration.registers).
"""

from __future__ import annotations

from connectors.registers.spec_types import CountyPath, LinePath, Term

IN_COUNTY = CountyPath(columns=("county_code",))
OF_PRODUCER = CountyPath(columns=("producer_code",), register="producers")
OF_PRODUCT = CountyPath(columns=("product_code",), register="products")
OF_SHOP = CountyPath(columns=("platform", "shop_id"), register="shops")
OF_VILLAGE = CountyPath(columns=("village_code",), register="villages")
OF_STATION = CountyPath(columns=("station_code",), register="stations")

LINES_OF_SHOP = LinePath(columns=("platform", "shop_id"), theirs=("platform", "shop_id"))
LINES_OF_CODE = LinePath(columns=("merchant_code",), theirs=("merchant_code",))
LINES_OF_ITEM = LinePath(columns=("platform", "item_id"), theirs=("platform", "item_id"))
CODES_OF_PRODUCER = LinePath(
    columns=("producer_code",), theirs=("producer_code",), register="codes"
)
SHOPS_OF_PRODUCER = LinePath(
    columns=("producer_code",), theirs=("producer_code",), register="agreements"
)
#: every way from a product to lines: by its codes, by matched items, by boxes that hold it
GOODS_OF_PRODUCT = tuple(
    LinePath(columns=("product_code",), theirs=("product_code",), register=register)
    for register in ("codes", "item_matches", "boxes")
)

YEARLY_INSPECTION = Term(
    column="inspected_on",
    days=365,
    meaning_zh="核查已满一年",
    source="C029 动态管理、定期更新; C115 定期复查",
)
AGREED_END = Term(
    column="valid_to", days=0, meaning_zh="约定期限已满", source="C029 动态管理、定期更新"
)
