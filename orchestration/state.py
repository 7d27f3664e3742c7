"""What a home holds: batches by feed, held ones and why, late shops, what is published.

Keep out: printing, changing anything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from connectors.core.landing import VERDICT, LocalLanding, Manifest
from orchestration.home import Home
from orchestration.lateness import Standing, standings
from orchestration.registers.approving import decided

_QUARANTINE = "quarantine.parquet"


class LandedFeed(msgspec.Struct, kw_only=True):
    """One kind of one platform: how much, and from when to when (naive Beijing time)."""

    platform: str
    kind: str
    first: datetime
    last: datetime
    batch_count: int = 0
    held_count: int = 0
    row_count: int = 0


class State(msgspec.Struct, frozen=True, kw_only=True):
    """A home at one moment."""

    now: datetime
    landed: list[LandedFeed]
    shops: list[Standing]
    # one sentence each: which batch, and why
    held: list[str]
    # of the newest batch of each feed: checks that warn, with what they compare
    warnings: list[str]
    published_build: str | None
    # folders of released bulletins, below the home
    bulletins: list[str]


def read_state(home: Home, *, now: datetime) -> State:
    """Read the home's manifests and verdicts; `now` is naive Beijing time."""
    store = LocalLanding(home.landing)
    batches = store.manifests()
    verdicts = {batch.batch_id: _verdict(store, batch) for batch in batches}
    feeds: dict[tuple[str, str], LandedFeed] = {}
    newest: dict[tuple[str, str], Manifest] = {}
    accepted: set[str] = set()
    # a load that somebody decided on is no news, though its batch stays held
    done = decided(home)
    held = []
    for batch in batches:
        key = (batch.platform, batch.kind)
        newest[key] = batch
        feed = feeds.setdefault(
            key,
            LandedFeed(
                platform=batch.platform,
                kind=batch.kind,
                first=batch.window_start,
                last=batch.window_end,
            ),
        )
        verdict = verdicts[batch.batch_id]
        is_held = verdict is None or not verdict["accepted"]
        if is_held and batch.batch_id not in done:
            held.append(f"{batch.batch_id}: {_why(verdict)}")
        else:
            accepted.add(batch.batch_id)
        _count(feed, batch, is_held=is_held)
    return State(
        now=now,
        landed=[feeds[key] for key in sorted(feeds)],
        shops=standings(batches, accepted, now=now),
        held=held,
        warnings=[line for key in sorted(newest) for line in _warnings(newest[key], verdicts)],
        published_build=home.current_build(),
        bulletins=[
            str(folder.relative_to(home.root))
            for folder in sorted(home.releases.glob("*/*/*/*/v*"))
        ],
    )


def warnings_since(home: Home, since: datetime) -> list[str]:
    """What the batches warn of that landed since then (naive Beijing time), one sentence each."""
    store = LocalLanding(home.landing)
    batches = [batch for batch in store.manifests() if batch.landed_at >= since]
    verdicts = {batch.batch_id: _verdict(store, batch) for batch in batches}
    return [line for batch in batches for line in _warnings(batch, verdicts)]


def _verdict(store: LocalLanding, batch: Manifest) -> Mapping[str, Any] | None:
    path = store.batch_path(batch) / VERDICT
    return json.loads(path.read_bytes()) if path.exists() else None


def _count(feed: LandedFeed, batch: Manifest, *, is_held: bool) -> None:
    feed.first = min(feed.first, batch.window_start)
    feed.last = max(feed.last, batch.window_end)
    feed.batch_count += 1
    feed.held_count += is_held
    feed.row_count += sum(
        entry.row_count or 0 for name, entry in batch.files.items() if name != _QUARANTINE
    )


def _why(verdict: Mapping[str, Any] | None) -> str:
    if verdict is None:
        return "not judged yet"
    failed = [c for c in verdict["checks"] if not c["passed"] and c["blocking"]]
    return "; ".join(f"{c['name']} ({c['observed']}): {c['advice']}" for c in failed)


def _warnings(batch: Manifest, verdicts: Mapping[str, Mapping[str, Any] | None]) -> list[str]:
    verdict = verdicts[batch.batch_id]
    if verdict is None:
        return []
    failed = [c for c in verdict["checks"] if not c["passed"] and not c["blocking"]]
    remarks = "；".join(verdict.get("remarks", []))
    drift = ", ".join([*batch.drift.fields, *(f"state {code}" for code in batch.drift.states)])
    told = [f"{batch.batch_id}: {c['name']} ({c['observed']}): {c['advice']}" for c in failed]
    if drift:
        told.append(f"{batch.batch_id}: nobody has named {drift}")
    if remarks and any(".size_" in c["name"] for c in failed):
        told.append(f"{batch.batch_id}: {remarks}")
    return told
