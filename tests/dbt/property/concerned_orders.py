"""Which orders a register load may concern, from landed rows: the most that a build may touch.

"Ever" stands for "now or before": a key that has changed concerns what hung on it before, too.
Keep out: what becomes of these orders.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from tests.dbt.property.memory_warehouse import Batch

Row = dict[str, Any]
Key = tuple[str, str]


class Landed:
    """Everything that has landed, withdrawn batches too."""

    def __init__(self, batches: list[Batch]) -> None:
        self.rows: dict[str, list[Row]] = defaultdict(list)
        for batch in batches:
            for name, rows in batch.tables.items():
                self.rows[name] += rows
        self.shop_of = {_key(row): row["shop_id"] for row in self.rows["orders"]}
        self.codes_of: dict[Key, set[str]] = defaultdict(set)
        self.items_of: dict[Key, set[str]] = defaultdict(set)
        offered: dict[Key, set[str]] = defaultdict(set)
        for row in self.rows["items"]:
            offered[row["platform"], row["item_id"]].add(row["merchant_code"] or "")
        for row in self.rows["lines"]:
            item = row.get("item_id") or ""
            self.items_of[_key(row)].add(item or _stand_in(row, self.shop_of[_key(row)]))
            self.codes_of[_key(row)] |= {row.get("merchant_code") or ""}
            self.codes_of[_key(row)] |= offered[row["platform"], item]

    def concerned_by(self, register: str, rows: list[Row], others: set[Key]) -> set[Key]:
        """The orders that a load of a register may concern, those of the same capacities included.

        `others` are orders that are concerned for reasons of their own.
        """
        direct = _CONCERNED[register](self, rows) if register in _CONCERNED else set()
        return self._with_shared_capacity(direct | others)

    def ever(self, register: str, column: str, values: set[Any]) -> list[Row]:
        return [row for row in self.rows[register] if row[column] in values]

    def of_shops(self, shops: set[Key]) -> set[Key]:
        return {key for key, shop in self.shop_of.items() if (key[0], shop) in shops}

    def of_codes(self, codes: set[Any]) -> set[Key]:
        return {key for key, held in self.codes_of.items() if held & codes}

    def of_items(self, items: set[Key]) -> set[Key]:
        return {
            key for key, held in self.items_of.items() if any((key[0], i) in items for i in held)
        }

    def of_products(self, products: set[Any]) -> set[Key]:
        codes = {row["merchant_code"] for row in self.ever("codes", "product_code", products)}
        boxes = {row["box_code"] for row in self.ever("boxes", "product_code", products)}
        matches = self.ever("item_matches", "product_code", products)
        return self.of_codes(codes | boxes) | self.of_items(
            {(row["platform"], row["item_id"]) for row in matches}
        )

    def of_producers(self, producers: set[Any]) -> set[Key]:
        codes = {row["merchant_code"] for row in self.ever("codes", "producer_code", producers)}
        products = {
            row["product_code"]
            for register in ("products", "brand_users", "certificates")
            for row in self.ever(register, "producer_code", producers)
        }
        agreed = self.ever("agreements", "producer_code", producers)
        slips = self.ever("deliveries", "producer_code", producers)
        return (
            self.of_codes(codes)
            | self.of_products(products)
            | self.of_slips(slips)
            | self.of_shops(_shops(agreed))
        )

    def of_slips(self, slips: list[Row]) -> set[Key]:
        return self.of_codes(_named(slips, "batch_code")) | self.of_agreements(
            _named(slips, "agreement_no")
        )

    def of_agreements(self, numbers: set[Any]) -> set[Key]:
        return self.of_shops(_shops(self.ever("agreements", "agreement_no", numbers)))

    def _with_shared_capacity(self, orders: set[Key]) -> set[Key]:
        # a code's capacity is its household's: all codes of one household use it up together
        household_of = {
            (row["merchant_code"], row["producer_code"] or row["merchant_code"])
            for row in self.rows["codes"]
            if row["capacity_quantity"] is not None
        }
        reached = set(orders)
        while True:
            codes = {code for key in reached for code in self.codes_of[key]}
            households = {household for code, household in household_of if code in codes}
            shared = {code for code, household in household_of if household in households}
            wider = reached | self.of_codes(shared)
            if wider == reached:
                return reached
            reached = wider


def _key(row: Row) -> Key:
    return row["platform"], row["order_id"]


def _stand_in(line: Row, shop: str) -> str:
    """What stands for the item of a line that tells none."""
    code = line.get("merchant_code") or ""
    return f"编码:{shop}:{code.lower()}" if code else f"标题:{shop}:{line['title']}"


def _shops(rows: list[Row]) -> set[Key]:
    return {(row["platform"], row["shop_id"]) for row in rows}


def _named(rows: list[Row], column: str) -> set[Any]:
    return {row[column] for row in rows}


#: registers that are not here concern no line but through orders that are held out
_CONCERNED: dict[str, Callable[[Landed, list[Row]], set[Key]]] = {
    "shops": lambda landed, rows: landed.of_shops(_shops(rows)),
    "codes": lambda landed, rows: landed.of_codes(_named(rows, "merchant_code")),
    "boxes": lambda landed, rows: landed.of_codes(_named(rows, "box_code")),
    "item_matches": lambda landed, rows: landed.of_items(
        {(row["platform"], row["item_id"]) for row in rows}
    ),
    "products": lambda landed, rows: landed.of_products(_named(rows, "product_code")),
    "brand_users": lambda landed, rows: landed.of_products(_named(rows, "product_code")),
    "certificates": lambda landed, rows: landed.of_products(
        _named(
            landed.ever("certificates", "certificate_no", _named(rows, "certificate_no")),
            "product_code",
        )
    ),
    "producers": lambda landed, rows: landed.of_producers(_named(rows, "producer_code")),
    "agreements": lambda landed, rows: landed.of_agreements(_named(rows, "agreement_no")),
    "deliveries": lambda landed, rows: landed.of_slips(
        landed.ever("deliveries", "delivery_no", _named(rows, "delivery_no"))
    ),
    "warehouses": lambda landed, _: landed.of_shops(
        _shops([row for row in landed.rows["shops"] if row.get("ship_from_county_code")])
    ),
    "decisions": lambda _, rows: {_key(row) for row in rows},
}
