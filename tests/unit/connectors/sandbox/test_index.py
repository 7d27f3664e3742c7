"""Windows by index: every order once, in order, whatever the window and the page."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.sandbox.lifecycle import MIXES, TABLE_SIZE
from connectors.sandbox.world import World

EVERY_TIME = ["created", "modified", "paid", "created_and_paid", "modified_since_paid"]
MAY = datetime(2020, 5, 1)


@cache
def _world():
    return World(1, platforms=("taobao", "jd", "pdd"))


@cache
def _first_shop(platform):
    return next(s for s in _world().shops if s.platform == platform)


def _asked_shop(place):
    return _world().shops[40] if place == "small" else _first_shop(place)


moments = st.integers(0, 60 * 86_400).map(lambda s: MAY + timedelta(seconds=s))
shops = st.sampled_from(["taobao", "jd", "pdd", "small"]).map(_asked_shop)


def _ids(index):
    return [order.order_id for order in index.oldest_first(0, index.total)]


@settings(max_examples=12, deadline=None)
@given(
    shop=shops,
    by=st.sampled_from(EVERY_TIME),
    cuts=st.lists(moments, min_size=2, max_size=5, unique=True),
    now=moments,
)
def test_pieces_of_a_window_hold_its_orders_once(shop, by, cuts, now):
    cuts = sorted(cuts)
    whole = _world().orders(shop.shop_id, by=by, start=cuts[0], end=cuts[-1], now=now)
    pieces = [
        _world().orders(shop.shop_id, by=by, start=a, end=b, now=now) for a, b in pairwise(cuts)
    ]
    assert [i for piece in pieces for i in _ids(piece)] == _ids(whole)
    assert sum(piece.total for piece in pieces) == whole.total


@settings(max_examples=12, deadline=None)
@given(
    shop=shops,
    by=st.sampled_from(EVERY_TIME),
    start=moments,
    length=st.integers(1, 5 * 86_400),
    size=st.integers(1, 17),
)
def test_pages_tile_the_window_newest_first(shop, by, start, length, size):
    now = datetime(2020, 7, 1, 2)
    end = start + timedelta(seconds=length)
    index = _world().orders(shop.shop_id, by=by, start=start, end=end, now=now)
    pages = [index.newest_first(k, size) for k in range(0, index.total, size)]
    found = [order for page in pages for order in page]
    assert [o.order_id for o in found] == _ids(index)[::-1]
    fields = {"created": "created_at", "created_and_paid": "created_at", "paid": "paid_at"}
    field = fields.get(by, "modified_at")
    times = [getattr(o, field) for o in found]
    assert times == sorted(times, reverse=True)
    assert all(start <= t < end for t in times)
    assert index.newest_first(index.total, size) == []


@settings(max_examples=8, deadline=None)
@given(now=moments, days=st.integers(1, 6))
def test_the_indexes_of_paid_orders_leave_out_what_was_never_paid(now, days):
    start, end = now - timedelta(days=days), now - timedelta(hours=1)
    every = _world().orders(
        _first_shop("pdd").shop_id, by="created", start=datetime(2020, 3, 1), end=now, now=now
    )
    orders = [o for o in every.oldest_first(0, every.total) if o.paid_at is not None]
    for by, field in (
        ("paid", "paid_at"),
        ("created_and_paid", "created_at"),
        ("modified_since_paid", "modified_at"),
    ):
        index = _world().orders(_first_shop("pdd").shop_id, by=by, start=start, end=end, now=now)
        expected = {o.order_id for o in orders if start <= getattr(o, field) < end}
        assert set(_ids(index)) == expected
        assert index.total == len(expected)


@settings(max_examples=6, deadline=None)
@given(shop=shops, now=moments, days=st.integers(1, 9))
def test_the_modified_index_finds_just_the_orders_that_changed(shop, now, days):
    """Against all orders of the time before, looked through one by one."""
    start = now - timedelta(days=days, seconds=30)
    end = now - timedelta(hours=5)
    everything = _world().orders(
        shop.shop_id, by="created", start=datetime(2020, 4, 1), end=now, now=now
    )
    orders = everything.oldest_first(0, everything.total)
    changed = {o.order_id for o in orders if start <= o.modified_at < end}
    index = _world().orders(shop.shop_id, by="modified", start=start, end=end, now=now)
    assert set(_ids(index)) == changed
    given_back = {
        o.refund.refund_id for o in orders if o.refund and start <= o.refund.modified_at < end
    }
    refunds = _world().refunds(shop.shop_id, start=start, end=end, now=now)
    assert {r.refund_id for r in refunds.oldest_first(0, refunds.total)} == given_back


@settings(max_examples=20, deadline=None)
@given(shop=shops, now=moments)
def test_an_order_by_id_is_the_order_of_the_list(shop, now):
    index = _world().orders(
        shop.shop_id, by="created", start=now - timedelta(days=3), end=now, now=now
    )
    for order in index.newest_first(0, 5):
        assert _world().order(shop.shop_id, order.order_id, now=now) == order
        # a minute before it was created it did not exist
        assert _world().order(shop.shop_id, order.order_id, now=order.created_at) is None
        other = _first_shop("jd" if shop.platform == "taobao" else "taobao")
        assert _world().order(other.shop_id, order.order_id, now=now) is None


@pytest.mark.parametrize("text", ["", "x" * 18, "4" * 18, "４" * 18, "-1", "407810680000000171"])
def test_other_texts_are_no_order(text, world, now):
    assert world.order(world.shops[0].shop_id, text, now=now) is None


@pytest.mark.parametrize("by", ["created", "modified"])
def test_two_million_orders_a_day_are_paged_by_index(by):
    crowd = World(1, 2_000_000)
    now = datetime(2020, 6, 12)
    index = crowd.orders(
        crowd.shops[0].shop_id,
        by=by,
        start=datetime(2020, 6, 10),
        end=datetime(2020, 6, 11),
        now=now,
    )
    # an ordinary day; by modification also those of the days before that moved on in it
    assert 1_500_000 < index.total < 6_000_000
    for offset in (0, index.total // 2, index.total - 100):
        page = index.newest_first(offset, 100)
        assert len({o.order_id for o in page}) == 100
    middle = index.total // 2
    assert index.newest_first(middle, 100) == (
        index.newest_first(middle, 60) + index.newest_first(middle + 60, 40)
    )


def test_every_mix_fills_the_table():
    for mix in MIXES.values():
        assert sum(count for _, count in mix) == TABLE_SIZE
        for plan, _ in mix:
            delays = [event.delay for event in plan.events]
            assert delays == sorted(set(delays)), plan.name
