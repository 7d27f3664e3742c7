"""Who may call: an application per platform, and the tokens of its shops as time goes on.

Keys are made from the seed, so a world keeps its keys; they open nothing but the sandbox.
Keep out: checking a request (each platform's gateway).
"""

from __future__ import annotations

import hashlib
import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

    from connectors.sandbox.world import World

#: what a token is said to last where the sandbox lets it live on
_TOLD_LIFETIME = timedelta(days=30)
#: a token got anew by a shop's own key leaves the former one this long (WeChat's stated overlap)
_OVERLAP = timedelta(minutes=5)


class TokenUnknown(Exception):
    """Nobody was given this token, or it was taken back."""


class TokenOver(Exception):
    """The token was good and its time is over."""


class ShopAccess(msgspec.Struct, frozen=True):
    """One shop's permission. Its own key and secret only where every shop has them (WeChat)."""

    shop_id: str
    access_token: str
    refresh_token: str = ""
    app_key: str = ""
    app_secret: str = ""


class PlatformAccess(msgspec.Struct, frozen=True):
    """One platform's application and the shops that permit it; the largest shop first.

    `sign_secret` is what requests are signed with where that is another secret (Kuaishou).
    """

    platform: str
    app_key: str
    app_secret: str
    shops: tuple[ShopAccess, ...]
    sign_secret: str = ""


class Issued(msgspec.Struct, frozen=True):
    """A shop's tokens after a refresh or grant. `expires_at` is naive Beijing time."""

    shop_id: str
    access_token: str
    refresh_token: str
    expires_at: datetime


class _Standing(msgspec.Struct):
    """A shop's tokens in force."""

    number: int
    refresh_token: str
    # access token → the moment from which it is over; None: never
    tokens: dict[str, datetime | None]


class TokenBook:
    """The tokens in force on one platform. Safe to be asked from several threads.

    `lifetime` None: no token ever ends. Else the first tokens end `lifetime` after `began`, later
    ones `lifetime` after they were issued. A refresh token is good for one refresh, which ends the
    shop's former access token at once.
    """

    def __init__(
        self,
        access: PlatformAccess,
        *,
        lifetime: timedelta | None = None,
        began: datetime | None = None,
    ) -> None:
        if lifetime is not None and began is None:
            raise ValueError("tokens with a lifetime need the moment at which they began")
        self.access = access
        self._lifetime = lifetime
        self._lock = threading.Lock()
        first_end = began + lifetime if began is not None and lifetime is not None else None
        self._standing = {
            shop.shop_id: _Standing(0, shop.refresh_token, {shop.access_token: first_end})
            for shop in access.shops
        }
        self._revoked: set[str] = set()
        #: refreshes and grants so far
        self.issued_count = 0

    def shop_of(self, token: str, now: datetime) -> str:
        """The shop that gave this access token. Raises TokenUnknown, TokenOver."""
        with self._lock:
            for shop_id, standing in self._standing.items():
                if token in standing.tokens:
                    end = standing.tokens[token]
                    if shop_id in self._revoked or (end is not None and now >= end):
                        raise TokenOver
                    return shop_id
        raise TokenUnknown

    def refresh(
        self, refresh_token: str, now: datetime, *, only_while_valid: bool = False
    ) -> Issued:
        """New tokens for a refresh token. Raises TokenUnknown for one that is not in force.

        `only_while_valid`: TokenOver where the access token has ended already (JD).
        """
        with self._lock:
            shop_id = self._shop_where(
                lambda s: bool(s.refresh_token) and (s.refresh_token == refresh_token)
            )
            if only_while_valid:
                ends = self._standing[shop_id].tokens.values()
                if all(end is not None and now >= end for end in ends):
                    raise TokenOver
            return self._issue(shop_id, now, keep_former=False)

    def grant(self, app_key: str, app_secret: str, now: datetime) -> Issued:
        """A new token for a shop's own key and secret. Raises TokenUnknown."""
        with self._lock:
            for shop in self.access.shops:
                is_right = (shop.app_key, shop.app_secret) == (app_key, app_secret)
                if shop.app_key and is_right and shop.shop_id not in self._revoked:
                    return self._issue(shop.shop_id, now, keep_former=True)
        raise TokenUnknown

    def standing(self) -> list[tuple[str, str]]:
        """Shop and access token of every token that was given and not replaced."""
        with self._lock:
            return [(shop, token) for shop, held in self._standing.items() for token in held.tokens]

    def end_tokens(self, now: datetime) -> None:
        """End every access token now; refresh tokens stay good."""
        with self._lock:
            for standing in self._standing.values():
                standing.tokens = dict.fromkeys(standing.tokens, now)

    def revoke(self, shop_id: str) -> None:
        """The shop takes its permission back: neither its token nor a refresh works any more."""
        with self._lock:
            self._revoked.add(shop_id)

    def _shop_where(self, fits: Callable[[_Standing], bool]) -> str:
        for shop_id, standing in self._standing.items():
            if fits(standing) and shop_id not in self._revoked:
                return shop_id
        raise TokenUnknown

    def _issue(self, shop_id: str, now: datetime, *, keep_former: bool) -> Issued:
        standing = self._standing[shop_id]
        number = standing.number + 1
        token = _digest(self.access.app_secret, shop_id, "access", number)
        end = now + self._lifetime if self._lifetime is not None else None
        kept: dict[str, datetime | None] = {}
        if keep_former:
            last = now + _OVERLAP
            kept = {t: min(e or last, last) for t, e in standing.tokens.items()}
        refresh = standing.refresh_token and _digest(
            self.access.app_secret, shop_id, "refresh", number
        )
        self._standing[shop_id] = _Standing(number, refresh, {**kept, token: end})
        self.issued_count += 1
        return Issued(shop_id, token, refresh, now + (self._lifetime or _TOLD_LIFETIME))


def grant_access(world: World, seed: int, platform: str) -> PlatformAccess:
    """The keys of one platform; `platform` is one of the world's."""
    shops = sorted(
        (s for s in world.shops if s.platform == platform), key=lambda s: (-s.weight, s.shop_id)
    )
    key = _digest(seed, platform, "key")
    own_keys = platform == "wechat"
    return PlatformAccess(
        platform=platform,
        app_key=_app_key(platform, key),
        app_secret=_digest(seed, platform, "secret"),
        shops=tuple(
            ShopAccess(
                shop_id=s.shop_id,
                access_token=_digest(seed, platform, s.shop_id),
                refresh_token="" if own_keys else _digest(seed, platform, s.shop_id, "refresh"),
                app_key=s.shop_id if own_keys else "",
                app_secret=_digest(seed, platform, s.shop_id, "secret") if own_keys else "",
            )
            for s in shops
        ),
        sign_secret=_digest(seed, platform, "sign") if platform == "kuaishou" else "",
    )


def _app_key(platform: str, key: str) -> str:
    """In the form that the platform gives its application keys."""
    if platform == "taobao":
        return str(10_000_000 + int(key[:6], 16))
    if platform == "douyin":
        return str(7_000_000_000_000_000_000 + int(key[:14], 16))
    if platform == "kuaishou":
        return f"ks{int(key[:14], 16):018d}"
    return key.upper() if platform == "jd" else key


def _digest(*parts: object) -> str:
    return hashlib.sha256("/".join(map(str, ("sandbox", *parts))).encode()).hexdigest()[:32]
