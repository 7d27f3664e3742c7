"""Up to when each shop's records have landed whole: the newest accepted window that it answered.

A window counts for a shop where the batch was accepted and the shop answered; a file counts for
its own shop. Keep out: printing, what to do about a shop that is late.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from connectors.core.landing import Manifest
from connectors.core.windows import Window

_HOUR = timedelta(hours=1)
#: a shop is behind where its last window ends so long before the newest of its platform
_BEHIND = timedelta(days=1)


class ShopFeed(NamedTuple):
    """One kind of one shop's records."""

    platform: str
    shop_id: str
    kind: str


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where one shop's feed stands. Times are naive Beijing time, hours are whole ones.

    All is null where no window ever landed whole. `gap_hours` is what is missing between the
    first and the last window.
    """

    platform: str
    shop_id: str
    kind: str
    window_start: datetime | None
    window_end: datetime | None
    lag_hours: int | None
    gap_hours: int | None
    # rows in that window; null in batches that were landed before rows were counted by shop
    row_count: int | None


def standings(batches: Iterable[Manifest], accepted: set[str], *, now: datetime) -> list[Standing]:
    """The standing of every shop that was ever asked, by platform, kind and shop.

    `batches` in the order of their landing; `accepted` are the ids of those let into builds.
    Registers have no shops and are left out.
    """
    windows: dict[ShopFeed, list[tuple[Window, int | None]]] = {}
    for batch in batches:
        whole = set(batch.shops_answered) if batch.batch_id in accepted else set()
        for shop in batch.shops_asked:
            held = windows.setdefault(ShopFeed(batch.platform, shop, batch.kind), [])
            if shop in whole:
                window = Window(batch.window_start, batch.window_end)
                held.append((window, batch.shop_rows.get(shop)))
    keys = sorted(windows, key=lambda key: (key.platform, key.kind, key.shop_id))
    return [_standing(key, windows[key], now) for key in keys]


def _standing(key: ShopFeed, held: list[tuple[Window, int | None]], now: datetime) -> Standing:
    if not held:
        last, rows, lag, gap = None, None, None, None
    else:
        # of equal windows the one that landed last
        last, rows = max(reversed(held), key=lambda each: (each[0].end, each[0].start))
        lag = max(timedelta(), now - last.end) // _HOUR
        gap = _gaps([window for window, _ in held]) // _HOUR
    return Standing(
        platform=key.platform,
        shop_id=key.shop_id,
        kind=key.kind,
        window_start=last.start if last else None,
        window_end=last.end if last else None,
        lag_hours=lag,
        gap_hours=gap,
        row_count=rows,
    )


def _gaps(windows: list[Window]) -> timedelta:
    ordered = sorted(windows, key=lambda window: window.start)
    missing = timedelta()
    until = ordered[0].end
    for window in ordered[1:]:
        missing += max(timedelta(), window.start - until)
        until = max(until, window.end)
    return missing


class Late(msgspec.Struct, frozen=True, kw_only=True):
    """All shops of one platform and kind: how many, the newest window's end, and who is behind."""

    platform: str
    kind: str
    shop_count: int
    never_count: int
    newest_end: datetime | None
    lag_hours: int | None
    # shops whose last window ends a day or more before the newest one, the oldest first
    behind: list[Standing]


def summary(found: Iterable[Standing]) -> list[Late]:
    """One line for each platform and kind, in the order of `found`."""
    groups: dict[tuple[str, str], list[Standing]] = {}
    for each in found:
        groups.setdefault((each.platform, each.kind), []).append(each)
    lines = []
    for (platform, kind), shops in groups.items():
        ends = [each.window_end for each in shops if each.window_end is not None]
        newest = max(ends, default=None)
        late = [
            each
            for each in shops
            if newest and each.window_end and newest - each.window_end >= _BEHIND
        ]
        lines.append(
            Late(
                platform=platform,
                kind=kind,
                shop_count=len(shops),
                never_count=len(shops) - len(ends),
                newest_end=newest,
                lag_hours=min(
                    (x.lag_hours for x in shops if x.lag_hours is not None), default=None
                ),
                behind=sorted(late, key=lambda each: each.lag_hours or 0, reverse=True),
            )
        )
    return lines
