"""Renews a shop's token: `token/refresh`, signed like any call but without an access token.

Source: platforms reference, section 5 (Token). Keep out: where tokens are kept, first consent.
"""

from __future__ import annotations

from connectors.core.authorised import ExchangeFor
from connectors.core.errands import Errand
from connectors.core.feed import Clock
from connectors.core.tokens import ShopToken, refresh_token_of, token_lasting
from connectors.platforms.douyin.answers import Reader
from connectors.platforms.douyin.requests import AppKeys, signed_request
from connectors.platforms.douyin.settings import PLATFORM

REFRESH = "token/refresh"


def exchange_with(errand: Errand, keys: AppKeys, clock: Clock) -> ExchangeFor:
    """How a shop's token becomes its next one; `clock` is naive Beijing time."""

    def exchange(shop_id: str, held: ShopToken) -> ShopToken:
        where = f"{PLATFORM}/{REFRESH} shop {shop_id}"
        given = refresh_token_of(held, where=where)
        arguments = {"grant_type": "refresh_token", "refresh_token": given}
        secrets = (held.access_token, held.refresh_token, keys.app_secret)
        issued = errand.call(
            lambda: signed_request(REFRESH, arguments, keys, now=clock()),
            Reader(REFRESH, where=where, secrets=secrets).token,
            where=where,
        )
        return token_lasting(
            issued.expires_in,
            now=clock(),
            access_token=issued.access_token,
            refresh_token=issued.refresh_token,
        )

    return exchange
