"""Calls in a shop's name: with its token, renewed once when the platform says that it is over.

Keep out: how a token is exchanged (each platform), where it is kept (tokens.py).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from connectors.core.errands import Errand
from connectors.core.errors import TokenExpired
from connectors.core.http import WireRequest
from connectors.core.tokens import ShopToken, TokenStore

Answer = TypeVar("Answer")
#: the shop's id and its present token → its next one
ExchangeFor = Callable[[str, ShopToken], ShopToken]


class AuthorisedCalls:
    """One pull's calls to one platform, each in the name of a shop.

    `exchange` is null where a platform gives no way to renew. `renew_before` is for platforms that
    renew a token only while it still holds: within this time of its end it is renewed first.
    """

    def __init__(
        self,
        errand: Errand,
        store: TokenStore,
        *,
        clock: Callable[[], datetime],
        exchange: ExchangeFor | None = None,
        renew_before: timedelta = timedelta(0),
    ) -> None:
        self.errand = errand
        self._store = store
        self._clock = clock
        self._exchange = exchange
        self._renew_before = renew_before

    def call(
        self,
        shop_id: str,
        sign: Callable[[str], WireRequest],
        read: Callable[[bytes], Answer],
        *,
        where: str,
    ) -> Answer:
        """Send what `sign` makes of the access token; give what `read` makes of the answer.

        Raises:
            TokenExpired: the token is over and can't be renewed, or the new one is refused too.
        """
        token = self._store.read(shop_id)
        if self._is_due(token):
            token = self._renew(shop_id, token)
        try:
            return self._send(token, sign, read, where)
        except TokenExpired:
            if self._exchange is None:
                raise
        return self._send(self._renew(shop_id, token), sign, read, where)

    def secrets_of(self, shop_id: str) -> tuple[str, ...]:
        """The shop's tokens as they are now, to be kept out of texts that the platform repeats."""
        token = self._store.read(shop_id)
        return token.access_token, token.refresh_token

    def _send(
        self,
        token: ShopToken,
        sign: Callable[[str], WireRequest],
        read: Callable[[bytes], Answer],
        where: str,
    ) -> Answer:
        return self.errand.call(lambda: sign(token.access_token), read, where=where)

    def _is_due(self, token: ShopToken) -> bool:
        if self._exchange is None:
            return False
        ends_at = token.expires_at
        return not token.access_token or (
            ends_at is not None and self._clock() >= ends_at - self._renew_before
        )

    def _renew(self, shop_id: str, stale: ShopToken) -> ShopToken:
        exchange = self._exchange
        if exchange is None:
            raise AssertionError("only called where there is an exchange")
        return self._store.renew(shop_id, stale.access_token, lambda held: exchange(shop_id, held))
