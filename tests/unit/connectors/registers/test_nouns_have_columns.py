"""docs/nouns.md names columns that are there, and leaves no register out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from connectors.registers.specs import PROGRAMME_REGISTERS, REGISTERS

PAGE = Path(__file__).parents[4] / "docs" / "nouns.md"
ROWS = [row.split("|")[1:4] for row in PAGE.read_text(encoding="utf-8").splitlines() if "`" in row]
TABLE = [row for row in ROWS if len(row) == 3]


@pytest.mark.parametrize(("noun", "places", "clause"), TABLE)
def test_a_noun_has_its_columns_and_its_clause(noun: str, places: str, clause: str) -> None:
    named = re.findall(r"`(\w+)\.(\w+)`", places)
    assert named, noun
    for register, column in named:
        REGISTERS[register].column(column)
    for number in re.findall(r"C(\d{3})", clause):
        assert 1 <= int(number) <= 232
    assert re.search(r"C\d{3}|design", clause)


def test_every_register_of_a_document_is_named() -> None:
    named = {
        register for _, places, _ in TABLE for register, _ in re.findall(r"`(\w+)\.(\w+)`", places)
    }
    # what the system itself needs: no document speaks of it
    own = {"villages", "warehouses", "item_matches", "decisions", "group_sales"}
    assert set(REGISTERS) - own - set(PROGRAMME_REGISTERS) <= named
