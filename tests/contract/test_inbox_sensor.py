"""The sensor of the inbox asks for one run when a marked file lies there, and that run lands it."""

from __future__ import annotations

import hashlib
import shutil
from datetime import datetime
from pathlib import Path

import dagster as dg
import pytest

from connectors.core.landing import LocalLanding
from orchestration.definitions import build_defs
from orchestration.home import make_home
from orchestration.resources import Deployment
from orchestration.settings import Settings
from orchestration.watching import inbox_of

pytestmark = [
    pytest.mark.slow,
    # Dagster and what it imports warn of their own next versions
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

OWN_FORMS = Path(__file__).parents[1] / "unit/connectors/files/fixtures/own_forms"
SAMPLE = OWN_FORMS / "ccb__gb18030_title_line_guards_and_total.csv"
NOW = datetime(2020, 7, 1, 9)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    home = make_home(tmp_path_factory.mktemp("inbox") / "home")
    (home.secrets / "buyer_hmac.key").write_text("of this test", encoding="utf-8")
    settings = Settings(
        province_code="430000",
        programme="hunan-2020",
        buyer_hmac_key="file:secrets/buyer_hmac.key",
        platforms={},
    )
    deployment = Deployment(home, settings, lambda: NOW)
    return home, build_defs(deployment), deployment


def drop(home, name, *, digest=None):
    folder = inbox_of(home) / "ccb" / "s1"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    shutil.copyfile(SAMPLE, path)
    told = digest or hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_name(path.name + ".done").write_text(told, encoding="utf-8")


def look(definitions, deployment):
    sensor = definitions.resolve_sensor_def("inbox_files")
    context = dg.build_sensor_context(resources={"deployment": deployment})
    return sensor.evaluate_tick(context)


def test_a_marked_file_is_asked_for_once_and_landed_by_the_run(bare):
    home, definitions, deployment = bare
    assert look(definitions, deployment).run_requests == []

    drop(home, "june.csv")
    (first,) = look(definitions, deployment).run_requests
    (again,) = look(definitions, deployment).run_requests
    assert first.run_key == again.run_key

    job = definitions.resolve_job_def("inbox")
    assert job.execute_in_process().success
    kinds = {manifest.kind for manifest in LocalLanding(home.landing).manifests()}
    assert kinds == {"orders", "refunds"}
    assert look(definitions, deployment).run_requests == []

    drop(home, "july.csv", digest="0" * 64)
    (wrong,) = look(definitions, deployment).run_requests
    assert wrong.run_key != first.run_key
    failed = job.execute_in_process(raise_on_error=False)
    assert not failed.success
    told = failed.all_node_events[-1].step_failure_data.user_failure_data
    assert "july.csv" in str(told.metadata)


def test_the_sensor_runs_by_itself_in_a_real_home(bare):
    _, definitions, _ = bare
    assert definitions.resolve_sensor_def("inbox_files").default_status.value == "RUNNING"
