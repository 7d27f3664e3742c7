"""A world of seven platforms: the two of the default world as ever, five more by name."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from connectors.registers.vocabularies import PLATFORMS
from connectors.sandbox import ids
from connectors.sandbox.registers import register_rows
from connectors.sandbox.truth import shop_truth_rows
from connectors.sandbox.world import ALL_PLATFORMS, DEFAULT_PLATFORMS, World

NOW = datetime(2020, 6, 20, 12)
DAY = (datetime(2020, 6, 3), datetime(2020, 6, 4))
MORE = sorted(set(ALL_PLATFORMS) - set(DEFAULT_PLATFORMS))


@pytest.fixture(scope="module")
def wide():
    return World(1, 60, ALL_PLATFORMS)


def shops_of(world, platform):
    return [shop for shop in world.shops if shop.platform == platform]


def orders_of(world, platform):
    for shop in shops_of(world, platform):
        index = world.orders(shop.shop_id, by="created", start=DAY[0], end=DAY[1], now=NOW)
        for order in index.oldest_first(0, index.total):
            yield shop, order


def test_the_default_world_has_the_same_two_platforms_whatever_else_there_is(world, wide):
    assert {shop.platform for shop in world.shops} == set(DEFAULT_PLATFORMS)
    assert tuple(s for s in wide.shops if s.platform in DEFAULT_PLATFORMS) == world.shops


@pytest.mark.parametrize("platform", MORE)
def test_a_platforms_shops_do_not_depend_on_the_others(wide, platform):
    alone = World(1, 60, (platform,))
    assert list(alone.shops) == shops_of(wide, platform)
    assert 6 <= len(alone.shops) <= 12
    assert len({shop.county_code for shop in alone.shops}) > 3


def test_no_two_shops_share_an_id_and_every_platform_has_a_name(wide):
    assert len({shop.shop_id for shop in wide.shops}) == len(wide.shops)
    assert set(ALL_PLATFORMS) <= set(PLATFORMS)


def test_an_unknown_platform_is_refused():
    with pytest.raises(ValueError, match="no platform ebay"):
        World(1, 60, ("taobao", "ebay"))


@pytest.mark.parametrize("platform", MORE)
def test_orders_are_found_again_by_their_ids_and_their_sums_agree(wide, platform):
    count = 0
    for shop, order in orders_of(wide, platform):
        count += 1
        assert wide.order(shop.shop_id, order.order_id, now=NOW) == order
        paid = order.payment_fen - order.freight_fen
        assert sum(line.line_paid_fen for line in order.lines) == paid
        assert order.goods_fen - order.order_discount_fen - order.platform_subsidy_fen == paid
        assert len({line.line_id for line in order.lines}) == len(order.lines)
        if order.refund is not None:
            assert order.refund.line_id in {line.line_id for line in order.lines}
            assert 0 < order.refund.amount_fen <= paid
    assert count > 60


@pytest.mark.parametrize("platform", ["pdd", "kuaishou"])
def test_where_an_order_has_room_for_one_item_it_has_one(wide, platform):
    assert {len(order.lines) for _, order in orders_of(wide, platform)} == {1}


def test_pinduoduos_order_numbers_begin_with_their_day(wide):
    for _, order in orders_of(wide, "pdd"):
        assert order.order_id.startswith(f"{order.created_at:%y%m%d}-")
        assert len(order.order_id) == 22


def test_a_group_counts_from_the_moment_it_forms(wide):
    groups = [order for _, order in orders_of(wide, "pdd") if order.kind == "group"]
    formed = [order for order in groups if order.paid_at is not None]
    assert formed
    assert any((order.paid_at - order.created_at).seconds > 3_600 for order in formed)
    assert any(order.state == "closed_unpaid" for order in groups)


@pytest.mark.parametrize(
    "text", ["200603-000000000000001", "200603-", "", "x" * 22, "200603-9" * 3, "1" * 18]
)
def test_what_is_no_order_number_of_pinduoduos_is_none(text):
    assert ids.parse_order_id("pdd", text) is None


@pytest.mark.parametrize("platform", MORE)
def test_the_truth_and_the_registers_know_the_shops(wide, platform):
    shop = shops_of(wide, platform)[0]
    rows = list(shop_truth_rows(wide, shop, start=DAY[0], end=DAY[1], now=NOW))
    assert {row.platform for row in rows} == {platform}
    assert {row.sale_state for row in rows} >= {"sale", "closed"}
    registered = Counter(row["platform"] for row in register_rows(wide, "shops"))
    assert registered[platform] >= 4
    with_origin = [item for item in wide.items(shop.shop_id) if item.origin_text]
    every = [item for s in shops_of(wide, platform) for item in wide.items(s.shop_id)]
    assert with_origin or any(item.origin_text for item in every)
