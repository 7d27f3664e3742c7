"""Random changes of registers, orders and refunds: not a fen is lost, by dbt's own statements.

`SHANHUO_CHANGES` says how many changes (1,000 by `make property`), `SHANHUO_SEED` another seed.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.dbt.property.conservation import Conservation
from tests.dbt.property.recorded_run import Recording

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

CHANGES = int(os.environ.get("SHANHUO_CHANGES", "48"))
SEED = int(os.environ.get("SHANHUO_SEED", "1"))
#: changes that one province lives through
LIFE = 16


def run(
    recording: Recording, *, changes: int, number: int, phases: tuple[Phase, ...]
) -> Counter[str]:
    """Let provinces live until so many changes have happened."""
    done: Counter[str] = Counter()

    @seed(number)
    class Province(Conservation):
        pass

    Province.recording, Province.done = recording, done
    run_state_machine_as_test(
        Province,
        settings=settings(
            # the first one is always the plainest: a life of the same change
            max_examples=1 + -(-changes // LIFE),
            # its beginning counts as a step
            stateful_step_count=LIFE + 1,
            deadline=None,
            database=None,
            phases=phases,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
        # a life is lived to its end: short ones hold few surprises
        _min_steps=LIFE + 1,
    )
    return done


def test_no_fen_is_lost_whatever_happens(
    recording: Recording,
    record_property: Any,
) -> None:
    done = run(recording, changes=CHANGES, number=SEED, phases=(Phase.generate, Phase.shrink))
    for what, count in sorted(done.items()):
        record_property(what, count)
    sys.stdout.write("".join(f"\n{count:6d} {what}" for what, count in sorted(done.items())))
    assert done["changes"] >= CHANGES
    assert done["register_changes"] > CHANGES / 8
    assert done["builds cut off"] > CHANGES / 16
    assert done["full builds compared"] >= CHANGES // LIFE
    assert done["touched orders compared"] > 0
