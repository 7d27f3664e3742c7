"""One sample province for all integration tests, made by the production jobs.

`province` is there to be looked at. A test that pulls, loads or builds takes `own_province`, so
that no test's figures hang on which ones ran before it.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass, replace

import pytest

from connectors.sandbox.serve import running_sandbox
from connectors.sandbox.world import World
from orchestration.demo import PULLS, attach, run_demo
from orchestration.home import Home
from orchestration.jobs import open_runner
from orchestration.resources import Deployment

SEED = 3
ORDERS_PER_DAY = 8


@dataclass(frozen=True)
class Province:
    home: Home
    world: World
    seed: int

    @contextlib.contextmanager
    def runner(self, now=None):
        """The jobs against a sandbox of the same world at a moment (the demo's last by default)."""
        moment = now or PULLS[-1][0]
        with running_sandbox(
            seed=self.seed, orders_per_day=ORDERS_PER_DAY, now=moment, frozen=True
        ) as box:
            settings = attach(self.home, box, self.world)
            with open_runner(Deployment(self.home, settings, lambda: moment)) as runner:
                yield runner, box


def _stands(home):
    """Every batch, register, published build and release with its size and time."""
    folders = (home.landing, home.published, home.releases)
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in files}


@pytest.fixture(scope="session")
def province(tmp_path_factory):
    path = tmp_path_factory.mktemp("province") / "home"
    result = run_demo(path, seed=SEED, orders_per_day=ORDERS_PER_DAY, note=lambda _: None)
    before = _stands(result.home)
    yield Province(result.home, World(SEED, ORDERS_PER_DAY), SEED)
    assert _stands(result.home) == before, "a test wrote into the province of all: own_province"


@pytest.fixture
def own_province(province, tmp_path):
    """The same province for one test alone; published as of the demo's last moment."""
    copy = shutil.copytree(province.home.root, tmp_path / "province", symlinks=True)
    return replace(province, home=Home(copy))
