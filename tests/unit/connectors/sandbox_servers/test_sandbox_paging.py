"""A filter over rows that are made by index gives the same pages as filtering all of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tiny_world import Listed

from connectors.sandbox.servers.paging import Sifted, page_of


@given(
    rows=st.lists(st.integers(0, 9), max_size=120),
    kept=st.sets(st.integers(0, 9)),
    size=st.integers(1, 20),
    newest_first=st.booleans(),
)
def test_pages_of_a_filter_cover_it_in_order(rows, kept, size, newest_first):
    numbered = list(enumerate(rows))
    sifted = Sifted(Listed(numbered), lambda row: row[1] in kept)
    wanted = [row for row in numbered if row[1] in kept]
    assert sifted.total == len(wanted)
    pages = [
        row
        for page in range(1, len(rows) // size + 2)
        for row in page_of(sifted, page, size, newest_first=newest_first)
    ]
    assert pages == (wanted[::-1] if newest_first else wanted)
