"""Reads the list of producers that codes are issued for: names and numbers, checked, never landed.

The operator's file stays where it is and is not copied; no message repeats a name or a number.
Keep out: drawing codes (`issuing`), keeping names (`store`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from connectors.core.tabular.tables import read_table
from connectors.places.villages import county_code_of
from connectors.registers.checks import table_problems
from connectors.registers.identity.proofs import normalised_number, number_fault
from connectors.registers.parsing import is_header, typed
from connectors.registers.problems import Problem, refuse
from connectors.registers.spec_types import RegisterColumn, RegisterSpec
from connectors.registers.vocabularies import PRODUCER_KINDS

#: a form, not a register: none of it lands as it is
ENROLMENT = RegisterSpec(
    name="enrolment",
    title_zh="领码登记表",
    meaning="Producers that ask for codes. Holds names and numbers: keep it as you keep those.",
    key=("number", "product_code"),
    columns=(
        RegisterColumn(
            name="name",
            label_zh="姓名或名称",
            meaning="name of the household's head, the co-op or the enterprise",
            is_required=True,
            is_shown=False,
            is_personal=True,
        ),
        RegisterColumn(
            name="number",
            label_zh="证件号码",
            meaning="identity number of a household's head, else the unified social credit code",
            is_required=True,
            is_shown=False,
            is_personal=True,
        ),
        RegisterColumn(
            name="producer_kind",
            label_zh="主体类型",
            meaning="kind of producer",
            values=PRODUCER_KINDS,
            is_required=True,
        ),
        RegisterColumn(
            name="village_code",
            label_zh="村代码",
            meaning="village of production",
            is_required=True,
            digits=(12,),
        ),
        RegisterColumn(
            name="is_poor_household",
            label_zh="建档立卡户",
            meaning="registered poor household; empty = not known",
            type="boolean",
        ),
        RegisterColumn(
            name="product_code",
            label_zh="产品代码",
            meaning="the registered product; empty = a code for whatever it makes (O2 at best)",
        ),
        RegisterColumn(
            name="capacity_quantity",
            label_zh="年产能（件）",
            meaning="units a year it can yield of that product",
            type="integer",
            least=0,
        ),
    ),
)


class Applicant(msgspec.Struct, frozen=True, kw_only=True):
    """One sound row: a producer and the product it asks a code for. Shows no name or number."""

    row: int
    name: str
    number: str
    producer_kind: str
    village_code: str
    is_poor_household: bool | None
    product_code: str | None
    capacity_quantity: int | None

    def __repr__(self) -> str:
        return f"Applicant(row {self.row})"

    @property
    def number_kind(self) -> str:
        """Which numbers this one is compared with."""
        return "card" if self.producer_kind == "household" else "credit"


def read_enrolment(path: Path, *, county_code: str, on: date) -> list[Applicant]:
    """The applicants of one county, in the file's order; `on` is the day of issue.

    Raises ConfigurationError with every problem by row and column, and FatalFeedError for a file
    that can't be read at all. One wrong row refuses the file.
    """
    source = read_table(path, is_header=lambda cells: is_header(cells, ENROLMENT))
    if source is None:
        needed = "、".join(c.label_zh for c in ENROLMENT.columns if c.is_required)
        raise refuse("enrolment", path.name, [_problem(None, "header", "not found", needed)])
    table, problems = typed(ENROLMENT, source)
    if not source.rows:
        problems.append(_problem(None, "(whole file)", "holds no row", "fill in the form"))
    numbers = [row.number for row in source.rows]
    if not problems:
        problems = table_problems(ENROLMENT, table, numbers)
    rows = list(zip(numbers, table.to_pylist(), strict=True))
    if not problems:
        problems = [
            *(p for number, row in rows for p in _row_problems(number, row, county_code, on)),
            *_twins(rows),
        ]
    if problems:
        raise refuse("enrolment", path.name, problems)
    return [_applicant(number, row) for number, row in rows]


def _row_problems(number: int, row: dict[str, Any], county: str, on: date) -> Iterator[Problem]:
    fault = number_fault(row["producer_kind"], normalised_number(row["number"]), on=on)
    if fault:
        yield _problem(
            number, "number", fault, "type it again from the card, into a cell of the format 文本"
        )
    if _county(row["village_code"], on) != county:
        yield _problem(
            number, "village_code", f"lies not in county {county}", "one file holds one county"
        )
    if row["valid_from"] or row["valid_to"]:
        yield _problem(number, "valid_from", "may not be given", "a code holds from its issue on")
    if row["is_poor_household"] and row["producer_kind"] != "household":
        yield _problem(number, "is_poor_household", "is yes for no household", "clear the cell")
    if row["capacity_quantity"] is not None and not row["product_code"]:
        yield _problem(number, "capacity_quantity", "belongs to no product", "fill in 产品代码")


def _county(village_code: str, on: date) -> str | None:
    try:
        return county_code_of(village_code, on)
    except KeyError:
        return None


def _twins(rows: list[tuple[int, dict[str, Any]]]) -> Iterator[Problem]:
    """The same number twice: with one product, or under two names, places or kinds."""
    first: dict[str, tuple[int, dict[str, Any]]] = {}
    asked: dict[tuple[str, str | None], int] = {}
    for number, row in rows:
        proof = normalised_number(row["number"])
        earlier, other = first.setdefault(proof, (number, row))
        for column in ("name", "producer_kind", "village_code", "is_poor_household"):
            if row[column] != other[column]:
                yield _problem(
                    number, column, f"differs from row {earlier} of the same number", "mend one"
                )
        again = asked.setdefault((proof, row["product_code"]), number)
        if again != number:
            yield _problem(number, "number", f"stands in row {again} with this product", "keep one")


def _applicant(number: int, row: dict[str, Any]) -> Applicant:
    return Applicant(
        row=number,
        name=row["name"],
        number=normalised_number(row["number"]),
        producer_kind=row["producer_kind"],
        village_code=row["village_code"],
        is_poor_household=row["is_poor_household"],
        product_code=row["product_code"],
        capacity_quantity=row["capacity_quantity"],
    )


def _problem(row: int | None, column: str, reason: str, advice: str) -> Problem:
    return Problem(row=row, column=column, value=None, reason=reason, advice=advice)
