"""Landing assets: one for each platform and kind, partitioned by day, with its verdict as a check.

Keep out: which window a run pulls (orchestration.windows), rules of platforms, reading rows.
"""

import warnings
from collections.abc import Iterable, Iterator
from typing import Any

import dagster as dg

from connectors.core.errors import (
    ConfigurationError,
    ConnectorError,
    FatalFeedError,
    RetriableFeedError,
)
from connectors.registry import PLATFORMS
from orchestration.ingest import Landed, connect, land_window
from orchestration.partitions import FEED_DAYS
from orchestration.resources import Deployment
from orchestration.windows import days_window, offered, pull_window

#: how often a window is asked for again, and how long after
_TRIES = 3
_WAIT_SECONDS = 60


def landing_key(platform: str, kind: str) -> dg.AssetKey:
    """The asset key of a landing asset."""
    return dg.AssetKey(["landing", platform, kind])


def landing_assets(platforms: Iterable[str]) -> list[dg.AssetsDefinition]:
    """One asset for each kind that these platforms give."""
    with warnings.catch_warnings():
        # single-run ranges are in beta; without them a backfilled quarter is 91 runs
        warnings.simplefilter("ignore", dg.BetaWarning)
        return [
            _landing_asset(platform, kind)
            for platform in sorted(platforms)
            for kind in PLATFORMS[platform].kinds
        ]


def _landing_asset(platform: str, kind: str) -> dg.AssetsDefinition:
    key = landing_key(platform, kind)

    @dg.asset(
        key=key,
        partitions_def=FEED_DAYS,
        backfill_policy=dg.BackfillPolicy.single_run(),
        group_name="landing",
        description=f"{PLATFORMS[platform].name_zh}: {kind} of a day, as one immutable batch",
        owners=["team:data"],
        kinds={"parquet"},
        pool=f"feed_{platform}",
        required_resource_keys={"deployment"},
        check_specs=[
            dg.AssetCheckSpec(
                "accepted",
                asset=key,
                description="the verdict of the expectations; a batch that is held stays out",
            )
        ],
        retry_policy=None,
    )
    def land(context: dg.AssetExecutionContext) -> Iterator[Any]:
        deployment: Deployment = context.resources.deployment
        landed = _land(context, deployment, platform, kind)
        _ask_again(context, deployment, landed)
        yield dg.MaterializeResult(metadata=_metadata(landed))
        yield dg.AssetCheckResult(
            check_name="accepted",
            passed=landed.verdict.accepted,
            severity=dg.AssetCheckSeverity.WARN,
            metadata={c.name: c.observed for c in landed.verdict.checks if not c.passed},
        )

    return land


def _land(
    context: dg.AssetExecutionContext, deployment: Deployment, platform: str, kind: str
) -> Landed:
    now = deployment.clock()
    window_kind, window = pull_window(days_window(list(context.partition_keys)), now)
    window_kind = offered(window_kind, PLATFORMS[platform].kinds[kind].reach_days.keys())
    feed = connect(
        deployment.home,
        deployment.settings,
        platform,
        clock=deployment.clock,
        on_request=deployment.on_request,
    )
    try:
        return land_window(deployment.home, feed, kind, window_kind, window, clock=deployment.clock)
    except RetriableFeedError as error:
        if deployment.is_attended:
            raise _failure(error) from error
        raise dg.RetryRequested(
            max_retries=_TRIES, seconds_to_wait=error.retry_after_seconds or _WAIT_SECONDS
        ) from error
    except (FatalFeedError, ConfigurationError) as error:
        raise _failure(error) from error
    finally:
        feed.close()


def _ask_again(context: dg.AssetExecutionContext, deployment: Deployment, landed: Landed) -> None:
    """Pull the window again in a minute where a shop's fault may pass; the others have landed.

    After the last try the batch stands without these shops, like one whose permission ended.
    """
    if deployment.is_attended or not landed.manifest.retry_shops:
        return
    if context.retry_number < _TRIES:
        raise dg.RetryRequested(max_retries=_TRIES, seconds_to_wait=_WAIT_SECONDS)


def _failure(error: ConnectorError) -> dg.Failure:
    parts = {"what": error.what, "where": error.where, "advice": error.advice}
    return dg.Failure(description=str(error), metadata=parts, allow_retries=False)


def _metadata(landed: Landed) -> dict[str, Any]:
    manifest = landed.manifest
    rows = {name: entry.row_count for name, entry in manifest.files.items()}
    return {
        "batch_id": manifest.batch_id,
        "window": f"[{manifest.window_start}, {manifest.window_end}) by {manifest.window_kind}",
        "rows": rows,
        "control": manifest.control,
        "shops_missing": sorted(set(manifest.shops_asked) - set(manifest.shops_answered)),
        "requests": manifest.request_count,
        "code_version": manifest.code_version,
    }
