"""One sample province for all integration tests, made by the production jobs."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

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


@pytest.fixture(scope="session")
def province(tmp_path_factory):
    path = tmp_path_factory.mktemp("province") / "home"
    result = run_demo(path, seed=SEED, orders_per_day=ORDERS_PER_DAY, note=lambda _: None)
    return Province(result.home, World(SEED, ORDERS_PER_DAY), SEED)
