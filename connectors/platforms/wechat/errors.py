"""What to do about each of WeChat's refusals, which come with HTTP 200 and an `errcode`.

Every shop is an application of its own, so a wrong secret or a missing permission concerns that
shop and stops no other.
Source: platforms reference, section 6; WeChat's list of common error codes. Keep out: sending.
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
from connectors.core.refusals import failed_there

TOKEN_OVER = frozenset({40001, 40014, 42001})
_BUSY = frozenset({-1, 10021044})
_CALLS_OF_THE_DAY = 45009
_CALLS_OF_THE_MINUTE = 45011
MINUTE_SECONDS = 60.0
#: longer than any wait within a pull: the call is not repeated, the pull ends and is run again
DAY_SECONDS = 86_400.0
_OTHER_WINDOW_THAN_CURSOR = 606006
_TOO_MANY_IN_WINDOW = 31042
_GONE = frozenset({100002, 10020000, 10021050})
_APP_KEY = frozenset({40013, 41002})
_APP_SECRET = frozenset({40001, 40125, 41004})
_ADDRESS_LIST = frozenset({40164, 45035, 61004})
_PERMISSION = frozenset({48001, 48004, 50001, 50002, 61007})


class WindowTooWide(FatalFeedError):
    """The platform finds too many rows in the window: ask for a shorter one."""


class RecordGone(FatalFeedError):
    """The list named a record that the platform no longer shows."""


class WechatError(msgspec.Struct):
    """The head of every answer; `errcode` 0 is success."""

    errcode: int | str
    errmsg: str = ""

    @property
    def number(self) -> int | None:
        """The code as a number, null where it is none."""
        text = str(self.errcode)
        digits = text.removeprefix("-")
        return int(text) if digits.isascii() and digits.isdigit() else None


def raise_for(error: WechatError, *, where: str, secrets: Iterable[str]) -> NoReturn:
    """Raise the error of ours that says what to do next; `secrets` never stand in its text.

    Raises:
        RetriableFeedError: too many calls, or WeChat failed on its side; CursorExpired of these.
        FatalFeedError: a permission or a refused call; TokenExpired, WindowTooWide and RecordGone
            of these.
    """
    raise _classify(error, _said(error, secrets), where)


def raise_for_token(error: WechatError, *, where: str, secrets: Iterable[str]) -> NoReturn:
    """The same for the exchange of app id and secret for a token.

    Raises:
        FatalFeedError: the shop's app_key or app_secret is refused, or as `raise_for`.
    """
    said = _said(error, secrets)
    for setting, codes in (("app_key", _APP_KEY), ("app_secret", _APP_SECRET)):
        if error.number in codes:
            raise FatalFeedError(
                f"WeChat refuses the shop's {setting} ({said})",
                where=where,
                advice=f"check this shop's {setting} against 自研 in its own back office, "
                "or have the shop renew the authorisation",
            )
    raise _classify(error, said, where)


def _classify(error: WechatError, said: str, where: str) -> ConnectorError:
    number = error.number
    if number in TOKEN_OVER:
        return TokenExpired(
            f"WeChat refuses the access token ({said})",
            where=where,
            advice="have the shop renew the authorisation: see whether its secret was changed",
        )
    if number in _BUSY:
        return failed_there("WeChat", said, where=where, with_the="rid")
    if number in (_CALLS_OF_THE_MINUTE, _CALLS_OF_THE_DAY):
        return _too_many_calls(number, said, where)
    if number == _OTHER_WINDOW_THAN_CURSOR:
        return CursorExpired(
            f"WeChat does not know the cursor ({said})",
            where=where,
            advice="run again later: the window is read from its beginning",
        )
    if number == _TOO_MANY_IN_WINDOW:
        return WindowTooWide(
            f"WeChat wants a shorter window ({said})",
            where=where,
            advice="pull the window in shorter parts",
        )
    if number in _GONE:
        return RecordGone(
            f"WeChat no longer shows a record that it listed ({said})",
            where=where,
            advice="look the record up in the shop's back office",
        )
    return _for_a_person(number, said, where)


def _too_many_calls(number: int, said: str, where: str) -> RetriableFeedError:
    if number == _CALLS_OF_THE_MINUTE:
        return RetriableFeedError(
            f"WeChat limits our calls ({said})",
            where=where,
            advice="lower requests_per_second, or pull at another hour",
            retry_after_seconds=MINUTE_SECONDS,
        )
    return RetriableFeedError(
        f"the shop's calls of this day are used up ({said})",
        where=where,
        advice="run again tomorrow; ask for shorter windows, or for a larger quota",
        retry_after_seconds=DAY_SECONDS,
    )


def _for_a_person(number: int | None, said: str, where: str) -> FatalFeedError:
    if number in _PERMISSION:
        advice = "have the shop grant this interface in its back office, or have it restored"
    elif number in _ADDRESS_LIST:
        advice = "have the shop put this machine's address on the white list of its back office"
    else:
        advice = "the request itself is refused: report it with the rid"
    return FatalFeedError(f"WeChat refuses the call ({said})", where=where, advice=advice)


def _said(error: WechatError, secrets: Iterable[str]) -> str:
    """The platform's own words, redacted: they may repeat what we sent."""
    parts = (f"errcode {error.errcode}", error.errmsg)
    return redact(", ".join(part for part in parts if part), secrets=secrets)
