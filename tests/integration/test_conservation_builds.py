"""Random batches through the whole build, one of the builds killed; more by `make conservation`."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from orchestration.demo import PULLS
from orchestration.home import Home
from tests.conservation.run import conserve

pytestmark = pytest.mark.integration


def test_no_fen_is_lost_at_any_border_and_a_killed_build_is_taken_up(province, tmp_path):
    home = Home(tmp_path / "home")
    shutil.copytree(province.home.root, home.root)
    told = []
    account = conserve(
        home,
        batches=4,
        seed=1,
        start=PULLS[-1][0] + timedelta(days=1),
        kill_every=3,
        note=told.append,
    )
    assert (account.batches, account.builds, len(account.killed)) == (4, 4, 1), told
    assert account.borders_compared == 4 * 9
