"""JD's gate: system parameters, clock window, signature, throttle, token. In that order.

Source: platforms reference, section 2. Keep out: business arguments and answers.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta, timezone

import msgspec

from connectors.sandbox.servers.access import TokenBook, TokenOver, TokenUnknown
from connectors.sandbox.servers.jd.errors import JdRefusal
from connectors.sandbox.servers.throttle import Throttle

CLOCK_WINDOW = timedelta(minutes=6)

_EPOCH = datetime(1970, 1, 1) + timedelta(hours=8)
_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f")
_BEIJING = timezone(timedelta(hours=8))


class JdCall(msgspec.Struct, frozen=True):
    """A call that may be answered: the business arguments, the shop that the token names."""

    method: str
    shop_id: str
    arguments: dict[str, object]
    now: datetime


def signature(secret: str, parameters: dict[bytes, bytes]) -> str:
    """Upper-case MD5 over secret, sorted names and values as they came, secret."""
    text = b"".join(k + v for k, v in sorted(parameters.items()) if k != b"sign")
    key = secret.encode()
    return hashlib.md5(key + text + key, usedforsecurity=False).hexdigest().upper()


def parse_timestamp(text: bytes) -> datetime | None:
    """Naive Beijing time of a date text (with or without fraction and zone) or epoch ms."""
    try:
        if text.isdigit():
            return _EPOCH + timedelta(milliseconds=int(text))
        plain = text.decode("ascii")
        if plain[-5:-4] in ("+", "-") and plain[-4:].isdigit():
            moment = datetime.strptime(plain, "%Y-%m-%d %H:%M:%S.%f%z")
            return moment.astimezone(_BEIJING).replace(tzinfo=None)
        return datetime.strptime(plain, _FORMS["." in plain])
    except (ValueError, OverflowError):
        return None


class JdGate:
    """Lets a call through as a JdCall or raises JdRefusal."""

    def __init__(self, book: TokenBook, throttle: Throttle, *, lenient_clock: bool = False) -> None:
        self._book = book
        self._throttle = throttle
        self._lenient_clock = lenient_clock

    def admit(self, parameters: dict[bytes, bytes], now: datetime) -> JdCall:
        """Check everything that is common to all methods."""
        method = _required(parameters, b"method", 14).decode("ascii", "replace")
        if _required(parameters, b"v", 4) != b"2.0":
            raise JdRefusal(5)
        if _required(parameters, b"app_key", 9) != self._book.access.app_key.encode():
            raise JdRefusal(10)
        moment = parse_timestamp(_required(parameters, b"timestamp", 7))
        if moment is None or not (self._lenient_clock or abs(moment - now) <= CLOCK_WINDOW):
            raise JdRefusal(8)
        sent = _required(parameters, b"sign", 11)
        right = signature(self._book.access.app_secret, parameters).encode()
        if not hmac.compare_digest(right, sent):
            raise JdRefusal(12)
        if not self._throttle.admits(self._book.access.app_key):
            raise JdRefusal(2)
        token = _required(parameters, b"access_token", 18)
        try:
            shop_id = self._book.shop_of(token.decode("utf-8", "replace"), now)
        except (TokenOver, TokenUnknown):
            raise JdRefusal(19) from None
        return JdCall(method, shop_id, _arguments(parameters), now)


def _required(parameters: dict[bytes, bytes], name: bytes, code: int) -> bytes:
    value = parameters.get(name)
    if not value:
        raise JdRefusal(code)
    return value


def _arguments(parameters: dict[bytes, bytes]) -> dict[str, object]:
    try:
        return msgspec.json.decode(
            parameters.get(b"360buy_param_json") or b"{}", type=dict[str, object]
        )
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise JdRefusal(13) from None
