"""Access tokens of shops, and renewing them: one exchange for each token that ended.

A refresh token works once on most platforms, so two threads or two processes must not both hand
it in: the second waits, and finds the first one's answer.
Keep out: how a platform exchanges tokens, where a deployment keeps them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

import msgspec


class ShopToken(msgspec.Struct, frozen=True):
    """What one shop gave us. Its printed form leaves the tokens out."""

    access_token: str
    refresh_token: str = ""
    #: naive Beijing time; null where the platform did not say
    expires_at: datetime | None = None

    def __repr__(self) -> str:
        return f"ShopToken(expires_at={self.expires_at})"


Exchange = Callable[[ShopToken], ShopToken]


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
