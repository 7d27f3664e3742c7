"""A month's internal drafts of areas: all that are wanted, one's fault costs the others nothing."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import dagster as dg
import pytest

from bulletins.facts import from_json
from bulletins.levels import level_of
from orchestration import drafting
from orchestration.assets.backfill import _left
from orchestration.assets.bulletins import AREAS, area_bulletins
from orchestration.backfill import execution
from orchestration.backfill.periods import parse_period
from orchestration.backfill.plan import plan_backfill
from orchestration.causes import Cause
from orchestration.drafting import draft_areas, failed_drafts
from orchestration.errors import SetupError
from orchestration.home import Home
from orchestration.jobs import open_runner
from orchestration.releasing import month_facts
from orchestration.resources import Deployment
from orchestration.settings import DraftSettings, PlatformSettings, Settings, beijing_now
from tests.golden.sample_marts import write_build
from tests.golden.sample_places import COUNTY, PREFECTURE, SHOWN

PERIOD = "2020-06"
NEAR = "431128"
NEAR_NEWS = {"gross_fen": 1, "refund_fen": 0, "net_fen": 1}


def settings(counties, prefectures="none"):
    return Settings(
        province_code="430000",
        programme="hunan-2020",
        is_sandbox=True,
        buyer_hmac_key="file:secrets/buyer_hmac.key",
        drafts=DraftSettings(counties=counties, prefectures=prefectures),
    )


def publish(home, name, change=None):
    write_build(home.published / name, change=change or {})
    (home.published / "CURRENT").write_text(f"{name}\n")
    return home


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return publish(Home(tmp_path_factory.mktemp("built")), "b1")


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """A build in which the villages of one county don't sum to it."""
    change = {("poor_village_trade", "village", SHOWN): {"gross_fen": 1}}
    return publish(Home(tmp_path_factory.mktemp("broken")), "b1", change)


