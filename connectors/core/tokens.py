"""Access tokens of shops, and renewing them: one exchange for each token that ended.

A refresh token works once on most platforms, so two threads or two processes must not both hand
it in: the second waits, and finds the first one's answer.
Keep out: how a platform exchanges tokens, where a deployment keeps them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from connectors.core.errors import TokenExpired


class ShopToken(msgspec.Struct, frozen=True):
    """What one shop gave us. Its printed form leaves the tokens out."""

    access_token: str
    refresh_token: str = ""
    #: naive Beijing time; null where the platform did not say
    expires_at: datetime | None = None

    def __repr__(self) -> str:
        return f"ShopToken(expires_at={self.expires_at})"


Exchange = Callable[[ShopToken], ShopToken]
#: what to do where a shop's permission can't be renewed
AUTHORISE_AGAIN = "have the shop's owner authorise the application again"


def refresh_token_of(held: ShopToken, *, where: str) -> str:
    """The refresh token to hand in.

    Raises:
        TokenExpired: the shop gave none, so nothing but its owner can renew the permission.
    """
    if not held.refresh_token:
        raise TokenExpired(
            "the access token is over and the shop gave no refresh token",
            where=where,
            advice=AUTHORISE_AGAIN,
        )
    return held.refresh_token


def token_lasting(
    seconds: int | None, *, now: datetime, access_token: str, refresh_token: str = ""
) -> ShopToken:
    """A token that ends `seconds` from now; null where the platform did not say."""
    ends_at = None if seconds is None else now + timedelta(seconds=seconds)
    return ShopToken(access_token, refresh_token, ends_at)


class TokenStore(Protocol):
    """Where tokens are kept."""

    def read(self, shop_id: str) -> ShopToken:
        """The shop's token as it is now."""
        ...

    def renew(self, shop_id: str, stale: str, exchange: Exchange) -> ShopToken:
        """The token in the place of the access token `stale`.

        `exchange` runs only if `stale` still is the shop's token, and at most once at a time; the
        new token is kept before anybody sees it, since the old refresh token is used up.
        """
        ...


class MemoryTokens:
    """Tokens for the life of the process."""

    def __init__(self, tokens: Iterable[tuple[str, ShopToken]]) -> None:
        self._tokens = dict(tokens)
        self._lock = threading.Lock()

    def read(self, shop_id: str) -> ShopToken:
        """The shop's token; raises KeyError for a shop that gave none."""
        return self._tokens[shop_id]

    def renew(self, shop_id: str, stale: str, exchange: Exchange) -> ShopToken:
        """See TokenStore."""
        with self._lock:
            held = self._tokens[shop_id]
            if held.access_token == stale:
                held = self._tokens[shop_id] = exchange(held)
            return held
