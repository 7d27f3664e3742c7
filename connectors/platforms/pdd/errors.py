"""What to do about each of Pinduoduo's refusals.

Source: platforms reference, section 4 (Errors); the tables of error codes in the interfaces'
documents. Keep out: sending, retrying.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import msgspec

from connectors.core.errors import (
    ConfigurationError,
    ConnectorError,
    FatalFeedError,
    TokenExpired,
)
from connectors.core.redaction import redact
from connectors.core.refusals import clock_refused, failed_there, setting_refused, throttled

THROTTLED = frozenset({52101, 70031})
#: limits are counted in windows of one to sixty seconds; the refusal says nothing of which
THROTTLE_SECONDS = 2.0
_BUSY = frozenset({52102, 52103, 70033})
_APP_SETTINGS = {10010: "app_key", 10016: "app_key", 20004: "app_secret"}
_COMMON_PARAMETER = 10001
_ADDRESS = 20005
#: 20032 is also said of a token that was exchanged meanwhile
_TOKEN_OVER = frozenset({10019, 10035, 20032})
_WITHDRAWN = 10014
_PERMISSION = frozenset({20031, 30000})
_QUOTA = 70036

_FOR_A_PERSON = {
    _WITHDRAWN: "have the shop's owner authorise the application again",
    **dict.fromkeys(
        _PERMISSION,
        "apply for this interface's permission on the open platform, or have it restored",
    ),
    _QUOTA: "the application is still in test and its calls are used up: publish it, or wait a day",
}


class PddError(msgspec.Struct):
    """The `error_response` of Pinduoduo, which comes with HTTP 200."""

    error_code: int | str = 0
    error_msg: str | None = None
    sub_code: int | str | None = None
    sub_msg: str | None = None
    request_id: str | None = None

    @property
    def number(self) -> int:
        """The code as a number, 0 where it is none."""
        text = str(self.error_code)
        return int(text) if text.isascii() and text.isdigit() else 0


def raise_for(error: PddError, *, where: str, secrets: Iterable[str]) -> NoReturn:
    """Raise the error of ours that says what to do next; `secrets` never stand in its text.

    Raises:
        RetriableFeedError: throttled, or the interface is out of service for now.
        ConfigurationError: app key, secret, clock or this machine's address.
        TokenExpired: the access token is over.
        FatalFeedError: a withdrawn authorisation, a permission, a refused argument.
    """
    raise _classify(error, where, secrets)


def _classify(error: PddError, where: str, secrets: Iterable[str]) -> ConnectorError:
    said = _text(error, secrets)
    number = error.number
    if number in THROTTLED:
        return throttled("Pinduoduo", said, where=where, seconds=THROTTLE_SECONDS)
    if number in _BUSY:
        return failed_there("Pinduoduo", said, where=where, with_the="request id")
    if number in _TOKEN_OVER:
        return TokenExpired(
            f"Pinduoduo refuses the call ({said})",
            where=where,
            advice="have the shop's owner renew the authorisation (access_token) of this shop",
        )
    return _our_setting(error, said, where) or FatalFeedError(
        f"Pinduoduo refuses the call ({said})",
        where=where,
        advice=_FOR_A_PERSON.get(
            number, "the request itself is refused: report it with the request id"
        ),
    )


def _our_setting(error: PddError, said: str, where: str) -> ConfigurationError | None:
    """What is wrong with our side for every shop alike, or None."""
    number = error.number
    if number in _APP_SETTINGS:
        return setting_refused("Pinduoduo", _APP_SETTINGS[number], said, where=where)
    if number == _COMMON_PARAMETER and "timestamp" in (error.error_msg or ""):
        return clock_refused("Pinduoduo", said, where=where, minutes=10)
    if number == _ADDRESS:
        return ConfigurationError(
            f"Pinduoduo refuses this machine's address ({said})",
            where=where,
            advice="put it on the application's IP white list on the open platform",
        )
    return None


def _text(error: PddError, secrets: Iterable[str]) -> str:
    """The platform's own words, redacted: they may repeat what we sent."""
    sub_code = "" if error.sub_code is None else str(error.sub_code)
    parts = (f"code {error.error_code}", error.error_msg, sub_code, error.sub_msg, error.request_id)
    return redact(", ".join(part for part in parts if part), secrets=secrets)
