"""What is Douyin's alone about a pull: deep windows, details, products, the name of a shop."""

from __future__ import annotations

import json
import logging
from datetime import datetime

import pytest

from connectors.core.errors import FatalFeedError
from connectors.core.feed import FeedSettings, ShopCredential
from connectors.core.windows import Window
from connectors.platforms.douyin import settings
from connectors.registry import open_feed
from tests.connectors_suite.fake_douyin import FakeDouyin
from tests.connectors_suite.fake_shop import (
    APP_KEY,
    NOW,
    REFRESH_A,
    SECRET,
    SHOP_A,
    TOKEN_A,
    FakeRefund,
    FakeShops,
    paid_orders,
)

DAY = Window(datetime(2020, 6, 1), datetime(2020, 6, 2))


class Listening(FakeDouyin):
    """Keeps method and arguments of every call."""

    #: refuses every search and repeats the token it came with
    echoes_token = False

    def answer(self, form):
        self.calls_made.append((form["method"], json.loads(form["param_json"])))
        answer = super().answer(form)
        if self.echoes_token and form["method"] == "order.searchList" and answer["data"]:
            said = f"no such order for {form['access_token']}"
            return {"code": 50002, "msg": said, "sub_code": "isv.business-failed:1"}
        return answer


@pytest.fixture
def gateway():
    fake = Listening(FakeShops())
    fake.calls_made = []
    return fake


@pytest.fixture
def feed(gateway):
    opened = open_feed(
        FeedSettings(
            platform="douyin",
            base_url="https://openapi-fxg.jinritemai.com",
            app_key=APP_KEY,
            app_secret=SECRET,
            shops=[ShopCredential(SHOP_A, TOKEN_A, REFRESH_A)],
            requests_per_second=10_000,
            hmac_key=b"key of the tests",
        ),
        clock=lambda: NOW,
        resolve_county=lambda *_: None,
        transport=gateway.transport(),
    )
    yield opened
    opened.close()


def asked(gateway, method):
    return [arguments for name, arguments in gateway.calls_made if name == method]


def test_pages_are_counted_from_0(feed, gateway):
    gateway.shops.orders[SHOP_A] = paid_orders(250, start=DAY.start)
    feed.fetch("orders", "created", DAY)
    assert [call["page"] for call in asked(gateway, "order.searchList")] == [0, 2, 1]


def test_a_window_with_more_rows_than_can_be_paged_through_is_halved(feed, gateway, monkeypatch):
    monkeypatch.setattr(settings, "MOST_ROWS", 100)
    gateway.shops.orders[SHOP_A] = paid_orders(260, start=DAY.start)

    draft = feed.fetch("orders", "created", DAY)

    assert draft.tables["orders"].num_rows == 260
    calls = asked(gateway, "order.searchList")
    assert max(call["page"] * call["size"] for call in calls) <= 100
    assert len({call["create_time_start"] for call in calls}) > 3


def test_only_a_case_that_paid_out_costs_a_second_call(feed, gateway):
    gateway.shops.refunds[SHOP_A] = [
        FakeRefund("7001", "4001", 1234, DAY.start),
        FakeRefund("7002", "4002", 99, DAY.start, state="pending"),
        FakeRefund("7003", "4003", 50, DAY.start, state="closed"),
    ]
    draft = feed.fetch("refunds", "modified", DAY)
    assert asked(gateway, "afterSale.Detail") == [{"after_sale_id": "7001"}]
    # what was asked for in the list was 99 fen more, what went back holds 600 fen of freight
    assert draft.tables["refunds"]["amount_fen"].to_pylist() == [1234, 99, 50]


def test_products_come_with_their_origin(feed, gateway):
    draft = feed.fetch("items", "modified", DAY)
    (row,) = draft.tables["items"].to_pylist()
    assert (row["item_id"], row["merchant_code"]) == ("7001", "HN-001")
    assert row["item_origin_text"] == "湖南省长沙市"
    assert row["platform_category"] == "20174"
    assert row["shop_id"] == SHOP_A
    assert asked(gateway, "product.listV2")[0]["page"] == 1
    assert b"139" not in b"".join(draft.raw)


def test_the_newest_order_names_the_shop(feed, gateway):
    assert feed.shop_info(SHOP_A).name == ""
    gateway.shops.orders[SHOP_A] = paid_orders(3, start=DAY.start)
    found = feed.shop_info(SHOP_A)
    assert (found.shop_id, found.name) == (SHOP_A, "示例店")


def test_the_address_with_its_token_stands_in_no_log(feed, gateway, caplog):
    caplog.set_level(logging.DEBUG)
    gateway.shops.orders[SHOP_A] = paid_orders(3, start=DAY.start)
    feed.fetch("orders", "created", DAY)
    assert TOKEN_A in str(gateway.asked), "it stood in the address"
    assert "asking douyin" in caplog.text, "something was logged"
    for word in (TOKEN_A, SECRET, "access_token", "sign="):
        assert word not in caplog.text


def test_records_whose_id_has_another_name_all_go_to_quarantine(feed, gateway):
    gateway.shops.orders[SHOP_A] = paid_orders(5, start=DAY.start)
    gateway.damage = lambda body: body.replace(b'"order_id"', b'"order_no"')
    draft = feed.fetch("orders", "created", DAY)
    assert draft.tables["orders"].num_rows == 0
    assert draft.tables["quarantine"].num_rows == 5


def test_a_window_is_asked_for_from_a_second_before_to_its_end(feed, gateway):
    """Whether the platform counts the ends in is not documented for orders and cases."""
    feed.fetch("orders", "created", DAY)
    feed.fetch("refunds", "modified", DAY)
    (orders,) = asked(gateway, "order.searchList")
    (cases,) = asked(gateway, "afterSale.List")
    first, last = 1590940799, 1591027200
    assert (orders["create_time_start"], orders["create_time_end"]) == (first, last)
    assert (cases["update_start_time"], cases["update_end_time"]) == (first, last)


def test_an_exchange_is_no_record_of_the_batch(feed, gateway):
    gateway.shops.refunds[SHOP_A] = [FakeRefund("7002", "4002", 99, DAY.start, state="pending")]
    gateway.damage = lambda body: body.replace(b'"aftersale_type": 0', b'"aftersale_type": 3')
    draft = feed.fetch("refunds", "modified", DAY)
    assert draft.control["platform"]["record_count"] == 0
    assert draft.tables["quarantine"].num_rows == draft.tables["refunds"].num_rows == 0


@pytest.mark.parametrize("is_renewed", [False, True])
def test_an_error_that_repeats_a_token_is_told_without_it(feed, gateway, is_renewed):
    gateway.echoes_token = True
    if is_renewed:
        gateway.end_token(SHOP_A)
    with pytest.raises(FatalFeedError, match=r"no such order for \*\*\*") as raised:
        feed.fetch("orders", "created", DAY)
    assert "CANARY" not in str(raised.value)
    assert len(gateway.exchanges) == is_renewed
