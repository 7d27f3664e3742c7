"""Identity numbers and credit codes: sound ones pass, every kind of wrong one says why.

The numbers are made up: their first six digits are those of a province, which no card has.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from connectors.registers.identity.check_characters import MOD_11_2
from connectors.registers.identity.proofs import (
    card_fault,
    credit_fault,
    normalised_number,
    number_fault,
)

ON = date(2020, 6, 30)
# the example printed in GB 32100-2015
CREDIT = "91350100M000100Y43"


def card(birth="19700101", serial="001", region="430000"):
    body = region + birth + serial
    return body + MOD_11_2.check_character(body)


@given(st.dates(date(1900, 1, 1), ON), st.integers(0, 999))
def test_a_sound_number_passes(birth, serial):
    assert card_fault(card(f"{birth:%Y%m%d}", f"{serial:03}"), on=ON) is None


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("43000019700101001", "no identity number"),
        ("430000700101001", "15 digits"),
        ("4.3E+17", "scientific notation"),
        (card(region="990000"), "no province"),
        (card("19700230"), "in no calendar"),
        (card("20200701"), "still to come"),
        (card("18991231"), "still to come"),
        (card()[:-1] + ("0" if card()[-1] != "0" else "1"), "wrong check character"),
        (card("19700102")[:15] + "000", "wrong check character"),
    ],
    ids=[
        "short", "first-generation", "scientific", "no-province", "no-day", "unborn", "too-old",
        "mistyped", "rounded-by-a-spreadsheet",
    ],
)  # fmt: skip
def test_a_wrong_number_says_why_and_not_which(number, said):
    fault = number_fault("household", number, on=ON) or ""
    assert said in fault
    assert number not in fault


@given(st.integers(0, 16), st.integers(0, 9))
def test_every_wrong_digit_is_found(place, digit):
    number = card()
    assume(number[place] != str(digit))
    assert card_fault(number[:place] + str(digit) + number[place + 1 :], on=ON) is not None


@given(st.integers(0, 16))
def test_every_swap_of_neighbours_is_found(place):
    number = list(card("19710203", "458"))
    assume(number[place] != number[place + 1])
    number[place], number[place + 1] = number[place + 1], number[place]
    assert card_fault("".join(number), on=ON) is not None


def test_a_number_is_read_as_people_write_it():
    assert normalised_number(" 11010519491231002x") == "11010519491231002X"
    assert normalised_number("'４３００００ 19700101 0018") == "430000197001010018"


def test_credit_codes_are_checked():
    assert credit_fault(CREDIT) is None
    assert number_fault("coop", CREDIT, on=ON) is None
    assert "18 characters" in (credit_fault(CREDIT[:-1]) or "")
    assert "18 characters" in (credit_fault("I" + CREDIT[1:]) or "")
    assert "region" in (credit_fault("91A50100M000100Y43") or "")
    assert number_fault("household", CREDIT, on=ON) is not None


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_every_wrong_character_of_a_credit_code_is_found(place, wrong):
    assume(CREDIT[place] != wrong)
    assert credit_fault(CREDIT[:place] + wrong + CREDIT[place + 1 :]) is not None
