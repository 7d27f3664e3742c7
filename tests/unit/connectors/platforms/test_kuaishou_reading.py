"""Kuaishou's refusals, its items, and what may stand in an address."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta

import msgspec
import pytest
import stamina

from connectors.core.cursors import CursorExpired
from connectors.core.errors import (
    ConfigurationError,
    FatalFeedError,
    RetriableFeedError,
    TokenExpired,
)
from connectors.core.feed import FeedSettings, ShopCredential
from connectors.core.tokens import MemoryTokens, ShopToken
from connectors.core.windows import Window
from connectors.platforms.kuaishou.errors import KsError, WindowTooWide, raise_for
from connectors.registry import open_feed
from tests.connectors_suite.fake_kuaishou import TOKEN_SECRET, FakeKuaishou
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


@pytest.fixture(autouse=True)
def without_waiting():
    stamina.set_testing(True, attempts=3, cap=True)
    yield
    stamina.set_testing(False)


@pytest.fixture
def gateway():
    return FakeKuaishou(FakeShops())


@pytest.fixture
def open_shop(gateway):
    feeds = []

    def open_one(**changes):
        values = {
            "platform": "kuaishou",
            "base_url": "https://openapi.kwaixiaodian.com",
            "app_key": APP_KEY,
            "app_secret": SECRET,
            "token_secret": TOKEN_SECRET,
            "shops": [ShopCredential(SHOP_A, TOKEN_A, REFRESH_A)],
            "requests_per_second": 10_000,
            "hmac_key": b"key of the tests",
        }
        feeds.append(
            open_feed(
                FeedSettings(**(values | changes)),
                clock=lambda: NOW,
                resolve_county=lambda *_: None,
                transport=gateway.transport(),
            )
        )
        return feeds[-1]

    yield open_one
    for feed in feeds:
        feed.close()


@pytest.mark.parametrize(
    ("told", "error", "words"),
    [
        ({"result": 100200102, "error_msg": "x"}, TokenExpired, "renew the authorisation"),
        ({"result": 28, "error_msg": "access_token 已失效"}, TokenExpired, "renew"),
        ({"result": 21, "error_msg": "签名验证失败"}, ConfigurationError, "app_secret"),
        ({"result": 100200101, "error_msg": "app 非法"}, ConfigurationError, "app_key"),
        ({"result": 22, "msg": "timestamp 过期"}, ConfigurationError, "clock"),
        ({"result": 24, "error_msg": "调用频率超限"}, RetriableFeedError, "requests_per_second"),
        ({"result": 2, "sub_code": "802006", "sub_msg": "额度"}, RetriableFeedError, "tomorrow"),
        ({"result": 2, "code": "802006"}, RetriableFeedError, "tomorrow"),
        ({"result": 100200500, "error_msg": "?"}, RetriableFeedError, "later"),
        ({"result": 9, "sub_msg": "系统繁忙"}, RetriableFeedError, "later"),
        ({"result": 2001, "code": "807000", "sub_msg": "cursor无效"}, CursorExpired, "cursor"),
        ({"result": 100200106, "error_msg": "x"}, FatalFeedError, "permission"),
        ({"result": 9, "error_msg": "token中无scope的权限"}, FatalFeedError, "permission"),
        ({"result": 2001, "code": "807000", "sub_msg": "endTime无效"}, WindowTooWide, "itself"),
        ({"result": 2001, "code": "807000", "sub_msg": "pageSize无效"}, FatalFeedError, "itself"),
        ({"result": 9, "error_msg": "IP不在白名单"}, FatalFeedError, "white list"),
        ({"result": "0"}, FatalFeedError, "request id"),
    ],
)
def test_every_refusal_says_what_to_do(told, error, words):
    refusal = msgspec.convert(told, KsError)

    with pytest.raises(error, match=words) as raised:
        raise_for(refusal, where="here", secrets=())
    assert type(raised.value) is error


def test_a_used_up_day_is_not_waited_for(gateway, open_shop):
    told = {"result": 25, "error_msg": "APP已达到当天调用额度限制", "sub_code": "802006"}
    gateway.answer = lambda _: told

    with pytest.raises(RetriableFeedError, match="tomorrow"):
        open_shop().fetch("orders", "created", DAY)
    assert len(gateway.asked) == 1


def test_a_page_without_a_cursor_is_no_page(gateway, open_shop):
    gateway.shops.orders[SHOP_A] = paid_orders(3, start=DAY.start)
    gateway.damage = lambda body: body.replace(b'"nomore"', b'""')

    with pytest.raises(RetriableFeedError, match="is not the JSON"):
        open_shop().fetch("orders", "created", DAY)


def test_a_cursor_that_was_let_go_begins_the_window_again(gateway, open_shop):
    gateway.shops.orders[SHOP_A] = paid_orders(120, start=DAY.start)
    known = gateway.answer
    lost = []

    def answer(form):
        if len(gateway.asked) == 2 and not lost:
            lost.append(form)
            return {"result": 2001, "code": "807000", "error_msg": "cursor无效"}
        return known(form)

    gateway.answer = answer

    draft = open_shop().fetch("orders", "created", DAY)

    assert lost
    assert draft.tables["orders"].num_rows == 120
    assert draft.request_count == 2 + 3


def narrow(gateway, longest):
    """The platform takes no longer windows than that."""
    known = gateway.answer

    def answer(form):
        param = json.loads(form["param"])
        if param["endTime"] - param["beginTime"] >= longest // timedelta(milliseconds=1):
            return {"result": 2001, "code": "807000", "error_msg": "endTime无效"}
        return known(form)

    gateway.answer = answer


def test_refunds_are_read_though_the_platform_takes_shorter_windows_for_a_day(gateway, open_shop):
    gateway.shops.refunds[SHOP_A] = [
        FakeRefund(str(70_000_000 + n), "4", 100 + n, DAY.start + timedelta(hours=n))
        for n in range(24)
    ]
    narrow(gateway, timedelta(hours=4))

    draft = open_shop().fetch("refunds", "modified", DAY)

    assert draft.tables["refunds"].num_rows == 24
    # a day, two halves, four quarters, and then eight that are short enough
    assert draft.request_count == 1 + 2 + 4 + 8


def test_windows_that_are_never_short_enough_fail_soon(gateway, open_shop):
    narrow(gateway, timedelta(0))

    with pytest.raises(WindowTooWide, match="endTime"):
        open_shop().fetch("refunds", "modified", DAY)
    assert len(gateway.asked) < 12


def test_items_with_their_origins_code_and_category(gateway, open_shop):
    draft = open_shop().fetch("items", "modified", DAY)

    rows = {row["item_id"]: row for row in draft.tables["items"].to_pylist()}
    assert len(rows) == 120
    assert rows["7003"]["item_origin_text"] == "湖南省3号"
    assert rows["7003"]["merchant_code"] == "HN-003"
    assert rows["7003"]["platform_category"] == "1022"
    # the fake gives fifty a page, and each item is asked for by itself
    assert draft.request_count == 3 + 120


def test_items_that_change_while_they_are_paged_are_read_again(gateway, open_shop):
    known = gateway.answer
    counts = iter([3, 4, 3, 3, 3])

    def answer(form):
        told = known(form)
        if form["method"] == "open.item.list.get":
            told["data"]["totalPage"] = next(counts)
        return told

    gateway.answer = answer

    assert open_shop().fetch("items", "modified", DAY).tables["items"].num_rows == 120
    assert next(counts, None) is None


def test_a_shop_is_known_by_its_name_alone(open_shop):
    info = open_shop().shop_info(SHOP_A)
    assert (info.shop_id, info.name) == ("", "示例店")


@pytest.mark.parametrize(
    ("left", "exchanges"), [(timedelta(minutes=4), 1), (timedelta(hours=1), 0)]
)
def test_a_token_is_renewed_shortly_before_its_end(gateway, open_shop, left, exchanges):
    held = MemoryTokens([(SHOP_A, ShopToken(TOKEN_A, REFRESH_A, NOW + left))])

    open_shop(tokens=held).fetch("orders", "created", DAY)

    assert len(gateway.exchanges) == exchanges
    if exchanges:
        # what the platform said: 172,800 seconds
        assert held.read(SHOP_A).expires_at == NOW + timedelta(hours=48)


def test_without_the_token_services_secret_a_token_is_not_renewed(gateway, open_shop):
    gateway.end_token(SHOP_A)

    with pytest.raises(TokenExpired, match="renew the authorisation"):
        open_shop(token_secret="").fetch("orders", "created", DAY)
    assert gateway.exchanges == []


def test_a_wrong_token_secret_names_the_setting(gateway, open_shop):
    gateway.end_token(SHOP_A)

    with pytest.raises(ConfigurationError, match="token_secret"):
        open_shop(token_secret="CANARY-secret-wrong").fetch("orders", "created", DAY)


def test_the_secrets_are_not_sent_and_the_address_is_shown_nowhere(gateway, open_shop, caplog):
    caplog.set_level(logging.DEBUG)
    gateway.shops.orders[SHOP_A] = paid_orders(60, start=DAY.start)
    settings = FeedSettings(
        platform="kuaishou",
        base_url="https://openapi.kwaixiaodian.com",
        app_key=APP_KEY,
        app_secret=SECRET,
        token_secret=TOKEN_SECRET,
        shops=[ShopCredential(SHOP_A, TOKEN_A, REFRESH_A)],
        requests_per_second=1,
        hmac_key=b"key of the tests",
    )
    open_shop().fetch("orders", "created", DAY)

    assert SECRET not in str(gateway.asked), "neither secret travels with a call"
    assert all(form["access_token"] == TOKEN_A for form in gateway.asked)
    for shown in (caplog.text, repr(settings)):
        assert not [secret for secret in (SECRET, TOKEN_A, REFRESH_A) if secret in shown]
    assert "access_token" not in caplog.text
