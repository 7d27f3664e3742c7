"""Short ways to write a column of a register's form. Keep out: any one register."""

from __future__ import annotations

from connectors.registers.spec_types import RegisterColumn
from connectors.registers.vocabularies import PLATFORMS

#: columns of other registers that a code may have to stand in
REGION = "regions.region_code"
VILLAGE = "villages.village_code"
SHOP = "shops.shop_id"
PRODUCER = "producers.producer_code"
PRODUCT = "products.product_code"
BATCH = "batches.batch_code"
AGREEMENT = "agreements.agreement_no"
ENTERPRISE = "enterprises.enterprise_code"
STATION = "stations.station_code"
BRAND = "brands.brand_code"
PAIRING = "pairings.pairing_no"
FUND = "funds.fund_no"
#: what every register says of a person: a code without meaning, never a name or a number
PRODUCER_CODE = "opaque code of the producer; no name and no number of a person"


def text(
    name: str,
    label_zh: str,
    meaning: str,
    *,
    is_required: bool = False,
    is_shown: bool = True,
    refers_to: str | None = None,
) -> RegisterColumn:
    """A free text, or a code of another register where `refers_to` names its column."""
    return RegisterColumn(
        name=name,
        label_zh=label_zh,
        meaning=meaning,
        is_required=is_required,
        is_shown=is_shown,
        refers_to=refers_to,
    )


def opaque(name: str, label_zh: str, meaning: str, *, is_required: bool = False) -> RegisterColumn:
    """A code that stands for a person or household: no name, no number of anybody."""
    return RegisterColumn(
        name=name, label_zh=label_zh, meaning=meaning, is_required=is_required, is_opaque=True
    )


def code(
    name: str,
    label_zh: str,
    meaning: str,
    *lengths: int,
    is_required: bool = False,
    refers_to: str | None = None,
) -> RegisterColumn:
    """A code of digits; `lengths` are those that it may have."""
    return RegisterColumn(
        name=name,
        label_zh=label_zh,
        meaning=meaning,
        digits=lengths,
        is_required=is_required,
        refers_to=refers_to,
    )


def county(
    name: str = "county_code",
    label_zh: str = "县代码",
    meaning: str = "county",
    *,
    is_required: bool = False,
) -> RegisterColumn:
    """A county by its six-digit code of the day."""
    return code(name, label_zh, meaning, 6, is_required=is_required, refers_to=REGION)


def place(name: str, label_zh: str, meaning: str, *, is_required: bool = False) -> RegisterColumn:
    """A region anywhere in the country, so that the province's register need not know it."""
    return code(name, label_zh, meaning, 6, is_required=is_required)


def village(
    name: str = "village_code",
    label_zh: str = "村代码",
    meaning: str = "village",
    *,
    is_required: bool = False,
) -> RegisterColumn:
    """A village by its twelve-digit code."""
    return code(name, label_zh, meaning, 12, is_required=is_required, refers_to=VILLAGE)


def choice(
    name: str,
    label_zh: str,
    meaning: str,
    values: dict[str, str],
    *,
    is_required: bool = True,
    separator: str | None = None,
) -> RegisterColumn:
    """One word of a vocabulary, or several where a separator is named."""
    return RegisterColumn(
        name=name,
        label_zh=label_zh,
        meaning=meaning,
        values=values,
        is_required=is_required,
        separator=separator,
    )


def choices(
    name: str, label_zh: str, meaning: str, values: dict[str, str], *, is_required: bool = False
) -> RegisterColumn:
    """Any number of words of a vocabulary, joined by |."""
    return choice(name, label_zh, meaning, values, is_required=is_required, separator="|")


def yes_no(name: str, label_zh: str, meaning: str, *, is_required: bool = False) -> RegisterColumn:
    """Yes, no or, where the cell is empty, unknown."""
    return RegisterColumn(
        name=name, label_zh=label_zh, meaning=meaning, type="boolean", is_required=is_required
    )


def day(name: str, label_zh: str, meaning: str, *, is_required: bool = False) -> RegisterColumn:
    """A calendar day."""
    return RegisterColumn(
        name=name, label_zh=label_zh, meaning=meaning, type="date", is_required=is_required
    )


def count(
    name: str,
    label_zh: str,
    meaning: str,
    *,
    is_required: bool = False,
    least: int = 0,
    most: int = 1_000_000_000,
) -> RegisterColumn:
    """A whole number of things or persons."""
    return RegisterColumn(
        name=name,
        label_zh=label_zh,
        meaning=meaning,
        type="integer",
        is_required=is_required,
        least=least,
        most=most,
    )


def fen(name: str, label_zh: str, meaning: str, *, is_required: bool = False) -> RegisterColumn:
    """Money in whole fen, 10^14 at most (a million million yuan is a mistake of units)."""
    return count(name, label_zh, meaning, is_required=is_required, most=10**14)


def quantity(
    name: str, label_zh: str, meaning: str, *, is_required: bool = False, decimals: int = 3
) -> RegisterColumn:
    """A measured quantity as a decimal text in the row's unit: exact, and never a float."""
    return RegisterColumn(
        name=name, label_zh=label_zh, meaning=meaning, is_required=is_required, decimals=decimals
    )


def share(name: str, label_zh: str, meaning: str, *, is_required: bool = False) -> RegisterColumn:
    """A share in parts per million."""
    return count(name, label_zh, meaning, is_required=is_required, most=1_000_000)


def platform(*, is_required: bool = True) -> RegisterColumn:
    """The platform of a shop."""
    return choice("platform", "平台", "platform", PLATFORMS, is_required=is_required)


def shop(*, is_required: bool = True) -> RegisterColumn:
    """The shop's id on its platform."""
    return text(
        "shop_id",
        "店铺编号",
        "the platform's id of the shop",
        is_required=is_required,
        refers_to=SHOP,
    )


def producer(*, is_required: bool = False) -> RegisterColumn:
    """A producer by its opaque code."""
    return RegisterColumn(
        name="producer_code",
        label_zh="主体代码",
        meaning=PRODUCER_CODE,
        is_required=is_required,
        refers_to=PRODUCER,
        is_opaque=True,
    )


def product(
    meaning: str = "the registered product", *, is_required: bool = False
) -> RegisterColumn:
    """A product by its code in the register of products."""
    return text("product_code", "产品代码", meaning, is_required=is_required, refers_to=PRODUCT)
