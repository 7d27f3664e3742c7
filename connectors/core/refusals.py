"""What we say of a platform's refusals where every platform's mean the same.

Each platform's own codes, and which of them is which, stand in its `errors.py`. `name` is the
platform as a sentence names it, `said` its own words, redacted already.
Keep out: codes, and advice that only one platform needs.
"""

from __future__ import annotations

from connectors.core.errors import ConfigurationError, RetriableFeedError


def not_understood(size: int, what: str, *, where: str) -> RetriableFeedError:
    """An answer of `size` bytes is not what the interface `what` gives."""
    return RetriableFeedError(
        f"the answer ({size} bytes) is not the JSON that {what} gives: cut short or changed",
        where=where,
        advice="run again; if it stays so, the interface has changed: report it with this line",
    )


def throttled(name: str, said: str, *, where: str, seconds: float) -> RetriableFeedError:
    """Too many calls; the platform takes the next one after `seconds`."""
    return RetriableFeedError(
        f"{name} limits our calls ({said})",
        where=where,
        advice="lower requests_per_second for this app key, or pull at another hour",
        retry_after_seconds=seconds,
    )


def failed_there(name: str, said: str, *, where: str, with_the: str = "") -> RetriableFeedError:
    """The platform's own side failed; `with_the` is what it wants to be asked with."""
    ask = f"; if it lasts, ask {name} with the {with_the}" if with_the else ""
    return RetriableFeedError(
        f"{name} failed on its side ({said})", where=where, advice=f"run again later{ask}"
    )


def setting_refused(name: str, setting: str, said: str, *, where: str) -> ConfigurationError:
    """`setting` (app_key, app_secret) is not the application's."""
    return ConfigurationError(
        f"{name} refuses our {setting} ({said})",
        where=where,
        advice=f"check {setting} against the application's page on the open platform",
    )


def clock_refused(
    name: str, said: str, *, where: str, minutes: int | None = None
) -> ConfigurationError:
    """Our timestamp is off by more than `minutes`, where the platform says how many it allows."""
    advice = "set this machine's clock to Beijing time"
    if minutes is not None:
        advice = f"set this machine's clock: it may be at most {minutes} minutes off Beijing time"
    return ConfigurationError(f"{name} refuses our timestamp ({said})", where=where, advice=advice)
