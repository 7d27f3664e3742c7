"""What issuing, revoking and replacing write into the registers `producers` and `codes`.

A register's load states the whole history of each key it names, so a changed code is stated again
with all of its rows. Nothing here knows a name or a number.
Keep out: landing, the store of names.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pyarrow as pa

from connectors.core.errors import ConfigurationError
from connectors.registers.identity.codes import Choose, draw_code
from connectors.registers.identity.enrolment import Applicant
from connectors.registers.specs import register_spec

Row = dict[str, Any]
#: rows of each key that stand, by the first column of the register's key
Standing = dict[str, list[Row]]


def standing_rows(register: str, loads: Iterable[pa.Table]) -> Standing:
    """The rows of each key that stand; `loads` in the order in which they were recorded.

    For registers with one column in their key: the newest load that names a key stands.
    """
    (key,) = register_spec(register).key
    standing: Standing = {}
    for load in loads:
        of_load: Standing = {}
        for row in load.to_pylist():
            of_load.setdefault(row[key], []).append(row)
        standing |= of_load
    return standing


def codes_in_use(codes: Standing, on: date) -> dict[tuple[str, str | None], Row]:
    """The household code by producer and product that holds on that day or later.

    Of several (one was replaced and still holds) the newest.
    """
    found: dict[tuple[str, str | None], Row] = {}
    for rows in codes.values():
        for row in rows:
            if row["code_kind"] != "household" or not _reaches(row, on):
                continue
            held = found.setdefault((row["producer_code"], row["product_code"] or None), row)
            if _begins(row) > _begins(held):
                found[row["producer_code"], row["product_code"] or None] = row
    return found


def producer_row(producer: str, applicant: Applicant, county_code: str, on: date) -> Row:
    """The register row of a producer that is new on the day `on`."""
    return {
        "producer_code": producer,
        "producer_kind": applicant.producer_kind,
        "county_code": county_code,
        "village_code": applicant.village_code,
        "is_poor_household": applicant.is_poor_household,
        "valid_from": on,
    }


def code_row(code: str, producer: str, applicant: Applicant, on: date) -> Row:
    """The register row of a label code that is issued on the day `on`."""
    return {
        "merchant_code": code,
        "code_kind": "household",
        "producer_code": producer,
        "product_code": applicant.product_code,
        "capacity_quantity": applicant.capacity_quantity,
        "valid_from": on,
    }


def revoked(codes: Standing, code: str, on: date) -> list[Row]:
    """The code's whole history, ended on `on`: what is sold from that day on counts no more.

    Raises ConfigurationError where the code was never issued, or begins or ended by that day.
    """
    rows = _require_issued(codes, code)
    if not any(_reaches(row, on) for row in rows):
        raise ConfigurationError(
            f"the code holds no more on {on}: it was revoked or replaced before",
            where=f"code {code}",
            advice="nothing is left to do",
        )
    return _ended(code, rows, on)


def replaced(
    codes: Standing, code: str, on: date, *, old_until: date, choose: Choose
) -> tuple[str, list[Row]]:
    """A new code in the place of the old one, and the histories of both.

    The new one belongs to the same producer and product from `on`. The old one holds until
    `old_until`, so that goods labelled with it are still told.
    Raises ConfigurationError where the old one was never issued, does not hold on `on`, begins on
    `old_until` or later, or would end before the new one begins.
    """
    if old_until < on:
        raise ConfigurationError(
            f"the old code would end on {old_until}, before the new one begins on {on}",
            where=f"code {code}",
            advice="choose a later day, or revoke the code instead",
        )
    rows = _require_issued(codes, code)
    current = [row for row in rows if _reaches(row, on) and _begins(row) <= on]
    if not current:
        raise ConfigurationError(
            f"the code does not hold on {on}",
            where=f"code {code}",
            advice="issue a new code to its producer instead of replacing this one",
        )
    new = draw_code("label", choose, codes)
    fresh = current[0] | {"merchant_code": new, "valid_from": on}
    return new, [*_ended(code, rows, old_until), fresh]


def register_table(register: str, rows: list[Row]) -> pa.Table:
    """Rows as the register's typed table; columns they lack are unknown."""
    schema = register_spec(register).schema()
    return pa.Table.from_pylist(
        [{name: row.get(name) for name in schema.names} for row in rows], schema=schema
    )


def _require_issued(codes: Standing, code: str) -> list[Row]:
    rows = codes.get(code)
    if not rows or any(row["code_kind"] != "household" for row in rows):
        raise ConfigurationError(
            "no such code was issued to a producer",
            where=f"code {code}",
            advice="check it against the label; codes of products and batches are changed in "
            "their register",
        )
    return rows


def _ended(code: str, rows: list[Row], end: date) -> list[Row]:
    ended = [
        row | {"valid_to": min(end, row["valid_to"] or end)} for row in rows if _begins(row) < end
    ]
    if not ended:
        raise ConfigurationError(
            f"the code begins on {min(map(_begins, rows))} and can't end by {end}",
            where=f"code {code}",
            advice="end it on the day after it begins, or later",
        )
    return ended


def _begins(row: Row) -> date:
    begins: date | None = row["valid_from"]
    return begins or date.min


def _reaches(row: Row, on: date) -> bool:
    """Whether the row holds on that day or will."""
    return row["valid_to"] is None or row["valid_to"] > on
