"""Suning's gate: headers, clock window, signature over the raw body, throttle, token.

suning-sdk for Python 3 writes its body as a Python literal with single quotes. The signature is
checked over the bytes that came; then they are read as JSON, and failing that as such a literal.
Source: platforms reference, section 3 (headers, trap). Keep out: business arguments and answers.
"""

from __future__ import annotations

import ast
import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from connectors.sandbox.servers.access import TokenOver, TokenUnknown
from connectors.sandbox.servers.suning import errors
from connectors.sandbox.servers.suning.errors import SuningRefusal
from connectors.sandbox.servers.wire import parse_time

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.servers.gateway import Arrival
    from connectors.sandbox.servers.throttle import Throttle

CLOCK_WINDOW = timedelta(minutes=10)
VERSION = "v1.2"
#: no business arguments are longer
_LONGEST_BODY = 100_000

Arguments = dict[str, str]


class SuningCall(msgspec.Struct, frozen=True):
    """A call that may be answered: the arguments, their name, the shop that the token names."""

    method: str
    name: str
    shop_id: str
    arguments: Arguments
    now: datetime


def signature(secret: str, headers: dict[str, str], body: bytes) -> str:
    """Lower-case MD5 over secret, method, time, key, version and the body's base64."""
    told = "".join(headers[n] for n in ("appmethod", "apprequesttime", "appkey", "versionno"))
    text = secret + told + base64.b64encode(body).decode()
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


class SuningGate:
    """Lets a call through as a SuningCall or raises SuningRefusal."""

    def __init__(self, book: TokenBook, throttle: Throttle, *, lenient_clock: bool = False) -> None:
        self._book = book
        self._throttle = throttle
        self._lenient_clock = lenient_clock

    def admit(self, arrival: Arrival, now: datetime) -> SuningCall:
        """Check everything that is common to all methods."""
        headers, access = arrival.headers, self._book.access
        for name in ("appmethod", "apprequesttime", "appkey", "versionno", "signinfo"):
            if not headers.get(name):
                raise SuningRefusal(errors.HEADER)
        # the default is XML, which is not spoken here
        is_json = headers.get("format", "xml").lower() == "json"
        if not is_json or headers["versionno"] != VERSION or headers["appkey"] != access.app_key:
            raise SuningRefusal(errors.HEADER)
        moment = parse_time(headers["apprequesttime"])
        if moment is None or not (self._lenient_clock or abs(moment - now) <= CLOCK_WINDOW):
            raise SuningRefusal(errors.CLOCK)
        right = signature(access.app_secret, headers, arrival.body)
        if not hmac.compare_digest(right.encode(), headers["signinfo"].encode()):
            raise SuningRefusal(errors.HEADER)
        if not self._throttle.admits(access.app_key):
            raise SuningRefusal(errors.THROTTLED)
        shop_id = self._shop(headers.get("access_token", ""), now)
        name, arguments = _read_body(arrival.body)
        return SuningCall(headers["appmethod"], name, shop_id, arguments, now)

    def _shop(self, token: str, now: datetime) -> str:
        if not token:
            raise SuningRefusal(errors.NO_TOKEN)
        try:
            return self._book.shop_of(token, now)
        except TokenOver:
            raise SuningRefusal(errors.TOKEN_OVER) from None
        except TokenUnknown:
            raise SuningRefusal(errors.TOKEN_UNKNOWN) from None


def _read_body(body: bytes) -> tuple[str, Arguments]:
    """The arguments' name and the arguments, texts by name; blank ones count as not given."""
    match _parsed(body):
        case {"sn_request": {"sn_body": dict() as inner}} if len(inner) == 1:
            ((name, given),) = inner.items()
        case _:
            raise SuningRefusal(errors.PARAMS)
    if not isinstance(given, dict) or any(isinstance(v, (dict, list)) for v in given.values()):
        raise SuningRefusal(errors.PARAMS)
    return str(name), {str(k): str(v) for k, v in given.items() if v not in (None, "")}


def _parsed(body: bytes) -> object:
    if len(body) > _LONGEST_BODY:
        raise SuningRefusal(errors.PARAMS)
    try:
        text = body.decode()
        try:
            return json.loads(text)
        except ValueError:
            return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        raise SuningRefusal(errors.PARAMS) from None
