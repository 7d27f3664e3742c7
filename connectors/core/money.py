"""Yuan in text to integer fen, exactly or not at all.

Keep out: rendering, arithmetic on amounts, any platform's field names.
"""

from __future__ import annotations

import re

# a sign, digits, and up to two decimals: what every platform but one sends
_YUAN = re.compile(r"(-?)(\d{1,15})(?:\.(\d{1,2}))?")
_YUAN_WITH_ZEROS = re.compile(r"(-?)(\d{1,15})(?:\.(\d{1,2})0*)?")


def fen_from_yuan(text: str, *, decimals: int = 2) -> int:
    """The amount `text` (yuan) as fen.

    `decimals` is the number of places the platform's protocol states; places beyond the second
    must be zeros. Thousands signs, exponents, blanks and currency signs are refused: a cell that
    needs guessing is a cell to quarantine.

    Raises:
        ValueError: the text is not such an amount.
    """
    match = (_YUAN if decimals == 2 else _YUAN_WITH_ZEROS).fullmatch(text)
    if match is None or not text.isascii() or _places(text) > decimals:
        raise ValueError("not an amount in yuan")
    sign, whole, part = match.groups()
    fen = int(whole) * 100 + (int(part.ljust(2, "0")) if part else 0)
    return -fen if sign else fen


def _places(text: str) -> int:
    return len(text.partition(".")[2])
