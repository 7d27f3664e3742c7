"""Sales that are none look like sales, and the truth knows them."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from connectors.sandbox.clock import moment_at
from connectors.sandbox.doubts import doubt_of
from connectors.sandbox.truth import shop_truth_rows
from connectors.sandbox.world import World

NOW = datetime(2020, 7, 1, 2)
SPRING = (datetime(2020, 4, 1), datetime(2020, 7, 1))


@pytest.fixture(scope="module")
def world():
    return World(1, 10, dirt=2)


def orders_of(world, shop_id, start, end, by="created"):
    index = world.orders(shop_id, by=by, start=start, end=end, now=NOW)
    return index.oldest_first(0, index.total)


@pytest.mark.parametrize("level", [0, 1])
def test_ordinary_worlds_have_no_fakes(level):
    world = World(1, 10, dirt=level)
    assert (world.brushings, world.doubled) == ({}, {})


def test_a_shop_that_buys_from_itself_buys_one_thing_for_one_place(world):
    assert len(world.brushings) == 3
    for shop_id, span in world.brushings.items():
        shop = world.shop(shop_id)
        bounds = moment_at(span.first_minute, 0), moment_at(span.end_minute, 0)
        brushed = orders_of(world, shop_id, *bounds)
        assert len(brushed) >= span.a_minute * (span.end_minute - span.first_minute)
        assert len({o.payment_fen for o in brushed}) == 1
        assert len({(o.receiver_city, o.receiver_county) for o in brushed}) == 1
        assert 1 < len({o.buyer_key for o in brushed}) <= 5
        rows = list(shop_truth_rows(world, shop, start=SPRING[0], end=SPRING[1], now=NOW))
        told = {r.order_id for r in rows if r.doubt == "brushing"}
        assert told == {o.order_id for o in brushed if o.paid_at is not None}
        assert {r.doubt for r in rows if r.order_id not in told} == {""}


def test_brushed_orders_are_found_by_their_change_like_any_other(world):
    for shop_id, span in world.brushings.items():
        bounds = moment_at(span.first_minute, 0), moment_at(span.end_minute, 0)
        created = {o.order_id for o in orders_of(world, shop_id, *bounds)}
        changed = [o.order_id for o in orders_of(world, shop_id, *SPRING, by="modified")]
        assert created <= set(changed)
        assert len(changed) == len(set(changed))


def test_of_a_sale_that_stands_on_two_platforms_the_later_entry_is_the_double(world):
    kinds = Counter()
    for copy_id, pair in world.doubled.items():
        copy, original = world.shop(copy_id), world.shop(pair.original_id)
        assert copy.platform != original.platform
        bounds = moment_at(pair.first_minute, 0), moment_at(pair.end_minute, 0)
        for shop, other in ((copy, original), (original, copy)):
            twins = {
                (tuple(line.merchant_code for line in o.lines), o.payment_fen, o.created_at.date())
                for o in orders_of(world, other.shop_id, *bounds)
            }
            for order in orders_of(world, shop.shop_id, *bounds):
                if order.paid_at is None:
                    continue
                doubt = doubt_of(world, shop, order, now=NOW)
                kinds[shop is copy, doubt] += 1
                if doubt:
                    codes = tuple(line.merchant_code for line in order.lines)
                    assert (codes, order.payment_fen, order.created_at.date()) in twins
    doubles = kinds[True, "double"] + kinds[False, "double"]
    assert doubles > 5
    # most of a shop's own sales are genuine, and each pair has one double
    assert kinds[True, ""] > 0
    assert kinds[False, ""] >= kinds[True, "double"]


def test_copied_items_are_the_seller_s_codes_under_ids_of_their_own(world):
    for copy_id, pair in world.doubled.items():
        copies = [i for i in world.items(copy_id) if i.copy_of]
        assert {i.copy_of for i in copies} == {i.item_id for i in world.items(pair.original_id)}
    ids = Counter(i.item_id for shop in world.shops for i in world.items(shop.shop_id))
    assert max(ids.values()) == 1
