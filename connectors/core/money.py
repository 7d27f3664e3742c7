"""Yuan in text to integer fen, exactly or not at all.

Keep out: rendering, arithmetic on amounts, any platform's field names.
"""

from __future__ import annotations

import re

# a sign, digits, and up to two decimals; then zeros for a protocol that states more places
_YUAN = re.compile(r"(-?)([0-9]{1,15})(?:\.([0-9]{1,2})(0*))?")


def fen_from_yuan(text: str, *, decimals: int = 2) -> int:
    """The amount `text` (yuan) as fen.

    `decimals` is the number of places the platform's protocol states; places beyond the second
    must be zeros. Thousands signs, exponents, blanks and currency signs are refused: a cell that
    needs guessing is a cell to quarantine.

    Raises:
        ValueError: the text is not such an amount.
    """
    match = _YUAN.fullmatch(text)
    if match is None:
        raise ValueError("not an amount in yuan")
    sign, whole, part, zeros = match.groups()
    if not part:
        fen = int(whole) * 100
    elif len(part) + len(zeros) > decimals:
        raise ValueError("more decimals than the protocol states")
    else:
        fen = int(whole) * 100 + int(part.ljust(2, "0"))
    return -fen if sign else fen
