"""Exchanging Kuaishou's refresh token, at the gateway's own address.

An access token lasts 48 hours. A refresh token works once and its successor ends when the first one
would have (180 days after the owner agreed), so the owner has to agree again twice a year.
The token service knows the application by its own secret, not by the sign secret.
Source: platforms reference, section 7 (OAuth); the platform's page on authorisation. Keep out:
where tokens are kept.
"""

from __future__ import annotations

from datetime import timedelta

import msgspec

from connectors.core.errands import Errand
from connectors.core.errors import (
    ConfigurationError,
    FatalFeedError,
    RetriableFeedError,
    TokenExpired,
)
from connectors.core.http import form_request
from connectors.core.platform_feed import Connection
from connectors.core.tokens import (
    AUTHORISE_AGAIN,
    ShopToken,
    refresh_token_of,
    token_lasting,
)
from connectors.platforms.kuaishou.errors import UNKNOWN_APPLICATION, KsError, raise_for
from connectors.platforms.kuaishou.settings import TOKEN_PATH

#: before its end, so that a call on its way does not meet it
RENEW_BEFORE = timedelta(minutes=5)


class _Issued(msgspec.Struct):
    result: int | str = 0
    access_token: str = ""
    refresh_token: str = ""
    expires_in: int | None = None


def exchange(connection: Connection, errand: Errand, shop_id: str, held: ShopToken) -> ShopToken:
    """New tokens for the refresh token.

    Raises:
        ConfigurationError: the app key or the token service's secret is wrong.
        FatalFeedError: there is none, or Kuaishou refuses it: the authorisation is over.
    """
    where = f"kuaishou {TOKEN_PATH} shop {shop_id}"
    settings = connection.settings
    form = {
        "app_id": settings.app_key,
        "app_secret": settings.token_secret,
        "grant_type": "refresh_token",
        "refresh_token": refresh_token_of(held, where=where),
    }
    secrets = (held.access_token, held.refresh_token, settings.token_secret)

    def read(body: bytes) -> ShopToken:
        try:
            issued = msgspec.json.decode(body, type=_Issued)
            if issued.access_token:
                return _token(connection, issued)
            refusal = msgspec.json.decode(body, type=KsError)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise RetriableFeedError(
                "the answer to the refresh token is not understood",
                where=where,
                advice="run again; if it stays so, have the shop authorised again",
            ) from None
        if UNKNOWN_APPLICATION in refusal.codes:
            raise ConfigurationError(
                "Kuaishou's token service does not know the application",
                where=where,
                advice="check app_key and token_secret (not the sign secret) against the "
                "application's page on the open platform",
            )
        try:
            raise_for(refusal, where=where, secrets=secrets)
        except TokenExpired as refused:
            # the refresh token itself: nothing is left to renew with
            raise FatalFeedError(refused.what, where=where, advice=AUTHORISE_AGAIN) from None

    return errand.call(lambda: form_request(form, path=TOKEN_PATH), read, where=where)


def _token(connection: Connection, issued: _Issued) -> ShopToken:
    return token_lasting(
        issued.expires_in,
        now=connection.clock(),
        access_token=issued.access_token,
        refresh_token=issued.refresh_token,
    )
