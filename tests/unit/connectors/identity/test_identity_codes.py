"""Codes say nothing, are drawn from signs that look different, and no slip makes another one."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from connectors.registers.identity.check_characters import MOD_11_2, MOD_37_2
from connectors.registers.identity.codes import (
    ALPHABET,
    LENGTHS,
    code_fault,
    draw_code,
    in_groups,
    normalised,
)

BODIES = st.text(ALPHABET, min_size=LENGTHS["label"] - 1, max_size=LENGTHS["label"] - 1)
PLACES = st.integers(0, LENGTHS["label"] - 1)


def drawn(kind="label", seed=1, taken=()):
    return draw_code(kind, random.Random(seed).choice, taken)


# the example of ISBT 128, which takes the same system, and the one printed in GB 11643-1999
@pytest.mark.parametrize(
    ("system", "body", "check"),
    [(MOD_37_2, "G123498654321", "H"), (MOD_11_2, "11010519491231002", "X")],
)
def test_the_check_is_that_of_published_examples(system, body, check):
    assert system.check_character(body) == check
    assert system.is_sound(body + check)


@given(BODIES, PLACES, st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_found(body, place, wrong):
    code = body + MOD_37_2.check_character(body)
    assume(code[place] != wrong)
    assert MOD_37_2.is_sound(code)
    assert not MOD_37_2.is_sound(code[:place] + wrong + code[place + 1 :])


@given(BODIES, PLACES, PLACES)
def test_every_swap_of_two_characters_is_found(body, one, other):
    code = list(body + MOD_37_2.check_character(body))
    assume(code[one] != code[other])
    # the asterisk stands for itself at the end only
    assume("*" not in code)
    code[one], code[other] = code[other], code[one]
    assert not MOD_37_2.is_sound("".join(code))


@given(st.integers(), st.sampled_from(["producer", "label"]))
def test_a_drawn_code_is_sound_and_of_our_alphabet(seed, kind):
    code = drawn(kind, seed)
    assert code_fault(kind, code) is None
    assert set(code) <= set(ALPHABET)


def test_a_code_that_is_taken_is_not_drawn_again():
    first = drawn(seed=7)
    assert drawn(seed=7, taken={first}) != first


def test_no_code_can_spell_poverty_or_hold_a_look_alike():
    # 扶贫 FP, 贫困户 PKH, 建档立卡 JDLK
    assert not set("PL") & set(ALPHABET)
    for pair in ("0O", "0D", "1I", "1L", "2Z", "5S", "8B", "UV", "6G"):
        assert not set(pair) <= set(ALPHABET)


@given(st.integers())
def test_a_code_is_read_as_people_write_it(seed):
    code = drawn(seed=seed)
    full_width = "".join(chr(ord(c) + 0xFEE0) for c in code)
    for written in (in_groups(code), code.lower(), full_width, "-".join(in_groups(code).split())):
        assert normalised(written) == code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has 0 characters"),
        (drawn("producer"), "has 10 characters, a label code has 12"),
        ("O" + drawn()[1:], "no code has"),
        (drawn()[:-1] + ("2" if drawn()[-1] != "2" else "3"), "wrong check character"),
    ],
    ids=["empty", "of-a-producer", "look-alike", "mistyped"],
)
def test_a_wrong_code_says_why(text, said):
    assert said in (code_fault("label", text) or "")
