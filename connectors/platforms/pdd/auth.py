"""Our application on Pinduoduo: its signed forms, and exchanging a refresh token for new tokens.

Source: platforms reference, section 4 (Params, Auth); the document of
`pdd.pop.auth.token.refresh`. Keep out: what is asked of Pinduoduo, where tokens are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

import msgspec

from connectors.core.errands import Errand
from connectors.core.errors import FatalFeedError
from connectors.core.feed import Clock, FeedSettings
from connectors.core.http import form_request
from connectors.core.times import beijing_from_epoch, epoch_from_beijing
from connectors.core.tokens import AUTHORISE_AGAIN, ShopToken, refresh_token_of
from connectors.platforms.pdd.errors import PddError, raise_for
from connectors.platforms.pdd.signing import sign

REFRESH = "pdd.pop.auth.token.refresh"


class _Issued(msgspec.Struct):
    access_token: str
    refresh_token: str = ""
    expires_at: int | None = None


class _Answer(msgspec.Struct):
    pop_auth_token_refresh_response: _Issued | None = None
    error_response: PddError | None = None


class Application:
    """One client id and its secret."""

    def __init__(self, settings: FeedSettings, clock: Clock) -> None:
        self._client_id = settings.app_key
        self.secret = settings.app_secret
        self._clock = clock

    def signed(self, method: str, params: Mapping[str, str]) -> dict[str, str]:
        """The form of a call, signed at the clock's time."""
        form = {
            **params,
            "type": method,
            "client_id": self._client_id,
            "timestamp": str(epoch_from_beijing(self._clock())),
            "data_type": "JSON",
            "version": "V1",
        }
        form["sign"] = sign(form, self.secret)
        return form

    def exchange(self, errand: Errand, shop_id: str, held: ShopToken) -> ShopToken:
        """New tokens for the refresh token.

        Raises:
            FatalFeedError: there is none, or Pinduoduo refuses it: the authorisation is over.
        """
        where = f"pdd {REFRESH} shop {shop_id}"
        given = refresh_token_of(held, where=where)
        secrets = (held.access_token, held.refresh_token, self.secret)
        return errand.call(
            lambda: form_request(self.signed(REFRESH, {"refresh_token": given})),
            lambda body: _read(body, where, secrets),
            where=where,
        )


def _read(body: bytes, where: str, secrets: tuple[str, ...]) -> ShopToken:
    try:
        answer = msgspec.json.decode(body, type=_Answer)
        issued = answer.pop_auth_token_refresh_response
        if answer.error_response is not None:
            _refuse(answer.error_response, where, secrets)
        if issued is not None:
            ends_at = None if issued.expires_at is None else beijing_from_epoch(issued.expires_at)
            return ShopToken(issued.access_token, issued.refresh_token, ends_at)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError):
        pass
    # not asked again: the refresh token may be used up
    raise FatalFeedError(
        "the answer to the refresh token is not understood", where=where, advice=AUTHORISE_AGAIN
    )


def _refuse(error: PddError, where: str, secrets: tuple[str, ...]) -> NoReturn:
    try:
        raise_for(error, where=where, secrets=secrets)
    except FatalFeedError as refusal:
        raise FatalFeedError(refusal.what, where=where, advice=AUTHORISE_AGAIN) from None
