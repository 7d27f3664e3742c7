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
    broken_by_equals = {r.column: r.kind for r in spec.rules if r.kind in ("after", "differs")}
    kind = broken_by_equals.get(column.name)
    if column.refers_to:
        register, name = column.refers_to.split(".")
        theirs = REGISTERS[register]
        other = number + 1 if kind == "differs" and register == spec.name else number
        return made_value(theirs, theirs.column(name), other)
    if column.name == "platform":
        return "taobao"
    if column.values:
        words = list(column.values)
        return "|".join(words[:2]) if column.separator else words[number % len(words)]
    if column.digits:
        return _digits(spec.name, column, number)
    if column.type == "date":
        return LATE if kind == "after" else EARLY
    if column.type == "integer":
        return (column.least or 0) + number + 1
    if column.type == "boolean":
        return True
    if column.decimals is not None:
        return "12.5"
    return f"{column.name}-{number}"


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
