"""Which days of a feed have landed whole.

A day has landed where accepted batches asked for all of it by the time that a backfill asks by, and
every shop answered. Nights by modification bring a day's orders as well, but an order of that day
may change on any later one: they count as far as no night is missing up to the newest.
A shop's export file covers that shop alone, so it stands apart.
Source: design, section 2. Keep out: what to do about the other days.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from connectors.core.landing import VERDICT, LocalLanding, Manifest
from connectors.core.windows import WindowKind
from orchestration.home import Home


class FeedKind(NamedTuple):
    """One kind of one platform's records, and the time that a backfill asks by."""

    platform: str
    kind: str
    window_kind: WindowKind


class LandedDays(NamedTuple):
    """Days that have landed whole for every shop, and the shops that files were given for."""

    days: frozenset[date]
    shops_by_file: frozenset[str]


def accepted_batches(home: Home) -> list[Manifest]:
    """Committed batches that the expectations let into builds."""
    store = LocalLanding(home.landing)
    return [m for m in store.manifests() if _is_accepted(store, m)]


def landed_days(batches: Iterable[Manifest], feed: FeedKind) -> LandedDays:
    """What the batches hold of one feed."""
    days: set[date] = set()
    by_change: set[date] = set()
    by_file: set[str] = set()
    for batch in batches:
        if (batch.platform, batch.kind) != (feed.platform, feed.kind):
            continue
        if batch.window_kind == "file":
            by_file |= set(batch.shops_answered)
        elif _missing(batch):
            continue
        elif batch.window_kind == feed.window_kind:
            days |= _whole_days(batch)
        elif batch.window_kind == "modified":
            by_change |= _whole_days(batch)
    return LandedDays(frozenset(days | _without_gap(by_change)), frozenset(by_file))


def _without_gap(days: set[date]) -> set[date]:
    """The unbroken run of days that ends with the newest one."""
    found: set[date] = set()
    day = max(days, default=None)
    while day is not None and day in days:
        found.add(day)
        day -= timedelta(days=1)
    return found


def _missing(batch: Manifest) -> set[str]:
    return set(batch.shops_asked) - set(batch.shops_answered)


def _whole_days(batch: Manifest) -> set[date]:
    midnight = batch.window_start.replace(hour=0, minute=0, second=0)
    day = midnight if midnight == batch.window_start else midnight + timedelta(days=1)
    found = set()
    while day + timedelta(days=1) <= batch.window_end:
        found.add(day.date())
        day += timedelta(days=1)
    return found


def _is_accepted(store: LocalLanding, manifest: Manifest) -> bool:
    verdict = store.batch_path(manifest) / VERDICT
    return verdict.exists() and bool(json.loads(verdict.read_bytes())["accepted"])
