"""A window of which a shop's fault may pass is pulled again by schedule, and stands in the end."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import dagster as dg
import pytest

from orchestration.assets.landing import _ask_again

pytestmark = pytest.mark.slow


def ask(*, retry_shops, retry_number=0, is_attended=False):
    _ask_again(
        SimpleNamespace(retry_number=retry_number),
        SimpleNamespace(is_attended=is_attended, clock=lambda: datetime(2020, 7, 1)),
        SimpleNamespace(manifest=SimpleNamespace(retry_shops=retry_shops)),
    )


@pytest.mark.parametrize("retry_number", [0, 2])
def test_a_fault_that_may_pass_is_asked_again(retry_number):
    with pytest.raises(dg.RetryRequested) as asked:
        ask(retry_shops=["s1"], retry_number=retry_number)
    assert (asked.value.max_retries, asked.value.seconds_to_wait) == (3, 60)


def test_after_the_last_try_the_batch_stands():
    ask(retry_shops=["s1"], retry_number=3)


def test_nobody_waits_at_a_terminal_or_for_a_shop_that_a_person_must_see_to():
    ask(retry_shops=["s1"], is_attended=True)
    ask(retry_shops=[])
