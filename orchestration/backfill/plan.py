"""What a backfill will do, before it does anything.

Each feed's days fall into three: landed (replayed from landing by the build), within the platform's
reach (fetched), and beyond it (only the shop's export files can bring them).
Source: design, section 2; platforms reference, section 11. Keep out: fetching, printing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Literal, NamedTuple

from connectors.core.landing import Manifest
from connectors.core.windows import Window
from connectors.registry import PLATFORMS
from orchestration.backfill.coverage import FeedKind, landed_days
from orchestration.backfill.periods import Period
from orchestration.errors import NothingToDo
from orchestration.settings import Settings
from orchestration.windows import offered

Mode = Literal["fetch", "replay", "auto"]
#: a kill loses the windows that are being fetched, so they are short; a batch a day would be many
LONGEST_UNIT = timedelta(days=7)


class Unit(NamedTuple):
    """One window of one feed, to be fetched as one batch."""

    feed: FeedKind
    window: Window


class FeedPlan(NamedTuple):
    """What happens to the days of one feed."""

    feed: FeedKind
    landed: list[date]
    fetched: list[Unit]
    #: neither landed nor within reach
    beyond: list[date]
    shops_by_file: frozenset[str]
    #: the first day that the platform still answers for; null where it has no limit
    reaches_back_to: date | None
    #: null where nothing of this feed has been pulled before
    expected_requests: int | None


class BackfillPlan(NamedTuple):
    """Everything that a backfill of a period will do."""

    period: Period
    mode: Mode
    feeds: list[FeedPlan]

    @property
    def units(self) -> list[Unit]:
        """All windows to fetch; the oldest of each feed first, for reach moves on meanwhile."""
        return [unit for feed in self.feeds for unit in feed.fetched]

    @property
    def beyond(self) -> list[FeedPlan]:
        """Feeds with days that only export files can bring."""
        return [feed for feed in self.feeds if feed.beyond]


def plan_backfill(
    settings: Settings,
    batches: Iterable[Manifest],
    period: Period,
    *,
    platforms: Iterable[str],
    mode: Mode,
    now: datetime,
) -> BackfillPlan:
    """Plan a period at a Beijing time.

    Raises NothingToDo where the period isn't over, or a platform is not set up here.
    """
    if period.window.end > now:
        raise NothingToDo(
            f"{period.name} is not over yet in Beijing",
            where="PERIOD",
            advice="name days that have ended; the nightly brings the others",
        )
    known = list(batches)
    feeds = [
        _plan_feed(feed, known, period, mode, now)
        for platform in _chosen(settings, platforms)
        for feed in _feeds(platform)
    ]
    return BackfillPlan(period, mode, feeds)


def _chosen(settings: Settings, platforms: Iterable[str]) -> list[str]:
    asked = list(platforms) or list(settings.platforms)
    unknown = [name for name in asked if name not in settings.platforms]
    if unknown or not asked:
        raise NothingToDo(
            f"not set up here: {', '.join(unknown) or 'any platform'}",
            where="settings.toml: platforms",
            advice=f"set up are: {', '.join(settings.platforms) or 'none'}",
        )
    return asked


def _feeds(platform: str) -> Iterator[FeedKind]:
    for kind, spec in PLATFORMS[platform].kinds.items():
        yield FeedKind(platform, kind, offered("created", spec.reach_days.keys()))


def _plan_feed(
    feed: FeedKind, batches: list[Manifest], period: Period, mode: Mode, now: datetime
) -> FeedPlan:
    reach = PLATFORMS[feed.platform].kinds[feed.kind].reach_days[feed.window_kind]
    # the day on which the reach ends is cut: a whole day or none
    oldest = None if reach is None else (now - timedelta(days=reach) + timedelta(days=1)).date()
    landed = landed_days(batches, feed)
    days = _days(feed, period, now)
    is_known = {day: mode != "fetch" and day in landed.days for day in days}
    is_near = {day: mode != "replay" and (oldest is None or day >= oldest) for day in days}
    wanted = [day for day in days if not is_known[day] and is_near[day]]
    return FeedPlan(
        feed=feed,
        landed=[day for day in days if is_known[day]],
        fetched=[Unit(feed, window) for window in _windows(wanted)],
        beyond=[day for day in days if not is_known[day] and not is_near[day]],
        shops_by_file=landed.shops_by_file,
        reaches_back_to=oldest,
        expected_requests=_expected(batches, feed, len(wanted)),
    )


def _days(feed: FeedKind, period: Period, now: datetime) -> list[date]:
    """The days to ask for, so that everything of the period comes.

    What is offered by its last change alone (refunds, mostly) may have changed after the period, so
    all days until now are asked for. Items are told as they are now, whatever day is named.
    """
    if PLATFORMS[feed.platform].kinds[feed.kind].reach_days[feed.window_kind] is None:
        return [period.last]
    last = period.last
    if feed.window_kind == "modified":
        last = max(last, now.date() - timedelta(days=1))
    count = (last - period.first).days + 1
    return [period.first + timedelta(days=n) for n in range(count)]


def _windows(days: list[date]) -> Iterator[Window]:
    """Unbroken runs of days, cut to LONGEST_UNIT."""
    start = 0
    for place in range(1, len(days) + 1):
        if place == len(days) or days[place] - days[place - 1] > timedelta(days=1):
            first = datetime.combine(days[start], time.min)
            end = datetime.combine(days[place - 1] + timedelta(days=1), time.min)
            yield from Window(first, end).pieces(LONGEST_UNIT)
            start = place


def _expected(batches: list[Manifest], feed: FeedKind, day_count: int) -> int | None:
    """Requests, as many a day as this feed has taken before."""
    day = timedelta(days=1)
    rates = [
        batch.request_count / ((batch.window_end - batch.window_start) / day)
        for batch in batches
        if (batch.platform, batch.kind, batch.window_kind) == feed and batch.request_count
    ]
    return round(median(rates) * day_count) if rates else None
