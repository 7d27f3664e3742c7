"""Every test here runs for every platform of the registry."""

from __future__ import annotations

import pytest
import stamina

from connectors.core.feed import FeedSettings, ShopCredential
from connectors.registry import PLATFORMS, open_feed
from tests.connectors_suite import fake_jd, fake_taobao
from tests.connectors_suite.fake_shop import (
    APP_KEY,
    NOW,
    REFRESH_A,
    REFRESH_B,
    SECRET,
    SHOP_A,
    SHOP_B,
    TOKEN_A,
    TOKEN_B,
    FakeShops,
)

FAKES = {"taobao": fake_taobao.FakeTaobao, "jd": fake_jd.FakeJd}
SPOILT = {"taobao": fake_taobao.SPOILT, "jd": fake_jd.SPOILT}
BASE_URLS = {"taobao": "https://eco.taobao.com", "jd": "https://api.jd.com"}


@pytest.fixture(params=sorted(PLATFORMS))
def platform(request):
    return request.param


@pytest.fixture
def shops():
    return FakeShops()


@pytest.fixture
def gateway(platform, shops):
    return FAKES[platform](shops)


@pytest.fixture
def spoilt(platform):
    return SPOILT[platform]


@pytest.fixture(autouse=True)
def without_waiting():
    stamina.set_testing(True, attempts=3, cap=True)
    yield
    stamina.set_testing(False)


def county(province, city, district, on):
    return "430104" if (province[:2], city, district) == ("湖南", "长沙市", "岳麓区") else None


@pytest.fixture
def open_fake(platform, gateway):
    """Opens the platform's feed over the fake gateway; keyword arguments change the settings."""
    opened = []

    def open_one(**changes):
        values = {
            "platform": platform,
            "base_url": BASE_URLS[platform],
            "app_key": APP_KEY,
            "app_secret": SECRET,
            "shops": [
                ShopCredential(SHOP_A, TOKEN_A, REFRESH_A, APP_KEY, SECRET),
                ShopCredential(SHOP_B, TOKEN_B, REFRESH_B, APP_KEY, SECRET),
            ],
            "requests_per_second": 10_000,
            "hmac_key": b"key of the tests",
        }
        on_request = changes.pop("on_request", None)
        feed = open_feed(
            FeedSettings(**(values | changes)),
            clock=lambda: NOW,
            resolve_county=county,
            transport=gateway.transport(),
            on_request=on_request,
        )
        opened.append(feed)
        return feed

    yield open_one
    for feed in opened:
        feed.close()
