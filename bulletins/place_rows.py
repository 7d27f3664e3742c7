"""Rows of a county's issue, its poor villages, and of what is pending or authorised in any area.

Keep out: reading (`published`), figures.
"""

from __future__ import annotations

from datetime import date

import msgspec


class VillageRow(msgspec.Struct, frozen=True):
    """A poor village in the month, with what tells whether it may be printed; amounts in fen.

    `name` is null where the gazetteer lacks the code. The counts are of households (O1) and shops
    behind the payments, null where there was none; `before` is the month before, `base` the same
    month of the year before.
    """

    village_code: str
    name: str | None
    county_code: str
    gross_fen: int
    refund_fen: int
    net_fen: int
    matched_net_fen: int | None
    matched_base_net_fen: int | None
    origin_grades: str | None
    household_count: int | None
    shop_count: int | None
    before_net_fen: int | None
    before_household_count: int | None
    before_shop_count: int | None
    base_household_count: int | None
    base_shop_count: int | None


class CountyVillagesRow(msgspec.Struct, frozen=True):
    """Households and shops behind the poor villages' trade of a county, in the month."""

    county_code: str
    prefecture_code: str
    village_count: int
    selling_count: int
    household_count: int
    shop_count: int


class PendingRow(msgspec.Struct, frozen=True):
    """What is pending of one shop by kind in the month; amounts in fen.

    `appeal_before` is the first day on which an appeal is too late; null where there is no term or
    where only refunds of earlier months stand here.
    """

    platform: str
    shop_id: str
    kind: str
    gross_fen: int
    refund_fen: int
    line_count: int
    appeal_before: date | None


class AuthorisationsRow(msgspec.Struct, frozen=True):
    """Shops of a platform with sales in the month; authorised and withdrawn at its end."""

    platform: str
    is_kept: bool
    selling_shop_count: int
    authorised_shop_count: int
    withdrawn_shop_count: int


class DisputedRow(msgspec.Struct, frozen=True):
    """Lines of shops elsewhere whose origin may be a county; payments in fen."""

    county_code: str
    gross_fen: int
    line_count: int
