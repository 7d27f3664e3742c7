"""The bulletin assets, partitioned by month.

Keep out: what a bulletin says.
"""

import dagster as dg

from orchestration.assets.warehouse import PUBLISHED
from orchestration.partitions import BULLETIN_MONTHS
from orchestration.releasing import release_month
from orchestration.resources import Deployment

MONTHLY = dg.AssetKey(["bulletin", "monthly", "province"])


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
