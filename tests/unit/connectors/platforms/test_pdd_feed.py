"""The Pinduoduo feed over the sandbox's gateway, in process: refunds by order, goods, windows."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

import httpx
import msgspec
import pytest
import stamina

from connectors.core.errors import ConfigurationError, FatalFeedError, RetriableFeedError
from connectors.core.feed import FeedSettings, ShopCredential
from connectors.core.tokens import MemoryTokens, ShopToken
from connectors.core.windows import Window
from connectors.registry import open_feed
from connectors.sandbox.servers.access import TokenBook, grant_access
from connectors.sandbox.servers.gateway import Arrival
from connectors.sandbox.servers.pdd.gateway import make_gateway
from connectors.sandbox.servers.throttle import Throttle
from connectors.sandbox.world import World

SEED = 5
NOW = datetime(2020, 6, 20, 12)
WEEK = Window(datetime(2020, 6, 3), datetime(2020, 6, 10))


@pytest.fixture(autouse=True)
def without_waiting():
    stamina.set_testing(True, attempts=2, cap=True)
    yield
    stamina.set_testing(False)


@pytest.fixture(scope="module")
def world():
    return World(SEED, 40, ("pdd",))


class Box:
    """A feed and the gateway behind it; `damage` changes the answers on their way."""

    def __init__(self, world):
        access = grant_access(world, SEED, "pdd")
        self.book = TokenBook(access)
        self._gateway = make_gateway(world, self.book, Throttle(None))
        self.secrets = (access.app_secret, *msgspec.structs.astuple(access.shops[0])[1:3])
        self.shop_id = access.shops[0].shop_id
        self.asked = []
        self.places = []
        self.damage = lambda body: body
        shop = access.shops[0]
        self.store = MemoryTokens(
            [(shop.shop_id, ShopToken(shop.access_token, shop.refresh_token))]
        )
        self.feed = open_feed(
            FeedSettings(
                platform="pdd",
                base_url="https://gw-api.pinduoduo.com",
                app_key=access.app_key,
                app_secret=access.app_secret,
                shops=[ShopCredential(shop.shop_id, shop.access_token, shop.refresh_token)],
                requests_per_second=10_000,
                hmac_key=b"key of the tests",
                tokens=self.store,
            ),
            clock=lambda: NOW,
            resolve_county=self._county,
            transport=httpx.MockTransport(self._answer),
        )

    def _county(self, *place):
        self.places.append(place)

    def _answer(self, request):
        assert str(request.url) == "https://gw-api.pinduoduo.com/api/router"
        self.asked.append(dict(parse_qsl(request.content.decode())))
        arrival = Arrival(
            method=request.method,
            path=request.url.path,
            query=request.url.query,
            headers=dict(request.headers),
            body=request.content,
            request_id="r1",
        )
        return httpx.Response(200, content=self.damage(self._gateway.answer(arrival, NOW).body))

    def calls(self):
        return Counter(form["type"] for form in self.asked)


@pytest.fixture
def box(world):
    box = Box(world)
    yield box
    box.feed.close()


def confirmed(world, box, window=WEEK):
    index = world.orders(box.shop_id, by="paid", start=window.start, end=window.end, now=NOW)
    return index.oldest_first(0, index.total)


def test_refunds_by_creation_are_those_of_the_orders_confirmed_in_the_window(world, box):
    draft = box.feed.fetch("refunds", "created", WEEK)

    orders = confirmed(world, box)
    expected = {
        o.refund.refund_id: (o.order_id, o.refund.amount_fen, o.refund.succeeded_at)
        for o in orders
        if o.refund is not None
    }
    rows = draft.tables["refunds"].to_pylist()
    found = {r["refund_id"]: (r["order_id"], r["amount_fen"], r["succeeded_at"]) for r in rows}
    assert found == expected
    assert any(r["modified_at"] >= WEEK.end for r in rows), "whenever they changed"
    assert {r["refund_state"] for r in rows} >= {"succeeded", "closed"}
    # a page of orders a day, and one call for each order that ever had a refund
    assert box.calls()["pdd.refund.list.increment.get"] == len(expected)
    assert box.calls()["pdd.order.list.get"] == 7
    assert draft.control["platform"]["record_count"] == len(expected)


def test_every_refund_by_change_is_found_by_creation_too(world, box):
    day = Window(WEEK.end - timedelta(days=1), WEEK.end)
    by_change = box.feed.fetch("refunds", "modified", day)
    window = Window(datetime(2020, 4, 29), WEEK.end)
    by_creation = box.feed.fetch("refunds", "created", window)

    def versions(draft):
        return {tuple(row.values()) for row in draft.tables["refunds"].to_pylist()}

    assert versions(by_change) <= versions(by_creation)
    assert versions(by_change)


def test_after_sale_records_that_are_counted_but_not_sent_stop_the_shop(box):
    box.damage = lambda body: body.replace(
        b'refund_increment_get_response":{"total_count":1',
        b'refund_increment_get_response":{"total_count":2',
    )
    with pytest.raises(FatalFeedError, match="counts 2 after-sale records of an order and sends 1"):
        box.feed.fetch("refunds", "created", WEEK)


def test_an_order_counts_where_its_group_formed_not_where_it_was_placed(world, box):
    draft = box.feed.fetch("orders", "created", WEEK)

    rows = {row["order_id"]: row for row in draft.tables["orders"].to_pylist()}
    orders = {o.order_id: o for o in confirmed(world, box)}
    assert rows.keys() == orders.keys()
    over_midnight = [o for o in orders.values() if o.created_at < WEEK.start]
    assert over_midnight, "some were placed before the window"
    for order in over_midnight:
        row = rows[order.order_id]
        assert row["created_at"] < WEEK.start <= row["booked_at"] == order.paid_at
        assert row["paid_at"] <= row["booked_at"]


def test_the_county_is_the_one_in_force_when_the_group_formed(box):
    box.feed.fetch("orders", "created", WEEK)
    days = {day for _, _, _, day in box.places}
    assert min(days) == WEEK.start.date()


def test_an_order_without_a_number_is_asked_for_no_refunds(world, box):
    refunded = next(o for o in confirmed(world, box) if o.refund is not None)
    told = f'"order_sn":"{refunded.order_id}"'.encode()
    box.damage = lambda body: body.replace(told, b'"order_sn":null')

    draft = box.feed.fetch("refunds", "created", WEEK)

    assert draft.failures == []
    asked = {form["order_sn"] for form in box.asked if "order_sn" in form}
    assert asked
    assert not [order_sn for order_sn in asked if not order_sn[0].isdigit()]
    assert refunded.order_id not in asked


def test_orders_out_of_reach_are_not_asked_for(box):
    for kind, by in (("orders", "created"), ("orders", "modified"), ("refunds", "created")):
        start = NOW - timedelta(days=90, seconds=1)
        with pytest.raises(FatalFeedError, match="the last 90 days only"):
            box.feed.fetch(kind, by, Window(start, start + timedelta(days=1)))
    assert box.asked == []


def test_windows_are_cut_to_the_platforms_limits(box):
    box.feed.fetch("orders", "modified", Window(WEEK.start, WEEK.start + timedelta(hours=2)))
    spans = [int(f["end_updated_at"]) - int(f["start_updated_at"]) for f in box.asked]
    assert spans == [1799] * 4


def test_what_may_not_show_yet_is_not_asked(box):
    for kind in ("orders", "refunds"):
        window = Window(NOW - timedelta(hours=1), NOW - timedelta(seconds=179))
        with pytest.raises(RetriableFeedError, match="run again in 1 seconds"):
            box.feed.fetch(kind, "modified", window)
    assert box.asked == []
    settled = Window(NOW - timedelta(hours=1), NOW - timedelta(minutes=3))
    assert box.feed.fetch("orders", "modified", settled).shops_answered == [box.shop_id]


def test_counties_run_by_their_province_come_without_a_city(box):
    box.damage = lambda body: body.replace("长沙市".encode(), "省直辖县级行政区划".encode())
    box.feed.fetch("orders", "created", WEEK)
    cities = {city for _, city, _, _ in box.places}
    assert "" in cities
    assert "省直辖县级行政区划" not in cities


def test_goods_come_with_category_code_and_origin(world, box):
    draft = box.feed.fetch("items", "modified", WEEK)

    rows = {row["item_id"]: row for row in draft.tables["items"].to_pylist()}
    items = {item.item_id: item for item in world.items(box.shop_id)}
    assert rows.keys() == items.keys()
    for item_id, item in items.items():
        codes = {sku.merchant_code for sku in item.skus}
        row = rows[item_id]
        assert row["item_origin_text"] == (item.origin_text or None)
        assert row["platform_category"] == item.category
        assert row["merchant_code"] == ((codes.pop() or None) if len(codes) == 1 else None)
        assert row["title"] == item.title
    assert any(row["item_origin_text"] for row in rows.values())
    calls = box.calls()
    assert calls["pdd.goods.detail.get"] == len(items)
    assert calls["pdd.goods.cat.rule.get"] == len({item.category for item in items.values()})


def test_a_category_without_a_rule_leaves_the_origin_unknown(box):
    box.damage = lambda body: (
        b'{"cat_rule_get_response":{"goods_properties_rule":null}}'
        if b"cat_rule_get_response" in body
        else body
    )
    draft = box.feed.fetch("items", "modified", WEEK)
    assert draft.tables["items"]["item_origin_text"].unique().to_pylist() == [None]


def test_a_list_without_its_count_is_not_believed(box):
    box.damage = lambda body: body.replace(b'"total_count"', b'"total_counts"')
    with pytest.raises(RetriableFeedError, match="interface has changed"):
        box.feed.fetch("orders", "created", Window(WEEK.start, WEEK.start + timedelta(hours=1)))


def test_goods_are_not_asked_for_by_creation(box):
    with pytest.raises(ConfigurationError, match="does not serve items by created"):
        box.feed.fetch("items", "created", WEEK)
    assert box.asked == []


def test_goods_without_a_number_are_quarantined_and_asked_for_no_detail(world, box):
    box.damage = lambda body: body.replace(b'{"goods_id":', b'{"goods_id":null,"was":', 1)
    draft = box.feed.fetch("items", "modified", WEEK)
    (row,) = draft.tables["quarantine"].to_pylist()
    assert row["reason"] == "unreadable:goods_id"
    assert box.calls()["pdd.goods.detail.get"] == len(world.items(box.shop_id)) - 1


def test_goods_that_are_counted_but_not_sent_fail_loudly_and_soon(box):
    box.damage = lambda body: body.replace(b'"total_count":1', b'"total_count":9')
    with pytest.raises(FatalFeedError, match="does not send all the rows"):
        box.feed.fetch("items", "modified", WEEK)
    assert len(box.asked) < 60


def test_a_token_that_is_over_is_exchanged_once(box):
    box.book.end_tokens(NOW)
    for _ in range(2):
        assert box.feed.shop_info(box.shop_id).shop_id == box.shop_id
    assert box.calls() == {"pdd.mall.info.get": 3, "pdd.pop.auth.token.refresh": 1}


def test_an_authorisation_that_is_over_is_told_in_pinduoduos_words(box):
    box.book.end_tokens(NOW)
    box.book.revoke(box.shop_id)
    with pytest.raises(FatalFeedError, match="refresh_token已失效") as raised:
        box.feed.shop_info(box.shop_id)
    assert "authorise the application again" in raised.value.advice


def test_what_the_platform_repeats_of_us_is_not_told(box):
    box.damage = lambda _: msgspec.json.encode(
        {"error_response": {"error_code": 50001, "sub_msg": " ".join(box.secrets)}}
    )
    with pytest.raises(FatalFeedError) as raised:
        box.feed.shop_info(box.shop_id)
    assert not [secret for secret in box.secrets if secret in str(raised.value)]


def test_nor_is_a_token_that_another_worker_has_exchanged_meanwhile(box):
    _, used, _ = box.secrets

    def meanwhile(_):
        box.store.renew(box.shop_id, used, lambda _: ShopToken("newer", "refresh-2"))
        return msgspec.json.encode({"error_response": {"error_code": 50001, "sub_msg": used}})

    box.damage = meanwhile
    with pytest.raises(FatalFeedError) as raised:
        box.feed.shop_info(box.shop_id)
    assert used not in str(raised.value)
