"""Upon which build a build stands."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from orchestration.home import make_home
from orchestration.plan import plan_build

MOMENT = datetime(2020, 7, 1, 2)


def _planned(home, as_of, project_hash="same"):
    return plan_build(
        home,
        as_of=as_of,
        programme="hunan-2020",
        province_code="430000",
        code_version="1",
        project_hash=project_hash,
    )


@pytest.fixture
def published(tmp_path):
    """A home whose published build is of a moment."""
    home = make_home(tmp_path / "home")
    folder = home.published / "b001"
    folder.mkdir()
    told = {"project_hash": "same", "as_of": MOMENT.isoformat(), "batches": []}
    (folder / "build.json").write_text(json.dumps(told), encoding="utf-8")
    (home.published / "CURRENT").write_text("b001\n", encoding="utf-8")
    return home


@pytest.mark.parametrize("later", [timedelta(), timedelta(hours=1)])
def test_a_build_stands_on_the_published_one(published, later):
    plan = _planned(published, MOMENT + later)
    assert (plan.base_build_id, plan.is_full_refresh) == ("b001", False)


def test_a_build_as_of_an_earlier_moment_is_built_anew(published):
    plan = _planned(published, MOMENT - timedelta(seconds=1))
    assert (plan.base_build_id, plan.is_full_refresh) == (None, True)


def test_a_build_of_other_sql_is_built_anew(published):
    plan = _planned(published, MOMENT, project_hash="other")
    assert (plan.base_build_id, plan.is_full_refresh) == (None, True)
