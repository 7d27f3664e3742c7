"""The only place that names every platform: which there are, and how a feed is opened.

Keep out: anything about a platform that its own folder can say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import httpx

from connectors.core.buyers import Buyers, ResolveCounty
from connectors.core.drift import DriftWatch, Known
from connectors.core.errands import Errand
from connectors.core.errors import ConfigurationError
from connectors.core.feed import Clock, Feed, FeedSettings, PlatformSpec, ShopCredential
from connectors.core.http import Wire
from connectors.core.limiter import limit_for
from connectors.core.platform_feed import Connection
from connectors.core.tokens import MemoryTokens, ShopToken
from connectors.platforms.douyin import known as douyin_known
from connectors.platforms.douyin import settings as douyin
from connectors.platforms.douyin.feed import open_feed as open_douyin
from connectors.platforms.jd import known as jd_known
from connectors.platforms.jd import settings as jd
from connectors.platforms.jd.feed import open_feed as open_jd
from connectors.platforms.kuaishou import known as kuaishou_known
from connectors.platforms.kuaishou import settings as kuaishou
from connectors.platforms.kuaishou.feed import open_feed as open_kuaishou
from connectors.platforms.pdd import known as pdd_known
from connectors.platforms.pdd import settings as pdd
from connectors.platforms.pdd.feed import open_feed as open_pdd
from connectors.platforms.suning import known as suning_known
from connectors.platforms.suning import settings as suning
from connectors.platforms.suning.feed import open_feed as open_suning
from connectors.platforms.taobao import known as taobao_known
from connectors.platforms.taobao import settings as taobao
from connectors.platforms.taobao.feed import open_feed as open_taobao
from connectors.platforms.wechat import known as wechat_known
from connectors.platforms.wechat import settings as wechat
from connectors.platforms.wechat.feed import open_feed as open_wechat

PLATFORMS: dict[str, PlatformSpec] = {
    spec.platform: spec
    for spec in (
        taobao.SPEC,
        jd.SPEC,
        pdd.SPEC,
        douyin.SPEC,
        wechat.SPEC,
        suning.SPEC,
        kuaishou.SPEC,
    )
}
_FEEDS: dict[str, Callable[[Connection], Feed]] = {
    taobao.PLATFORM: open_taobao,
    jd.PLATFORM: open_jd,
    pdd.PLATFORM: open_pdd,
    douyin.PLATFORM: open_douyin,
    wechat.PLATFORM: open_wechat,
    suning.PLATFORM: open_suning,
    kuaishou.PLATFORM: open_kuaishou,
}
#: what each platform is known to tell; anything else is reported as drift
_KNOWN: dict[str, Mapping[str, Known]] = {
    taobao.PLATFORM: taobao_known.RECORDS,
    jd.PLATFORM: jd_known.RECORDS,
    pdd.PLATFORM: pdd_known.RECORDS,
    douyin.PLATFORM: douyin_known.RECORDS,
    wechat.PLATFORM: wechat_known.RECORDS,
    suning.PLATFORM: suning_known.RECORDS,
    kuaishou.PLATFORM: kuaishou_known.RECORDS,
}


def open_feed(
    settings: FeedSettings,
    *,
    clock: Clock,
    resolve_county: ResolveCounty,
    transport: httpx.BaseTransport | None = None,
    on_request: Callable[[str], None] | None = None,
) -> Feed:
    """The feed of the platform that the settings name; nothing is asked yet.

    `clock` gives naive Beijing time (signatures and reach). `resolve_county` and `on_request` are
    called from up to `max_parallel` threads; `on_request` gets the place of every request.

    Raises:
        ConfigurationError: no such platform, an address that isn't its own, a missing value.
    """
    if settings.platform not in PLATFORMS:
        raise ConfigurationError(
            f"there is no connector for {settings.platform!r}",
            where="settings: platform",
            advice=f"use one of {', '.join(sorted(PLATFORMS))}",
        )
    _require_values(settings)
    spec = PLATFORMS[settings.platform]
    wire = Wire(
        settings.base_url,
        gateway_path=spec.gateway_path,
        official_hosts=spec.official_hosts,
        platform=settings.platform,
        max_connections=settings.max_parallel,
        transport=transport,
    )
    limit = limit_for(settings.platform, settings.app_key, settings.requests_per_second)
    connection = Connection(
        settings=settings,
        new_errand=lambda: Errand(
            wire, limit, on_request=on_request, watch=DriftWatch(_KNOWN[settings.platform])
        ),
        close=wire.close,
        clock=clock,
        tokens=settings.tokens or MemoryTokens(_given(shop) for shop in settings.shops),
        buyers=Buyers(settings.hmac_key, resolve_county),
        server_time=lambda: wire.server_time,
    )
    return _FEEDS[settings.platform](connection)


def _given(shop: ShopCredential) -> tuple[str, ShopToken]:
    return shop.shop_id, ShopToken(shop.access_token, shop.refresh_token)


def _require_values(settings: FeedSettings) -> None:
    has_own_keys = PLATFORMS[settings.platform].has_keys_by_shop
    missing = [
        name
        for name, value in (
            ("app_key", settings.app_key or has_own_keys),
            ("app_secret", settings.app_secret or has_own_keys),
            ("shops", settings.shops),
            ("hmac_key", settings.hmac_key),
            ("requests_per_second", settings.requests_per_second > 0),
            ("max_parallel", settings.max_parallel > 0),
        )
        if not value
    ]
    missing += [name for shop in settings.shops for name in _missing_of(shop, settings)]
    if missing:
        raise ConfigurationError(
            f"missing or not positive: {', '.join(missing)}",
            where=f"settings of {settings.platform}",
            advice="fill them in, then run again",
        )


def _missing_of(shop: ShopCredential, settings: FeedSettings) -> list[str]:
    if PLATFORMS[settings.platform].has_keys_by_shop:
        keys = {"app_key": shop.app_key, "app_secret": shop.app_secret}
        return [f"{name} of shop {shop.shop_id}" for name, value in keys.items() if not value]
    is_told = shop.access_token or shop.refresh_token
    return [] if is_told else [f"access_token of shop {shop.shop_id}"]
