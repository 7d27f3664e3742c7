"""Douyin's gate: application, clock, signature, throttle, token. In that order.

The signature covers five fields: app_key, method, the body as it came, timestamp and v. The access
token and the sign method's own name stand in the query unsigned.
Source: platforms reference, section 5 (request, sign). Keep out: business arguments and answers.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from connectors.sandbox.servers.access import TokenOver, TokenUnknown
from connectors.sandbox.servers.douyin.errors import BAD_CLOCK, THROTTLED, DouyinRefusal
from connectors.sandbox.servers.douyin.times import moment_of
from connectors.sandbox.servers.wire import decode_pairs, parse_time

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.servers.gateway import Arrival
    from connectors.sandbox.servers.throttle import Throttle

CLOCK_WINDOW = timedelta(minutes=10)
_VERSION = b"2"


class DouyinCall(msgspec.Struct, frozen=True):
    """A call that may be answered; `shop_id` is "" where a call is nobody's (tokens)."""

    method: str
    shop_id: str
    arguments: dict[str, object]
    now: datetime


def signature(secret: str, fields: dict[bytes, bytes], kind: str) -> str:
    """Lower-case hex over secret, the five fields in the order of their names, secret."""
    key = secret.encode()
    names = (b"app_key", b"method", b"param_json", b"timestamp", b"v")
    text = key + b"".join(name + fields[name] for name in names) + key
    if kind == "md5":
        return hashlib.md5(text, usedforsecurity=False).hexdigest()
    return hmac.new(key, text, "sha256").hexdigest()


class DouyinGate:
    """Lets a call through as a DouyinCall or raises DouyinRefusal."""

    def __init__(self, book: TokenBook, throttle: Throttle, *, lenient_clock: bool = False) -> None:
        self._book = book
        self._throttle = throttle
        self._lenient_clock = lenient_clock

    def admit(self, arrival: Arrival, now: datetime) -> DouyinCall:
        """Check everything that is common to all methods but the token."""
        pairs = decode_pairs(arrival.query)
        query = dict(pairs)
        if len(query) != len(pairs):
            raise DouyinRefusal(40003, "isv.parameter-invalid", "参数重复")
        method = _required(query, b"method", "isv.parameter-missing").decode("ascii", "replace")
        if arrival.method != "POST" or arrival.path != "/" + method.replace(".", "/"):
            raise DouyinRefusal(40003, "isv.parameter-invalid", "method与路径不一致")
        keys = self._book.access
        if _required(query, b"app_key", "isv.app-id-missing") != keys.app_key.encode():
            raise DouyinRefusal(40003, "isv.app-id-invalid")
        if query.get(b"v") != _VERSION:
            raise DouyinRefusal(40003, "isv.parameter-invalid", "v")
        self._check_clock(_required(query, b"timestamp", "isv.parameter-missing"), now)
        kind = query.get(b"sign_method", b"md5").decode("ascii", "replace")
        if kind not in ("md5", "hmac-sha256"):
            raise DouyinRefusal(40003, "isv.parameter-invalid", "sign_method")
        right = signature(keys.app_secret, {**query, b"param_json": arrival.body}, kind)
        sent = _required(query, b"sign", "isv.signature-missing")
        if not hmac.compare_digest(right.encode(), sent):
            raise DouyinRefusal(40003, "isv.signature-invalid", "签名校验失败")
        if not self._throttle.admits(keys.app_key):
            raise THROTTLED
        is_token_call = arrival.path.startswith("/token/")
        shop_id = "" if is_token_call else self._shop_of(query, now)
        return DouyinCall(method, shop_id, _arguments(arrival.body), now)

    def _check_clock(self, sent: bytes, now: datetime) -> None:
        """Unix seconds, or `yyyy-MM-dd HH:mm:ss` in Beijing time."""
        text = sent.decode("ascii", "replace")
        moment = moment_of(int(text)) if text.isdigit() and len(text) < 12 else parse_time(text)
        if moment is None:
            raise DouyinRefusal(40003, "isv.timestamp-format-error", "时间戳格式错误")
        if not self._lenient_clock and abs(moment - now) > CLOCK_WINDOW:
            raise BAD_CLOCK

    def _shop_of(self, query: dict[bytes, bytes], now: datetime) -> str:
        token = _required(query, b"access_token", "isv.access-token-missing")
        try:
            return self._book.shop_of(token.decode("utf-8", "replace"), now)
        except TokenOver:
            raise DouyinRefusal(40003, "isv.access-token-expired", "access_token已过期") from None
        except TokenUnknown:
            raise DouyinRefusal(
                40003, "isv.access-token-no-existed", "access_token不存在"
            ) from None


def _required(query: dict[bytes, bytes], name: bytes, sub_code: str) -> bytes:
    value = query.get(name)
    if not value:
        raise DouyinRefusal(40001, sub_code)
    return value


def _arguments(body: bytes) -> dict[str, object]:
    try:
        return msgspec.json.decode(body or b"{}", type=dict[str, object])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise DouyinRefusal(40003, "isv.parameter-format-invalid", "业务参数json解析失败") from None
