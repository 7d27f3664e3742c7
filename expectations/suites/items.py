"""What must hold of a batch of items (the catalogue of the shops). Keep out: orders."""

from __future__ import annotations

from expectations.patterns import PERSONAL_TEXT
from expectations.suites.check import (
    Check,
    Given,
    filled,
    matches,
    no_personal_text,
    not_blank,
    one_of,
    row_counts,
    unique,
)

ITEMS: tuple[Check, ...] = (
    *row_counts("items"),
    *filled("items", ("platform", "shop_id", "item_id", "title", "payload_sha256")),
    *not_blank("items", ("shop_id", "item_id")),
    unique("items", ["item_id", "payload_sha256"], label_zh="商品版本重复"),
    one_of("items", "platform", Given("platforms"), label_zh="平台与清单不符"),
    one_of("items", "shop_id", Given("shops"), label_zh="网店不在清单"),
    matches(
        "items", "payload_sha256", r"^[0-9a-f]{64}$", rule="digest", label_zh="报文摘要格式不符"
    ),
    *no_personal_text(
        "items",
        ("merchant_code", "title", "platform_category", "item_origin_text"),
        PERSONAL_TEXT,
    ),
)
