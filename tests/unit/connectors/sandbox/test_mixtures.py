"""Batches and boxes of a neglected world: registers and truth tell the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from connectors.sandbox.content_registers import box_rows
from connectors.sandbox.mixtures import sources_on
from connectors.sandbox.registers import register_rows
from connectors.sandbox.truth import shop_truth_rows
from connectors.sandbox.world import World

NOW = datetime(2020, 7, 1, 2)


@pytest.fixture(scope="module")
def world():
    return World(1, 10, dirt=2)


def items_of(world, path):
    return [
        (shop, item)
        for shop in world.shops
        for item in world.items(shop.shop_id)
        if item.origin_path == path and not item.copy_of
    ]


def test_slips_of_a_batch_weigh_what_the_truth_shares_out(world):
    slips = defaultdict(Counter)
    for row in register_rows(world, "deliveries"):
        slips[row["batch_code"]][row["producer_code"]] += Decimal(row["quantity"]) * 1_000
    known = {row["producer_code"] for row in register_rows(world, "producers")}
    mixed = items_of(world, "O1-delivered")
    assert mixed
    for _, item in mixed + items_of(world, "O1-batch"):
        for sku in item.skus:
            told = {source.producer_code: source.share_ppm for source in sku.sources}
            assert slips[sku.merchant_code] == told
            assert set(told) <= known
    assert any(len({s.county_code for s in item.skus[0].sources}) > 1 for _, item in mixed)


def test_a_box_holds_what_the_version_of_the_day_says(world):
    counties = {r["product_code"]: r["county_code"] for r in register_rows(world, "products")}
    versions = defaultdict(list)
    for row in box_rows(world):
        versions[row["box_code"]].append(row)
    boxes = items_of(world, "O3-box")
    repacked = [item for _, item in boxes if item.repacked_on is not None]
    assert 0 < len(repacked) < len(boxes)
    for item in repacked:
        sku = item.skus[0]
        shares = {}
        for day in (item.repacked_on - timedelta(days=1), item.repacked_on):
            on = day.isoformat()
            told = [
                int(r["share_ppm"])
                for r in versions[sku.merchant_code]
                if (r["valid_from"] or "0") <= on < (r["valid_to"] or "9")
            ]
            assert told == [s.share_ppm for s in sources_on(item, sku, day)]
            assert sum(told) == 1_000_000
            shares[day] = told
        before, after = shares.values()
        assert before == after[::-1]
        assert all(r["product_code"] in counties for r in versions[sku.merchant_code])


def test_the_truth_of_a_box_changes_on_the_day_it_is_repacked(world):
    shop, item = max(
        ((s, i) for s, i in items_of(world, "O3-box") if i.repacked_on),
        key=lambda pair: pair[0].weight_ppm * pair[1].weight,
    )
    code = item.skus[0].merchant_code
    start, end = datetime(2020, 4, 1), datetime(2020, 7, 1)
    index = world.orders(shop.shop_id, by="created", start=start, end=end, now=NOW)
    lines = {
        line.line_id
        for order in index.oldest_first(0, index.total)
        for line in order.lines
        if line.merchant_code == code
    }
    found = defaultdict(set)
    for row in shop_truth_rows(world, shop, start=start, end=end, now=NOW):
        # at the county's level only: a line whose code is missing proves nothing
        if (row.origin_resolvable_level, row.share_no) != ("county", 1) or row.booked_at is None:
            continue
        if row.line_id in lines:
            found[row.booked_at.date() >= item.repacked_on].add(row.share_ppm)
    shares = [source.share_ppm for source in item.skus[0].sources]
    assert found[True] == {shares[0]}
    assert found[False] == {shares[-1]}


def test_registers_of_a_neglected_world_state_each_key_once():
    world = World(1, 1, dirt=2)
    for name, key in {
        "producers": ("producer_code",),
        "products": ("product_code",),
        "codes": ("merchant_code",),
        "item_matches": ("platform", "item_id"),
        "deliveries": ("delivery_no",),
    }.items():
        counts = Counter(tuple(r[k] for k in key) for r in register_rows(world, name))
        assert max(counts.values()) == 1, name
    parts = Counter((r["box_code"], r["part_no"], r["valid_from"]) for r in box_rows(world))
    assert max(parts.values()) == 1
