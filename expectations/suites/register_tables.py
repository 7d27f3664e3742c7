"""What every register's landed table has to look like, stated apart from the forms it came by.

Keys, vocabularies, forms of codes, bounds of amounts, and texts in which a person's number can slip
in. Source: the public templates of the registers. Keep out: checks themselves (registers).
"""

from __future__ import annotations

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
    "village_mergers": ("old_village_code",),
    "area_classes": ("area_code", "area_class"),
    "reporting_units": ("unit_level", "area_code"),
    "enterprises": ("enterprise_code",),
    "stations": ("station_code",),
    "station_services": ("station_code", "service"),
    "station_months": ("station_code", "month_on", "service"),
    "brands": ("brand_code",),
    "industries": ("industry",),
    "batches": ("batch_code",),
    "capacities": ("producer_code", "product_code", "year"),
    "brand_users": ("brand_code", "producer_code", "product_code"),
    "certificates": ("certificate_no",),
    "poverty_catalogue": ("product_code", "catalogue_level"),
    "authorisations": ("platform", "shop_id"),
    "deliveries": ("delivery_no",),
    "benefits": ("benefit_no",),
    "employment": ("enterprise_code", "county_code", "month_on", "chain_link"),
    "pairings": ("pairing_no", "helper_code", "helped_code"),
    "pairing_shops": ("pairing_no", "platform", "shop_id"),
    "events": ("event_no",),
    "contracts": ("contract_no",),
    "trainings": ("training_no",),
    "training_villages": ("training_no", "village_code"),
    "leaders": ("leader_code",),
    "funds": ("fund_no", "county_code"),
    "fund_payments": ("payment_no",),
    "violations": ("violation_no",),
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
# columns of keys that hold a number or a day
NO_TEXTS = ("year", "month_on")
VALUES: dict[str, dict[str, list[str]]] = {
    "regions": {"level": ["province", "prefecture", "county"]},
    "villages": {"village_kind": ["juwei", "cunwei"]},
    "shops": {
        "owner_kind": [
            "household",
            "coop",
            "enterprise",
            "station",
            "individual",
            "family_farm",
            "big_grower",
        ],
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
FORMS: dict[str, dict[str, str]] = {
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
    "village_mergers": {
        "old_village_code": r"^[0-9]{12}$",
        "new_village_code": r"^[0-9]{12}$",
    },
    "area_classes": {
        "area_code": r"^(?:[0-9]{6}|[0-9]{9}|[0-9]{12})$",
    },
    "reporting_units": {
        "area_code": r"^(?:[0-9]{6}|[0-9]{9})$",
        "unit_code": r"^[0-9]{6}$",
    },
    "enterprises": {
        "county_code": r"^[0-9]{6}$",
        "operating_county_code": r"^[0-9]{6}$",
    },
    "stations": {
        "county_code": r"^[0-9]{6}$",
        "town_code": r"^[0-9]{9}$",
        "village_code": r"^[0-9]{12}$",
    },
    "brands": {
        "area_code": r"^(?:[0-9]{6}|[0-9]{9}|[0-9]{12})$",
    },
    "certificates": {
        "county_code": r"^[0-9]{6}$",
    },
    "poverty_catalogue": {
        "county_code": r"^[0-9]{6}$",
    },
    "employment": {
        "county_code": r"^[0-9]{6}$",
    },
    "pairings": {
        "helper_code": r"^[0-9]{6}$",
        "helped_code": r"^[0-9]{6}$",
    },
    "events": {
        "area_code": r"^[0-9]{6}$",
    },
    "contracts": {
        "county_code": r"^[0-9]{6}$",
    },
    "trainings": {
        "county_code": r"^[0-9]{6}$",
    },
    "training_villages": {
        "village_code": r"^[0-9]{12}$",
    },
    "leaders": {
        "village_code": r"^[0-9]{12}$",
    },
    "funds": {
        "county_code": r"^[0-9]{6}$",
    },
    "fund_payments": {
        "county_code": r"^[0-9]{6}$",
    },
    "violations": {
        "county_code": r"^[0-9]{6}$",
    },
}
AMOUNTS: dict[str, dict[str, int]] = {
    "codes": {"capacity_quantity": 1_000_000_000},
    "agreements": {"share_ppm": 1_000_000},
    "boxes": {"share_ppm": 1_000_000},
    "programme_targets": {"target_fen": 10_000_000_000_000_000, "year": 9999},
    "capacities": {"year": 9999},
    "deliveries": {"price_fen": 100_000_000_000_000, "amount_fen": 100_000_000_000_000},
    "benefits": {"amount_fen": 100_000_000_000_000},
    "employment": {"poor_wages_fen": 100_000_000_000_000},
    "contracts": {"intent_fen": 100_000_000_000_000, "fulfilled_fen": 100_000_000_000_000},
    "trainings": {"subsidy_fen": 100_000_000_000_000},
    "funds": {"allocated_fen": 100_000_000_000_000},
    "fund_payments": {"amount_fen": 100_000_000_000_000},
    "violations": {"recovered_fen": 100_000_000_000_000},
}
# free text that a clerk types, where a person's number can slip in
TEXTS: dict[str, tuple[str, ...]] = {
    "shops": ("shop_name", "flags"),
    "warehouses": ("warehouse_name", "source"),
    "producers": ("producer_code",),
    "products": ("product_name", "producer_code"),
    "codes": ("merchant_code", "producer_code"),
    "agreements": ("agreement_no", "producer_code"),
    "boxes": ("box_code",),
    "group_sales": ("proof_no", "name"),
    "decisions": ("reason",),
    "village_mergers": ("document",),
    "area_classes": ("document", "clause"),
    "reporting_units": ("unit_name", "document"),
    "enterprises": ("enterprise_code", "enterprise_name"),
    "stations": ("station_code",),
    "station_services": ("partner",),
    "brands": ("brand_code", "brand_name"),
    "industries": ("document", "clause"),
    "batches": ("batch_code",),
    "certificates": ("issued_by",),
    "poverty_catalogue": ("document",),
    "authorisations": ("document",),
    "pairings": ("document", "clause"),
    "events": ("event_name", "host"),
    "contracts": ("buyer",),
    "leaders": ("leader_code",),
    "funds": ("document_no", "source_department", "factors"),
    "fund_payments": ("project",),
}
