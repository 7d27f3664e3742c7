"""One row of a ledger: a sale or a return, read exactly or refused with a reason.

Source: design, section 3 (graded contract, receipt or self-report; a linked order counts once).
Keep out: files, several rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import TypeVar

import msgspec

from connectors.core.tabular.cells import CellError, day, fen, identifier, month, narrow
from connectors.files.ledger.columns import (
    CHANNELS,
    CODE,
    COUNTY,
    DIRECTIONS,
    LEDGER_ID,
    ORDER_ID,
    PROOFS,
    STATES,
    VILLAGE,
)
from connectors.files.personal import require_no_person
from connectors.files.spec import Fields
from connectors.places import regions
from connectors.registers.vocabularies import PLATFORMS

_QUANTITY = re.compile(r"(\d{1,9})(\.\d{1,3})?")
_Meaning = TypeVar("_Meaning")


class LedgerRow(msgspec.Struct, frozen=True, kw_only=True):
    """One sale or return. Money in fen, quantity in thousandths of the unit, times Beijing."""

    ledger_id: str
    channel: str
    occurred_at: datetime
    precision: str
    seller_code: str | None
    county_code: str
    village_code: str | None
    producer_code: str | None
    product_code: str | None
    title: str
    quantity_milli: int | None
    unit: str | None
    amount_fen: int
    order_platform: str | None
    order_id: str | None
    proof_grade: str
    proof_ref: str | None
    is_refund: bool
    is_void: bool


def read_row(fields: Fields) -> LedgerRow:
    """One row by our field names. Raises CellError where it can't be read exactly."""
    occurred_at, precision = day_or_month(fields["occurred"])
    amount = _amount(fields["amount"])
    require_no_person(fields["title"], fields["proof_ref"])
    platform, order_id = _order_link(fields)
    county_code = _county(identifier(fields["county_code"], COUNTY), occurred_at.date())
    village_code = _code(fields["village_code"], VILLAGE)
    _require_village_in(county_code, village_code, occurred_at.date())
    return LedgerRow(
        ledger_id=identifier(fields["ledger_id"], LEDGER_ID),
        channel=_word(CHANNELS, fields["channel"], "channel-unknown"),
        occurred_at=occurred_at,
        precision=precision,
        seller_code=_code(fields["seller_code"], CODE),
        county_code=county_code,
        village_code=village_code,
        producer_code=_code(fields["producer_code"], CODE),
        product_code=_code(fields["product_code"], CODE),
        title=_title(fields["title"]),
        quantity_milli=_milli(fields["quantity"]),
        unit=fields["unit"] or None,
        amount_fen=amount,
        order_platform=platform,
        order_id=order_id,
        proof_grade=_proof(fields),
        proof_ref=fields["proof_ref"] or None,
        is_refund=_is_refund(fields["direction"]),
        is_void=_is_void(fields["state"]),
    )


def slips(fields: Fields) -> list[tuple[str, str]]:
    """(field, reason) of every cell that can't be read by itself, in the order of the form."""
    found = []
    for name, read in _CELLS.items():
        try:
            read(fields[name])
        except CellError as error:
            found.append((name, error.reason))
    return found


def day_or_month(text: str) -> tuple[datetime, str]:
    """(midnight of the day, "day"), or of the first day and "month" where only that is told.

    Raises CellError.
    """
    try:
        found, precision = day(text), "day"
    except CellError:
        try:
            found, precision = month(text), "month"
        except CellError as error:
            is_either = error.reason == "month-january-or-october"
            raise CellError(error.reason if is_either else "date-unreadable") from None
    if found is None:
        raise CellError("date-missing")
    return datetime(found.year, found.month, found.day), precision


def _county(code: str, on: date) -> str:
    """The county's code in force on the day: 祁阳 goes by 431121 in 2020 and by 431181 later."""
    found = regions.code_on(code, on)
    region = None if found is None else regions.region(found)
    if region is None or region.level != "county":
        raise CellError("county-unknown")
    return region.region_code


def _require_village_in(county_code: str, village_code: str | None, on: date) -> None:
    """A village's code begins with a code of its county, if not always with that day's.

    Where the beginning is no region's (a zone of the statistics bureau), nothing speaks against it.
    """
    if village_code is None:
        return
    found = regions.code_on(village_code[:6], on)
    if found not in (None, county_code):
        raise CellError("village-in-another-county")


def _order_link(fields: Fields) -> tuple[str | None, str | None]:
    name, number = fields["order_platform"], fields["order_id"]
    if not name and not number:
        return None, None
    if not name or not number:
        raise CellError("order-link-incomplete")
    return _word(platform_codes(), name, "platform-unknown"), identifier(number, ORDER_ID)


@cache
def platform_codes() -> dict[str, str]:
    """Platforms by code and by the Chinese name that clerks know, both written in the ledger."""
    names = {name: code for code, name in PLATFORMS.items()}
    return {**{code: code for code in PLATFORMS}, **names, "淘宝": "taobao", "天猫": "taobao"}


def _proof(fields: Fields) -> str:
    grade = _proof_grade(fields["proof"])
    if grade != "self_report" and not fields["proof_ref"]:
        raise CellError("proof-missing")
    return grade


def _proof_grade(text: str) -> str:
    return _word(PROOFS, text, "proof-unknown")


def _amount(text: str) -> int:
    found = fen(text)
    if found is None:
        raise CellError("amount-missing")
    return found


def _title(text: str) -> str:
    if not text:
        raise CellError("title-missing")
    require_no_person(text)
    return text


def _is_refund(text: str) -> bool:
    return _word(DIRECTIONS, text or "销售", "direction-unknown")


def _is_void(text: str) -> bool:
    return _word(STATES, text or "有效", "state-unknown")


def _word(words: Mapping[str, _Meaning], text: str, reason: str) -> _Meaning:
    if text not in words:
        raise CellError(reason)
    return words[text]


def _code(text: str, pattern: re.Pattern[str]) -> str | None:
    return identifier(text, pattern) if text else None


def _milli(text: str) -> int | None:
    if not text:
        return None
    found = _QUANTITY.fullmatch(narrow(text))
    if not found:
        raise CellError("quantity-unreadable")
    return int(Decimal(found[0]) * 1000)


_CELLS: dict[str, Callable[[str], object]] = {
    "ledger_id": lambda text: identifier(text, LEDGER_ID),
    "channel": lambda text: _word(CHANNELS, text, "channel-unknown"),
    "occurred": day_or_month,
    "seller_code": lambda text: _code(text, CODE),
    "county_code": lambda text: identifier(text, COUNTY),
    "village_code": lambda text: _code(text, VILLAGE),
    "producer_code": lambda text: _code(text, CODE),
    "product_code": lambda text: _code(text, CODE),
    "title": _title,
    "quantity": _milli,
    "amount": _amount,
    "order_id": lambda text: _code(text, ORDER_ID),
    "proof": _proof_grade,
    "proof_ref": require_no_person,
    "direction": _is_refund,
    "state": _is_void,
}
