"""What a feed is: its settings, what it promises, and how a platform describes itself.

Keep out: how any platform is spoken to.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from connectors.core.errors import ConfigurationError, FatalFeedError
from connectors.core.landing import BatchDraft
from connectors.core.tokens import TokenStore
from connectors.core.windows import Window, WindowKind

Clock = Callable[[], datetime]


class ShopCredential(msgspec.Struct, frozen=True):
    """One shop that has authorised us. Its printed form leaves tokens and secrets out.

    `app_key` and `app_secret` are for platforms on which every shop is an application of its own.
    """

    shop_id: str
    access_token: str = ""
    refresh_token: str = ""
    app_key: str = ""
    app_secret: str = ""

    def __repr__(self) -> str:
        return f"ShopCredential(shop_id={self.shop_id!r}, access_token='***')"


class ShopInfo(msgspec.Struct, frozen=True):
    """Which shop a permission belongs to, in the platform's own words."""

    shop_id: str
    name: str


class FeedSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How to reach one platform as one application. Its printed form leaves the secrets out."""

    platform: str
    base_url: str
    app_key: str
    app_secret: str
    shops: list[ShopCredential]
    requests_per_second: float
    hmac_key: bytes
    max_parallel: int = 2
    #: the token service's secret for the application where that is not `app_secret` (Kuaishou);
    #: without it that platform's tokens are not renewed
    token_secret: str = ""
    #: where tokens are kept and renewed; null keeps them as they stand in `shops`, in memory
    tokens: TokenStore | None = None

    def __repr__(self) -> str:
        return (
            f"FeedSettings(platform={self.platform!r}, base_url={self.base_url!r}, "
            f"app_key={self.app_key!r}, shops={len(self.shops)})"
        )


class KindSpec(msgspec.Struct, frozen=True):
    """One kind of a platform's records: by which times it can be asked for, and how far back."""

    kind: str
    #: window kind → days that the platform reaches back from now (null = no stated limit)
    reach_days: dict[WindowKind, int | None]


class PlatformSpec(msgspec.Struct, frozen=True):
    """What orchestration needs to know of a platform to plan its pulls."""

    platform: str
    name_zh: str
    kinds: dict[str, KindSpec]
    official_hosts: frozenset[str]
    #: where its gateway lies on a host ("" where the path names the method); a base_url may leave
    #: it out
    gateway_path: str
    #: whether every shop is an application of its own, with keys of its own
    has_keys_by_shop: bool = False


def check_request(
    spec: PlatformSpec, kind: str, window_kind: WindowKind, window: Window, *, now: datetime
) -> None:
    """Refuse a pull that the platform can't answer in full, before anything is asked.

    A platform that reaches back three months answers an older window with fewer rows and no
    error, so the limit is kept on our side too.

    Raises:
        ConfigurationError: no such kind, a window kind it isn't served by, an empty window.
        FatalFeedError: the window begins before the platform's reach.
    """
    where = f"{spec.platform}/{kind} {window_kind} {window}"
    known = spec.kinds.get(kind)
    if known is None or window_kind not in known.reach_days:
        offers = {name: sorted(found.reach_days) for name, found in spec.kinds.items()}
        raise ConfigurationError(
            f"{spec.platform} does not serve {kind} by {window_kind} time",
            where=where,
            advice=f"ask for one of {offers}",
        )
    if window.start >= window.end or window.start.microsecond or window.end.microsecond:
        raise ConfigurationError(
            "the window is empty or not of whole seconds",
            where=where,
            advice="give a start and a later end, both at whole seconds",
        )
    days = known.reach_days[window_kind]
    if days is not None and window.start < now - timedelta(days=days):
        raise FatalFeedError(
            f"{spec.name_zh} answers for the last {days} days only",
            where=where,
            advice="replay the window from landing, or import the shop's export files",
        )


class Feed(Protocol):
    """A platform that can be asked for batches."""

    platform: str

    def fetch(self, kind: str, window_kind: WindowKind, window: Window) -> BatchDraft:
        """One batch over all shops of the settings; shops that failed stand in `failures`."""
        ...

    def shop_info(self, shop_id: str) -> ShopInfo:
        """What the platform says of the shop that the token belongs to."""
        ...

    def server_time(self) -> datetime | None:
        """The platform's own time (naive Beijing) when it last answered; null before it did."""
        ...

    def close(self) -> None:
        """Give connections back."""
        ...
