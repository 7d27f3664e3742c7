"""Exchanging Suning's refresh token, at the open platform's own address.

An access token lasts as long as the application was ordered for, a year at most. Some deployments
may have to send their `redirect_uri` as well: one client does, the documents do not ask for it.
Source: the open platform's page on OAuth 2.0; platforms reference, section 3. Keep out: where
tokens are kept.
"""

from __future__ import annotations

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
from connectors.platforms.suning.settings import TOKEN_PATH


class _Answer(msgspec.Struct):
    access_token: str = ""
    refresh_token: str = ""
    expires_in: int | str | None = None
    error: str = ""
    error_description: str = ""


def exchange(connection: Connection, errand: Errand, shop_id: str, held: ShopToken) -> ShopToken:
    """New tokens for the refresh token.

    Raises:
        FatalFeedError: there is none, or Suning refuses it: the authorisation is over.
    """
    where = f"suning {TOKEN_PATH} shop {shop_id}"
    settings = connection.settings
    form = {
        "grant_type": "refresh_token",
        "client_id": settings.app_key,
        "client_secret": settings.app_secret,
        "refresh_token": refresh_token_of(held, where=where),
    }

    def read(body: bytes) -> ShopToken:
        try:
            answer = msgspec.json.decode(body, type=_Answer)
        except msgspec.DecodeError:
            answer = _Answer()
        if not answer.access_token:
            secrets = (held.access_token, held.refresh_token, settings.app_secret)
            said = redact(f"{answer.error} {answer.error_description}".strip(), secrets=secrets)
            raise FatalFeedError(
                f"Suning refuses the refresh token ({said or 'an answer that is not understood'})",
                where=where,
                advice=AUTHORISE_AGAIN,
            )
        seconds = str(answer.expires_in or "")
        return token_lasting(
            int(seconds) if seconds.isdigit() else None,
            now=connection.clock(),
            access_token=answer.access_token,
            # where none comes the old one still holds
            refresh_token=answer.refresh_token or held.refresh_token,
        )

    return errand.call(lambda: form_request(form, path=TOKEN_PATH), read, where=where)
