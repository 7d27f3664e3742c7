"""What is held back together is never fewer than the minimum, whatever the rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletins.suppression import MINIMUM_HOUSEHOLDS, hidden_block

ROWS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.integers(0, 12))


def hidden(**behind):
    found = hidden_block(behind, minimum=5)
    return set(found.rows), found.total


@pytest.mark.parametrize(
    ("behind", "rows", "total"),
    [
        ({"a": 5, "b": 9}, set(), False),
        ({"a": 2, "b": 3, "c": 9}, {"a", "b"}, False),
        # alone it could be worked out from the total
        ({"a": 4, "b": 6, "c": 9}, {"a", "b"}, False),
        # two small ones together are still too few
        ({"a": 1, "b": 1, "c": 6, "d": 9}, {"a", "b", "c"}, False),
        # nothing is left to go with it
        ({"a": 3}, {"a"}, True),
        ({"a": 1, "b": 2}, {"a", "b"}, True),
    ],
)
def test_what_goes_with_a_small_row(behind, rows, total):
    assert hidden(**behind) == (rows, total)


@given(ROWS)
def test_no_small_row_is_shown_and_no_rest_tells_one(behind):
    found = hidden_block(behind, minimum=MINIMUM_HOUSEHOLDS)
    shown = {code: n for code, n in behind.items() if code not in found.rows}
    assert all(number >= MINIMUM_HOUSEHOLDS for number in shown.values())
    if found.rows and not found.total:
        assert len(found.rows) > 1
        assert sum(behind[code] for code in found.rows) >= MINIMUM_HOUSEHOLDS
    if not any(number < MINIMUM_HOUSEHOLDS for number in behind.values()):
        assert found.rows == frozenset()
