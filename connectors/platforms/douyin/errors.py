"""What to do about each of Douyin's refusals, which come with HTTP 200.

Source: platforms reference, section 5 (Errors); the error tables of public SDKs.
Keep out: sending, retrying.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from connectors.core.errors import (
    ConfigurationError,
    ConnectorError,
    FatalFeedError,
    TokenExpired,
)
from connectors.core.redaction import redact
from connectors.core.refusals import clock_refused, failed_there, setting_refused, throttled

SUCCESS = 10_000
THROTTLED = 60_000
THROTTLE_SECONDS = 1.0
#: the service could not be reached; 90000 is "unknown", which has been seen to pass
_BUSY = frozenset({20_000, 20_001, 90_000})
_PERMISSION, _WHITE_LIST = 30_001, 30_002
_CALL_ENDED = 70_000
_TOKEN_OVER = frozenset({"isv.access-token-expired", "isv.access-token-no-existed"})
_SHOP_PERMISSION_OVER = frozenset({"dop.authorization-no-existed", "dop.authorization-closed"})
_EXCHANGE = "dop.token-generate-failed:"
_SETTINGS = {
    "isv.signature-invalid": "app_secret",
    "isv.signature-missing": "app_secret",
    f"{_EXCHANGE}app-secret-invalid": "app_secret",
    "isv.app-id-missing": "app_key",
    "isv.app-id-invalid": "app_key",
    "isv.app-id-expired": "app_key",
    f"{_EXCHANGE}app-id-invalid": "app_key",
}
_CLOCK = frozenset({"isv.timestamp-invalid", "isv.timestamp-format-error"})
_RENEW = "have the shop's owner renew the authorisation (access_token) of this shop"


class DouyinError(msgspec.Struct):
    """The head of every answer; older methods tell `err_no` and `message` instead."""

    code: int | str | None = None
    msg: str | None = None
    sub_code: str | None = None
    sub_msg: str | None = None
    err_no: int | str | None = None
    message: str | None = None
    log_id: str | None = None


def is_success(head: DouyinError) -> bool:
    """Whether the call was answered."""
    if head.code is None:
        return str(head.err_no) == "0"
    return str(head.code) == str(SUCCESS)


def refusal(head: DouyinError, *, where: str, secrets: Iterable[str]) -> ConnectorError:
    """The error of ours that says what to do next; `secrets` never stand in its text.

    RetriableFeedError where we are throttled or Douyin's own side failed, TokenExpired where the
    access token is over, ConfigurationError for app key, secret, clock or this machine's address,
    FatalFeedError for a permission or a refused call.
    """
    text = str(head.err_no if head.code is None else head.code)
    number = int(text) if text.isdigit() else 0
    sub_code = head.sub_code or ""
    parts = (f"code {text}", head.msg or head.message, sub_code, head.sub_msg, head.log_id)
    said = redact(", ".join(part for part in parts if part), secrets=secrets)
    if number == THROTTLED:
        return throttled("Douyin", said, where=where, seconds=THROTTLE_SECONDS)
    if number in _BUSY:
        return failed_there("Douyin", said, where=where)
    if sub_code in _TOKEN_OVER:
        return TokenExpired(f"Douyin refuses the token ({said})", where=where, advice=_RENEW)
    return _setting(number, sub_code, said, where) or FatalFeedError(
        f"Douyin refuses the call ({said})", where=where, advice=_advice(number, sub_code)
    )


def _setting(number: int, sub_code: str, said: str, where: str) -> ConfigurationError | None:
    """The error of a setting of ours, which concerns every shop; None for anything else."""
    if sub_code in _SETTINGS:
        return setting_refused("Douyin", _SETTINGS[sub_code], said, where=where)
    if sub_code in _CLOCK:
        return clock_refused("Douyin", said, where=where)
    if number == _WHITE_LIST:
        return ConfigurationError(
            f"Douyin refuses this machine's address ({said})",
            where=where,
            advice="put the address on the application's white list",
        )
    return None


def _advice(number: int, sub_code: str) -> str:
    if sub_code in _SHOP_PERMISSION_OVER or sub_code.startswith(_EXCHANGE):
        return _RENEW
    if number == _PERMISSION:
        return "apply for the permission that this interface needs on the open platform"
    if number == _CALL_ENDED:
        return "the interface has ended: report it with this line"
    return "the request itself is refused: report it with this line"
