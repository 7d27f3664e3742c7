"""A shop's app id and secret for its access token.

WeChat knows no refresh token: whoever has the secret asks for a token, which holds for 7200 s. The
stable interface is used: it gives the same token to everybody who asks while it holds, where the
older one ends the token of the shop's own software with each call, and takes the secret in the
body.
Source: platforms reference, section 6 (Token). Keep out: where tokens are kept, when they end.
"""

from __future__ import annotations

import msgspec

from connectors.core.errands import Errand
from connectors.core.errors import ConfigurationError
from connectors.core.feed import Clock, FeedSettings, ShopCredential
from connectors.core.http import json_request
from connectors.core.refusals import not_understood
from connectors.core.tokens import ShopToken, token_lasting
from connectors.platforms.wechat.errors import WechatError, raise_for_token
from connectors.platforms.wechat.settings import PLATFORM, TOKEN_PATH


class _Granted(msgspec.Struct):
    access_token: str = ""
    expires_in: int = 0
    errcode: int | str = 0
    errmsg: str = ""


_GRANTED = msgspec.json.Decoder(_Granted)


class ShopKeys:
    """The app id and secret of every shop of the settings."""

    def __init__(self, settings: FeedSettings, clock: Clock) -> None:
        self._shops = {shop.shop_id: shop for shop in settings.shops}
        self._clock = clock

    def secret_of(self, shop_id: str) -> str:
        """The shop's secret, to be kept out of texts that the platform repeats."""
        return self._credential(shop_id).app_secret

    def exchange(self, errand: Errand, shop_id: str) -> ShopToken:
        """A token in the shop's name.

        Raises:
            FatalFeedError: app id or secret are refused.
            RetriableFeedError: WeChat did not answer, or not in a form that we know.
        """
        shop = self._credential(shop_id)
        body = {
            "grant_type": "client_credential",
            "appid": shop.app_key,
            "secret": shop.app_secret,
            "force_refresh": False,
        }
        where = f"{PLATFORM}/token shop {shop_id}"
        return errand.call(
            lambda: json_request(TOKEN_PATH, msgspec.json.encode(body)),
            lambda answer: self._read(answer, shop, where),
            where=where,
        )

    def _read(self, answer: bytes, shop: ShopCredential, where: str) -> ShopToken:
        try:
            granted = _GRANTED.decode(answer)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise not_understood(len(answer), TOKEN_PATH, where=where) from None
        if str(granted.errcode) != "0":
            raise_for_token(
                WechatError(granted.errcode, granted.errmsg),
                where=where,
                secrets=(shop.app_secret,),
            )
        if not granted.access_token or granted.expires_in <= 0:
            raise not_understood(len(answer), TOKEN_PATH, where=where)
        return token_lasting(
            granted.expires_in, now=self._clock(), access_token=granted.access_token
        )

    def _credential(self, shop_id: str) -> ShopCredential:
        if shop_id not in self._shops:
            raise ConfigurationError(
                f"there is no app_key and app_secret for shop {shop_id}",
                where=f"settings of {PLATFORM}",
                advice="give each WeChat shop its own app_key and app_secret",
            )
        return self._shops[shop_id]
