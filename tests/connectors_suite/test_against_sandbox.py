"""The feeds against the sandbox's own servers: what comes out is what the world holds.

The servers were written from the platforms' documents by other hands than the connectors.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

import pytest

from connectors.core.feed import FeedSettings, ShopCredential
from connectors.core.windows import Window
from connectors.registry import PLATFORMS, open_feed
from connectors.sandbox.serve import running_sandbox
from connectors.sandbox.world import World
from tests.connectors_suite.conftest import FAKES

SEED, ORDERS_PER_DAY = 5, 60
NOW = datetime(2020, 6, 20, 12)
WEEK = Window(datetime(2020, 6, 10), datetime(2020, 6, 17))
SALES = {"paid", "shipped", "finished", "closed_refunded", "cancelled_refunded"}

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module", params=sorted(PLATFORMS))
def platform(request):
    return request.param


@pytest.fixture(scope="module")
def world(platform):
    return World(SEED, ORDERS_PER_DAY, (platform,))


@pytest.fixture(scope="module")
def sandbox(platform):
    with running_sandbox(
        seed=SEED,
        orders_per_day=ORDERS_PER_DAY,
        platforms=(platform,),
        now=NOW,
        lenient_clock=True,
    ) as box:
        yield box


def open_box(box, platform, shop_count=2):
    keys = box.platforms[platform]
    shops = [ShopCredential(**shop) for shop in keys.shops[:shop_count]]
    settings = FeedSettings(
        platform=platform,
        base_url=keys.base_url,
        app_key=keys.app_key,
        # requests are signed with another secret than tokens are renewed with (Kuaishou)
        app_secret=keys.sign_secret or keys.app_secret,
        token_secret=keys.app_secret,
        shops=shops,
        requests_per_second=10_000,
        hmac_key=b"key of the tests",
    )
    return open_feed(settings, clock=lambda: NOW, resolve_county=lambda *_: None), shops


def world_orders(world, shops, window, now, by="created"):
    """Those of the world's orders that the shops' platform lists, by id."""
    found = {}
    for shop in shops:
        lists_all = FAKES[world.shop(shop.shop_id).platform].lists_unpaid
        index = world.orders(shop.shop_id, by=by, start=window.start, end=window.end, now=now)
        orders = index.newest_first(0, index.total)
        found |= {o.order_id: o for o in orders if lists_all or o.state in SALES}
    return found


def test_orders_are_the_worlds_to_the_fen(world, sandbox, platform):
    feed, shops = open_box(sandbox, platform)
    draft = feed.fetch("orders", "created", WEEK)
    feed.close()

    expected = world_orders(world, shops, WEEK, NOW, by=FAKES[platform].created_goes_by)
    rows = {row["order_id"]: row for row in draft.tables["orders"].to_pylist()}
    assert draft.tables["quarantine"].num_rows == 0
    assert rows.keys() == expected.keys()
    assert len(rows) > 200, "more than one page"
    for order_id, order in expected.items():
        row = rows[order_id]
        assert row["paid_fen"] == order.payment_fen - order.freight_fen
        assert row["goods_fen"] == order.goods_fen
        assert row["freight_fen"] == order.freight_fen
        assert row["platform_subsidy_fen"] == order.platform_subsidy_fen
        assert (row["sale_state"] == "sale") == (order.state in SALES)
        assert row["booked_at"] == (order.paid_at if order.state in SALES else None)
        if FAKES[platform].tells_change_by_creation:
            assert row["modified_at"] == order.modified_at
        else:
            assert row["created_at"] <= row["modified_at"] <= order.modified_at
    line_count = sum(len(order.lines) for order in expected.values())
    assert draft.tables["lines"].num_rows == line_count


def test_refunds_are_the_worlds_cancellations_before_shipping_included(world, sandbox, platform):
    feed, shops = open_box(sandbox, platform)
    draft = feed.fetch("refunds", "modified", WEEK)
    feed.close()

    expected = {}
    for shop in shops:
        index = world.refunds(shop.shop_id, start=WEEK.start, end=WEEK.end, now=NOW)
        for refund in index.newest_first(0, index.total):
            if refund.state == "succeeded":
                expected[refund.refund_id] = (refund.amount_fen, refund.succeeded_at)
    if platform == "jd":
        for order in world_orders(world, shops, WEEK, NOW, by="modified").values():
            if order.state == "cancelled_refunded":
                expected[f"cancel-{order.order_id}"] = (
                    order.payment_fen - order.freight_fen,
                    order.modified_at,
                )
    rows = {
        row["refund_id"]: (row["amount_fen"], row["succeeded_at"])
        for row in draft.tables["refunds"].to_pylist()
        if row["refund_state"] == "succeeded"
    }
    assert rows == expected
    assert len(rows) > 5


def test_items_are_the_worlds_with_their_origin(world, sandbox, platform):
    feed, shops = open_box(sandbox, platform)
    draft = feed.fetch("items", "modified", WEEK)
    feed.close()

    expected = {item.item_id: item for shop in shops for item in world.items(shop.shop_id)}
    rows = {row["item_id"]: row for row in draft.tables["items"].to_pylist()}
    assert draft.tables["quarantine"].num_rows == 0
    assert rows.keys() == expected.keys()
    assert len({row["shop_id"] for row in rows.values()}) == len(shops)
    for item_id, item in expected.items():
        row = rows[item_id]
        assert (row["title"], row["platform_category"]) == (item.title, item.category)
        assert row["item_origin_text"] == (item.origin_text or None)
        codes = {sku.merchant_code for sku in item.skus}
        assert row["merchant_code"] in (codes | {None})


def test_no_order_is_lost_while_the_provinces_time_goes_on(platform):
    """Every request moves the clock on, so orders leave the window while it is paged."""
    window = Window(NOW - timedelta(hours=30), NOW - FAKES[platform].settles_after)
    with running_sandbox(
        seed=SEED,
        orders_per_day=600,
        platforms=(platform,),
        now=NOW,
        tick_seconds=60,
        lenient_clock=True,
    ) as box:
        feed, shops = open_box(box, platform, shop_count=1)
        draft = feed.fetch("orders", "modified", window)
        feed.close()
        ended = box.now()

    busy = World(SEED, 600, (platform,))
    at_first = world_orders(busy, shops, window, NOW + timedelta(minutes=1), by="modified")
    at_last = world_orders(busy, shops, window, ended, by="modified")
    found = draft.tables["orders"]["order_id"].to_pylist()
    assert len(found) == len(set(found))
    assert len(at_last) > 300
    assert at_last.keys() < at_first.keys(), "orders left the window while we paged"
    assert at_last.keys() <= set(found)


def test_no_secret_stands_in_the_logs_of_a_real_connection(sandbox, platform, caplog):
    """Whoever logs below us: some platforms take their token in the address."""
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore"):
        caplog.set_level(max(logging.DEBUG, logging.getLogger(name).level), logger=name)
    feed, shops = open_box(sandbox, platform, shop_count=1)
    feed.fetch("orders", "created", WEEK)
    feed.close()

    keys = sandbox.platforms[platform]
    secrets = {keys.app_secret, keys.sign_secret, *(s.access_token for s in shops)}
    secrets |= {s.refresh_token for s in shops} | {s.app_secret for s in shops}
    assert "asking " in caplog.text, "something was logged"
    for secret in secrets - {""}:
        assert secret not in caplog.text


def test_nothing_that_the_sandbox_tells_is_news(sandbox, platform):
    feed, _ = open_box(sandbox, platform)
    found = {}
    for kind, spec in PLATFORMS[platform].kinds.items():
        found |= feed.fetch(kind, min(spec.reach_days), WEEK).drift.fields
    feed.close()
    assert found == {}, "name these fields in the platform's known.py, or read them"
