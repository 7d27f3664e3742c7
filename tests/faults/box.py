"""One sandbox for one cell: the world, the faults laid over it, and feeds that read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

import msgspec

from connectors.core.feed import Feed, FeedSettings, ShopCredential
from connectors.core.tokens import MemoryTokens, ShopToken, TokenStore
from connectors.core.windows import Window
from connectors.registry import open_feed
from connectors.sandbox.servers.access import PlatformAccess, grant_access
from connectors.sandbox.servers.app import Gateways
from connectors.sandbox.servers.clock import SandboxClock
from connectors.sandbox.servers.faults.catalogue import fault_named
from connectors.sandbox.servers.faults.effects import Effect, Strikes
from connectors.sandbox.world import World
from tests.faults.line import LINE_FAULTS, Line, LineTime

ORDERS_PER_DAY = 600
NOW = datetime(2020, 6, 20, 12)
SHOPS = 2
#: the edge of a month lies inside it
BY_CREATION = Window(datetime(2020, 5, 31, 18), datetime(2020, 6, 1, 6))
BY_CHANGE = Window(datetime(2020, 6, 9, 6), datetime(2020, 6, 9, 18))
REFUNDS = Window(datetime(2020, 6, 8), datetime(2020, 6, 14))


class Pull(NamedTuple):
    """What a cell pulls."""

    kind: str
    window_kind: str
    window: Window

    def __str__(self) -> str:
        return f"{self.kind}/{self.window_kind}"


PULLS = (
    Pull("orders", "created", BY_CREATION),
    Pull("orders", "modified", BY_CHANGE),
    Pull("refunds", "modified", REFUNDS),
    Pull("items", "modified", REFUNDS),
)


@cache
def world_of(seed: int, platform: str) -> World:
    return World(seed, ORDERS_PER_DAY, (platform,))


@cache
def access_of(seed: int, platform: str) -> PlatformAccess:
    keys = grant_access(world_of(seed, platform), seed, platform)
    return msgspec.structs.replace(keys, shops=keys.shops[:SHOPS])


class Box:
    """The sandbox of one cell, with its faults, and the feeds that ask it."""

    def __init__(
        self,
        seed: int,
        platform: str,
        effects: Sequence[Effect] = (),
        *,
        line_faults: Sequence[tuple[str, Strikes]] = (),
        access: PlatformAccess | None = None,
    ) -> None:
        self.platform = platform
        self.world = world_of(seed, platform)
        self.access = access or access_of(seed, platform)
        self.effects = effects
        self.time = LineTime()
        self._clock = SandboxClock(NOW, frozen=True)
        self._tokens = self.shared_tokens()
        self.gateways = Gateways(
            self.world,
            self._clock,
            {platform: self.access},
            effects=effects,
            monotonic=self.time.monotonic,
        )
        name, strikes = line_faults[0] if line_faults else ("", None)
        self.line = Line(self.gateways, self.time, fault=LINE_FAULTS.get(name), strikes=strikes)

    def settings(self, *, tokens: TokenStore | None = None) -> FeedSettings:
        keys = self.access
        return FeedSettings(
            platform=self.platform,
            base_url="http://127.0.0.1:1",
            app_key=keys.app_key,
            app_secret=keys.sign_secret or keys.app_secret,
            token_secret=keys.app_secret,
            shops=[ShopCredential(**msgspec.structs.asdict(shop)) for shop in keys.shops],
            requests_per_second=1_000_000,
            hmac_key=b"key of the tests",
            max_parallel=1,
            # as in a home: what one night renewed the next night finds
            tokens=tokens or self._tokens,
        )

    def feed(
        self,
        settings: FeedSettings | None = None,
        *,
        clock: Callable[[], datetime] = lambda: NOW,
    ) -> Feed:
        return open_feed(
            settings or self.settings(),
            clock=clock,
            resolve_county=lambda *_: None,
            transport=self.line,
        )

    def shared_tokens(self, expires_at: datetime | None = None) -> MemoryTokens:
        return MemoryTokens(
            (shop.shop_id, ShopToken(shop.access_token, shop.refresh_token, expires_at))
            for shop in self.access.shops
        )

    def turn(self) -> None:
        """From now on it is the next night: faults between two looks have turned."""
        for effect in self.effects:
            if effect.turn is not None:
                effect.turn()
        self._clock.set(self._clock.now() + timedelta(minutes=1), frozen=True)


def strikes_of(text: str) -> tuple[str, Strikes]:
    """Name and strikes of a fault that is not the server's."""
    name, _, rhythm = text.partition(":")
    return name, fault_named(name).strikes(rhythm)