@pytest.fixture
def home(built, tmp_path):
    shutil.copytree(built.root, tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.fixture
def broken_home(broken, tmp_path):
    shutil.copytree(broken.root, tmp_path / "home")
    return Home(tmp_path / "home")


def folders(home):
    return {p.relative_to(home.releases).as_posix() for p in home.releases.glob("*/*/*/*/*")}


def test_each_area_gets_the_draft_it_would_get_alone(home):
    wanted = settings([COUNTY, NEAR], [PREFECTURE])
    drafts = draft_areas(home, wanted, PERIOD)
    assert [(d.area_code, d.state) for d in drafts] == [
        (PREFECTURE, "drafted"),
        (COUNTY, "drafted"),
        (NEAR, "drafted"),
    ]
    assert failed_drafts(PERIOD, drafts) is None
    place = f"hunan-2020/monthly-internal/{PERIOD}"
    assert folders(home) == {
        f"{place}/{level_of(code)}-{code}/v1" for code in (PREFECTURE, COUNTY, NEAR)
    }
    for draft in drafts:
        found = from_json((draft.folder / "facts.json").read_bytes(), where=draft.area_code)
        # the build is read once for all of them: none may hold another's rows
        assert found == month_facts(
            home, wanted, PERIOD, home.current_published(),
            area_code=draft.area_code, edition="internal",
        )  # fmt: skip


def test_an_area_that_fails_is_named_and_the_others_have_their_drafts(broken_home):
    drafts = draft_areas(broken_home, settings([COUNTY, NEAR]), PERIOD)
    assert [(d.area_code, d.state) for d in drafts] == [(COUNTY, "failed"), (NEAR, "drafted")]
    cause = failed_drafts(PERIOD, drafts)
    assert "villages sum to" in cause.what
    assert cause.where == f"areas {COUNTY}"
    # nothing of the failed one, whole or half
    assert [p.name for p in broken_home.releases.rglob("*") if COUNTY in p.name] == []


def test_a_code_that_is_no_area_of_the_province_fails_by_name(home):
    drafts = draft_areas(home, settings(["440525", "431199", COUNTY]), PERIOD)
    assert [d.area_code for d in drafts if d.state == "failed"] == ["431199", "440525"]
    assert failed_drafts(PERIOD, drafts).where == "areas 431199, 440525"


def test_a_fault_of_the_program_in_one_area_stops_no_other(home, monkeypatch):
    whole = drafting.write_version

    def write(home, wanted, facts):
        if facts.area_code == COUNTY:
            raise KeyError("no such row")
        return whole(home, wanted, facts)

    monkeypatch.setattr(drafting, "write_version", write)
    drafts = draft_areas(home, settings([COUNTY, NEAR]), PERIOD)
    assert [d.state for d in drafts] == ["failed", "drafted"]
    assert "KeyError" in failed_drafts(PERIOD, drafts).what


def test_a_second_run_drafts_what_is_left_and_what_has_changed(broken_home):
    wanted = settings([COUNTY, NEAR])
    draft_areas(broken_home, wanted, PERIOD)
    again = draft_areas(broken_home, wanted, PERIOD)
    assert [d.state for d in again] == ["failed", "unchanged"]
    publish(broken_home, "b2", {("agri_retail", "county", NEAR): NEAR_NEWS})
    mended = draft_areas(broken_home, wanted, PERIOD)
    assert [(d.state, d.folder.name) for d in mended] == [("drafted", "v1"), ("drafted", "v2")]
    assert [d.state for d in draft_areas(broken_home, wanted, PERIOD)] == ["unchanged"] * 2


def test_named_areas_are_those_of_the_document_and_of_its_villages(home):
    named = drafting.open_marts(home.current_published())
    with named as marts:
        areas = drafting.issue_areas(
            marts, programme="hunan-2020", period=PERIOD, province_code="430000"
        )
        other = drafting.issue_areas(
            marts, programme="henan-2018-2020", period=PERIOD, province_code="430000"
        )
    counties = {a.area_code for a in areas if a.level == "county"}
    chosen = drafting.wanted_areas(DraftSettings(prefectures="none"), areas)
    assert {COUNTY, NEAR} <= set(chosen) <= counties
    assert len(chosen) == 51
    everything = drafting.wanted_areas(DraftSettings(counties="all", prefectures="all"), areas)
    assert everything == sorted(a.area_code for a in areas)
    assert drafting.wanted_areas(DraftSettings(counties="none", prefectures="none"), areas) == []
    # a programme of which nothing is loaded names nobody
    assert drafting.wanted_areas(DraftSettings(), other) == []


def test_without_a_published_build_nothing_is_drafted(tmp_path):
    with pytest.raises(SetupError):
        draft_areas(Home(tmp_path), settings("named"), PERIOD)


def run(home, counties):
    deployment = Deployment(home, settings(counties), beijing_now)
    return dg.materialize(
        [area_bulletins],
        partition_key=f"{PERIOD}-01",
        resources={"deployment": deployment},
        raise_on_error=False,
        run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
    )


def test_dagster_shows_each_area_with_its_draft(home):
    result = run(home, [COUNTY, NEAR])
    assert result.success
    (event,) = result.asset_materializations_for_node(AREAS.to_python_identifier())
    assert event.metadata["drafted"].value == 2
    rows = [record.data for record in event.metadata["areas"].records]
    assert [(r["area"], r["state"]) for r in rows] == [(COUNTY, "drafted"), (NEAR, "drafted")]


def test_the_run_ends_red_and_names_the_area_after_the_others_are_drafted(broken_home):
    result = run(broken_home, [COUNTY, NEAR])
    assert not result.success
    (step,) = [e.step_failure_data for e in result.all_events if e.is_step_failure]
    told = step.user_failure_data.metadata
    # what the command line tells of a failed run
    assert told[Cause._fields[1]].value == f"areas {COUNTY}"
    assert {r.data["area"]: r.data["state"] for r in told["areas"].records} == {
        COUNTY: "failed",
        NEAR: "drafted",
    }
    assert folders(broken_home)


@pytest.mark.parametrize(
    ("with_areas", "drafted"),
    [(True, {"province-430000", f"county-{NEAR}"}), (False, {"province-430000"})],
)
def test_the_months_own_bulletin_is_drafted_without_areas_where_those_can_wait(
    home, with_areas, drafted
):
    home.dagster.mkdir(parents=True)
    with open_runner(Deployment(home, settings([NEAR]), beijing_now)) as runner:
        runner.bulletin(PERIOD, with_areas=with_areas)
    assert {Path(folder).parent.name for folder in folders(home)} == drafted


def test_a_backfill_drafts_areas_too_and_fails_with_the_one_that_failed(broken_home, monkeypatch):
    # the build stands; what is fetched and built before it is told elsewhere
    monkeypatch.setattr(
        execution,
        "run_build",
        lambda *_args, **_kept: SimpleNamespace(plan=SimpleNamespace(build_id="b1")),
    )
    (broken_home.root / "landing").mkdir()
    reach = PlatformSettings(
        base_url="http://127.0.0.1:1", shop_tokens="env:T", requests_per_second=1
    )
    wanted = settings([COUNTY, NEAR]).model_copy(update={"platforms": {"taobao": reach}})
    deployment = Deployment(broken_home, wanted, lambda: datetime(2020, 7, 1))
    plan = plan_backfill(
        wanted, [], parse_period(PERIOD), platforms=[], mode="replay", now=deployment.clock()
    )
    outcome = execution.run_backfill(deployment, plan)
    assert [path.parent.name for path in outcome.drafts] == ["province-430000", f"county-{NEAR}"]
    assert [cause.where for cause in outcome.failed_areas] == [f"areas {COUNTY}"]
    assert any(COUNTY in line for line in _left(plan, outcome))
