"""The box: money adds up, states make sense, seeds differ, the promised oddities are there."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.sandbox.baskets import mistyped, share_out
from connectors.sandbox.dirt import dirt_of
from connectors.sandbox.geography import POOR_COUNTIES, hunan_counties, poor_villages
from connectors.sandbox.ids import check_letter
from connectors.sandbox.mix import (
    COUNTIES_WITHOUT_SHOP,
    POOR_VILLAGE_COUNT,
    POOR_VILLAGES_IN_51,
    RECALL_COUNTY,
    TRADING_PERIODS,
)
from connectors.sandbox.volume import day_counts, is_trading
from connectors.sandbox.world import World

JUNE, JULY = datetime(2020, 6, 1), datetime(2020, 7, 1)


def _orders(world, now, shops, start=JUNE, end=JULY):
    for shop in shops:
        index = world.orders(shop.shop_id, by="created", start=start, end=end, now=now)
        for order in index.oldest_first(0, index.total):
            yield shop, order


def _largest(world, count=4):
    taobao = [s for s in world.shops if s.platform == "taobao"][:count]
    return taobao + [s for s in world.shops if s.platform == "jd"][:count]


@pytest.fixture(scope="module")
def june(world, now):
    """June of the four largest shops of each platform."""
    return list(_orders(world, now, _largest(world)))


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=6), st.integers(0, 1000))
def test_a_sum_shared_out_is_the_sum(weights, permille):
    total = sum(weights) * permille // 1000
    parts = share_out(total, weights)
    assert sum(parts) == total
    assert all(0 <= part <= weight for part, weight in zip(parts, weights, strict=True))


def test_the_lines_of_an_order_make_its_payment(june):
    for _, order in june:
        paid = sum(line.line_paid_fen for line in order.lines)
        assert paid == order.payment_fen - order.freight_fen
        listed = sum(line.price_fen * line.quantity for line in order.lines)
        assert listed == order.goods_fen
        reduced = order.order_discount_fen + order.platform_subsidy_fen
        assert paid == order.goods_fen - reduced
        assert all(line.line_paid_fen == 0 for line in order.lines if line.is_gift)
        assert order.modified_at >= order.created_at
        assert len({line.sku_id for line in order.lines}) == len(order.lines)


def test_nothing_is_refunded_beyond_its_payment(june):
    seen = Counter()
    for shop, order in june:
        refund = order.refund
        if refund is None:
            continue
        seen[refund.state, order.state] += 1
        lines = [x for x in order.lines if refund.line_id in (None, x.line_id)]
        assert lines
        assert 0 < refund.amount_fen <= sum(line.line_paid_fen for line in lines)
        assert (refund.succeeded_at is not None) == (refund.state == "succeeded")
        assert shop.platform == "jd" or refund.line_id is not None
        if order.state == "closed_refunded":
            assert refund.amount_fen == order.payment_fen - order.freight_fen
    assert {state for state, _ in seen} == {"pending", "succeeded", "closed"}


def test_every_kind_of_order_occurs(june):
    states, kinds, oddities = Counter(), Counter(), Counter()
    for shop, order in june:
        states[shop.platform, order.state] += 1
        kinds[order.kind] += 1
        oddities["gift"] += any(line.is_gift for line in order.lines)
        oddities["discount"] += order.order_discount_fen > 0
        oddities["subsidy"] += order.platform_subsidy_fen > 0
        oddities["freight"] += order.freight_fen > 0
        oddities["split"] += order.parent_order_id != ""
    assert set(states) >= {
        ("taobao", "closed_unpaid"),
        ("taobao", "closed_refunded"),
        ("taobao", "deposit_paid"),
        ("jd", "cancelled_refunded"),
        ("jd", "finished"),
        ("jd", "shipped"),
    }
    assert ("taobao", "cancelled_refunded") not in states
    assert kinds["presale"] > 0
    assert all(oddities[name] > 0 for name in ("gift", "discount", "subsidy", "freight", "split"))


def test_the_parts_of_a_split_order_share_buyer_and_payment(june):
    families = {}
    for _, order in june:
        if order.parent_order_id:
            families.setdefault(order.parent_order_id, []).append(order)
    assert families
    for parts in families.values():
        assert len(parts) == 2
        first, second = parts
        assert first.order_id != second.order_id
        for name in ("created_at", "paid_at", "buyer_key", "receiver_county", "state"):
            assert getattr(first, name) == getattr(second, name)


def test_another_seed_is_another_province(world, now):
    other = World(2)
    assert {s.shop_id for s in world.shops}.isdisjoint({s.shop_id for s in other.shops})
    assert poor_villages(1) != poor_villages(2)
    sums = [
        sum(o.payment_fen for _, o in _orders(w, now, _largest(w, 1), end=datetime(2020, 6, 8)))
        for w in (world, other)
    ]
    assert sums[0] != sums[1]
    weights = [[s.weight_ppm for s in w.shops] for w in (world, other)]
    assert weights[0] != weights[1]


def test_the_same_seed_is_the_same_province(world, now):
    again = World(1)
    assert again.shops == world.shops
    for shop in _largest(world, 2):
        assert again.items(shop.shop_id) == world.items(shop.shop_id)
    week = (JUNE, datetime(2020, 6, 8))
    ours = [o for _, o in _orders(world, now, _largest(world, 2), *week)]
    assert [o for _, o in _orders(again, now, _largest(again, 2), *week)] == ours


def test_the_order_volume_is_that_of_the_largest_shop(world):
    for platform in ("taobao", "jd"):
        weights = [s.weight_ppm for s in world.shops if s.platform == platform]
        assert weights[0] == max(weights) == 1_000_000
        assert weights.count(1_000_000) == 1
    largest = world.trade(world.shops[0].shop_id)
    days = [day_counts(largest, date(2020, 4, d)).total for d in range(1, 29)]
    assert 36 <= sum(days) / len(days) <= 46


def test_orders_exist_in_the_trading_periods_only(world, now):
    assert not is_trading(date(2020, 3, 31))
    assert not is_trading(date(2019, 7, 1))
    start, _ = TRADING_PERIODS[-1]
    before = _orders(
        world, now, world.shops[:5], datetime(2020, 1, 1), datetime(start.year, start.month, 1)
    )
    assert list(before) == []


def test_every_county_but_the_chosen_ones_has_a_shop(world):
    evident = [s for s in world.shops if s.seller_path in ("S1", "S2", "S3")]
    placed = {s.county_code for s in evident if s.known_region_code == s.county_code}
    empty = {c.region_code for c in hunan_counties()} - placed
    assert empty == set(COUNTIES_WITHOUT_SHOP)
    kinds = Counter(s.known_region_code[2:] == "0000" for s in world.shops)
    assert kinds[True] > 0
    assert any(s.known_region_code.endswith("00") for s in world.shops)
    assert any(not s.county_code.startswith("43") for s in world.shops)
    assert all("示例" in s.name for s in world.shops)


def test_one_county_gives_back_in_june_more_than_it_sells(world, now):
    (shop,) = [s for s in world.shops if s.county_code == RECALL_COUNTY]
    spring = [o for _, o in _orders(world, now, [shop], datetime(2020, 4, 1))]
    sold = sum(o.payment_fen for o in spring if o.paid_at and o.paid_at >= JUNE)
    back = sum(
        o.refund.amount_fen
        for o in spring
        if o.refund and o.refund.succeeded_at and o.refund.succeeded_at >= JUNE
    )
    assert sold == 0
    assert back > 0


def test_the_sample_of_poor_villages_has_its_size():
    assert len(POOR_COUNTIES) == 51
    sample = poor_villages(1)
    assert sum(map(len, sample.values())) == POOR_VILLAGE_COUNT
    assert sum(len(v) for c, v in sample.items() if c in POOR_COUNTIES) == POOR_VILLAGES_IN_51
    assert set(sample) - POOR_COUNTIES


@given(st.integers(0, 2**64 - 1))
def test_no_typo_of_a_code_is_another_valid_code(word):
    body = "H0010005540"
    code = body + check_letter(body)
    typed = mistyped(code, word, dirt_of(3))
    if typed not in ("", code):
        assert typed[-1] != check_letter(typed[:-1])


def test_merchant_codes_and_ids_are_unique(world):
    codes, items, skus = Counter(), Counter(), Counter()
    for shop in world.shops:
        for item in world.items(shop.shop_id):
            items[item.item_id] += 1
            codes.update({sku.merchant_code for sku in item.skus} - {""})
            skus.update(sku.sku_id for sku in item.skus)
    assert max(items.values()) == max(codes.values()) == max(skus.values()) == 1
