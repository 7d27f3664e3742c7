"""A day is compared with the same weekday of the last weeks; festivals widen what is usual."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from expectations.batch import Batch
from expectations.festivals import festivals_of
from expectations.manifest import Manifest
from expectations.sizes import Earlier, size_of

DAY = datetime(2020, 4, 28)
COUNTS = (1000, 1040, 990, 1010, 960, 1005, 1020, 985)


def batch(rows, start=DAY, *, hours=25, answered=None):
    manifest = Manifest(
        batch_id="b",
        platform="taobao",
        kind="orders",
        window_kind="modified",
        window_start=start,
        window_end=start + timedelta(hours=hours),
        shops_asked=sorted(rows),
        shops_answered=sorted(rows) if answered is None else answered,
        files={},
        control={},
        schema_hash="",
        landed_at=start,
        shop_rows=rows,
    )
    return Batch(
        folder=Path(),
        manifest=manifest,
        tables={},
        missing=[],
        changed=[],
        unreadable=[],
        raw=None,
    )


def weeks_before(start=DAY, counts=COUNTS, *, shop="a", days=7, hours=25):
    return [
        Earlier(
            window_start=start - timedelta(days=days * number),
            window_end=start - timedelta(days=days * number) + timedelta(hours=hours),
            shop_rows={shop: count},
        )
        for number, count in enumerate(counts, 1)
    ]


def test_a_usual_day_is_in_bounds_and_the_bounds_are_told():
    size = size_of(batch({"a": 980}), weeks_before())
    assert size[:3] == (0, 0, 0)
    assert size.remarks == ["本窗口 980 笔，前 8 周同一星期 752 至 1252 笔为常"]


@pytest.mark.parametrize(("count", "found"), [(751, (1, 0)), (752, (0, 0)), (1253, (0, 1))])
def test_what_lies_beyond_the_bounds_is_counted(count, found):
    assert size_of(batch({"a": count}), weeks_before())[:2] == found


def test_one_odd_week_moves_no_bound():
    odd = (9000, *COUNTS[1:])
    assert size_of(batch({"a": 1600}), weeks_before(counts=odd)).excess_count > 0


def test_other_weekdays_and_longer_windows_are_no_measure():
    assert size_of(batch({"a": 1}), weeks_before(days=6))[:3] == (0, 0, 0)
    assert size_of(batch({"a": 1}), weeks_before(hours=60))[:3] == (0, 0, 0)
    assert size_of(batch({"a": 1}, hours=24 * 7), weeks_before(hours=24 * 7))[:3] == (0, 0, 0)


def test_with_three_weeks_nothing_is_said():
    assert size_of(batch({"a": 1}), weeks_before(counts=COUNTS[:3])) == (0, 0, 0, [])
    assert size_of(batch({"a": 1}), weeks_before(counts=COUNTS[:4])).shortfall_count > 0


def test_double_eleven_may_bring_six_times_as_much_and_is_named():
    start = datetime(2020, 11, 11)
    usual = weeks_before(start, counts=COUNTS)
    size = size_of(batch({"a": 6000}, start), usual)
    # of the eight weeks only one has no festival: all of them are the measure then
    assert size[:2] == (0, 0)
    assert size.remarks[0].startswith("本窗口 6000 笔，前 8 周")
    assert size.remarks[0].endswith("（双11期间放宽）")
    assert size_of(batch({"a": 11_000}, start), usual).excess_count > 0


def test_festival_weeks_are_no_measure_for_a_common_day():
    start = datetime(2020, 8, 4)
    # 9 and 16 June lie in 6.18, 23 June before 端午
    counts = (1000, 1000, 1000, 1000, 1000, 9000, 9000, 9000)
    assert "前 5 周" in size_of(batch({"a": 1000}, start), weeks_before(start, counts)).remarks[0]


def test_in_spring_festival_nearly_nothing_is_usual():
    start = datetime(2018, 2, 16)
    # the weeks of 年货节 are no measure either
    usual = weeks_before(start, counts=COUNTS)
    assert size_of(batch({"a": 100}, start), usual)[:2] == (0, 0)


def test_a_shop_that_did_not_answer_is_no_shortfall():
    earlier = [
        Earlier(
            window_start=past.window_start,
            window_end=past.window_end,
            shop_rows={"a": 500, "b": 500},
        )
        for past in weeks_before()
    ]
    assert size_of(batch({"a": 500}, answered=["a"]), earlier)[:3] == (0, 0, 0)
    assert size_of(batch({"a": 500, "b": 0}), earlier).odd_shop_count == 1


def test_the_newest_landing_of_a_window_counts():
    earlier = [*weeks_before(counts=[9] * 8), *weeks_before()]
    assert size_of(batch({"a": 1000}), earlier)[:2] == (0, 0)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2020, 6, 18), "6.18"),
        (date(2019, 6, 1), "6.18"),
        (date(2020, 11, 13), "双11"),
        (date(2020, 12, 12), "双12"),
        (date(2020, 1, 10), "年货节"),
        (date(2020, 1, 25), "春节"),
        (date(2027, 2, 6), "春节"),
        (date(2026, 5, 1), "五一"),
        (date(2020, 10, 1), "十一"),
        (date(2020, 6, 25), "端午"),
        (date(2018, 9, 24), "中秋"),
        (date(2021, 5, 17), "517吃货节"),
    ],
)
def test_festivals_are_known_by_their_days(day, name):
    assert name in [festival.name_zh for festival in festivals_of([day])]


def test_a_common_day_has_no_festival():
    assert festivals_of([date(2020, 3, 31), date(2020, 8, 4)]) == []
