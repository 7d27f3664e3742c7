"""Bad input by the real command: one clear message, a failing exit code, the home as it was."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import stamina

from connectors.core.errors import RetriableFeedError
from connectors.core.windows import Window
from connectors.sandbox.serve import running_sandbox
from connectors.sandbox.world import World
from orchestration.demo import attach
from orchestration.home import Home, open_home
from orchestration.ingest import connect, land_window
from orchestration.settings import beijing_now, read_settings

FIXTURES = Path(__file__).parents[1] / "unit" / "connectors" / "files" / "fixtures"
BROKEN_ROW = FIXTURES / "tmall_broken_gb18030_row.csv"
ORDERS_PER_DAY = 40
# what a run may leave behind: Dagster's own history, and what dbt keeps of its project
ASIDE = ("dagster/", "warehouse/target/", "warehouse/logs/", "warehouse/lock")


@dataclass(frozen=True)
class Told:
    """What a command said."""

    code: int
    out: str
    err: str

    def errors(self) -> list[str]:
        return [line for line in self.err.splitlines() if line.startswith("Error:")]


def shanhuo(home, folder, *arguments):
    command = [str(Path(sys.executable).with_name("shanhuo")), *map(str, arguments)]
    environment = {**os.environ, "SHANHUO_HOME": str(home), "COLUMNS": "200"}
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=folder, timeout=300
    )
    return Told(done.returncode, done.stdout, done.stderr)


def digests(root):
    """The digest of every file of a home, by path."""
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not (name := path.relative_to(root).as_posix()).startswith(ASIDE)
    }


def refused(told, *words):
    """One message with what happened, where, and what to do next; no traceback."""
    assert told.code != 0
    assert len(told.errors()) == 1
    lines = told.err.splitlines()
    assert [line.split(":")[0] for line in lines[-3:]] == ["Error", "Where", "Next"]
    assert all(line.split(":", 1)[1].strip() for line in lines[-3:])
    assert "Traceback" not in told.err
    assert "fault of the program" not in told.err
    for word in words:
        assert word in told.err


@pytest.fixture
def home(tmp_path):
    """A home as `shanhuo init` makes it."""
    path = tmp_path / "home"
    assert shanhuo(path, tmp_path, "init").code == 0
    return path


def test_without_a_home_every_command_says_how_to_get_one(tmp_path):
    for command in (["status"], ["build"], ["nightly", "--date", "2020-06-30"]):
        told = shanhuo(tmp_path / "nowhere", tmp_path, *command)
        refused(told, "there is no Shanhuo home here", str(tmp_path / "nowhere"), "shanhuo init")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_column_lands_nothing(home, tmp_path):
    report = tmp_path / "report.csv"
    rows = BROKEN_ROW.read_bytes().splitlines()
    names = rows[0].split(b",")
    paid = "买家实际支付金额".encode("gb18030")
    assert paid in names
    report.write_bytes(b",".join(n for n in names if n != paid) + b"\n" + b"\n".join(rows[1:]))
    before = digests(home)
    told = shanhuo(home, tmp_path, "import", report, "--feed", "tmall-report", "--shop", "s1")
    refused(told, "买家实际支付金额", "report.csv")
    assert digests(home) == before


@pytest.mark.slow
def test_a_broken_row_is_put_aside_and_the_others_land(home, tmp_path):
    before = digests(home)
    told = shanhuo(home, tmp_path, "import", BROKEN_ROW, "--feed", "tmall-report", "--shop", "s1")
    assert told.code == 0, told.err
    assert "1 quarantined (undecodable 1)" in told.out
    assert "accepted" in told.out
    after = digests(home)
    assert after.items() > before.items()
    assert all(name.startswith("landing/") for name in after.keys() - before.keys())
    again = shanhuo(home, tmp_path, "import", BROKEN_ROW, "--feed", "tmall-report", "--shop", "s1")
    assert "nothing to change" in again.out
    assert digests(home) == after


@pytest.fixture
def attached(home):
    """That home with one shop of each platform of a sandbox whose time is ours, and the sandbox."""
    with running_sandbox(
        seed=1,
        orders_per_day=ORDERS_PER_DAY,
        now=beijing_now(),
        frozen=False,
        # every answer, for ever
        faults=["truncated_page:1:1000000"],
    ) as box:
        attach(Home(home), box, World(1, ORDERS_PER_DAY))
        for platform, keys in box.platforms.items():
            shop = keys.shops[0]
            tokens = json.dumps({shop["shop_id"]: shop["access_token"]})
            (home / "secrets" / f"{platform}_tokens.json").write_text(tokens)
        yield open_home(home)


@pytest.mark.slow
def test_a_wrong_secret_says_which_and_where(attached, tmp_path):
    wrong = "not-the-secret-of-this-application"
    for platform in ("taobao", "jd"):
        (attached.secrets / f"{platform}.app_secret").write_text(wrong)
    before = digests(attached.root)
    yesterday = (beijing_now() - timedelta(days=1)).date()
    told = shanhuo(attached.root, tmp_path, "nightly", "--date", yesterday)
    refused(told, "app_secret", "Signature", "taobao", "jd", "open platform")
    assert wrong not in told.err + told.out
    assert digests(attached.root) == before


@pytest.mark.slow
def test_a_page_cut_short_stops_the_nightly(attached, tmp_path):
    before = digests(attached.root)
    yesterday = (beijing_now() - timedelta(days=1)).date()
    told = shanhuo(attached.root, tmp_path, "nightly", "--date", yesterday)
    refused(told, "cut short", "run again")
    assert re.search(r"(taobao|jd)/(orders|refunds|items) \w+ \[.* shop \d+", told.err)
    assert digests(attached.root) == before


@pytest.mark.parametrize("platform", ["taobao", "jd"])
def test_a_page_cut_short_lands_nothing(attached, platform):
    """Below the command, which asks again for minutes before it gives up."""
    now = beijing_now()
    feed = connect(attached, read_settings(attached), platform, clock=beijing_now)
    before = digests(attached.root)
    day = now.replace(hour=0, minute=0, second=0)
    window = Window(day - timedelta(days=2), day)
    with stamina.set_testing(True, attempts=2), pytest.raises(RetriableFeedError) as caught:
        land_window(attached, feed, "orders", "created", window, clock=beijing_now)
    feed.close()
    assert "cut short" in caught.value.what
    assert f"{platform}/orders" in caught.value.where
    assert "run again" in caught.value.advice
    assert digests(attached.root) == before
