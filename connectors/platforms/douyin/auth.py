"""Renews a shop's token: `token/refresh`, signed like any call but without an access token.

Source: platforms reference, section 5 (Token). Keep out: where tokens are kept, first consent.
"""

from __future__ import annotations

from datetime import timedelta

from connectors.core.authorised import ExchangeFor
from connectors.core.errands import Errand
from connectors.core.errors import TokenExpired
from connectors.core.feed import Clock
from connectors.core.tokens import ShopToken
from connectors.platforms.douyin.answers import Reader
from connectors.platforms.douyin.requests import AppKeys, signed_request
from connectors.platforms.douyin.settings import PLATFORM

REFRESH = "token/refresh"


def exchange_with(errand: Errand, keys: AppKeys, clock: Clock) -> ExchangeFor:
    """How a shop's token becomes its next one; `clock` is naive Beijing time."""

    def exchange(shop_id: str, held: ShopToken) -> ShopToken:
        where = f"{PLATFORM}/{REFRESH} shop {shop_id}"
        if not held.refresh_token:
            raise TokenExpired(
                "the access token is over and there is no refresh token",
                where=where,
                advice="have the shop's owner renew the authorisation (access_token) of this shop",
            )
        arguments = {"grant_type": "refresh_token", "refresh_token": held.refresh_token}
        secrets = (held.access_token, held.refresh_token, keys.app_secret)
        issued = errand.call(
            lambda: signed_request(REFRESH, arguments, keys, now=clock()),
            Reader(REFRESH, where=where, secrets=secrets).token,
            where=where,
        )
        ends_at = clock() + timedelta(seconds=issued.expires_in)
        return ShopToken(issued.access_token, issued.refresh_token, ends_at)

    return exchange
