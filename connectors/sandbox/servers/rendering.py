"""How several platforms write money, times and an item's code, and how they hide a buyer.

Names, numbers and addresses are made up here from the buyer's key; no real person stands behind
them. Keep out: field names of any platform.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldItem

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗向田龙石彭麻"


def yuan(fen: int) -> str:
    """Integer fen as a yuan text with two decimals: 20007 is "200.07"."""
    sign = "-" if fen < 0 else ""
    whole, part = divmod(abs(fen), 100)
    return f"{sign}{whole}.{part:02d}"


def beijing(moment: datetime) -> str:
    """A naive Beijing time as `yyyy-MM-dd HH:mm:ss`."""
    return moment.isoformat(" ", "seconds")


def shared_code(item: WorldItem) -> str:
    """The item's own merchant code where all its skus share one; else only the skus tell."""
    codes = {sku.merchant_code for sku in item.skus}
    return codes.pop() if len(codes) == 1 else ""


class MaskedBuyer:
    """What a platform lets a seller see of a buyer; the same buyer always looks the same."""

    __slots__ = ("address_cipher", "mobile", "name", "nick", "open_id")

    def __init__(self, buyer_key: str) -> None:
        digest = hashlib.sha256(buyer_key.encode()).digest()
        self.name = _SURNAMES[digest[0] % len(_SURNAMES)] + "**"
        self.mobile = f"1{3 + digest[1] % 7}{digest[2] % 10}*******{digest[3] % 10}"
        self.nick = f"{chr(97 + digest[4] % 26)}**{digest[5] % 10}"
        self.open_id = "AAH" + base64.urlsafe_b64encode(digest[6:27]).decode()
        self.address_cipher = "AAS/" + base64.b64encode(digest + digest[:16]).decode()


@lru_cache(maxsize=4096)
def masked_buyer(buyer_key: str) -> MaskedBuyer:
    """The masked form of a buyer."""
    return MaskedBuyer(buyer_key)
