"""What the doctor finds: against the sandbox, with one thing wrong at a time."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from connectors.registry import PLATFORMS
from connectors.sandbox.serve import running_sandbox
from connectors.sandbox.world import World
from orchestration.checkup import examine
from orchestration.demo import attach
from orchestration.home import make_home
from orchestration.resources import Deployment

NOW = datetime(2020, 6, 20, 12)
NAMES = tuple(sorted(PLATFORMS))
CANARY = "CANARY-not-a-token"


@pytest.fixture(scope="module")
def box():
    with running_sandbox(
        seed=6, orders_per_day=2, now=NOW, frozen=True, platforms=NAMES
    ) as running:
        yield running


@pytest.fixture(scope="module")
def deployment(box, tmp_path_factory):
    home = make_home(tmp_path_factory.mktemp("doctor") / "home")
    settings = attach(home, box, World(6, 2, NAMES))
    for name in NAMES:
        path = home.secrets / f"{name}_tokens.json"
        first = dict(list(json.loads(path.read_text()).items())[:1])
        path.write_text(json.dumps(first))
    return Deployment(home, settings, lambda: NOW)


def by_subject(findings):
    return {finding.subject.split(" ")[0]: finding for finding in findings}


@pytest.mark.parametrize("platform", NAMES)
def test_a_platform_that_is_ready_is_all_ok(deployment, platform):
    found = examine(deployment, platform)
    assert [f for f in found if f.state != "ok"] == []
    assert {"settings", "clock", "shop", "token", *PLATFORMS[platform].kinds} == set(
        by_subject(found)
    )


def test_a_clock_that_is_off_is_told(deployment):
    late = replace(deployment, clock=lambda: NOW - timedelta(minutes=4))
    found = by_subject(examine(late, "taobao"))
    assert found["clock"].state == "warning"
    assert "240 s" in found["clock"].told
    assert "NTP" in found["clock"].advice


def test_a_token_that_holds_no_more_is_told_with_what_to_do(deployment):
    path = deployment.home.secrets / "taobao_tokens.json"
    kept = path.read_text()
    (shop_id,) = json.loads(kept)
    path.write_text(json.dumps({shop_id: CANARY}))
    try:
        found = by_subject(examine(deployment, "taobao"))
    finally:
        path.write_text(kept)
    assert found["shop"].state == "failed"
    assert "authoris" in found["shop"].advice
    assert CANARY not in str(found)


def test_a_missing_secret_ends_the_examination_of_its_platform(deployment):
    path = deployment.home.secrets / "jd.app_secret"
    kept = path.read_text()
    path.unlink()
    try:
        (found,) = examine(deployment, "jd")
    finally:
        path.write_text(kept)
    assert (found.subject, found.state) == ("settings", "failed")
    assert "jd.app_secret" in found.advice
