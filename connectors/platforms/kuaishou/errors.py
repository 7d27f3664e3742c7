"""What to do about each of Kuaishou's refusals.

Codes of the token service are documented, and 802006 (the day's calls are used up) has been seen.
The gateway's other codes are on no public list, so they are told apart by the platform's words:
what is not recognised is for a person. Source: platforms reference, section 7; the platform's page
on authorisation (error codes). Keep out: sending, retrying.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import msgspec

from connectors.core.cursors import CursorExpired
from connectors.core.errors import (
    ConnectorError,
    FatalFeedError,
    RetriableFeedError,
    TokenExpired,
)
from connectors.core.redaction import redact
from connectors.core.refusals import clock_refused, failed_there, setting_refused, throttled


class WindowTooWide(FatalFeedError):
    """The platform takes shorter windows for now, as it may in times of great sales."""


#: any fault of a token, at the token service and at every method
TOKEN_REFUSED = "100200102"  # noqa: S105 - a code
UNKNOWN_APPLICATION = "100200101"
_NO_PERMISSION = frozenset({"100200106"})
_SERVER_ERROR = "100200500"
_QUOTA_USED_UP = "802006"
#: longer than any wait inside a pull: a used-up day is for the scheduler
_TOMORROW_SECONDS = 6 * 3600.0
THROTTLE_SECONDS = 1.0

_THROTTLED = ("限流", "频繁", "频率", "too many", "rate limit")
_CURSOR = ("cursor", "游标")
_SIGNATURE = ("签名", "signature", "sign ")
_APPLICATION = ("appkey", "应用不存在")
_CLOCK = ("timestamp", "时间戳")
_TOKEN = ("access_token", "accesstoken", "token", "授权过期")
_PERMISSION = ("权限", "scope")
_ADDRESS = ("白名单",)
_WINDOW = ("endtime", "begintime", "时间范围")
_BUSY = ("系统异常", "系统错误", "系统繁忙", "服务繁忙", "超时", "稍后", "timeout", "system error")


class KsError(msgspec.Struct):
    """What stands beside a `result` that is not 1; it comes with HTTP 200."""

    result: int | str = 0
    code: int | str | None = None
    msg: str | None = None
    error: str | None = None
    error_msg: str | None = None
    sub_code: int | str | None = None
    sub_msg: str | None = None
    requestId: str | None = None  # noqa: N815

    @property
    def codes(self) -> frozenset[str]:
        """All its codes: which of the three says more differs."""
        return frozenset(str(code) for code in (self.result, self.code, self.sub_code) if code)

    @property
    def words(self) -> str:
        """All its words, in lower case."""
        parts = (self.msg, self.error, self.error_msg, self.sub_msg)
        return " ".join(part for part in parts if part).lower()


def raise_for(error: KsError, *, where: str, secrets: Iterable[str]) -> NoReturn:
    """Raise the error of ours that says what to do next; `secrets` never stand in its text.

    Raises:
        RetriableFeedError: throttled, the day's calls used up, or a fault on the platform's side.
        ConfigurationError: app key, sign secret or clock.
        TokenExpired: the shop's token.
        WindowTooWide: the times of a window.
        FatalFeedError: a permission, or another refused argument.
    """
    raise _passing(error, where, secrets) or _lasting(error, where, secrets)


def _passing(error: KsError, where: str, secrets: Iterable[str]) -> ConnectorError | None:
    said = _text(error, secrets)
    if _QUOTA_USED_UP in error.codes:
        return RetriableFeedError(
            f"the application's calls of the day are used up ({said})",
            where=where,
            advice="run again tomorrow, or ask Kuaishou for a larger quota",
            retry_after_seconds=_TOMORROW_SECONDS,
        )
    if _speaks_of(error, _THROTTLED):
        return throttled("Kuaishou", said, where=where, seconds=THROTTLE_SECONDS)
    if _speaks_of(error, _CURSOR):
        return CursorExpired(
            f"Kuaishou no longer knows the cursor ({said})",
            where=where,
            advice="run again; if it lasts, report it with the request id",
        )
    if _SERVER_ERROR in error.codes or _speaks_of(error, _BUSY):
        return failed_there("Kuaishou", said, where=where, with_the="request id")
    return None


def _lasting(error: KsError, where: str, secrets: Iterable[str]) -> ConnectorError:
    said = _text(error, secrets)
    if TOKEN_REFUSED not in error.codes:
        setting = _setting(error)
        if setting is not None:
            return setting_refused("Kuaishou", setting, said, where=where)
        if _speaks_of(error, _CLOCK):
            return clock_refused("Kuaishou", said, where=where)
        if _speaks_of(error, _ADDRESS):
            return FatalFeedError(
                f"Kuaishou does not know this machine's address ({said})",
                where=where,
                advice="add the address to the application's white list on the open platform",
            )
        if _NO_PERMISSION & error.codes or _speaks_of(error, _PERMISSION):
            return FatalFeedError(
                f"Kuaishou refuses the call ({said})",
                where=where,
                advice="apply for this method's permission, then have the shop's owner "
                "authorise it: a token holds only what its owner agreed to",
            )
    if TOKEN_REFUSED in error.codes or _speaks_of(error, _TOKEN):
        return TokenExpired(
            f"Kuaishou refuses the shop's token ({said})",
            where=where,
            advice="have the shop's owner renew the authorisation (access_token) of this shop",
        )
    kind = WindowTooWide if _speaks_of(error, _WINDOW) else FatalFeedError
    return kind(
        f"Kuaishou refuses the call ({said})",
        where=where,
        advice="the request itself is refused: report it with the request id",
    )


def _setting(error: KsError) -> str | None:
    if _speaks_of(error, _SIGNATURE):
        return "app_secret (the sign secret)"
    if UNKNOWN_APPLICATION in error.codes or _speaks_of(error, _APPLICATION):
        return "app_key"
    return None


def _speaks_of(error: KsError, words: tuple[str, ...]) -> bool:
    return any(word in error.words for word in words)


def _text(error: KsError, secrets: Iterable[str]) -> str:
    """The platform's own words, redacted: they may repeat what we sent."""
    codes = " ".join(sorted(error.codes)) or "no code"
    parts = (f"code {codes}", error.error, error.msg, error.error_msg, error.sub_msg)
    request = f"request {error.requestId}" if error.requestId else None
    seen = dict.fromkeys(part for part in (*parts, request) if part)
    return redact(", ".join(seen), secrets=secrets)
