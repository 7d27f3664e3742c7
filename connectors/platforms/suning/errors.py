"""What to do about each of Suning's refusals, which are texts and come with HTTP 200.

Source: platforms reference, section 3 (Error codes). No code for too many calls is documented, so
what names a limit of calls is taken for one. Keep out: sending, retrying.
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
from connectors.core.refusals import clock_refused, failed_there, throttled

#: a normal answer: the window or the page holds nothing
NO_RESULT = "biz.handler.data-get:no-result"

THROTTLE_SECONDS = 1.0
_CLOCK = "sys.check.request-apprequesttime:error"
_KEYS = "sys.check.header-param:forbidden"
_TOKEN = "sys.oauth.check.access_token:"  # noqa: S105 - the beginning of a code
#: checks of the request and of the token; every other `sys.` code speaks of Suning's own side
_CHECKS = ("sys.check.", "sys.oauth.")
_THROTTLED = ("limit", "frequen", "overrun")
_PERMISSION = ":authority"


class SuningError(msgspec.Struct):
    """The `sn_error` of Suning."""

    error_code: str = ""
    error_msg: str = ""


def raise_for(error: SuningError, *, where: str, secrets: Iterable[str]) -> NoReturn:
    """Raise the error of ours that says what to do next; `secrets` never stand in its text.

    Raises:
        RetriableFeedError: too many calls, or Suning's own side failed.
        ConfigurationError: app key, secret or clock.
        TokenExpired: the shop's token is over or unknown.
        FatalFeedError: a permission, or a refused argument.
    """
    raise _classify(error, where, secrets)


def _classify(error: SuningError, where: str, secrets: Iterable[str]) -> ConnectorError:
    code = error.error_code
    said = redact(", ".join(text for text in (code, error.error_msg) if text), secrets=secrets)
    if code.startswith("sys.") and any(word in code for word in _THROTTLED):
        return throttled("Suning", said, where=where, seconds=THROTTLE_SECONDS)
    if code.startswith("sys.") and not code.startswith(_CHECKS):
        return failed_there("Suning", said, where=where)
    if code == _CLOCK:
        return clock_refused("Suning", said, where=where, minutes=10)
    if code == _KEYS:
        return ConfigurationError(
            f"Suning refuses our app_key or app_secret ({said})",
            where=where,
            advice="check both against the application's page on the open platform",
        )
    return _for_a_person(code, said, where)


def _for_a_person(code: str, said: str, where: str) -> FatalFeedError:
    if code.startswith(_TOKEN):
        return TokenExpired(
            f"Suning refuses the shop's token ({said})",
            where=where,
            advice="have the shop's owner renew the authorisation (access_token) of this shop",
        )
    if code.endswith(_PERMISSION):
        advice = "apply for this interface's permission on the open platform, or have it restored"
    else:
        advice = "the request itself is refused: report it with this line"
    return FatalFeedError(f"Suning refuses the call ({said})", where=where, advice=advice)
