"""All that stays of a buyer: the county a parcel went to, and a pseudonym for the order's year.

Source: design, section 2. Keep out: any platform's field names.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from connectors.core.privacy import buyer_hmac

#: province, city, county as the platform writes them, and the day they are valid on → county code
ResolveCounty = Callable[[str, str, str, date], str | None]


class Buyers:
    """Turns what a platform tells of a buyer into what may stay; holds the key, shows nothing."""

    def __init__(self, hmac_key: bytes, resolve_county: ResolveCounty) -> None:
        self._hmac_key = hmac_key
        self._resolve_county = resolve_county

    def county(
        self, province: str | None, city: str | None, county: str | None, on: datetime | None
    ) -> str | None:
        """The receiver's county code in force at `on` (naive Beijing), or null where unknown.

        Counties that their province runs directly come without a city.
        """
        if not province or on is None:
            return None
        return self._resolve_county(province, city or "", county or "", on.date())

    def pseudonym(
        self, platform: str, buyer_id: str | None, created_at: datetime | None
    ) -> str | None:
        """The buyer within one platform and the year of the order; null where nothing is told."""
        if not buyer_id or created_at is None:
            return None
        return buyer_hmac(
            self._hmac_key, year=created_at.year, platform=platform, buyer_id=buyer_id
        )
