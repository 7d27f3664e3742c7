"""The level of an area and the province it lies in, from its six-digit code.

Statistical zones such as 431271 are counties here, as in the registers.
Keep out: names and dates of codes (dim_area).
Source: GB/T 2260 (province, prefecture and county digits).
"""

from __future__ import annotations

from typing import Literal

Level = Literal["province", "prefecture", "county"]


def level_of(area_code: str) -> Level:
    """The level that a code is written for."""
    if area_code.endswith("0000"):
        return "province"
    return "prefecture" if area_code.endswith("00") else "county"


def province_of(area_code: str) -> str:
    """The code of the province that an area lies in."""
    return f"{area_code[:2]}0000"
