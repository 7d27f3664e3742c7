"""What to do about each of TOP's refusals.

Source: platforms reference, section 1 (Errors). Keep out: sending, retrying.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import msgspec

from connectors.core.errors import (
    ConnectorError,
    FatalFeedError,
    TokenExpired,
)
from connectors.core.redaction import redact
from connectors.core.refusals import clock_refused, failed_there, setting_refused, throttled

THROTTLED = frozenset({4, 5, 6, 7, 8})
#: how long TOP keeps a caller out that was too fast; it says "for 1 more seconds"
THROTTLE_SECONDS = 1.0
_BUSY = frozenset({9, 10})
_APP_SETTINGS = {
    24: "app_secret",
    25: "app_secret",
    28: "app_key",
    29: "app_key",
}
_TOKEN_MISSING = 26
_TOKEN_OVER = 27
_PERMISSION = frozenset({11, 12, 13})
_CLOCK = frozenset({30, 31})


class TopError(msgspec.Struct):
    """The `error_response` of TOP, which comes with HTTP 200."""

    code: int | str = 0
    msg: str = ""
    sub_code: str = ""
    sub_msg: str = ""
    request_id: str = ""

    @property
    def number(self) -> int:
        """The code as a number, 0 where it is none."""
        text = str(self.code)
        return int(text) if text.isdigit() else 0


def raise_for(error: TopError, *, where: str, secrets: Iterable[str]) -> NoReturn:
    """Raise the error of ours that says what to do next; `secrets` never stand in its text.

    Raises:
        RetriableFeedError: throttled, or the platform's own side failed (`isp.`).
        ConfigurationError: app key, secret or clock.
        FatalFeedError: the shop's token, a permission, or a refused argument.
    """
    raise _classify(error, where, secrets)


def _classify(error: TopError, where: str, secrets: Iterable[str]) -> ConnectorError:
    said = _text(error, secrets)
    number = error.number
    if number in THROTTLED or "limited" in error.sub_code:
        return throttled("TOP", said, where=where, seconds=THROTTLE_SECONDS)
    if number in _BUSY or error.sub_code.startswith("isp."):
        return failed_there("TOP", said, where=where, with_the="request id")
    if number in _APP_SETTINGS:
        return setting_refused("TOP", _APP_SETTINGS[number], said, where=where)
    if number in _CLOCK:
        return clock_refused("TOP", said, where=where, minutes=10)
    return _for_a_person(said, number, where)


def _for_a_person(said: str, number: int, where: str) -> FatalFeedError:
    if number in (_TOKEN_MISSING, _TOKEN_OVER):
        kind = TokenExpired if number == _TOKEN_OVER else FatalFeedError
        return kind(
            f"TOP refuses the shop's token ({said})",
            where=where,
            advice="have the shop's owner renew the authorisation (access_token) of this shop",
        )
    if number in _PERMISSION:
        advice = "apply for this interface's permission on the open platform, or have it restored"
    else:
        advice = "the request itself is refused: report it with the request id"
    return FatalFeedError(f"TOP refuses the call ({said})", where=where, advice=advice)


def _text(error: TopError, secrets: Iterable[str]) -> str:
    """The platform's own words, redacted: they may repeat what we sent."""
    parts = (f"code {error.code}", error.msg, error.sub_code, error.sub_msg, error.request_id)
    return redact(", ".join(part for part in parts if part), secrets=secrets)
