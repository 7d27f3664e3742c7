"""A quarter backfilled, killed half-way and taken up again: the marts of a straight run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import datetime

import pytest

from connectors.core.landing import LocalLanding
from connectors.sandbox.serve import running_sandbox
from connectors.sandbox.world import World
from orchestration.backfill.coverage import accepted_batches
from orchestration.backfill.execution import run_backfill
from orchestration.backfill.periods import parse_period
from orchestration.backfill.plan import plan_backfill
from orchestration.demo import attach
from orchestration.home import Home, make_home
from orchestration.resources import Deployment
from orchestration.settings import read_settings

pytestmark = pytest.mark.integration

PLATFORMS = ("taobao", "jd", "suning")
SEED, ORDERS_PER_DAY = 4, 2
NOW = datetime(2020, 7, 1, 2)
QUARTER = "2020Q2"

_WORKER = """
import sys
from datetime import datetime
from pathlib import Path
from tests.integration.test_backfill import backfill
from orchestration.home import Home

backfill(Home(Path(sys.argv[1])))
"""


def backfill(home):
    deployment = Deployment(home, read_settings(home), lambda: NOW)
    plan = plan_backfill(
        deployment.settings,
        accepted_batches(home),
        parse_period(QUARTER),
        platforms=(),
        mode="auto",
        now=NOW,
    )
    return run_backfill(deployment, plan)


def contents(home):
    build = json.loads((home.current_published() / "build.json").read_bytes())
    return {name: model["content"] for name, model in build["models"].items()}


@pytest.fixture(scope="module")
def box():
    with running_sandbox(
        seed=SEED, orders_per_day=ORDERS_PER_DAY, now=NOW, frozen=True, platforms=PLATFORMS
    ) as running:
        yield running


def new_home(box, path):
    home = make_home(path)
    attach(home, box, World(SEED, ORDERS_PER_DAY, PLATFORMS))
    return home


def test_a_quarter_killed_half_way_and_taken_up_again_equals_a_straight_run(box, tmp_path):
    straight = new_home(box, tmp_path / "straight")
    done = backfill(straight)
    assert done.record.finished_at == NOW
    assert done.record.failures == []

    killed = new_home(box, tmp_path / "killed")
    landed = _kill_after(killed, batches=len(done.record.units) // 2)
    assert 0 < landed < len(done.record.units)
    assert killed.current_build() is None

    asked = box.request_count()
    resumed = backfill(killed)
    assert resumed.resumed == landed
    assert resumed.record.finished_at is not None
    assert box.request_count() - asked < asked / 2 + 50, "what had landed is not asked for again"
    assert contents(killed) == contents(straight)


def _kill_after(home: Home, *, batches: int) -> int:
    process = subprocess.Popen([sys.executable, "-c", _WORKER, str(home.root)])
    store = LocalLanding(home.landing)
    deadline = time.monotonic() + 300
    while len(store.manifests()) < batches:
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    # the last one may have landed without its verdict: it is judged when the work is taken up
    return len(store.manifests())
