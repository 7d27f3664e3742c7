"""WeChat's refusals by what to do next, and the token that a shop's secret is exchanged for."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import parse_qs

import httpx
import msgspec
import pytest

from connectors.core.cursors import CursorExpired
from connectors.core.errors import FatalFeedError, RetriableFeedError, TokenExpired
from connectors.core.feed import FeedSettings, ShopCredential
from connectors.platforms.wechat import errors
from connectors.registry import open_feed

NOW = datetime(2020, 7, 1, 12)


@pytest.mark.parametrize(
    ("code", "kind", "told"),
    [
        (40001, TokenExpired, "authorisation"),
        (40014, TokenExpired, "authorisation"),
        (42001, TokenExpired, "authorisation"),
        (-1, RetriableFeedError, "run again later"),
        (10021044, RetriableFeedError, "run again later"),
        (45011, RetriableFeedError, "requests_per_second"),
        (45009, RetriableFeedError, "tomorrow"),
        (606006, CursorExpired, "from its beginning"),
        (31042, errors.WindowTooWide, "shorter"),
        (100002, errors.RecordGone, "back office"),
        (10021050, errors.RecordGone, "back office"),
        (48001, FatalFeedError, "grant this interface"),
        (45035, FatalFeedError, "white list"),
        (61004, FatalFeedError, "white list"),
        (40097, FatalFeedError, "refused"),
        ("?", FatalFeedError, "refused"),
    ],
)
def test_each_code_says_what_to_do(code, kind, told):
    with pytest.raises(kind) as raised:
        errors.raise_for(errors.WechatError(code, "words"), where="here", secrets=())
    assert type(raised.value) is kind
    assert told in raised.value.advice
    assert f"errcode {code}, words" in raised.value.what


def test_a_minute_is_waited_for_and_a_day_is_not():
    waits = {}
    for code in (45011, 45009):
        with pytest.raises(RetriableFeedError) as raised:
            errors.raise_for(errors.WechatError(code), where="here", secrets=())
        waits[code] = raised.value.retry_after_seconds
    assert waits == {45011: 60.0, 45009: 86_400.0}


@pytest.mark.parametrize(
    ("code", "setting"), [(40013, "app_key"), (40125, "app_secret"), (40001, "app_secret")]
)
def test_a_refused_exchange_names_the_shops_own_setting(code, setting):
    with pytest.raises(FatalFeedError, match=f"the shop's {setting}") as raised:
        errors.raise_for_token(
            errors.WechatError(code, "no such s3cret"), where="shop 1", secrets=("s3cret",)
        )
    assert "s3cret" not in str(raised.value)


class Desk:
    """Gives tokens that hold for two hours and knows its shop under the newest."""

    def __init__(self):
        self.asked = []
        self.now = NOW
        self.granted = {"access_token": "token-1", "expires_in": 7200}

    def answer(self, request):
        self.asked.append(request)
        if request.url.path == "/cgi-bin/stable_token":
            return httpx.Response(200, json=self.granted)
        told = {"errcode": 0, "errmsg": "ok", "info": {"username": "gh_1", "nickname": "山货店"}}
        return httpx.Response(200, json=told)

    def open(self):
        settings = FeedSettings(
            platform="wechat",
            base_url="https://api.weixin.qq.com",
            app_key="",
            app_secret="",
            shops=[ShopCredential("wx1", app_key="wx1", app_secret="s3cret")],
            requests_per_second=1000,
            hmac_key=b"key of the tests",
        )
        return open_feed(
            settings,
            clock=lambda: self.now,
            resolve_county=lambda *_: None,
            transport=httpx.MockTransport(self.answer),
        )

    def paths(self):
        return [request.url.path.rpartition("/")[2] for request in self.asked]


def test_the_secret_goes_into_a_body_and_the_token_into_the_address():
    desk = Desk()
    info = desk.open().shop_info("wx1")

    # an app id is the shop's id here; the interface tells another name of it
    assert (info.shop_id, info.name) == ("", "山货店")
    exchange, call = desk.asked
    assert (exchange.method, exchange.url.query) == ("POST", b"")
    assert msgspec.json.decode(exchange.content) == {
        "grant_type": "client_credential",
        "appid": "wx1",
        "secret": "s3cret",
        "force_refresh": False,
    }
    assert (call.method, call.content) == ("GET", b"")
    assert parse_qs(call.url.query.decode()) == {"access_token": ["token-1"]}


def test_a_token_is_replaced_shortly_before_it_ends():
    desk = Desk()
    feed = desk.open()
    feed.shop_info("wx1")

    desk.now = NOW + timedelta(seconds=7200 - 121)
    feed.shop_info("wx1")
    assert desk.paths() == ["stable_token", "get", "get"]

    desk.now = NOW + timedelta(seconds=7200 - 120)
    feed.shop_info("wx1")
    assert desk.paths() == ["stable_token", "get", "get", "stable_token", "get"]


@pytest.mark.parametrize(
    "granted", [{}, {"access_token": "t"}, {"access_token": "t", "expires_in": 0}]
)
def test_a_token_without_its_time_is_not_understood(granted, no_waiting):
    desk = Desk()
    desk.granted = granted
    with pytest.raises(RetriableFeedError, match="stable_token"):
        desk.open().shop_info("wx1")


@pytest.fixture
def no_waiting():
    import stamina

    stamina.set_testing(True, attempts=2, cap=True)
    yield
    stamina.set_testing(False)
