"""What to do about each of JD's refusals, in any of the three layers of an answer.

Source: platforms reference, section 2 (Envelope, Errors). Keep out: sending, retrying.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import msgspec

from connectors.core.errors import ConnectorError, FatalFeedError, TokenExpired
from connectors.core.redaction import redact
from connectors.core.refusals import clock_refused, failed_there, setting_refused, throttled

THROTTLED = frozenset({2})
THROTTLE_SECONDS = 1.0
_APP_SETTINGS = {9: "app_key", 10: "app_key", 11: "app_secret", 12: "app_secret"}
_CLOCK = frozenset({7, 8})
_TOKEN_MISSING = 18
_TOKEN_OVER = 19
#: "platform connection failed", "server busy": the gateway could not reach its own service
_BUSY = frozenset({1, 43, 44, 50, 67})


class JdError(msgspec.Struct):
    """The `error_response` of JD, which comes with HTTP 200; or a method's own words."""

    code: int | str = 0
    zh_desc: str = ""
    en_desc: str = ""
    # what the interfaces of items say inside their envelope
    error_description: str = ""


def raise_for(error: JdError, *, where: str, secrets: Iterable[str]) -> NoReturn:
    """Raise the error of ours that says what to do next; `secrets` never stand in its text.

    Raises:
        RetriableFeedError: throttled, or JD's own side failed.
        ConfigurationError: app key, secret or clock.
        FatalFeedError: the shop's token or a refused call.
    """
    raise _classify(error, where, secrets)


def raise_inner(what: str, *, where: str, secrets: Iterable[str]) -> NoReturn:
    """The method itself refused, under an outer code of success; `what` is JD's own text."""
    raise FatalFeedError(
        f"JD refuses the call inside its answer ({redact(what, secrets=secrets)})",
        where=where,
        advice="the request itself is refused: report it with this line",
    )


def _classify(error: JdError, where: str, secrets: Iterable[str]) -> ConnectorError:
    text = str(error.code)
    number = int(text) if text.isdigit() else 0
    parts = (f"code {text}", error.zh_desc, error.en_desc, error.error_description)
    said = redact(", ".join(part for part in parts if part), secrets=secrets)
    if number in THROTTLED:
        return throttled("JD", said, where=where, seconds=THROTTLE_SECONDS)
    if number in _BUSY:
        return failed_there("JD", said, where=where)
    if number in _APP_SETTINGS:
        return setting_refused("JD", _APP_SETTINGS[number], said, where=where)
    if number in _CLOCK:
        return clock_refused("JD", said, where=where, minutes=6)
    if number in (_TOKEN_MISSING, _TOKEN_OVER):
        kind = TokenExpired if number == _TOKEN_OVER else FatalFeedError
        return kind(
            f"JD refuses the shop's token ({said})",
            where=where,
            advice="have the shop's owner renew the authorisation (access_token) of this shop",
        )
    return FatalFeedError(
        f"JD refuses the call ({said})",
        where=where,
        advice="the request itself is refused: report it with this line",
    )
