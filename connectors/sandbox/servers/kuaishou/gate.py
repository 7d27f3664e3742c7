"""Kuaishou's gate: application, clock, signature, throttle, token. In that order.

The order and the width of the clock's window are from memory. What is signed: the seven named
parameters as they came; anything else (`uid` of old clients) is neither signed nor looked at.
Source: platforms reference, section 7; the platform's page on calling (signature). Keep out:
business arguments and answers.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

import msgspec

from connectors.sandbox.servers.access import TokenBook, TokenOver, TokenUnknown
from connectors.sandbox.servers.kuaishou import errors
from connectors.sandbox.servers.kuaishou.moments import moment_of
from connectors.sandbox.servers.throttle import Throttle

CLOCK_WINDOW = timedelta(minutes=10)
SIGNED = (b"access_token", b"appkey", b"method", b"param", b"signMethod", b"timestamp", b"version")


class KsCall(msgspec.Struct, frozen=True):
    """A call that may be answered: the business arguments, the shop that the token names."""

    method: str
    shop_id: str
    arguments: dict[str, object]
    now: datetime


def signature(sign_secret: str, parameters: dict[bytes, bytes], method: bytes) -> str:
    """MD5 in lower-case hex, or HMAC-SHA256 in Base64, over the parameters and the secret."""
    pairs = [name + b"=" + parameters[name] for name in SIGNED if name in parameters]
    text = b"&".join([*pairs, b"signSecret=" + sign_secret.encode()])
    if method == b"MD5":
        return hashlib.md5(text, usedforsecurity=False).hexdigest()
    return base64.b64encode(hmac.digest(sign_secret.encode(), text, "sha256")).decode()


class KsGate:
    """Lets a call through as a KsCall or raises KsRefusal."""

    def __init__(self, book: TokenBook, throttle: Throttle, *, lenient_clock: bool = False) -> None:
        self._book = book
        self._throttle = throttle
        self._lenient_clock = lenient_clock

    def admit(self, path: str, parameters: dict[bytes, bytes], now: datetime) -> KsCall:
        """Check everything that is common to all methods."""
        method = _required(parameters, "method").decode("ascii", "replace")
        if path != "/" + method.replace(".", "/"):
            raise errors.unknown_method()
        if _required(parameters, "version") != b"1":
            raise errors.unknown_method()
        keys = self._book.access
        if _required(parameters, "appkey") != keys.app_key.encode():
            raise errors.unknown_application()
        self._check_clock(_required(parameters, "timestamp"), now)
        self._check_signature(parameters)
        if not self._throttle.admits(keys.app_key):
            raise errors.throttled()
        shop_id = self._shop_of(_required(parameters, "access_token"), now)
        return KsCall(method, shop_id, _arguments(parameters), now)

    def _check_clock(self, sent: bytes, now: datetime) -> None:
        moment = moment_of(int(sent)) if sent.isdigit() else None
        if moment is None or not (self._lenient_clock or abs(moment - now) <= CLOCK_WINDOW):
            raise errors.bad_timestamp()

    def _check_signature(self, parameters: dict[bytes, bytes]) -> None:
        method = _required(parameters, "signMethod")
        if method not in (b"MD5", b"HMAC_SHA256"):
            raise errors.bad_signature()
        right = signature(self._book.access.sign_secret, parameters, method)
        if not hmac.compare_digest(right.encode(), _required(parameters, "sign")):
            raise errors.bad_signature()

    def _shop_of(self, token: bytes, now: datetime) -> str:
        try:
            return self._book.shop_of(token.decode("utf-8", "replace"), now)
        except TokenOver:
            raise errors.token_refused("access_token已过期") from None
        except TokenUnknown:
            raise errors.token_refused("access_token无效") from None


def _required(parameters: dict[bytes, bytes], name: str) -> bytes:
    value = parameters.get(name.encode())
    if not value:
        raise errors.missing(name)
    return value


def _arguments(parameters: dict[bytes, bytes]) -> dict[str, object]:
    try:
        return msgspec.json.decode(parameters.get(b"param") or b"{}", type=dict[str, object])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise errors.invalid("param") from None
