"""A token for an app id and its secret, by both of WeChat's interfaces.

The older one gives a new token at each call, which leaves the former one five minutes. The stable
one gives the same token to everybody until five minutes before its end. The real interfaces keep
their tokens apart; here the older one ends a token of the stable one as well.
Source: platforms reference, section 6 (Token); WeChat's page on the stable interface. Keep out:
which tokens hold (access.py).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from connectors.sandbox.servers.access import Issued, TokenOver, TokenUnknown
from connectors.sandbox.servers.wechat.errors import WechatRefusal
from connectors.sandbox.servers.wechat.gate import body_of, query_of

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.servers.gateway import Arrival

TOKEN_PATH = "/cgi-bin/token"  # noqa: S105 - a path
STABLE_PATH = "/cgi-bin/stable_token"
_LONGEST = 7200
_EARLY = timedelta(minutes=5)


class TokenDesk:
    """Gives tokens to whoever has a shop's secret."""

    def __init__(self, book: TokenBook) -> None:
        self._book = book
        self._given: dict[str, Issued] = {}

    def answer(self, arrival: Arrival, now: datetime) -> dict[str, object]:
        """The token. Raises WechatRefusal."""
        is_stable = arrival.path == STABLE_PATH
        if arrival.method != ("POST" if is_stable else "GET"):
            raise WechatRefusal(43002 if is_stable else 43001)
        asked: dict[str, object] = {**(body_of(arrival) if is_stable else query_of(arrival))}
        if asked.get("grant_type") != "client_credential":
            raise WechatRefusal(40002)
        app_id, secret = str(asked.get("appid") or ""), str(asked.get("secret") or "")
        self._check(app_id, secret)
        held = self._given.get(app_id)
        if held is None or not is_stable or bool(asked.get("force_refresh")):
            held = None
        if held is None or not self._holds(held, now):
            held = self._grant(app_id, secret, now)
        left = int((held.expires_at - now).total_seconds())
        return {"access_token": held.access_token, "expires_in": min(left, _LONGEST)}

    def _check(self, app_id: str, secret: str) -> None:
        if not app_id or not secret:
            raise WechatRefusal(41002 if not app_id else 41004)
        shops = {shop.app_key: shop.app_secret for shop in self._book.access.shops}
        if app_id not in shops:
            raise WechatRefusal(40013)
        if shops[app_id] != secret:
            raise WechatRefusal(40125)

    def _holds(self, held: Issued, now: datetime) -> bool:
        try:
            self._book.shop_of(held.access_token, now)
        except (TokenOver, TokenUnknown):
            return False
        return held.expires_at - now > _EARLY

    def _grant(self, app_id: str, secret: str, now: datetime) -> Issued:
        try:
            issued = self._book.grant(app_id, secret, now)
        except TokenUnknown:
            # right, but the shop took its permission back
            raise WechatRefusal(40001) from None
        self._given[app_id] = issued
        return issued
