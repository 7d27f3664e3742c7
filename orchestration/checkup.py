"""Looks at each platform's access before a night needs it: clock, tokens, permissions, one row.

Asks little: who the shop is, and of one shop the newest short window of each kind.
Keep out: printing, mending anything.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from connectors.core.errors import ConnectorError
from connectors.core.feed import Feed
from connectors.core.windows import Window
from connectors.registry import PLATFORMS
from orchestration.errors import OrchestrationError
from orchestration.ingest import connect
from orchestration.resources import Deployment
from orchestration.tokens import KeptTokens, read_shops
from orchestration.windows import SAFETY_LAG, offered

State = Literal["ok", "warning", "failed"]
#: platforms refuse calls whose time is 6 to 10 minutes off; a minute is already worth a look
MOST_SKEW = timedelta(minutes=5)
SMALL_SKEW = timedelta(minutes=1)
#: a token that ends within a week may end on a holiday
SHORT_LIFE = timedelta(days=7)
#: the shortest window that every platform takes
PROBE = timedelta(minutes=30)


class Finding(NamedTuple):
    """One thing that was looked at. `advice` is empty where nothing is to be done."""

    platform: str
    subject: str
    state: State
    told: str
    advice: str


def examine(deployment: Deployment, platform: str) -> list[Finding]:
    """Everything about one platform, the settings first; what can't be looked at says why."""
    try:
        shops = read_shops(
            deployment.home,
            deployment.settings.platforms[platform].shop_tokens,
            name=f"platforms.{platform}.shop_tokens",
        )
        connect(deployment.home, deployment.settings, platform, clock=deployment.clock).close()
    except (ConnectorError, OrchestrationError) as error:
        return [_failed(platform, "settings", error)]
    findings = [Finding(platform, "settings", "ok", f"{len(shops)} shops", "")]
    tokens = KeptTokens(deployment.home.tokens / f"{platform}.json", shops)
    for place, shop in enumerate(shops):
        findings += _examine_shop(deployment, platform, shop.shop_id, is_first=place == 0)
        # after the call: it may have been renewed
        findings.append(_token(deployment, platform, shop.shop_id, tokens))
    return findings


def _examine_shop(
    deployment: Deployment, platform: str, shop_id: str, *, is_first: bool
) -> list[Finding]:
    feed = connect(
        deployment.home,
        deployment.settings,
        platform,
        clock=deployment.clock,
        only_shop=shop_id,
    )
    try:
        findings = [_shop(platform, shop_id, feed)]
        if is_first:
            findings.insert(0, _clock(deployment, platform, feed))
            if findings[-1].state == "ok":
                findings += [_probe(deployment, platform, kind, feed) for kind in _kinds(platform)]
        return findings
    finally:
        feed.close()


def _kinds(platform: str) -> list[str]:
    return list(PLATFORMS[platform].kinds)


def _shop(platform: str, shop_id: str, feed: Feed) -> Finding:
    subject = f"shop {shop_id}"
    try:
        info = feed.shop_info(shop_id)
    except ConnectorError as error:
        return _failed(platform, subject, error)
    if info.shop_id and info.shop_id != shop_id:
        return Finding(
            platform,
            subject,
            "failed",
            f"the token belongs to shop {info.shop_id}",
            "put each token under the shop that gave it",
        )
    return Finding(platform, subject, "ok", info.name or "answers", "")


def _clock(deployment: Deployment, platform: str, feed: Feed) -> Finding:
    told = feed.server_time()
    if told is None:
        return Finding(
            platform, "clock", "warning", "the platform gave no time", "check the address by hand"
        )
    skew = abs(deployment.clock() - told)
    state: State = "failed" if skew > MOST_SKEW else "warning" if skew > SMALL_SKEW else "ok"
    advice = "" if state == "ok" else "let this machine keep its clock by NTP"
    return Finding(platform, "clock", state, f"{int(skew.total_seconds())} s off", advice)


def _token(deployment: Deployment, platform: str, shop_id: str, tokens: KeptTokens) -> Finding:
    token = tokens.read(shop_id)
    subject = f"token of {shop_id}"
    if token.expires_at is None:
        return Finding(platform, subject, "ok", "the platform has not said when it ends", "")
    left = token.expires_at - deployment.clock()
    told = f"ends {token.expires_at:%Y-%m-%d %H:%M}, {max(0, left.days)} days left"
    if token.refresh_token or PLATFORMS[platform].has_keys_by_shop:
        return Finding(platform, subject, "ok", f"{told}, renewed by itself", "")
    if left < SHORT_LIFE:
        advice = "have the shop's owner authorise again before then"
        return Finding(platform, subject, "warning", told, advice)
    return Finding(platform, subject, "ok", told, "")


def _probe(deployment: Deployment, platform: str, kind: str, feed: Feed) -> Finding:
    """Ask for the newest short window: that takes the permission for this kind."""
    spec = PLATFORMS[platform].kinds[kind]
    window_kind = offered("modified", spec.reach_days.keys())
    end = _whole_minute(deployment.clock() - SAFETY_LAG)
    try:
        draft = feed.fetch(kind, window_kind, Window(end - PROBE, end))
    except ConnectorError as error:
        return _failed(platform, kind, error)
    if draft.failures:
        return Finding(platform, kind, "failed", draft.failures[0][1], "see what it says")
    count = draft.control["platform"]["record_count"]
    return Finding(platform, kind, "ok", f"{count} in the last half hour", "")


def _whole_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _failed(platform: str, subject: str, error: ConnectorError | OrchestrationError) -> Finding:
    return Finding(platform, subject, "failed", f"{error.what} [{error.where}]", error.advice)
