"""Cells that are read exactly or not at all."""

from __future__ import annotations

import pytest

from connectors.core.cells import ABSURD_FEN, fen_cell, required_fen
from connectors.core.errors import RecordRejected


def test_the_largest_believable_amount_is_read():
    assert required_fen("99999999.99", "payment") == ABSURD_FEN - 1
    assert fen_cell(ABSURD_FEN - 1, "pay_amount") == ABSURD_FEN - 1


@pytest.mark.parametrize("text", ["100000000.00", "-100000000.00", "98765432109.00"])
def test_an_absurd_amount_in_yuan_is_rejected(text):
    with pytest.raises(RecordRejected) as rejected:
        required_fen(text, "payment")
    assert rejected.value.reason == "absurd_amount:payment"


@pytest.mark.parametrize("value", [ABSURD_FEN, -ABSURD_FEN, str(ABSURD_FEN)])
def test_an_absurd_amount_in_fen_is_rejected(value):
    with pytest.raises(RecordRejected) as rejected:
        fen_cell(value, "pay_amount")
    assert rejected.value.reason == "absurd_amount:pay_amount"
