"""Numbers that tell one producer from another: resident identity numbers, credit codes.

They are checked so that a typing error makes no second producer, and are never kept.
No text from here repeats a number. Sources: GB 11643-1999 (identity numbers), GB 32100-2015
(unified social credit codes). Keep out: matching (`sealing`, `store`).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from connectors.registers.identity.check_characters import MOD_11_2

#: first two digits of an identity number (GB/T 2260); 81 to 83: residents from Hong Kong, Macao,
#: Taiwan
_PROVINCES = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123]")
_FIRST_BIRTH = date(1900, 1, 1)
_CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def normalised_number(text: str) -> str:
    """A number as typed, in half-width capitals without spaces."""
    return re.sub(r"[\s'’]", "", unicodedata.normalize("NFKC", text)).upper()


def card_fault(number: str, *, on: date) -> str | None:
    """Why a normalised text is no resident identity number on the day `on`, or None.

    Checks form, province, day of birth and check character; not whether it was ever given out.
    """
    if re.fullmatch(r"\d(\.\d+)?E\+?\d+", number):
        return "was turned into scientific notation by a spreadsheet"
    if re.fullmatch(r"\d{15}", number):
        return "is a number of 15 digits, of before 1999; the card in force has 18"
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return "is no identity number of 17 digits and a digit or X"
    if not _PROVINCES.match(number):
        return "begins with no province's code"
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return "holds a day of birth that is in no calendar"
    if not _FIRST_BIRTH <= birth <= on:
        return f"holds a day of birth before {_FIRST_BIRTH} or still to come"
    if not MOD_11_2.is_sound(number):
        return "has a wrong check character: a digit is mistyped, or a spreadsheet changed the end"
    return None


def credit_fault(number: str) -> str | None:
    """Why a normalised text is no unified social credit code, or None."""
    if len(number) != 18 or any(c not in _CREDIT_CHARACTERS for c in number):
        return "is no unified social credit code of 18 characters"
    if not re.fullmatch(r"[0-9A-Z]{2}\d{6}[0-9A-Z]{10}", number):
        return "holds no six-digit region at its place"
    total = sum(_CREDIT_CHARACTERS.index(c) * 3**place for place, c in enumerate(number[:17]))
    if _CREDIT_CHARACTERS[-total % 31] != number[17]:
        return "has a wrong check character: a character is mistyped or two are swapped"
    return None


def number_fault(producer_kind: str, number: str, *, on: date) -> str | None:
    """Why a normalised number is none that a producer of this kind has, or None."""
    return card_fault(number, on=on) if producer_kind == "household" else credit_fault(number)
