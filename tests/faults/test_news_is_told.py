"""A field or a state that a platform begins to use is told by name in the batch (faults 45, 47)."""

from __future__ import annotations

import pytest

from connectors.registry import PLATFORMS
from connectors.sandbox.servers.faults.catalogue import effects_of
from tests.faults.box import PULLS, Box

ORDERS, _, REFUNDS, _ = PULLS

pytestmark = pytest.mark.integration


def fetched(platform, pull, *faults):
    feed = Box(1, platform, effects_of(faults)).feed()
    try:
        return feed.fetch(pull.kind, pull.window_kind, pull.window)
    finally:
        feed.close()


@pytest.mark.parametrize("platform", sorted(PLATFORMS))
def test_a_new_field_is_told_and_changes_no_row(platform):
    plain, news = fetched(platform, ORDERS), fetched(platform, ORDERS, "new_field:1")
    assert plain.drift.fields == {}
    ((name, count),) = news.drift.fields.items()
    # a name with a digit in it is told, one that may be a number of somebody's is not
    assert name.endswith(".promotion_v2")
    assert count > 0
    assert news.tables["orders"].num_rows == plain.tables["orders"].num_rows


@pytest.mark.parametrize("pull", [ORDERS, REFUNDS], ids=str)
@pytest.mark.parametrize("platform", sorted(PLATFORMS))
def test_a_new_state_is_told_by_its_code_and_its_records_are_set_apart(platform, pull):
    draft = fetched(platform, pull, "new_state:2")
    apart = draft.tables["quarantine"]["reason"].to_pylist().count("unknown_state")
    assert apart > 0
    assert sum(draft.drift.states.values()) == apart
    assert all("987" in code or "SETTLED" in code for code in draft.drift.states)
