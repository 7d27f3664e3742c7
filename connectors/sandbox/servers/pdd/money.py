"""How Pinduoduo writes yuan in an order: as a number, with as many digits as it takes.

Keep out: refunds, whose amounts are texts with two decimals (rendering.yuan).
"""

from __future__ import annotations

import msgspec

from connectors.sandbox.servers.rendering import yuan


def number(fen: int) -> msgspec.Raw:
    """Integer fen as a JSON number in yuan: 18800 is 188.0, 1999 is 19.99."""
    return msgspec.Raw(yuan(fen).removesuffix("0").encode())
