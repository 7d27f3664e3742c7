"""Random batches through the whole build, one of the builds killed; more by `make conservation`."""

from __future__ import annotations

from datetime import timedelta

import pytest

from orchestration.demo import PULLS
from tests.conservation.run import conserve

pytestmark = pytest.mark.integration


def test_no_fen_is_lost_at_any_border_and_a_killed_build_is_taken_up(own_province):
    told = []
    account = conserve(
        own_province.home,
        batches=4,
        seed=1,
        start=PULLS[-1][0] + timedelta(days=1),
        kill_every=3,
        note=told.append,
    )
    assert (account.batches, account.builds, len(account.killed)) == (4, 4, 1), told
    assert account.borders_compared == 4 * 9
