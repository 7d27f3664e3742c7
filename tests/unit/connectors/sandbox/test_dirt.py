"""Levels of dirt: a clean world is clean, a worse one is dirtier, and the truth stays the truth."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from connectors.sandbox.decisions import is_contested
from connectors.sandbox.dirt import LEVELS
from connectors.sandbox.registers import register_rows
from connectors.sandbox.truth import bought_up, shop_truth_rows
from connectors.sandbox.world import World

NOW = datetime(2020, 7, 1)
JUNE = {"start": datetime(2020, 6, 1), "end": datetime(2020, 7, 1), "now": NOW}


@pytest.fixture(scope="module")
def worlds():
    return {level: World(1, 6, dirt=level) for level in (0, 2)}


def items_of(world):
    return [(shop, item) for shop in world.shops for item in world.items(shop.shop_id)]


def test_every_kind_of_dirt_rises_with_the_level():
    for kind in LEVELS[0]._fields:
        amounts = [getattr(dirt, kind) for dirt in LEVELS]
        assert amounts == sorted(amounts), kind


def test_a_level_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="levels 0 to 3"):
        World(1, dirt=4)


def test_a_clean_world_has_no_dirt_and_a_neglected_one_has_each_kind(worlds):
    found = {}
    for level, world in worlds.items():
        items = items_of(world)
        codes = {sku.merchant_code for _, item in items for sku in item.skus}
        shop = next(s for s, i in items if i.origin_path == "O1-code" and s.weight_ppm > 300_000)
        index = world.orders(shop.shop_id, by="created", **JUNE)
        lines = [line for o in index.oldest_first(0, index.total) for line in o.lines]
        found[level] = {
            "stale": sum(s.is_stale for s in world.shops),
            "contested": sum(is_contested(i) for _, i in items if i.origin_path != "O6"),
            "spoofed": sum("正宗" in i.title for _, i in items),
            "sold out": sum(i.sold_out_on is not None for _, i in items),
            "mistyped": sum(line.merchant_code not in codes for line in lines),
        }
    assert set(found[0].values()) == {0}
    assert min(found[2].values()) > 0


def test_dirt_changes_no_payment_and_no_class(worlds):
    shop_id = worlds[0].shops[0].shop_id
    clean, dirty = (
        [
            (row.order_id, row.line_id, row.paid_fen, row.goods_class)
            for row in shop_truth_rows(world, world.shop(shop_id), **JUNE)
            if row.share_no == 1
        ]
        for world in worlds.values()
    )
    assert clean == dirty
    assert clean


def test_a_code_sells_on_when_its_household_has_sold_out(worlds):
    world = worlds[2]
    spent = [
        (shop, item)
        for shop, item in items_of(world)
        if item.sold_out_on is not None and item.sold_out_on < date(2020, 5, 20)
    ]
    shop, item = max(spent, key=lambda pair: pair[0].weight_ppm)
    code = item.skus[0].merchant_code
    registered = next(
        int(row["capacity_quantity"])
        for row in register_rows(world, "codes")
        if row["merchant_code"] == code
    )
    sold = {"own": 0, "others": 0}
    orders = world.orders(shop.shop_id, by="paid", start=datetime(2020, 1, 1), end=NOW, now=NOW)
    for order in orders.oldest_first(0, orders.total):
        kind = "own" if order.paid_at.date() < item.sold_out_on else "others"
        sold[kind] += sum(line.quantity for line in order.lines if line.merchant_code == code)
    assert sold["own"] == registered
    assert sold["others"] > 0


def test_goods_bought_up_are_nobodys_household_and_of_another_county(worlds):
    world = worlds[2]
    shop, item = max(
        ((s, i) for s, i in items_of(world) if i.sold_out_on is not None),
        key=lambda pair: pair[0].weight_ppm,
    )
    sku = item.skus[0]
    after = [
        row
        for row in shop_truth_rows(world, shop, **JUNE)
        if row.origin_county_code == bought_up(world, sku).county_code
    ]
    assert after
    assert {row.household_code for row in after} == {""}
    assert bought_up(world, sku).county_code != sku.sources[0].county_code
