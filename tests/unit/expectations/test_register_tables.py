"""What is expected of landed registers keeps step with the forms that they come by."""

from __future__ import annotations

import re

import pytest

from connectors.registers.spec_types import RegisterColumn
from connectors.registers.specs import REGISTERS
from expectations.suites.register_tables import AMOUNTS, FORMS, KEYS, NO_TEXTS, TEXTS, VALUES


def _column(register: str, name: str) -> RegisterColumn:
    return REGISTERS[register].column(name)


def test_every_register_is_judged_by_its_own_key() -> None:
    assert {name: spec.key for name, spec in REGISTERS.items()} == KEYS


@pytest.mark.parametrize("register", VALUES)
def test_the_same_words_are_expected_as_may_be_written(register: str) -> None:
    for name, words in VALUES[register].items():
        assert words == list(_column(register, name).values)


@pytest.mark.parametrize("register", FORMS)
def test_codes_are_expected_in_the_lengths_of_the_form(register: str) -> None:
    for name, form in FORMS[register].items():
        lengths = _column(register, name).digits
        assert [n for n in range(1, 20) if re.match(form, "4" * n)] == list(lengths)


@pytest.mark.parametrize("register", AMOUNTS)
def test_amounts_are_whole_numbers_and_their_bounds_no_narrower(register: str) -> None:
    for name, most in AMOUNTS[register].items():
        column = _column(register, name)
        assert column.type == "integer"
        assert column.most is None or column.most <= most


@pytest.mark.parametrize("register", TEXTS)
def test_texts_that_are_searched_are_columns(register: str) -> None:
    for name in TEXTS[register]:
        assert _column(register, name).type == "text"


def test_keys_without_texts_are_named() -> None:
    found = {
        name for spec in REGISTERS.values() for name in spec.key if spec.column(name).type != "text"
    }
    assert found == set(NO_TEXTS)
