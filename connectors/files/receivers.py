"""What may stay of a buyer: the county code of the receiver and a keyed digest for repeat counts.

Name, phone, address and memo end here. Source: design, section 2. Keep out: everything else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from connectors.core.privacy import buyer_hmac
from connectors.places.addresses import read_address

#: (province, city, county, day) → the county's code on that day, None where the names don't tell
ResolveCounty = Callable[[str, str, str, date], str | None]

_PARTS_WRITTEN_APART = 3


def receiver_county(address: str, on: date, resolve: ResolveCounty) -> str | None:
    """The receiver's county code on that day, None where the address does not settle on one.

    Province, city and county written apart are asked for as such; any other text is read as an
    address (places.addresses), and what that leaves open stays unknown.
    """
    parts = address.split()
    if len(parts) >= _PARTS_WRITTEN_APART:
        found = resolve(parts[0], parts[1], parts[2], on)
        if found is not None:
            return found
    return read_address(address, on).county_code


def buyer_digest(key: bytes, platform: str, buyer: str, at: datetime) -> str | None:
    """The buyer's digest within the order's year; None where the account is blank or masked."""
    if not buyer or "*" in buyer:
        return None
    return buyer_hmac(key, year=at.year, platform=platform, buyer_id=buyer)
