"""Merchant codes as they are typed: proven, near, or nothing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.matching.codes import CodeBook
from connectors.registers.identity.codes import ALPHABET, code_fault, draw_code


def drawn(count, seed=7):
    chooser = random.Random(seed)
    codes: set[str] = set()
    while len(codes) < count:
        codes.add(draw_code("label", chooser.choice, codes))
    return sorted(codes)


CODES = drawn(400)
BOOK = CodeBook([*CODES, "CP00101", "H0010006747B"], least_length=6)
CODE = CODES[0]


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        (CODE, "exact"),
        (CODE.lower(), "spelling"),
        (f"{CODE[:4]}-{CODE[4:8]} {CODE[8:]}", "spelling"),
        (f" {CODE} ", "spelling"),
        (f"{CODE}/红 2瓶", "within"),
        (f"编码:{CODE[:4]} {CODE[4:8]} {CODE[8:]} 赠品", "within"),
    ],
)
def test_a_code_in_other_letters_or_company_is_that_code(typed, way):
    assert BOOK.read(typed) == (CODE, way)


def test_full_width_letters_are_the_same_letters():
    wide = "".join(chr(ord(c) + 0xFEE0) for c in CODE)
    assert BOOK.read(wide) == (CODE, "spelling")


def test_confused_characters_are_proven_by_the_check_character():
    with_two = next(c for c in CODES if "2" in c)
    assert BOOK.read(with_two.replace("2", "Z")) == (with_two, "check")
    with_d = next(c for c in CODES if "D" in c)
    assert BOOK.read(with_d.replace("D", "O")) == (with_d, "check")


def test_confused_characters_prove_nothing_where_the_code_has_no_check_character():
    assert BOOK.read("CPOO1O1") is None
    assert "CP00101" in BOOK.near("CPOO1O1", ["CP00101"], most=3)


def test_two_codes_in_one_text_are_nobody_s():
    assert BOOK.read(f"{CODES[0]} {CODES[1]}") is None


def test_two_registered_codes_of_one_spelling_are_nobody_s():
    book = CodeBook(["ab-123", "AB123"], least_length=4)
    assert book.read("ab123") is None
    assert book.read("AB123") == ("AB123", "exact")


def test_a_short_number_in_a_longer_text_is_no_code():
    assert CodeBook(["12345"], least_length=6).read("12345 红") is None


@given(st.integers(0, len(CODES) - 1), st.integers(0, 11), st.sampled_from(ALPHABET))
def test_no_wrong_character_is_ever_read_as_a_code(number, at, character):
    code = CODES[number]
    typed = code[:at] + character + code[at + 1 :]
    if typed != code:
        assert BOOK.read(typed) is None
        assert code_fault("label", typed) is not None
        assert code in BOOK.near(typed, CODES, most=5)


@given(st.integers(0, len(CODES) - 1), st.integers(0, 10))
def test_two_swapped_characters_are_near_and_not_read(number, at):
    code = CODES[number]
    typed = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if typed != code:
        assert BOOK.read(typed) is None
        assert code in BOOK.near(typed, CODES, most=5)


@given(st.text(max_size=20))
def test_any_text_can_be_read(typed):
    reading = BOOK.read(typed)
    assert reading is None or reading.code in {*CODES, "CP00101", "H0010006747B"}
