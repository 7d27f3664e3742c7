"""The warehouse knows the sandbox's categories by the class that the sandbox means."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from connectors.registry import PLATFORMS
from connectors.sandbox.goods import CATEGORY_CLASS
from connectors.sandbox.world import ALL_PLATFORMS, World

SEED = Path(__file__).parents[2] / "dbt_project" / "seeds" / "category_classes.csv"


@pytest.fixture(scope="module")
def known():
    with SEED.open(encoding="utf-8") as handle:
        return {(r["platform"], r["category"]): r["goods_class"] for r in csv.DictReader(handle)}


def test_the_box_and_the_registry_have_the_same_platforms():
    assert set(ALL_PLATFORMS) == set(PLATFORMS)


@pytest.mark.parametrize("platform", sorted(ALL_PLATFORMS))
def test_every_category_of_the_box_has_its_class_in_the_seed(known, platform):
    assert {c: known.get((platform, c)) for c in CATEGORY_CLASS} == CATEGORY_CLASS


@pytest.mark.parametrize("platform", sorted(ALL_PLATFORMS))
def test_every_item_of_the_box_but_gifts_has_a_class(known, platform):
    world = World(1, 40, (platform,))
    sold = {i.category for s in world.shops for i in world.items(s.shop_id) if not i.is_gift}
    assert len(sold) > 10
    assert {category for category in sold if (platform, category) not in known} == set()
