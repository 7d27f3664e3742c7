"""How the desk writes amounts, dates and times: the only place where fen become yuan here.

Keep out: sentences of a page (its template).
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal


def yuan(fen: int | None) -> str:
    """Fen as yuan with two decimals; unknown is 暂缺, never 0."""
    if fen is None:
        return "暂缺"
    sign = "−" if fen < 0 else ""
    return f"{sign}{Decimal(abs(fen)) / 100:,.2f}"


def month_zh(month_on: date) -> str:
    """A month as 2020年6月."""
    return f"{month_on.year}年{month_on.month}月"


def moment_zh(at: datetime) -> str:
    """A time as 2020-07-01 09:05."""
    return f"{at:%Y-%m-%d %H:%M}"
