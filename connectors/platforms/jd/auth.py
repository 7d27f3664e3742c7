"""Exchanging JD's refresh token, at JD's own token service.

A token that has ended can't be exchanged any more, so it is renewed on its last day.
Source: platforms reference, section 2 (Auth). Keep out: where tokens are kept.
"""

from __future__ import annotations

from datetime import timedelta

import msgspec

from connectors.core.errands import Errand
from connectors.core.errors import FatalFeedError
from connectors.core.http import form_request
from connectors.core.platform_feed import Connection
from connectors.core.redaction import redact
from connectors.core.tokens import (
    AUTHORISE_AGAIN,
    ShopToken,
    refresh_token_of,
    token_lasting,
)

SERVICE_HOST = "open-oauth.jd.com"
SERVICE_PATH = "/oauth2/refresh_token"
RENEW_BEFORE = timedelta(days=1)


class _Answer(msgspec.Struct):
    access_token: str = ""
    refresh_token: str = ""
    expires_in: int | None = None
    code: int | str = 0
    msg: str = ""


def exchange(connection: Connection, errand: Errand, shop_id: str, held: ShopToken) -> ShopToken:
    """New tokens for the refresh token.

    Raises:
        FatalFeedError: there is none, or JD refuses it: the authorisation is over.
    """
    where = f"jd refresh_token shop {shop_id}"
    settings = connection.settings
    form = {
        "app_key": settings.app_key,
        "app_secret": settings.app_secret,
        "grant_type": "refresh_token",
        "refresh_token": refresh_token_of(held, where=where),
    }

    def read(body: bytes) -> ShopToken:
        try:
            answer = msgspec.json.decode(body, type=_Answer)
        except msgspec.DecodeError:
            answer = _Answer()
        if not answer.access_token:
            secrets = (held.access_token, held.refresh_token, settings.app_secret)
            said = redact(f"code {answer.code} {answer.msg}", secrets=secrets)
            raise FatalFeedError(
                f"JD refuses the refresh token ({said})", where=where, advice=AUTHORISE_AGAIN
            )
        return token_lasting(
            answer.expires_in,
            now=connection.clock(),
            access_token=answer.access_token,
            refresh_token=answer.refresh_token,
        )

    return errand.call(
        lambda: form_request(form, path=SERVICE_PATH, host=SERVICE_HOST), read, where=where
    )
