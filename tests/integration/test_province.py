"""The whole way by the production jobs: what was published is true, and stays so when run again."""

from __future__ import annotations

import json
from datetime import date

import duckdb
import pytest

from connectors.core.landing import LocalLanding
from expectations.accuracy import judge
from expectations.control import difference
from expectations.county_control import county_difference
from orchestration.releasing import latest_version, release_folder
from orchestration.settings import read_settings

pytestmark = pytest.mark.integration


def contents(home):
    """Digest of every published model, lineage columns aside."""
    build = json.loads((home.current_published() / "build.json").read_bytes())
    return {name: model["content"] for name, model in build["models"].items()}


def test_every_batch_is_accepted(province):
    store = LocalLanding(province.home.landing)
    held = [
        m.batch_id
        for m in store.manifests()
        if not json.loads((store.batch_path(m) / "verdict.json").read_bytes())["accepted"]
    ]
    assert held == []


def test_money_is_the_same_on_both_sides_of_every_border(province):
    sheet = difference(
        province.home.root, month="2020-06", programme="hunan-2020", area_code="430000"
    )
    assert set(sheet.difference_fen.values()) == {0}
    assert len(sheet.difference_fen) == 9


@pytest.mark.parametrize("area", ["county-431228", "prefecture-431200"])
def test_the_areas_of_the_settings_have_an_internal_draft_that_closes(province, area):
    drafts = province.home.releases / "hunan-2020" / "monthly-internal" / "2020-06"
    assert {path.name for path in drafts.iterdir()} == {"county-431228", "prefecture-431200"}
    sheet = county_difference(
        province.home.root,
        month="2020-06",
        programme="hunan-2020",
        area_code=area[-6:],
        kind="monthly-internal",
    )
    assert set(sheet.difference_fen.values()) == {0}


def test_attribution_agrees_with_how_the_world_was_made(province):
    report = judge(province.home.current_published(), province.home.sandbox / "truth.csv")
    correct = json.loads(report.to_json())
    assert correct["seller_county"] >= 0.99
    assert correct["origin_county"] >= 0.97
    assert correct["village"] >= 0.95
    assert correct["detail"]["without_truth_fen"] == 0


def test_every_grade_of_evidence_occurs_and_ship_from_tells_the_county(province):
    published, truth = province.home.current_published(), province.home.sandbox / "truth.csv"
    with duckdb.connect() as connection:
        for model in ("fct_lines", "fct_origin"):
            connection.from_parquet(str(published / f"{model}.parquet")).create_view(model)
        connection.read_csv(str(truth), dtype={"seller_county_code": "varchar"}).create_view(
            "truth"
        )
        sellers = connection.execute("select distinct seller_grade from fct_lines").fetchall()
        origins = connection.execute("select distinct origin_grade from fct_origin").fetchall()
        shipped = connection.execute(
            "select distinct l.seller_status, l.seller_county_code, t.seller_county_code "
            "from fct_lines as l join truth as t "
            "on l.platform = t.platform and l.order_id = t.order_id::varchar "
            "where l.seller_grade = 'S4'"
        ).fetchall()
    assert {grade for (grade,) in sellers} == {"S1", "S2", "S3", "S4", "SU"}
    assert {grade for (grade,) in origins} == {"O1", "O2", "O3", "O4", "O5", "O6", "OU"}
    assert shipped
    assert all(status == "county" and given == true for status, given, true in shipped)


def test_the_bulletin_lies_there_in_every_format(province):
    settings = read_settings(province.home)
    folder = latest_version(
        release_folder(province.home, settings, kind="monthly", period="2020-06")
    )
    assert folder is not None
    for name in (
        "facts.json",
        "bulletin.html",
        "bulletin.pdf",
        "tables.xlsx",
        "tables/control.csv",
    ):
        assert (folder / name).stat().st_size > 0


def test_pulling_the_same_night_again_changes_no_figure(own_province):
    before, store = contents(own_province.home), LocalLanding(own_province.home.landing)
    day = date(2020, 6, 30)
    with own_province.runner() as (runner, box):
        runner.feeds_and_warehouse(day, day)
        first_ids = {m.batch_id for m in store.manifests()}
        first = contents(own_province.home)
        asked = box.request_count()
        runner.feeds_and_warehouse(day, day)
        assert box.request_count() > asked
    assert {m.batch_id for m in store.manifests()} > first_ids
    assert contents(own_province.home) == first
    assert {n: c for n, c in first.items() if "coverage" not in n} == {
        n: c for n, c in before.items() if "coverage" not in n
    }


def test_a_window_split_in_other_pieces_gives_the_same_figures(own_province):
    before = contents(own_province.home)
    with own_province.runner() as (runner, _):
        runner.feeds(date(2020, 6, 1), date(2020, 6, 4))
        runner.feeds(date(2020, 6, 5), date(2020, 6, 21))
        runner.feeds_and_warehouse(date(2020, 6, 22), date(2020, 6, 30))
    assert contents(own_province.home) == before


def test_building_everything_anew_gives_the_same_figures(own_province):
    from orchestration.build import run_build
    from orchestration.demo import PULLS

    home = own_province.home
    before = contents(home)
    run_build(home, read_settings(home), as_of=PULLS[-1][0], full_refresh=True)
    assert contents(home) == before
