"""What a load states whole is the same to SQL and to the forms: keys, and what is told as one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from connectors.registers.specs import REGISTERS

STAGING = Path(__file__).parents[4] / "dbt_project" / "models" / "staging" / "registers"
_CALL = re.compile(
    r"current_register\(\s*'(\w+)'\s*,\s*\[([^\]]*)\](?:\s*,\s*told_as_one\s*=\s*\[([^\]]*)\])?"
)


def _names(listed: str | None) -> tuple[str, ...]:
    return tuple(re.findall(r"'(\w+)'", listed or ""))


def _calls():
    texts = (path.read_text(encoding="utf-8") for path in sorted(STAGING.glob("*.sql")))
    return [call for text in texts for call in _CALL.findall(text)]


@pytest.mark.parametrize("call", _calls(), ids=lambda call: call[0])
def test_sql_and_form_agree_on_keys(call):
    register, keys, told_as_one = call
    spec = REGISTERS[register]
    assert _names(keys) == spec.key
    assert _names(told_as_one) == spec.told_as_one


def test_every_register_that_sql_reads_is_looked_at():
    reads = sum(
        path.read_text(encoding="utf-8").count("current_register(")
        for path in STAGING.glob("*.sql")
    )
    assert len(_calls()) == reads > 10
