"""From a feed, file or register to a judged batch: fetch, land, judge.

No Dagster here, so that the command line and the assets do the very same thing.
Keep out: reading any row, deciding what a good batch is.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from importlib.metadata import version
from typing import NamedTuple

from connectors.core.feed import Feed, FeedSettings
from connectors.core.landing import VERDICT, BatchDraft, LocalLanding, Manifest
from connectors.core.windows import Window, WindowKind
from connectors.places import regions
from connectors.registry import open_feed
from expectations.sizes import WEEKS, Earlier
from expectations.verdict import Verdict, judge_batch
from orchestration.errors import SetupError
from orchestration.home import Home
from orchestration.settings import Clock, Settings, resolve_secret
from orchestration.tokens import KeptTokens, read_shops


class Landed(NamedTuple):
    """A committed batch and what the expectations said of it."""

    manifest: Manifest
    verdict: Verdict


def code_version() -> str:
    """The version of the installed program, as printed in manifests and colophons."""
    return version("shanhuo")


def buyer_key(home: Home, settings: Settings) -> bytes:
    """The secret key that buyers' ids are hashed with before they land."""
    return resolve_secret(home, settings.buyer_hmac_key, name="buyer_hmac_key").encode()


def county_of(province: str, city: str, county: str, on: date) -> str | None:
    """The receiver's county code in force on `on`, or None where the names do not tell."""
    return regions.county_of(province, city, county, on)


def connect(
    home: Home,
    settings: Settings,
    platform: str,
    *,
    clock: Clock,
    on_request: Callable[[str], None] | None = None,
    only_shop: str | None = None,
) -> Feed:
    """The feed of one platform with the credentials of this home, of all shops or of one.

    Shops without an authorisation today are not asked.

    Raises SetupError where the platform is not set up, a secret is missing, or no shop is left.
    """
    # standing rows of registers are those of accepted batches, which this module knows
    from orchestration.authorising import authorised_shops

    chosen = settings.platforms.get(platform)
    if chosen is None:
        raise SetupError(
            f"platform {platform} is not set up",
            where=str(home.settings_file),
            advice=f"add a section [platforms.{platform}], see the README",
        )
    at = f"platforms.{platform}"
    shops = read_shops(home, chosen.shop_tokens, name=f"{at}.shop_tokens")
    asked = authorised_shops(home, platform, shops, now=clock())

    def secret(reference: str, name: str) -> str:
        # a platform whose every shop is an application of its own has no keys here
        return resolve_secret(home, reference, name=f"{at}.{name}") if reference else ""

    return open_feed(
        FeedSettings(
            platform=platform,
            base_url=chosen.base_url,
            app_key=secret(chosen.app_key, "app_key"),
            app_secret=secret(chosen.app_secret, "app_secret"),
            token_secret=secret(chosen.token_secret, "token_secret"),
            shops=asked if only_shop is None else [s for s in asked if s.shop_id == only_shop],
            requests_per_second=chosen.requests_per_second,
            hmac_key=buyer_key(home, settings),
            max_parallel=chosen.max_parallel,
            tokens=KeptTokens(home.tokens / f"{platform}.json", shops),
        ),
        clock=clock,
        resolve_county=county_of,
        on_request=on_request,
    )


def land_draft(home: Home, draft: BatchDraft, *, landed_at: datetime) -> Landed:
    """Commit a draft and judge it; the verdict lies beside the manifest."""
    store = LocalLanding(home.landing)
    manifest = store.commit(draft, landed_at=landed_at, code_version=code_version())
    return judge_landed(home, manifest, landed_at)


def shops_without_answer(home: Home, *, since: datetime) -> list[str]:
    """One line for each shop that is missing from a batch landed since then, with its reason."""
    return [
        f"{manifest.batch_id} lacks shop {shop}: {reason}"
        for manifest in LocalLanding(home.landing).manifests()
        if manifest.landed_at >= since
        for shop, reason in manifest.failures
    ]


def earlier_of(store: LocalLanding, manifest: Manifest) -> list[Earlier]:
    """The accepted batches of orders by which the size of this one is judged."""

    def feed(batch: Manifest) -> tuple[str, str, str]:
        return batch.platform, batch.kind, batch.window_kind

    if manifest.kind != "orders":
        return []
    first = manifest.window_start - timedelta(weeks=WEEKS)
    return [
        Earlier(
            window_start=batch.window_start, window_end=batch.window_end, shop_rows=batch.shop_rows
        )
        for batch in store.manifests()
        if feed(batch) == feed(manifest)
        and first <= batch.window_start < manifest.window_start
        and is_accepted(store, batch)
    ]


def is_accepted(store: LocalLanding, manifest: Manifest) -> bool:
    """Whether the expectations let the batch into builds."""
    path = store.batch_path(manifest) / VERDICT
    return path.exists() and bool(json.loads(path.read_bytes())["accepted"])


def judge_landed(home: Home, manifest: Manifest, judged_at: datetime) -> Landed:
    """Judge a committed batch; the verdict lies beside its manifest."""
    store = LocalLanding(home.landing)
    verdict = judge_batch(
        store.batch_path(manifest), judged_at=judged_at, earlier=earlier_of(store, manifest)
    )
    store.write_verdict(manifest, verdict.to_json())
    return Landed(manifest, verdict)


def judge_unjudged(home: Home, judged_at: datetime) -> list[Landed]:
    """Judge the batches that have no verdict: whoever landed them was cut off before judging."""
    store = LocalLanding(home.landing)
    return [
        judge_landed(home, manifest, judged_at)
        for manifest in store.manifests()
        if not (store.batch_path(manifest) / VERDICT).exists()
    ]


def land_window(
    home: Home,
    feed: Feed,
    kind: str,
    window_kind: WindowKind,
    window: Window,
    *,
    clock: Clock,
) -> Landed:
    """Fetch one window of one kind and land it."""
    return land_draft(home, feed.fetch(kind, window_kind, window), landed_at=clock())
