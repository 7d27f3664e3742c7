"""Up to when each shop is whole, from manifests alone."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from connectors.core.drift import Drift
from connectors.core.landing import LocalLanding, Manifest
from orchestration.home import make_home
from orchestration.lateness import standings, summary
from orchestration.state import read_state, warnings_since

NOW = datetime(2020, 7, 1, 2)


def batch(day, *, answered=("a", "b"), kind="orders", days=1, number=1, rows=None):
    start = datetime(2020, 6, day)
    return Manifest(
        batch_id=f"taobao-{kind}-{day}-{number}",
        platform="taobao",
        kind=kind,
        window_kind="modified",
        window_start=start,
        window_end=start + timedelta(days=days),
        shops_asked=["a", "b"],
        shops_answered=list(answered),
        files={},
        control={},
        request_count=1,
        schema_hash="",
        code_version="test",
        landed_at=start + timedelta(days=days, hours=2),
        shop_rows=rows or {},
    )


def stand(*batches, accepted=None):
    ids = {each.batch_id for each in batches} if accepted is None else accepted
    found = standings(batches, ids, now=NOW)
    return {(each.shop_id, each.kind): each for each in found}


def test_a_shop_is_whole_up_to_the_last_window_that_it_answered():
    found = stand(batch(28), batch(29, answered=["a"]), batch(30, answered=["a"]))
    assert (found["a", "orders"].window_end, found["a", "orders"].lag_hours) == (
        datetime(2020, 7, 1),
        2,
    )
    assert (found["b", "orders"].window_end, found["b", "orders"].lag_hours) == (
        datetime(2020, 6, 29),
        50,
    )


def test_a_held_batch_makes_nobody_whole():
    last = batch(30)
    found = stand(batch(28), last, accepted={batch(28).batch_id})
    assert found["a", "orders"].window_end == datetime(2020, 6, 29)


def test_a_shop_that_never_answered_has_no_window_and_no_lag():
    shop = stand(batch(30, answered=["a"]))["b", "orders"]
    assert (shop.window_end, shop.lag_hours, shop.gap_hours, shop.row_count) == (None,) * 4


def test_days_missing_in_between_are_a_gap():
    assert stand(batch(26), batch(30))["a", "orders"].gap_hours == 72
    assert stand(batch(26, days=3), batch(27), batch(29))["a", "orders"].gap_hours == 0


def test_of_equal_windows_the_rows_of_the_last_landing_are_told():
    first, again = batch(30, rows={"a": 3}), batch(30, number=2, rows={"a": 4})
    assert stand(first, again)["a", "orders"].row_count == 4


def test_kinds_and_shops_stand_apart_and_the_late_ones_are_named():
    lines = summary(
        standings(
            [batch(29), batch(30, answered=["a"]), batch(30, kind="refunds", answered=["a"])],
            {f"taobao-{kind}-{day}-1" for kind in ("orders", "refunds") for day in (29, 30)},
            now=NOW,
        )
    )
    told = [(x.kind, x.shop_count, x.never_count, [s.shop_id for s in x.behind]) for x in lines]
    assert told == [("orders", 2, 0, ["b"]), ("refunds", 2, 1, [])]


def test_the_state_of_a_home_names_drift_and_warnings_of_its_newest_batches(tmp_path):
    home = make_home(tmp_path / "home")
    store = LocalLanding(home.landing)
    check = {"name": "batch.size_excess_count", "passed": False, "blocking": False}
    verdict = {
        "accepted": True,
        "checks": [check | {"observed": "9", "advice": "look"}],
        "remarks": ["本窗口 9 笔"],
    }
    for day, drift in ((29, Drift()), (30, Drift(fields={"trade.grade": 1}, states={"NEW": 2}))):
        manifest = msgspec.structs.replace(batch(day), batch_id=f"taobao-orders-{day}", drift=drift)
        folder = store.batch_path(manifest)
        folder.mkdir(parents=True)
        (folder / "manifest.json").write_bytes(msgspec.json.encode(manifest))
        store.write_verdict(manifest, msgspec.json.encode(verdict))

    state = read_state(home, now=NOW)
    assert state.warnings == [
        "taobao-orders-30: batch.size_excess_count (9): look",
        "taobao-orders-30: nobody has named trade.grade, state NEW",
        "taobao-orders-30: 本窗口 9 笔",
    ]
    assert warnings_since(home, datetime(2020, 7, 1)) == state.warnings
    assert warnings_since(home, NOW + timedelta(seconds=1)) == []
    assert (state.landed[0].batch_count, state.held, len(state.shops)) == (2, [], 2)
    assert msgspec.json.decode(msgspec.json.encode(state))["shops"][0]["lag_hours"] == 2
