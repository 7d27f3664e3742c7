"""Reads a fixture as a shop's export of a day, with a tiny gazetteer."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from connectors.files.feeds import read_file

FIXTURES = Path(__file__).parent / "fixtures"
KNOWN_AT = datetime(2020, 7, 1)
_COUNTIES = {("湖南省", "长沙市", "岳麓区"): "430104", ("湖南省", "怀化市", "沅陵县"): "431222"}


@pytest.fixture
def read():
    def read_fixture(feed, source, *, lines=None):
        path = FIXTURES / source if isinstance(source, str) else source
        return read_file(
            feed,
            path,
            shop_id="s1",
            hmac_key=b"k" * 32,
            resolve_county=lambda province, city, county, _: _COUNTIES.get(
                (province, city, county)
            ),
            known_at=KNOWN_AT,
            lines_path=FIXTURES / lines if lines else None,
        )

    return read_fixture


@pytest.fixture
def rows():
    """The rows of a table of one kind of batch."""

    def rows_of(reading, kind, table):
        draft = next(d for d in reading.drafts if d.kind == kind)
        return draft.tables[table].to_pylist()

    return rows_of


@pytest.fixture
def fixtures():
    return FIXTURES
