"""Every test here runs for every platform of the registry."""

from __future__ import annotations

from pathlib import Path

import pytest
import stamina

from connectors.core.feed import FeedSettings, ShopCredential
from connectors.registry import PLATFORMS, open_feed
from tests.connectors_suite import (
    fake_douyin,
    fake_jd,
    fake_kuaishou,
    fake_pdd,
    fake_suning,
    fake_taobao,
    fake_wechat,
)
from tests.connectors_suite.fake_shop import (
    APP_KEY,
    APP_KEY_B,
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
from tests.connectors_suite.not_applicable import NOT_APPLICABLE

FAKES = {
    "taobao": fake_taobao.FakeTaobao,
    "jd": fake_jd.FakeJd,
    "douyin": fake_douyin.FakeDouyin,
    "pdd": fake_pdd.FakePdd,
    "wechat": fake_wechat.FakeWechat,
    "suning": fake_suning.FakeSuning,
    "kuaishou": fake_kuaishou.FakeKuaishou,
}
SPOILT = {
    "taobao": fake_taobao.SPOILT,
    "jd": fake_jd.SPOILT,
    "douyin": fake_douyin.SPOILT,
    "pdd": fake_pdd.SPOILT,
    "wechat": fake_wechat.SPOILT,
    "suning": fake_suning.SPOILT,
    "kuaishou": fake_kuaishou.SPOILT,
}
BASE_URLS = {
    "taobao": "https://eco.taobao.com",
    "jd": "https://api.jd.com",
    "douyin": "https://openapi-fxg.jinritemai.com",
    "pdd": "https://gw-api.pinduoduo.com",
    "wechat": "https://api.weixin.qq.com",
    "suning": "https://open.suning.com",
    "kuaishou": "https://openapi.kwaixiaodian.com",
}
#: settings that one platform alone has
MORE_SETTINGS = {"kuaishou": {"token_secret": fake_kuaishou.TOKEN_SECRET}}


def pytest_collection_modifyitems(config, items):
    """Leave out the cells that do not apply; each stands with its reason in not_applicable.py."""
    applies = [item for item in items if _cell(item) not in NOT_APPLICABLE]
    config.hook.pytest_deselected(items=[i for i in items if _cell(i) in NOT_APPLICABLE])
    items[:] = applies


def _cell(item):
    call = getattr(item, "callspec", None)
    is_ours = item.path.parent == Path(__file__).parent
    return (call.params.get("platform"), item.originalname) if call and is_ours else None


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


@pytest.fixture
def with_secret(platform):
    """Settings with this secret: the application's, or the shop's where every shop has its own."""

    def settings(secret):
        if PLATFORMS[platform].has_keys_by_shop:
            return {"shops": [ShopCredential(SHOP_A, app_key=APP_KEY, app_secret=secret)]}
        return {"app_secret": secret}

    return settings


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
                ShopCredential(SHOP_B, TOKEN_B, REFRESH_B, APP_KEY_B, SECRET),
            ],
            "requests_per_second": 10_000,
            "hmac_key": b"key of the tests",
            **MORE_SETTINGS.get(platform, {}),
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
