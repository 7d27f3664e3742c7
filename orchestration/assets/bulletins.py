"""The bulletin assets, partitioned by month.

Keep out: what a bulletin says, which areas get one.
"""

import dagster as dg

from orchestration.assets.warehouse import PUBLISHED
from orchestration.drafting import AreaDraft, draft_areas, failed_drafts
from orchestration.partitions import BULLETIN_MONTHS
from orchestration.releasing import release_month
from orchestration.resources import Deployment

MONTHLY = dg.AssetKey(["bulletin", "monthly", "province"])
AREAS = dg.AssetKey(["bulletin", "monthly", "areas"])


@dg.asset(
    key=MONTHLY,
    deps=[PUBLISHED],
    partitions_def=BULLETIN_MONTHS,
    group_name="bulletin",
    description="月通报: the province's monthly bulletin as facts, HTML, PDF, XLSX and CSV",
    owners=["team:statistics"],
    kinds={"jinja", "typst"},
    required_resource_keys={"deployment"},
)
def monthly_bulletin(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
    """Write the next version of the month's bulletin."""
    deployment: Deployment = context.resources.deployment
    # a monthly key is the first day of the month
    folder = release_month(deployment.home, deployment.settings, context.partition_key[:7])
    return dg.MaterializeResult(metadata={"folder": dg.MetadataValue.path(str(folder))})


# not a partition an area: a run each for a hundred areas costs more than the drafts do
@dg.asset(
    key=AREAS,
    deps=[PUBLISHED],
    partitions_def=BULLETIN_MONTHS,
    group_name="bulletin",
    description="县市区、市州内部通报: an internal draft of each area that the settings name",
    owners=["team:statistics"],
    kinds={"jinja", "typst"},
    required_resource_keys={"deployment"},
)
def area_bulletins(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
    """Draft all areas; fails after every area had its turn, naming those without a draft."""
    deployment: Deployment = context.resources.deployment
    period = context.partition_key[:7]
    drafts = draft_areas(deployment.home, deployment.settings, period)
    for draft in drafts:
        if draft.error is not None:
            context.log.error("no draft of %s", draft.area_code, exc_info=draft.error)
    failed = failed_drafts(period, drafts)
    if failed is not None:
        raise dg.Failure(
            description=failed.what,
            metadata={**failed._asdict(), "areas": _table(drafts)},
            allow_retries=False,
        )
    return dg.MaterializeResult(
        metadata={
            "drafted": sum(1 for d in drafts if d.state == "drafted"),
            "unchanged": sum(1 for d in drafts if d.state == "unchanged"),
            "areas": _table(drafts),
        }
    )


def _table(drafts: list[AreaDraft]) -> dg.TableMetadataValue:
    columns = [dg.TableColumn(name) for name in ("area", "state", "folder", "reason")]
    return dg.MetadataValue.table(
        records=[
            dg.TableRecord(
                {
                    "area": draft.area_code,
                    "state": draft.state,
                    "folder": str(draft.folder or ""),
                    "reason": str(draft.error or ""),
                }
            )
            for draft in drafts
        ],
        schema=dg.TableSchema(columns),
    )
