"""Yuan texts become fen exactly or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.core.money import fen_from_yuan


@given(st.integers(-(10**12), 10**12))
def test_every_fen_survives_the_way_through_text(fen):
    assert fen_from_yuan(f"{Decimal(fen) / 100:.2f}") == fen


@pytest.mark.parametrize(("text", "fen"), [("0", 0), ("12", 1200), ("12.5", 1250), ("-0.01", -1)])
def test_short_forms(text, fen):
    assert fen_from_yuan(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "12.345", "12.340", "1,234.00", "1e3", "¥12", "12.", ".5", "+1", "NaN", "--1",
        "１２", "12.00 ", "٣", "1.0.0", "12\n",
    ],
)  # fmt: skip
def test_what_needs_guessing_is_refused(text):
    with pytest.raises(ValueError, match=r"yuan|decimals"):
        fen_from_yuan(text)


def test_a_protocol_with_five_places_may_fill_them_with_zeros_only():
    assert fen_from_yuan("490.12000", decimals=5) == 49012
    for text in ("490.12300", "490.120000"):
        with pytest.raises(ValueError, match=r"yuan|decimals"):
            fen_from_yuan(text, decimals=5)
