"""Sound rows for every register, made from its form, that refer to each other's rows.

`made_row(spec, n)` is the n-th row of a register; whatever it refers to is the n-th row of that
register. Keep out: what any one register means.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from connectors.registers.spec_types import VALIDITY, RegisterColumn, RegisterSpec
from connectors.registers.specs import REGISTERS

EARLY, LATE = date(2020, 3, 1), date(2020, 9, 1)
#: rows of a register, so that a row can refer to another one
ROWS = 3


def made_row(spec: RegisterSpec, number: int) -> dict[str, Any]:
    """A row by ASCII names, every cell filled in; validity is open."""
    return {c.name: made_value(spec, c, number) for c in spec.columns} | dict.fromkeys(
        (c.name for c in VALIDITY), None
    )


def made_value(spec: RegisterSpec, column: RegisterColumn, number: int) -> Any:
    """What stands in a cell of the n-th row."""
    number %= ROWS
    kinds = {rule.column: rule.kind for rule in spec.rules}
    kind = kinds.get(column.name)
    if column.refers_to:
        register, name = column.refers_to.split(".")
        theirs = REGISTERS[register]
        other = number + 1 if kind == "differs" and register == spec.name else number
        return made_value(theirs, theirs.column(name), other)
    if column.values:
        words = list(column.values)
        if column.name == "platform":
            return words[0]
        return "|".join(words[:2]) if column.separator else words[number % len(words)]
    if column.digits:
        return _code(spec, column, number)
    return _plain(column, number, is_late=kind == "after")


def _plain(column: RegisterColumn, number: int, *, is_late: bool) -> Any:
    if column.type == "date":
        return LATE if is_late else EARLY
    if column.type == "integer":
        return (column.least or 0) + number + 1
    if column.type == "boolean":
        return True
    return "12.5" if column.decimals is not None else f"{column.name}-{number}"


def _code(spec: RegisterSpec, column: RegisterColumn, number: int) -> str:
    regions = REGISTERS["regions"]
    if (spec, column.name) == (regions, "parent_code"):
        # the first region holds them all
        return _digits(regions.name, regions.column("region_code"), 0)
    if column.digits == (6,) and column.name.endswith("county_code"):
        return _digits(regions.name, regions.column("region_code"), number)
    return _digits(spec.name, column, number)


def written(column: RegisterColumn, value: Any) -> str:
    """The value as a clerk writes it: Chinese words, 是 and 否, days and numbers in digits."""
    if value is None:
        return ""
    if column.type == "boolean":
        return "是" if value else "否"
    if column.values:
        parts = str(value).split("|") if column.separator else [str(value)]
        return "|".join(column.values[part] for part in parts)
    return str(value)


def _digits(register: str, column: RegisterColumn, number: int) -> str:
    length = column.digits[0]
    seed = hashlib.sha256(f"{register}.{column.name}".encode()).digest()
    tail = int.from_bytes(seed[:6], "big") % 10 ** (length - 3)
    return f"43{tail:0{length - 3}d}{number}"
