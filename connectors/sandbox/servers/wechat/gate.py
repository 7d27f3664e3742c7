"""WeChat's gate: method, token in the query, body, calls of the minute. There is no signature.

Source: platforms reference, section 6. Keep out: arguments and answers of an interface.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from connectors.sandbox.servers.access import TokenOver, TokenUnknown
from connectors.sandbox.servers.wechat.errors import WechatRefusal
from connectors.sandbox.servers.wire import decode_pairs

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.servers.gateway import Arrival
    from connectors.sandbox.servers.throttle import Throttle

_BODY = msgspec.json.Decoder(dict[str, object])


class WechatCall(msgspec.Struct, frozen=True):
    """A call that may be answered: the arguments, the shop that the token names."""

    path: str
    shop_id: str
    arguments: dict[str, object]
    now: datetime


class WechatGate:
    """Lets a call through as a WechatCall or raises WechatRefusal."""

    def __init__(self, book: TokenBook, throttle: Throttle) -> None:
        self._book = book
        self._throttle = throttle

    def admit(self, arrival: Arrival, now: datetime, *, method: str) -> WechatCall:
        """Check everything that is common to all interfaces; `method` is the one this one takes."""
        if arrival.method != method:
            raise WechatRefusal(43001 if method == "GET" else 43002)
        shop_id = self._shop_of(query_of(arrival).get("access_token", ""), now)
        # every shop is an application, and WeChat counts an application's calls
        if not self._throttle.admits(f"wechat {shop_id}"):
            raise WechatRefusal(45011)
        arguments = body_of(arrival) if method == "POST" else {}
        return WechatCall(arrival.path, shop_id, arguments, now)

    def _shop_of(self, token: str, now: datetime) -> str:
        if not token:
            raise WechatRefusal(41001)
        try:
            return self._book.shop_of(token, now)
        except TokenOver:
            raise WechatRefusal(42001) from None
        except TokenUnknown:
            raise WechatRefusal(40001) from None


def query_of(arrival: Arrival) -> dict[str, str]:
    """The parameters of the address."""
    pairs = decode_pairs(arrival.query)
    return {name.decode("utf-8", "replace"): v.decode("utf-8", "replace") for name, v in pairs}


def body_of(arrival: Arrival) -> dict[str, object]:
    """The JSON object of the body, whatever content type it is said to be."""
    if not arrival.body:
        raise WechatRefusal(44002)
    try:
        return _BODY.decode(arrival.body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise WechatRefusal(47001) from None
