"""Tokens that end: renewed once, for everybody who waits, and never shown."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from connectors.core.errors import FatalFeedError
from connectors.core.feed import ShopCredential
from connectors.core.tokens import MemoryTokens, ShopToken
from connectors.core.windows import Window
from tests.connectors_suite.fake_shop import (
    APP_KEY,
    CANARIES,
    REFRESH_A,
    SECRET,
    SHOP_A,
    SHOP_B,
    TOKEN_A,
    paid_orders,
)

DAY = Window(datetime(2020, 6, 1), datetime(2020, 6, 2))
ONE_SHOP = [ShopCredential(SHOP_A, TOKEN_A, REFRESH_A, APP_KEY, SECRET)]


def ids(draft):
    return set(draft.tables["orders"]["order_id"].to_pylist())


def test_a_token_that_ends_between_two_pages_is_renewed_once(open_fake, shops, gateway):
    shops.orders[SHOP_A] = paid_orders(250, start=DAY.start)

    def end_it(asked):
        if asked == 2:
            gateway.end_token(SHOP_A)

    gateway.meanwhile = end_it

    draft = open_fake(shops=ONE_SHOP).fetch("orders", "created", DAY)

    assert ids(draft) == {order.order_id for order in shops.orders[SHOP_A]}
    assert len(gateway.exchanges) == 1
    assert draft.failures == []


def test_the_next_pull_uses_the_renewed_token(open_fake, shops, gateway):
    shops.orders[SHOP_A] = paid_orders(3, start=DAY.start)
    gateway.end_token(SHOP_A)
    feed = open_fake(shops=ONE_SHOP)

    for _ in range(2):
        assert len(ids(feed.fetch("orders", "created", DAY))) == 3
    assert len(gateway.exchanges) == 1


def test_an_authorisation_that_is_over_stops_its_own_shop_alone(open_fake, shops, gateway):
    shops.orders[SHOP_B] = paid_orders(3, start=DAY.start)
    gateway.end_token(SHOP_A)
    gateway.refuse_exchange(SHOP_A)

    draft = open_fake().fetch("orders", "created", DAY)

    assert draft.shops_answered == [SHOP_B]
    ((failed, message),) = draft.failures
    assert failed == SHOP_A
    assert "Next:" in message


def test_what_is_renewed_stands_in_no_error_log_or_repr(open_fake, gateway, caplog):
    caplog.set_level(logging.DEBUG)
    gateway.end_token(SHOP_A)
    gateway.refuse_exchange(SHOP_A)

    with pytest.raises(FatalFeedError) as raised:
        open_fake(shops=ONE_SHOP).fetch("orders", "created", DAY)
    shown = f"{raised.value}{raised.value!r}{caplog.text}{ONE_SHOP}"
    assert not [canary for canary in CANARIES if canary in shown]


def test_the_shop_of_a_token_is_told(open_fake):
    assert open_fake().shop_info(SHOP_B).shop_id in (SHOP_B, "")


def test_two_who_find_a_token_ended_exchange_it_once():
    store = MemoryTokens([(SHOP_A, ShopToken("old", "refresh"))])
    exchanged = []

    def exchange(held):
        exchanged.append(held.refresh_token)
        return ShopToken("new", "refresh-2")

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: store.renew(SHOP_A, "old", exchange), range(50)))
    assert {token.access_token for token in found} == {"new"}
    assert exchanged == ["refresh"]
