"""A certificate that has run out is told to its county until its row is ended."""

from __future__ import annotations

import shutil
from datetime import date, datetime

import home_for_registers as small
import pyarrow as pa
import pytest

from connectors.registers.drafts import register_draft
from connectors.registers.specs import register_spec
from orchestration.home import open_home
from orchestration.ingest import land_draft
from orchestration.registers.staleness import stale

EXPIRES = date(2020, 7, 2)


@pytest.fixture(scope="module")
def first_home(tmp_path_factory):
    return small.build_home(tmp_path_factory.mktemp("certificates") / "home")


@pytest.fixture
def home(first_home, tmp_path):
    shutil.copytree(first_home.root, tmp_path / "home")
    return open_home(tmp_path / "home")


def land(home, at, **given):
    row = {
        "certificate_no": "C1",
        "certificate_kind": "organic",
        "product_code": "P1",
        "producer_code": "NH1",
        "county_code": small.HERE,
        "issued_by": "示例",
        "issued_on": date(2018, 7, 2),
        "expires_on": EXPIRES,
    } | given
    table = pa.Table.from_pylist([row], schema=register_spec("certificates").schema())
    assert land_draft(
        home, register_draft("certificates", table, recorded_at=at), landed_at=at
    ).verdict.accepted


def told(home, at, scope=small.HERE):
    rows = stale(home, at, scope=scope).rows
    return [(row.key, row.due_on) for row in rows if row.register == "certificates"]


def test_an_expired_certificate_is_listed_from_its_day_on_until_its_row_ends(home):
    land(home, small.FIRST)
    assert told(home, datetime(2020, 7, 1, 23)) == []
    assert told(home, small.NOW) == [(("C1",), EXPIRES)]
    assert told(home, small.NOW, small.NEXT_DOOR) == []
    land(home, small.NOW, valid_to=EXPIRES)
    assert told(home, small.NOW) == []
