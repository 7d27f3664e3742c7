"""The warehouse: every dbt model as an asset, built and published in one step.

One step, because one writer holds the warehouse from the plan to the published copy.
Keep out: SQL, the choice of batches.
"""

from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import dagster as dg

from connectors.core.canonical import KIND_TABLES
from orchestration.assets.landing import landing_key
from orchestration.build import run_build
from orchestration.resources import Deployment

PUBLISHED = dg.AssetKey(["warehouse", "published_build"])


def warehouse_assets(manifest: Path, landing_keys: Iterable[dg.AssetKey]) -> dg.AssetsDefinition:
    """All models of the dbt project, and the published build after them."""
    # imported here: dagster_dbt takes seconds and loads dbt
    from dagster_dbt import build_dbt_asset_specs

    landing = list(landing_keys)
    specs = [
        _with_landing(spec, landing)
        for spec in build_dbt_asset_specs(manifest=manifest, select="resource_type:model")
    ]
    models = _in_order(specs)
    published = dg.AssetSpec(
        PUBLISHED,
        deps=[spec.key for spec in specs],
        group_name="warehouse",
        description="public models as immutable Parquet, switched to by one pointer",
        owners=["team:data"],
        kinds={"parquet"},
    )

    @dg.multi_asset(
        name="warehouse",
        specs=[*specs, published],
        required_resource_keys={"deployment"},
        pool="warehouse",
    )
    def warehouse(context: dg.AssetExecutionContext) -> Iterator[Any]:
        deployment: Deployment = context.resources.deployment
        built = run_build(deployment.home, deployment.settings, as_of=deployment.clock())
        states = {result.unique_id: result.status for result in built.results}
        for unique_id, key in models:
            yield dg.MaterializeResult(
                asset_key=key, metadata={"status": states.get(unique_id, "unchanged")}
            )
        yield dg.MaterializeResult(
            asset_key=PUBLISHED,
            metadata={
                "build_id": built.plan.build_id,
                "batches": len(built.plan.accepted),
                "held": [m.batch_id for m in built.plan.held],
            },
        )

    return warehouse


def _in_order(specs: list[dg.AssetSpec]) -> list[tuple[str, dg.AssetKey]]:
    """Unique ids and keys, each model after those it reads, as Dagster wants them reported."""
    ids = {spec.key: str(spec.metadata["dagster_dbt/unique_id"]) for spec in specs}
    graph = {spec.key: {dep.asset_key for dep in spec.deps} & ids.keys() for spec in specs}
    return [(ids[key], key) for key in TopologicalSorter(graph).static_order()]


def _with_landing(spec: dg.AssetSpec, landing: list[dg.AssetKey]) -> dg.AssetSpec:
    """A staging model reads what every feed landed of its table; the edges show in the graph."""
    _, _, table = str(spec.metadata.get("dagster_dbt/unique_id", "")).rpartition("stg_feeds__")
    mine = [key for key in landing if table in KIND_TABLES[key.path[2]]]
    return spec.merge_attributes(deps=mine) if mine else spec


def feed_keys(platforms: dict[str, Iterable[str]]) -> list[dg.AssetKey]:
    """Landing keys of platforms and their kinds."""
    return [landing_key(platform, kind) for platform, kinds in platforms.items() for kind in kinds]
