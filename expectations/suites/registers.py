"""What must hold of a landed register: its key, its times, its codes, nobody's number.

Key and columns by register; source: the public templates of the registers. Keep out: meaning that
needs two registers at once (dbt tests that).
"""

from __future__ import annotations

from expectations.patterns import PERSONAL_TEXT
from expectations.suites.check import (
    Check,
    filled,
    matches,
    no_personal_text,
    not_blank,
    one_of,
    row_counts,
    unique,
    within,
)

KEYS: dict[str, tuple[str, ...]] = {
    "regions": ("region_code",),
    "villages": ("village_code",),
    "shops": ("platform", "shop_id"),
    "warehouses": ("county_code", "warehouse_name"),
    "producers": ("producer_code",),
    "products": ("product_code",),
    "codes": ("merchant_code",),
    "boxes": ("box_code", "part_no"),
    "group_sales": ("proof_no", "platform", "shop_id"),
    "item_matches": ("platform", "item_id"),
    "agreements": ("agreement_no", "producer_code"),
    "decisions": ("platform", "order_id", "line_id"),
    "programmes": ("programme",),
    "programme_indicators": ("programme", "indicator_code"),
    "programme_regions": ("programme", "region_set", "region_code"),
    "programme_targets": ("programme", "indicator_code", "region_code", "year"),
}

_CLASSES = [
    "primary_agri",
    "processed_food",
    "herbal",
    "tea_liquor",
    "handicraft",
    "agri_input",
    "industrial",
    "service",
    "unclassified",
]
_VALUES: dict[str, dict[str, list[str]]] = {
    "regions": {"level": ["province", "prefecture", "county"]},
    "villages": {"village_kind": ["juwei", "cunwei"]},
    "shops": {
        "owner_kind": ["household", "coop", "enterprise", "station", "individual"],
        "trade_flow": ["up", "down"],
    },
    "producers": {"producer_kind": ["household", "coop", "enterprise"]},
    "products": {"goods_class": _CLASSES, "evidence_kind": ["product", "batch", "brand"]},
    "codes": {"code_kind": ["household", "product", "batch"]},
    "group_sales": {"proof_kind": ["contract", "event"]},
    "programme_indicators": {"axis": ["seller", "origin"]},
    "programme_regions": {
        "region_set": ["province", "prefectures", "poor_counties", "poor_villages"]
    },
}
_FORMS: dict[str, dict[str, str]] = {
    "regions": {"region_code": r"^[0-9]{6}$"},
    "villages": {"village_code": r"^[0-9]{12}$", "county_code": r"^[0-9]{6}$"},
    "shops": {
        "operating_county_code": r"^[0-9]{6}$",
        "inspected_county_code": r"^[0-9]{6}$",
        "operating_village_code": r"^[0-9]{12}$",
        "inspected_village_code": r"^[0-9]{12}$",
    },
    "warehouses": {"county_code": r"^[0-9]{6}$"},
    "producers": {"county_code": r"^[0-9]{6}$", "village_code": r"^[0-9]{12}$"},
    "products": {"county_code": r"^[0-9]{6}$", "village_code": r"^[0-9]{12}$"},
    "decisions": {"decided_county_code": r"^[0-9]{6}$"},
}
_AMOUNTS: dict[str, dict[str, int]] = {
    "codes": {"capacity_quantity": 1_000_000_000},
    "agreements": {"share_ppm": 1_000_000},
    "boxes": {"share_ppm": 1_000_000},
    "programme_targets": {"target_fen": 10_000_000_000_000_000, "year": 9999},
}
# free text that a clerk types, where a person's number can slip in
_TEXTS: dict[str, tuple[str, ...]] = {
    "shops": ("shop_name", "flags"),
    "warehouses": ("warehouse_name", "source"),
    "producers": ("producer_code",),
    "products": ("product_name", "producer_code"),
    "codes": ("merchant_code", "producer_code"),
    "agreements": ("agreement_no", "producer_code"),
    "boxes": ("box_code",),
    "group_sales": ("proof_no", "name"),
    "decisions": ("reason",),
}
_CLERK = "mend the row in the register's file and import it again"


def register_suite(register: str) -> tuple[Check, ...]:
    """The checks of one register; an unknown one is only checked for its times."""
    key = KEYS.get(register, ())
    checks = [
        *row_counts(register),
        *filled(register, (*key, "recorded_at", "load_id"), advice=_CLERK),
        *not_blank(register, [column for column in key if column != "year"]),
        unique(register, [*key, "valid_from"], label_zh="登记重复"),
        within(
            register,
            "valid_days",
            least=0,
            rule="forward",
            label_zh="有效期起止颠倒",
            advice=_CLERK,
        ),
    ]
    for column, values in _VALUES.get(register, {}).items():
        checks.append(
            one_of(register, column, values, label_zh=f"{column} 不在词表", advice=_CLERK)
        )
    for column, form in _FORMS.get(register, {}).items():
        checks.append(
            matches(
                register, column, form, rule="code", label_zh=f"{column} 格式不符", advice=_CLERK
            )
        )
    for column, most in _AMOUNTS.get(register, {}).items():
        checks.append(
            within(
                register, column, least=0, most=most, label_zh=f"{column} 超出范围", advice=_CLERK
            )
        )
    return (*checks, *no_personal_text(register, _TEXTS.get(register, ()), PERSONAL_TEXT))
