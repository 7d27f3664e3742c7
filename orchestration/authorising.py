"""Which shops may be asked today: those whose authorisation is in force (docs/authorisations.md).

Keep out: figures of days already read (dbt), the effect of a withdrawal (registers.withdrawing).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from connectors.core.feed import ShopCredential
from orchestration.errors import SetupError
from orchestration.home import Home
from orchestration.registers.standing import standing_table

logger = logging.getLogger(__name__)

REGISTER = "authorisations"
#: what a pull reads of a shop; a letter that leaves one of them out is no leave to pull
PULLED = frozenset({"orders", "refunds", "items"})


def authorised_shops(
    home: Home, platform: str, shops: Sequence[ShopCredential], *, now: datetime
) -> list[ShopCredential]:
    """The shops that let us read their data on the day of `now` (naive Beijing time).

    All of them where the register has no row of the platform: then no such register is kept. A
    letter has to name all that a pull reads: orders, refunds and items.

    Raises SetupError where none is left.
    """
    rows = [
        row
        for row in standing_table(home, REGISTER, now).to_pylist()
        if row["platform"] == platform
    ]
    if not rows:
        return list(shops)
    today = now.date()
    agreed = {
        row["shop_id"]
        for row in rows
        if PULLED.issubset(row["scope"].split("|"))
        and (row["valid_from"] is None or row["valid_from"] <= today)
        and (row["valid_to"] is None or today < row["valid_to"])
        and (row["revoked_on"] is None or today < row["revoked_on"])
    }
    left = [shop for shop in shops if shop.shop_id in agreed]
    if len(left) < len(shops):
        logger.info(
            "%s: %d of %d shops are not asked, they have no authorisation on %s",
            platform,
            len(shops) - len(left),
            len(shops),
            today,
        )
    if shops and not left:
        raise SetupError(
            f"no shop of {platform} has an authorisation on {today}",
            where=f"register {REGISTER}",
            advice="load the signed letters (`shanhuo registers load authorisations`), or "
            f"take the section [platforms.{platform}] out of the settings",
        )
    return left
