"""Who may call: an application per platform, and one access token per shop.

Keys are made from the seed, so a world keeps its keys; they open nothing but the sandbox.
Keep out: checking a request (each platform's gate).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from connectors.sandbox.world import World


class ShopAccess(msgspec.Struct, frozen=True):
    """One shop's permission."""

    shop_id: str
    access_token: str


class PlatformAccess(msgspec.Struct, frozen=True):
    """One platform's application and the shops that permit it; the largest shop first."""

    platform: str
    app_key: str
    app_secret: str
    shops: tuple[ShopAccess, ...]

    def shop_of(self, token: str) -> str | None:
        """The shop that gave this token, or None."""
        return next((s.shop_id for s in self.shops if s.access_token == token), None)


def grant_access(world: World, seed: int, platform: str) -> PlatformAccess:
    """The keys of one platform; `platform` is "taobao" or "jd"."""
    shops = sorted(
        (s for s in world.shops if s.platform == platform), key=lambda s: (-s.weight, s.shop_id)
    )
    key = _digest(seed, platform, "key")
    return PlatformAccess(
        platform=platform,
        app_key=str(10_000_000 + int(key[:6], 16)) if platform == "taobao" else key.upper(),
        app_secret=_digest(seed, platform, "secret"),
        shops=tuple(
            ShopAccess(shop_id=s.shop_id, access_token=_digest(seed, platform, s.shop_id))
            for s in shops
        ),
    )


def _digest(*parts: object) -> str:
    return hashlib.sha256("/".join(map(str, ("sandbox", *parts))).encode()).hexdigest()[:32]
