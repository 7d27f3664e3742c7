"""Growth on matched shops: a month of net refunds has none, in the table or in a sentence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletins.figures import growth, magnitude, money
from bulletins.published import IndicatorRow
from bulletins.sections.comparison import compared, is_small_base, why_no_yoy, yoy
from bulletins.wording import sentence


def row(net: int, matched: int | None, base: int | None) -> IndicatorRow:
    nothing = dict.fromkeys(
        ("cumulative_net_fen", "cumulative_from_on", "previous_cumulative_net_fen", "target_fen",
         "target_is_sample", "entrant_net_fen", "leaver_net_fen", "matched_shop_count",
         "local_net_fen")
    )  # fmt: skip
    return IndicatorRow(
        indicator_code="agri_retail", month_on=date(2020, 6, 1), area_level="county",
        area_code="433126", gross_fen=max(net, 0), refund_fen=max(-net, 0), net_fen=net,
        matched_net_fen=matched, matched_base_net_fen=base, line_count=1, has_data=True, **nothing,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("net", "matched", "base", "text", "reason"),
    [
        (100, 100, 80, "25.0", None),
        # entered shops bring the refunds, matched ones sold nothing: not a fall of 100
        (-566_401, 0, 463_182, "不适用", "本月净额为负"),
        (100, -5, 80, "不适用", "本月净额为负"),
        (-5, -5, -5, "不适用", "本月净额为负"),
        (100, 100, 0, "不适用", "上年同期可比数不为正"),
        (100, 100, -80, "不适用", "上年同期可比数不为正"),
        (0, 0, 80, "-100.0", None),
        (-5, None, None, "暂缺", None),
    ],
)
def test_growth_and_why_there_is_none(net, matched, base, text, reason):
    found = row(net, matched, base)
    assert yoy("x", found).text == text
    assert why_no_yoy(found) == reason


@pytest.mark.parametrize(
    ("base", "is_small"), [(999_999, True), (1_000_000, False), (0, False), (None, False)]
)
def test_small_base_is_one_that_a_rate_stands_on(base, is_small):
    assert is_small_base(row(10, 10, base)) is is_small


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 0))
def test_difference_takes_the_place_of_a_rate(current, base):
    told = compared(growth("x", current, base), "同比", "上年同期", (current, base), "万元")
    text = sentence(told).text
    assert "不计算同比" in text
    assert "-" not in text
    assert ("增加" in text) == (current > base)
    assert ("减少" in text) == (current < base)


def test_size_of_a_tiny_loss_has_no_sign():
    assert magnitude(money("x", -4)).text == "不足0.01"
