"""What a backfill keeps, fetches and asks for."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from connectors.core.landing import Manifest
from connectors.core.windows import Window
from orchestration.backfill.coverage import FeedKind, landed_days
from orchestration.backfill.periods import parse_period
from orchestration.backfill.plan import LONGEST_UNIT, plan_backfill
from orchestration.errors import NothingToDo
from orchestration.settings import PlatformSettings, Settings

NOW = datetime(2020, 7, 10, 9)
QUARTER = parse_period("2020Q2")
ORDERS = FeedKind("taobao", "orders", "created")


def settings(*platforms):
    each = PlatformSettings(
        base_url="https://x", app_key="env:K", app_secret="env:S", shop_tokens="env:T",
        requests_per_second=5,
    )  # fmt: skip
    return Settings(
        province_code="430000",
        programme="hunan-2020",
        buyer_hmac_key="env:H",
        platforms=dict.fromkeys(platforms, each),
    )


def batch(start, end, *, kind="orders", window_kind="created", asked=("1",), answered=("1",)):
    return Manifest(
        batch_id=f"b-{start}-{window_kind}",
        platform="taobao",
        kind=kind,
        window_kind=window_kind,
        window_start=start,
        window_end=end,
        shops_asked=list(asked),
        shops_answered=list(answered),
        files={},
        control={},
        request_count=14,
        schema_hash="x",
        code_version="0",
        landed_at=NOW,
    )


def plan(batches=(), *, mode="auto", period=QUARTER, platforms=("taobao",), now=NOW):
    return plan_backfill(
        settings("taobao", "jd"), batches, period, platforms=platforms, mode=mode, now=now
    )


def of(found, kind):
    return next(feed for feed in found.feeds if feed.feed.kind == kind)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020Q1", date(2020, 1, 1), date(2020, 3, 31)),
        ("2020Q4", date(2020, 10, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020-05-03...2020-06-01", date(2020, 5, 3), date(2020, 6, 1)),
    ],
)
def test_a_period_is_its_days(text, first, last):
    period = parse_period(text)
    assert (period.first, period.last) == (first, last)
    assert period.window.end - period.window.start == timedelta(days=(last - first).days + 1)


@pytest.mark.parametrize(
    "text", ["2020Q5", "2020-13", "20Q1", "", "2020-06-02...2020-06-01", "2020-02-30...2020-03-01"]
)
def test_what_names_no_period_is_refused(text):
    with pytest.raises(NothingToDo, match="names no period"):
        parse_period(text)


def test_the_months_of_a_period():
    assert QUARTER.months == ["2020-04", "2020-05", "2020-06"]
    assert parse_period("2019-12-31...2020-01-01").months == ["2019-12", "2020-01"]


def test_every_day_of_a_quarter_is_kept_fetched_or_asked_for_once():
    landed = batch(datetime(2020, 5, 1), datetime(2020, 5, 11))
    feed = of(plan([landed]), "orders")
    fetched = [
        unit.window.start.date() + timedelta(days=n)
        for unit in feed.fetched
        for n in range((unit.window.end - unit.window.start).days)
    ]
    assert sorted([*feed.landed, *fetched, *feed.beyond]) == [
        date(2020, 4, 1) + timedelta(days=n) for n in range(91)
    ]
    assert feed.landed == [date(2020, 5, n) for n in range(1, 11)]
    # 92 days back from 10 July, 9 o'clock: the first whole day is 10 April
    assert feed.beyond[-1] == date(2020, 4, 9)
    assert feed.reaches_back_to == date(2020, 4, 10)
    assert max(u.window.end - u.window.start for u in feed.fetched) == LONGEST_UNIT


def test_a_year_old_quarter_needs_files_and_fetches_nothing():
    found = plan(period=parse_period("2019Q2"))
    assert [feed.feed.kind for feed in found.beyond] == ["orders", "refunds"]
    assert of(found, "orders").fetched == []


def test_a_platform_with_a_longer_reach_is_fetched():
    found = plan(period=parse_period("2019Q2"), platforms=["jd"])
    assert of(found, "orders").beyond == []
    assert len(of(found, "refunds").beyond) > 0


def test_fetch_pulls_again_what_has_landed_and_replay_pulls_nothing():
    landed = batch(datetime(2020, 5, 1), datetime(2020, 5, 11))
    again = of(plan([landed], mode="fetch"), "orders")
    assert again.landed == []
    replayed = of(plan([landed], mode="replay"), "orders")
    assert replayed.fetched == []
    assert len(replayed.landed) == 10
    assert len(replayed.beyond) == 81


def test_refunds_that_changed_after_the_period_are_asked_for_too():
    feed = of(plan(), "refunds")
    assert feed.fetched[-1].window.end == datetime(2020, 7, 10)


def test_items_are_asked_for_once():
    (unit,) = of(plan(), "items").fetched
    assert unit.window == Window(datetime(2020, 6, 30), datetime(2020, 7, 1))


def test_a_shop_that_did_not_answer_leaves_its_days_open():
    landed = batch(datetime(2020, 5, 1), datetime(2020, 5, 11), asked=("1", "2"))
    assert of(plan([landed]), "orders").landed == []


def test_an_export_file_counts_for_its_shop_and_no_other():
    landed = landed_days(
        [batch(datetime(2020, 4, 1), datetime(2020, 7, 1), window_kind="file")], ORDERS
    )
    assert landed.days == frozenset()
    assert landed.shops_by_file == {"1"}


def test_nights_by_change_count_as_far_as_none_is_missing():
    nights = [
        batch(datetime(2020, 6, n), datetime(2020, 6, n + 1, 1), window_kind="modified")
        for n in (1, 2, 3, 5, 6)
    ]
    assert landed_days(nights, ORDERS).days == {date(2020, 6, 5), date(2020, 6, 6)}


def test_how_many_requests_follow_from_earlier_pulls():
    landed = batch(datetime(2020, 5, 1), datetime(2020, 5, 8))
    feed = of(plan([landed], period=parse_period("2020-06")), "orders")
    assert feed.expected_requests == 60
    assert of(plan(), "orders").expected_requests is None


def test_a_period_that_is_not_over_is_refused():
    with pytest.raises(NothingToDo, match="not over"):
        plan(period=parse_period("2020Q3"))


def test_a_platform_that_is_not_set_up_is_refused():
    with pytest.raises(NothingToDo, match="suning"):
        plan(platforms=["suning"])
