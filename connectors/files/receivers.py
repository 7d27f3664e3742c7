"""What may stay of a buyer: the county code of the receiver and a keyed digest for repeat counts.

Name, phone, address and memo end here. Source: design, section 2. Keep out: everything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from connectors.core.privacy import buyer_hmac

#: (province, city, county, day) → the county's code on that day, None where the names don't tell
ResolveCounty = Callable[[str, str, str, date], str | None]

_PARTS_WRITTEN_APART = 3
_WRITTEN_TOGETHER = re.compile(
    r"(?P<province>[^省]{2,3}省|.{2,6}?自治区|北京市?|上海市?|天津市?|重庆市?)"
    r"(?P<city>.{2,9}?(?:自治州|地区|盟|市))?"
    r"(?P<county>.{1,9}?(?:自治县|自治旗|县|区|市|旗))"
)


def receiver_county(address: str, on: date, resolve: ResolveCounty) -> str | None:
    """The receiver's county code on that day, None where the address stops at the province."""
    parts = address.split()
    if len(parts) >= _PARTS_WRITTEN_APART:
        found = resolve(parts[0], parts[1], parts[2], on)
        if found is not None:
            return found
    together = _WRITTEN_TOGETHER.match("".join(parts))
    if together is None:
        return None
    return resolve(together["province"], together["city"] or "", together["county"], on)


def buyer_digest(key: bytes, platform: str, buyer: str, at: datetime) -> str | None:
    """The buyer's digest within the order's year; None where the account is blank or masked."""
    if not buyer or "*" in buyer:
        return None
    return buyer_hmac(key, year=at.year, platform=platform, buyer_id=buyer)
