"""TOP's gate: system parameters, clock window, signature, throttle, session. In that order.

Source: platforms reference, section 1. Keep out: business parameters and answers.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from connectors.sandbox.servers.access import TokenBook, TokenOver, TokenUnknown
from connectors.sandbox.servers.throttle import Throttle
from connectors.sandbox.servers.top.errors import TopRefusal

#: the one method that no shop's session goes with
TOKEN_REFRESH = "taobao.top.auth.token.refresh"  # noqa: S105 - a method
CLOCK_WINDOW = timedelta(minutes=10)

_SYSTEM = {
    b"method", b"app_key", b"session", b"timestamp", b"format", b"v", b"sign_method", b"sign",
    b"partner_id",
}  # fmt: skip
_EPOCH = datetime(1970, 1, 1) + timedelta(hours=8)


class TopCall(msgspec.Struct, frozen=True):
    """A call that may be answered: business parameters as text, the shop that the token names."""

    method: str
    shop_id: str
    params: dict[str, str]
    now: datetime


def _md5(secret: bytes, text: bytes) -> str:
    return hashlib.md5(secret + text + secret, usedforsecurity=False).hexdigest()


_SIGNERS: dict[bytes, Callable[[bytes, bytes], str]] = {
    b"md5": _md5,
    b"hmac": lambda secret, text: hmac.new(secret, text, "md5").hexdigest(),
    b"hmac-sha256": lambda secret, text: hmac.new(secret, text, "sha256").hexdigest(),
}


def signature(secret: str, parameters: dict[bytes, bytes]) -> str:
    """Upper-case hex over the sorted names and values as they came; empty ones don't count."""
    text = b"".join(k + v for k, v in sorted(parameters.items()) if k and v and k != b"sign")
    signer = _SIGNERS.get(parameters.get(b"sign_method", b"md5"))
    if signer is None:
        raise TopRefusal(25, sub_msg="sign_method must be md5, hmac or hmac-sha256")
    return signer(secret.encode(), text).upper()


def parse_timestamp(text: bytes) -> datetime | None:
    """Naive Beijing time of a date text or of milliseconds since 1970; None if it is neither."""
    try:
        if text.isdigit():
            return _EPOCH + timedelta(milliseconds=int(text))
        return datetime.strptime(text.decode("ascii"), "%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError):
        return None


class TopGate:
    """Lets a call through as a TopCall or raises TopRefusal."""

    def __init__(self, book: TokenBook, throttle: Throttle, *, lenient_clock: bool = False) -> None:
        self._book = book
        self._throttle = throttle
        self._lenient_clock = lenient_clock

    def admit(self, parameters: dict[bytes, bytes], now: datetime) -> TopCall:
        """Check everything that is common to all methods."""
        method = parameters.get(b"method", b"").decode("ascii", "replace")
        if not method:
            raise TopRefusal(21)
        self._check_application(parameters)
        self._check_clock(parameters, now)
        self._check_signature(parameters)
        if not self._throttle.admits(self._book.access.app_key):
            raise TopRefusal(
                7,
                sub_code="accesscontrol.limited-by-api-access-count",
                sub_msg="This ban will last for 1 more seconds",
            )
        business = {
            name.decode("utf-8", "replace"): value.decode("utf-8", "replace")
            for name, value in parameters.items()
            if name not in _SYSTEM and value
        }
        return TopCall(method, self._shop(method, parameters, now), business, now)

    def _check_application(self, parameters: dict[bytes, bytes]) -> None:
        key = parameters.get(b"app_key")
        if not key:
            raise TopRefusal(28)
        if key != self._book.access.app_key.encode():
            raise TopRefusal(29, sub_code="isv.appkey-not-exists")
        version = parameters.get(b"v")
        if not version:
            raise TopRefusal(32)
        if version != b"2.0":
            raise TopRefusal(33)
        if parameters.get(b"format") != b"json":
            raise TopRefusal(23, sub_msg="the sandbox answers in json: send format=json")

    def _check_clock(self, parameters: dict[bytes, bytes], now: datetime) -> None:
        sent = parameters.get(b"timestamp")
        if not sent:
            raise TopRefusal(30)
        moment = parse_timestamp(sent)
        if moment is None or not (self._lenient_clock or abs(moment - now) <= CLOCK_WINDOW):
            raise TopRefusal(31, sub_msg=f"platform time is {now.isoformat(' ')}")

    def _check_signature(self, parameters: dict[bytes, bytes]) -> None:
        sent = parameters.get(b"sign")
        if not sent:
            raise TopRefusal(24)
        right = signature(self._book.access.app_secret, parameters).encode()
        if not hmac.compare_digest(right, sent):
            raise TopRefusal(25, sub_code="isv.invalid-signature")

    def _shop(self, method: str, parameters: dict[bytes, bytes], now: datetime) -> str:
        """The shop that the token names; "" for methods of the application itself."""
        if method == TOKEN_REFRESH:
            return ""
        token = parameters.get(b"session")
        if not token:
            raise TopRefusal(26)
        try:
            return self._book.shop_of(token.decode("utf-8", "replace"), now)
        except TokenOver:
            raise TopRefusal(27, sub_code="session-expired") from None
        except TokenUnknown:
            raise TopRefusal(27, sub_code="invalid-sessionkey") from None
