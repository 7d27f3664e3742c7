"""The feed of any platform: which client, which pulls. The platform brings both.

Keep out: protocols, records, anything that names a platform.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Generic, TypeVar

import msgspec

from connectors.core.buyers import Buyers
from connectors.core.errands import Errand
from connectors.core.feed import Clock, FeedSettings, PlatformSpec, ShopInfo, check_request
from connectors.core.landing import BatchDraft
from connectors.core.pulls import PullPlan, ShopHarvest, pull_shops
from connectors.core.tokens import TokenStore
from connectors.core.windows import Window, WindowKind

Client = TypeVar("Client")
#: the client, which batch, whose shop
Pull = Callable[[Client, PullPlan, str], ShopHarvest]


class Connection(msgspec.Struct, frozen=True, kw_only=True):
    """What a platform's `open_feed` gets: everything that is not the platform's own."""

    settings: FeedSettings
    new_errand: Callable[[], Errand]
    close: Callable[[], None]
    #: naive Beijing time, for signatures and reach
    clock: Clock
    tokens: TokenStore
    buyers: Buyers
    #: the platform's own time when it last answered, null before
    server_time: Callable[[], datetime | None]


class PlatformFeed(Generic[Client]):
    """A platform that can be asked for batches."""

    def __init__(
        self,
        spec: PlatformSpec,
        connection: Connection,
        *,
        new_client: Callable[[Errand], Client],
        pulls: Mapping[str, Pull[Client]],
        shop_info: Callable[[Client, str], ShopInfo],
    ) -> None:
        self.platform = spec.platform
        self._spec = spec
        self._connection = connection
        self._new_client = new_client
        self._pulls = pulls
        self._shop_info = shop_info

    def fetch(self, kind: str, window_kind: WindowKind, window: Window) -> BatchDraft:
        """One batch over all shops.

        Raises:
            ConnectorError: the window can't be served, a setting is wrong, or every shop failed.
        """
        connection = self._connection
        check_request(self._spec, kind, window_kind, window, now=connection.clock())
        errand = connection.new_errand()
        client = self._new_client(errand)
        plan = PullPlan(platform=self.platform, kind=kind, window_kind=window_kind, window=window)
        pull = self._pulls[kind]
        draft = pull_shops(
            plan,
            [shop.shop_id for shop in connection.settings.shops],
            lambda shop_id: pull(client, plan, shop_id),
            max_parallel=connection.settings.max_parallel,
            request_count=lambda: errand.request_count,
        )
        draft.drift = msgspec.structs.replace(draft.drift, fields=errand.unknown_fields())
        return draft

    def shop_info(self, shop_id: str) -> ShopInfo:
        """What the platform says of the shop: the smallest call that needs a valid token.

        Raises:
            ConnectorError: a setting is wrong, the token is over, or a permission is missing.
        """
        return self._shop_info(self._new_client(self._connection.new_errand()), shop_id)

    def server_time(self) -> datetime | None:
        """The platform's own time (naive Beijing) when it last answered; null before it did."""
        return self._connection.server_time()

    def close(self) -> None:
        """Give connections back."""
        self._connection.close()
