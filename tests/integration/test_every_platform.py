"""The production job with every platform: the published fen are the world's, or the job is red.

One job pulls, builds and publishes all platforms while each of them now and then cuts a page short.
Then each platform in turn answers with a login page: that job fails, names the feed and its window,
and what was published stands.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from datetime import date, datetime

import duckdb
import pytest

from connectors.core.landing import LocalLanding
from connectors.core.windows import Window
from connectors.registry import PLATFORMS
from connectors.sandbox.serve import running_sandbox
from connectors.sandbox.world import World
from orchestration.demo import _land_registers, attach
from orchestration.errors import BuildFailed
from orchestration.home import make_home
from orchestration.jobs import open_runner
from orchestration.resources import Deployment
from tests.connectors_suite.conftest import FAKES

pytestmark = pytest.mark.integration

SEED, ORDERS_PER_DAY = 6, 30
NOW = datetime(2020, 7, 1, 2)
# ten days old: its orders are asked for by the time that never changes
DAY = date(2020, 6, 20)
WINDOW = Window(datetime(2020, 6, 20), datetime(2020, 6, 21))
SALES = {"paid", "shipped", "finished", "closed_refunded", "cancelled_refunded"}
#: every so many answers one ends in the middle; asked again it is whole
EVERY = 12
ALL = tuple(sorted(PLATFORMS))


@contextmanager
def runner_of(home, world, platforms, *faults):
    with running_sandbox(
        seed=SEED, orders_per_day=ORDERS_PER_DAY, now=NOW, platforms=platforms, faults=faults
    ) as box:
        settings = attach(home, box, world)
        # attended: a person looks on, so nothing is tried again in a minute
        with open_runner(Deployment(home, settings, lambda: NOW, is_attended=True)) as runner:
            yield runner


@pytest.fixture(scope="module")
def world():
    return World(SEED, ORDERS_PER_DAY, ALL)


@pytest.fixture(scope="module")
def first_night(world, tmp_path_factory):
    """A home and the batches of its first night, in which pages were cut short."""
    home = make_home(tmp_path_factory.mktemp("platforms") / "home")
    home.sandbox.mkdir()
    with running_sandbox(
        seed=SEED,
        orders_per_day=ORDERS_PER_DAY,
        now=NOW,
        platforms=ALL,
        faults=(f"truncated_page:{EVERY}",),
    ) as box:
        settings = attach(home, box, world)
        _land_registers(home, settings, world)
        with open_runner(Deployment(home, settings, lambda: NOW)) as runner:
            runner.feeds_and_warehouse(DAY, DAY)
    return home, LocalLanding(home.landing).manifests()


@pytest.fixture
def home(first_night):
    return first_night[0]


def sales_of(world, platform, without):
    """What the world sold in the window: lines and fen."""
    orders = [
        order
        for shop in world.shops
        if shop.platform == platform and shop.shop_id not in without
        for order in orders_of(world, shop.shop_id, FAKES[platform].created_goes_by)
    ]
    return (
        sum(len(order.lines) for order in orders),
        sum(order.payment_fen - order.freight_fen for order in orders),
    )


def orders_of(world, shop_id, by):
    index = world.orders(shop_id, by=by, start=WINDOW.start, end=WINDOW.end, now=NOW)
    return [order for order in index.newest_first(0, index.total) if order.state in SALES]


def published(home):
    """Platform → (lines, fen) of the published sales."""
    path = home.current_published() / "fct_lines.parquet"
    rows = duckdb.sql(
        f"select platform, count(*), sum(paid_fen) from read_parquet('{path}') "  # noqa: S608
        "where paid_fen is not null group by platform"
    ).fetchall()
    return {platform: (int(lines), int(fen)) for platform, lines, fen in rows}


def landed(home):
    """(id, kind) of every batch."""
    return {(m.batch_id, m.kind) for m in LocalLanding(home.landing).manifests()}


def test_what_is_published_of_every_platform_is_the_worlds_to_the_fen(first_night, world):
    home, manifests = first_night
    asked = Counter()
    answered = set()
    for manifest in manifests:
        if manifest.kind in ("orders", "refunds", "items") and manifest.request_count:
            asked[manifest.platform] += manifest.request_count
            answered |= set(manifest.shops_answered)
            assert manifest.failures == []
    assert set(asked) == set(ALL)
    assert min(asked.values()) >= 2 * EVERY, "a platform had no fault: nothing is shown of it"
    without = {shop.shop_id for shop in world.shops} - answered
    assert len(without) <= 1, "only the shop that gives files is not asked"
    expected = {platform: sales_of(world, platform, without) for platform in ALL}
    assert min(fen for _, fen in expected.values()) > 0
    assert published(home) == expected


@pytest.mark.parametrize("platform", ALL)
def test_a_feed_that_fails_is_named_and_what_was_published_stands(home, world, platform):
    before, batches = home.current_build(), landed(home)
    with (
        runner_of(home, world, (platform,), "login_page:1") as runner,
        pytest.raises(BuildFailed) as caught,
    ):
        runner.feeds_and_warehouse(DAY, DAY)
    text = str(caught.value)
    named = {kind for kind in PLATFORMS[platform].kinds if f"{platform}/{kind} " in text}
    assert named
    assert str(WINDOW) in text
    assert "what was published before still stands" in text
    assert home.current_build() == before
    # whole batches of the platform's other feeds may stand; of the one that failed there is none
    assert {kind for _, kind in landed(home) - batches}.isdisjoint(named)
