"""Our application on TOP: its signed forms, and exchanging a refresh token for new tokens.

Source: platforms reference, section 1 (System params, Auth). The answer of
`taobao.top.auth.token.refresh`, whose `token_result` is JSON inside a text, is from memory: nobody
has compared it with the live gateway.
Keep out: what is asked of TOP, where tokens are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

import msgspec

from connectors.core.errands import Errand
from connectors.core.errors import FatalFeedError
from connectors.core.feed import Clock, FeedSettings
from connectors.core.http import form_request
from connectors.core.times import beijing_from_epoch_ms, text_from_beijing
from connectors.core.tokens import AUTHORISE_AGAIN, ShopToken, refresh_token_of
from connectors.platforms.taobao.errors import TopError, raise_for
from connectors.platforms.taobao.signing import SignMethod, sign

SIGN_METHOD: SignMethod = "hmac-sha256"
REFRESH = "taobao.top.auth.token.refresh"


class _Issued(msgspec.Struct):
    access_token: str
    refresh_token: str = ""
    expire_time: int | None = None


class _Refreshed(msgspec.Struct, frozen=True):
    token_result: str = ""


class _Answer(msgspec.Struct):
    top_auth_token_refresh_response: _Refreshed = _Refreshed()
    error_response: TopError | None = None


class Application:
    """One app key and its secret."""

    def __init__(self, settings: FeedSettings, clock: Clock) -> None:
        self._app_key = settings.app_key
        self.secret = settings.app_secret
        self._clock = clock

    def signed(self, method: str, params: Mapping[str, str]) -> dict[str, str]:
        """The form of a call, signed at the clock's time."""
        form = {
            **params,
            "method": method,
            "app_key": self._app_key,
            "timestamp": text_from_beijing(self._clock()),
            "format": "json",
            "v": "2.0",
            "sign_method": SIGN_METHOD,
        }
        form["sign"] = sign(form, self.secret, method=SIGN_METHOD)
        return form

    def exchange(self, errand: Errand, shop_id: str, held: ShopToken) -> ShopToken:
        """New tokens for the refresh token.

        Raises:
            FatalFeedError: there is none, or TOP refuses it: the authorisation is over.
        """
        where = f"taobao {REFRESH} shop {shop_id}"
        given = refresh_token_of(held, where=where)

        def read(body: bytes) -> ShopToken:
            secrets = (held.access_token, held.refresh_token, self.secret)
            try:
                answer = msgspec.json.decode(body, type=_Answer)
                if answer.error_response is not None:
                    _refuse(answer.error_response, where, secrets)
                result = answer.top_auth_token_refresh_response.token_result
                return _token(msgspec.json.decode(result, type=_Issued))
            except msgspec.DecodeError:
                raise FatalFeedError(
                    "the answer to the refresh token is not understood",
                    where=where,
                    advice=AUTHORISE_AGAIN,
                ) from None

        return errand.call(
            lambda: form_request(self.signed(REFRESH, {"refresh_token": given})),
            read,
            where=where,
        )


def _refuse(error: TopError, where: str, secrets: tuple[str, ...]) -> NoReturn:
    try:
        raise_for(error, where=where, secrets=secrets)
    except FatalFeedError as refusal:
        raise FatalFeedError(refusal.what, where=where, advice=AUTHORISE_AGAIN) from None


def _token(issued: _Issued) -> ShopToken:
    ends_at = None if issued.expire_time is None else beijing_from_epoch_ms(issued.expire_time)
    return ShopToken(issued.access_token, issued.refresh_token, ends_at)
