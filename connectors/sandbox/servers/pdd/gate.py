"""Pinduoduo's gate: common parameters, clock, signature, throttle, token. In that order.

Parameters stand in query and form, or in a JSON body whose values that are no texts are signed as
the JSON that came. Source: platforms reference, section 4 (Params). Keep out: business arguments.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from connectors.sandbox.servers.access import TokenOver, TokenUnknown
from connectors.sandbox.servers.pdd.errors import PddRefusal
from connectors.sandbox.servers.wire import RepeatedParameter, decode_pairs, read_parameters

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.servers.gateway import Arrival
    from connectors.sandbox.servers.throttle import Throttle

CLOCK_WINDOW = timedelta(minutes=10)
#: the only method that is not called in a shop's name
TOKEN_REFRESH = "pdd.pop.auth.token.refresh"  # noqa: S105 - a method

_EPOCH = datetime(1970, 1, 1) + timedelta(hours=8)
_SYSTEM = frozenset(
    {b"type", b"client_id", b"access_token", b"timestamp", b"data_type", b"version", b"sign"}
)
_JSON_BODY = msgspec.json.Decoder(dict[str, msgspec.Raw])
_TEN_DIGITS = 10


class PddCall(msgspec.Struct, frozen=True):
    """A call that may be answered. `shop_id` is "" for a call in no shop's name."""

    method: str
    shop_id: str
    params: dict[str, str]
    now: datetime


def signature(secret: str, parameters: dict[bytes, bytes]) -> str:
    """Upper-case MD5 over secret, sorted names and values as they came, secret."""
    text = b"".join(k + v for k, v in sorted(parameters.items()) if k != b"sign")
    key = secret.encode()
    return hashlib.md5(key + text + key, usedforsecurity=False).hexdigest().upper()


def parameters_of(arrival: Arrival) -> dict[bytes, bytes]:
    """All parameters, wherever they were put. Raises PddRefusal."""
    if arrival.method != "POST":
        raise PddRefusal(10000, sub_msg="only POST is answered")
    kind = arrival.headers.get("content-type", "").split(";")[0].strip().lower()
    try:
        if kind != "application/json":
            return read_parameters(arrival)
        values = _JSON_BODY.decode(arrival.body)
        body = {name.encode(): _as_signed(bytes(raw)) for name, raw in values.items()}
    except (RepeatedParameter, msgspec.DecodeError, UnicodeDecodeError):
        raise PddRefusal(10000, sub_msg="the parameters can't be read") from None
    query = dict(decode_pairs(arrival.query))
    if query.keys() & body.keys():
        raise PddRefusal(10000, sub_msg="a parameter was sent twice")
    return query | body


def _as_signed(raw: bytes) -> bytes:
    return msgspec.json.decode(raw, type=str).encode() if raw[:1] == b'"' else raw


class PddGate:
    """Lets a call through as a PddCall or raises PddRefusal."""

    def __init__(self, book: TokenBook, throttle: Throttle, *, lenient_clock: bool = False) -> None:
        self._book = book
        self._throttle = throttle
        self._lenient_clock = lenient_clock

    def admit(self, parameters: dict[bytes, bytes], now: datetime) -> PddCall:
        """Check everything that is common to all methods."""
        access = self._book.access
        method = _required(parameters, "type").decode("utf-8", "replace")
        if _required(parameters, "client_id") != access.app_key.encode():
            raise PddRefusal(10016)
        self._check_clock(_required(parameters, "timestamp"), now)
        if parameters.get(b"data_type", b"JSON") != b"JSON":
            raise PddRefusal(10001, of="data_type", sub_msg="the sandbox answers in JSON")
        if parameters.get(b"version", b"V1") != b"V1":
            raise PddRefusal(10001, of="version")
        right = signature(access.app_secret, parameters).encode()
        if not hmac.compare_digest(right, _required(parameters, "sign")):
            raise PddRefusal(20004)
        if not self._throttle.admits(access.app_key):
            raise PddRefusal(70031)
        business = {
            name.decode("utf-8", "replace"): value.decode("utf-8", "replace")
            for name, value in parameters.items()
            if name not in _SYSTEM
        }
        shop_id = "" if method == TOKEN_REFRESH else self._shop(parameters, now)
        return PddCall(method, shop_id, business, now)

    def _check_clock(self, sent: bytes, now: datetime) -> None:
        if not sent.isdigit() or len(sent) > _TEN_DIGITS:
            raise PddRefusal(10001, of="timestamp")
        moment = _EPOCH + timedelta(seconds=int(sent))
        if not (self._lenient_clock or abs(moment - now) <= CLOCK_WINDOW):
            raise PddRefusal(10001, of="timestamp")

    def _shop(self, parameters: dict[bytes, bytes], now: datetime) -> str:
        token = _required(parameters, "access_token").decode("utf-8", "replace")
        try:
            return self._book.shop_of(token, now)
        except TokenOver:
            raise PddRefusal(10019) from None
        except TokenUnknown:
            raise PddRefusal(20032) from None


def _required(parameters: dict[bytes, bytes], name: str) -> bytes:
    value = parameters.get(name.encode())
    if not value:
        raise PddRefusal(10001, of=name)
    return value
