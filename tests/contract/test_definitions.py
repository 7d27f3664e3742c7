"""The asset graph as Dagster sees it."""

from __future__ import annotations

import pytest

from orchestration.definitions import build_defs
from orchestration.home import make_home
from orchestration.resources import Deployment
from orchestration.settings import PlatformSettings, Settings, beijing_now

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def definitions(tmp_path_factory):
    home = make_home(tmp_path_factory.mktemp("definitions") / "home")
    reach = PlatformSettings(
        base_url="http://127.0.0.1:1",
        app_key="env:K",
        app_secret="env:S",
        shop_tokens="env:T",
        requests_per_second=1,
    )
    settings = Settings(
        province_code="430000",
        programme="hunan-2020",
        buyer_hmac_key="env:H",
        platforms={"taobao": reach, "jd": reach},
    )
    return build_defs(Deployment(home, settings, beijing_now))


def test_every_job_and_schedule_can_be_resolved(definitions):
    jobs = {job.name for job in definitions.resolve_all_job_defs()}
    assert {"feeds", "feeds_and_warehouse", "bulletin"} <= jobs
    nightly = definitions.resolve_schedule_def("nightly")
    assert (nightly.cron_schedule, nightly.execution_timezone) == ("30 1 * * *", "Asia/Shanghai")
    drafted = definitions.resolve_job_def("bulletin").asset_layer.executable_asset_keys
    assert {key.to_user_string() for key in drafted} == {
        "bulletin/monthly/province",
        "bulletin/monthly/areas",
    }
    draft = definitions.resolve_schedule_def("monthly_draft")
    assert draft.cron_schedule == "0 6 1 * *"


def test_schedules_of_a_real_home_run_by_themselves(definitions):
    states = {s.name: s.default_status.value for s in definitions.schedules}
    assert set(states.values()) == {"RUNNING"}


def test_every_kind_of_every_platform_lands_with_a_verdict(definitions):
    graph = definitions.resolve_asset_graph()
    landing = {
        key.to_user_string() for key in graph.get_all_asset_keys() if key.path[0] == "landing"
    }
    assert landing == {
        "landing/jd/items",
        "landing/jd/orders",
        "landing/jd/refunds",
        "landing/taobao/items",
        "landing/taobao/orders",
        "landing/taobao/refunds",
    }
    checked = {key.asset_key.to_user_string() for key in graph.asset_check_keys}
    assert landing <= checked


def test_every_asset_has_a_description_and_a_group(definitions):
    graph = definitions.resolve_asset_graph()
    bare = [
        key.to_user_string()
        for key in graph.materializable_asset_keys
        if not graph.get(key).description or not graph.get(key).group_name
    ]
    assert bare == []


def test_staging_reads_what_every_feed_landed_of_its_table(definitions):
    graph = definitions.resolve_asset_graph()

    def read_by(model):
        staged = next(k for k in graph.get_all_asset_keys() if k.path[-1] == model)
        return {k.to_user_string() for k in graph.get(staged).parent_keys}

    landed = read_by("stg_feeds__lines")
    assert {"landing/taobao/orders", "landing/jd/orders"} <= landed
    assert not [key for key in landed if key.endswith(("/refunds", "/items"))]
    assert {"landing/taobao/orders", "landing/jd/refunds"} <= read_by("stg_feeds__quarantine")
