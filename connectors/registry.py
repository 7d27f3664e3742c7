"""The only place that names every platform: which there are, and how a feed is opened.

Keep out: anything about a platform that its own folder can say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import httpx

from connectors.core.errands import Errand
from connectors.core.errors import ConfigurationError
from connectors.core.feed import (
    Clock,
    Feed,
    FeedSettings,
    PlatformSpec,
    ResolveCounty,
)
from connectors.core.http import FormPoster
from connectors.core.limiter import limit_for
from connectors.platforms.jd import settings as jd
from connectors.platforms.jd.feed import JdFeed
from connectors.platforms.taobao import settings as taobao
from connectors.platforms.taobao.feed import TaobaoFeed


class _MakeFeed(Protocol):
    def __call__(
        self,
        feed_settings: FeedSettings,
        *,
        new_errand: Callable[[], Errand],
        close: Callable[[], None],
        clock: Clock,
        resolve_county: ResolveCounty,
    ) -> Feed: ...


PLATFORMS: dict[str, PlatformSpec] = {spec.platform: spec for spec in (taobao.SPEC, jd.SPEC)}
_FEEDS: dict[str, _MakeFeed] = {taobao.PLATFORM: TaobaoFeed, jd.PLATFORM: JdFeed}


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
    poster = FormPoster(
        settings.base_url,
        gateway_path=spec.gateway_path,
        official_hosts=spec.official_hosts,
        platform=settings.platform,
        max_connections=settings.max_parallel,
        transport=transport,
    )
    limit = limit_for(settings.platform, settings.app_key, settings.requests_per_second)
    return _FEEDS[settings.platform](
        settings,
        new_errand=lambda: Errand(poster, limit, on_request=on_request),
        close=poster.close,
        clock=clock,
        resolve_county=resolve_county,
    )


def _require_values(settings: FeedSettings) -> None:
    missing = [
        name
        for name, value in (
            ("app_key", settings.app_key),
            ("app_secret", settings.app_secret),
            ("shops", settings.shops),
            ("hmac_key", settings.hmac_key),
            ("requests_per_second", settings.requests_per_second > 0),
            ("max_parallel", settings.max_parallel > 0),
        )
        if not value
    ]
    missing += [f"access_token of shop {s.shop_id}" for s in settings.shops if not s.access_token]
    if missing:
        raise ConfigurationError(
            f"missing or not positive: {', '.join(missing)}",
            where=f"settings of {settings.platform}",
            advice="fill them in, then run again",
        )
