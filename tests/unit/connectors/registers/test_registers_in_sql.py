"""SQL reads a register's columns just as its form states them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import pytest

from connectors.registers.specs import REGISTERS

MACROS = Path(__file__).parents[4] / "dbt_project" / "macros"
TYPES = {
    "string": "varchar",
    "bool": "boolean",
    "date32[day]": "date",
    "int64": "bigint",
    "timestamp[us]": "timestamp",
}


@cache
def _macros() -> jinja2.Template:
    source = (MACROS / "register_columns.sql").read_text(encoding="utf-8")
    return jinja2.Environment(autoescape=True).from_string(source)


def _in_sql(register: str) -> list[tuple[str, str]]:
    found: list[Any] = []
    macros: Any = _macros().make_module({"return": lambda value: found.append(value) or ""})
    macros.register_columns(register)
    return [tuple(column) for column in found[0]]


def _read_by_sql() -> list[str]:
    staging = MACROS.parent / "models" / "staging" / "registers"
    calls = "\n".join(path.read_text(encoding="utf-8") for path in staging.glob("*.sql"))
    return sorted(set(re.findall(r"current_register\('(\w+)'", calls)))


@pytest.mark.parametrize("name", _read_by_sql())
def test_sql_knows_the_columns_of_a_register_it_reads(name: str) -> None:
    stated = [(f.name, TYPES[str(f.type)]) for f in REGISTERS[name].landed_schema()]
    assert _in_sql(name) == stated
