"""The watched inbox as a job, and the sensor that asks for it when a marked file lies there.

The sensor only looks; landing is a run of its own, so that a large file holds up no other sensor
and its outcome stands in the run. Keep out: what a whole file is (orchestration.watching).
"""

import hashlib
from collections.abc import Iterator

import dagster as dg

from orchestration.resources import Deployment
from orchestration.watching import pending_files, scan_inbox

_SECONDS = 60


@dg.op(required_resource_keys={"deployment"})
def land_inbox(context: dg.OpExecutionContext) -> None:
    """Land what is whole; fail where a file was refused, after all others have landed."""
    deployment: Deployment = context.resources.deployment
    outcomes = scan_inbox(deployment.home, deployment.settings, landed_at=deployment.clock())
    root = deployment.home.root
    told = {str(each.path.relative_to(root)): f"{each.state}: {each.message}" for each in outcomes}
    context.add_output_metadata(told)
    refused = {name: text for name, text in told.items() if text.startswith("refused")}
    if refused:
        raise dg.Failure(
            description=f"{len(refused)} of {len(told)} files of the inbox were refused",
            metadata=refused,
            allow_retries=False,
        )


@dg.job(description="land what lies whole in the inbox, and say why the rest does not")
def inbox() -> None:
    """One pass over the inbox."""
    land_inbox()


def inbox_sensor(*, is_running: bool) -> dg.SensorDefinition:
    """Asks for one run of `inbox` for each state of the marks that have not landed.

    A refused file asks again only when it, or another file, gets a new mark.
    """

    @dg.sensor(
        name="inbox_files",
        # by name: Dagster copies a sensor that holds its job, and warns of its own copying
        job_name="inbox",
        minimum_interval_seconds=_SECONDS,
        required_resource_keys={"deployment"},
        default_status=dg.DefaultSensorStatus.RUNNING
        if is_running
        else dg.DefaultSensorStatus.STOPPED,
        description="a marked file in the inbox has not landed yet",
    )
    def look(context: dg.SensorEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
        deployment: Deployment = context.resources.deployment
        pending = pending_files(deployment.home)
        if not pending:
            yield dg.SkipReason("nothing new in the inbox")
            return
        text = "\n".join(f"{path}\t{mark}" for path, mark in pending)
        yield dg.RunRequest(run_key=hashlib.sha256(text.encode()).hexdigest())

    return look
