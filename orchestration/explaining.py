"""`shanhuo explain` put together: a release, its build, the lines, their evidence and batches.

Keep out: what a figure is made of (bulletins.tracing), how it is shown (the command).
"""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from bulletins.facts import Edition, Facts, from_json
from bulletins.periods import parse_month
from bulletins.tracing.explain import Explanation, explain
from bulletins.tracing.printed import build_of, printed_facts
from connectors.core.landing import LocalLanding
from orchestration.errors import NothingToDo, SetupError
from orchestration.evidence import (
    BatchProof,
    EvidenceProof,
    batches_of,
    evidence_of,
    registers_of,
)
from orchestration.home import Home
from orchestration.releasing import latest_version, release_folder
from orchestration.settings import Settings


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """A figure with all that stands behind it."""

    release: str
    explanation: Explanation
    evidence: list[EvidenceProof]
    batches: list[BatchProof]


class Printed(msgspec.Struct, frozen=True):
    """One figure of a list: id, text with unit, where it is printed."""

    id: str
    text: str
    printed_at: str


def explain_figure(
    home: Home,
    settings: Settings,
    fact_id: str,
    *,
    period: str,
    area_code: str | None = None,
    edition: Edition = "public",
) -> Proof:
    """The proof of a figure of the newest version of a month's bulletin of an area.

    Raises NothingToDo without such a bulletin, SetupError where its build or a batch is gone,
    BulletinError where the figure is unknown, held back or doesn't agree with its lines.
    """
    release, facts = _release(home, settings, period, area_code, edition)
    published = home.published / build_of(facts)
    if not published.is_dir():
        raise SetupError(
            f"the build that {release.name} of {period} was made from is gone",
            where=str(published),
            advice="restore published/ from the backup, or make the bulletin again",
        )
    explanation = explain(facts, published, fact_id)
    lines, records = explanation.all_movements(), explanation.all_records()
    month = parse_month(period)
    build_batches = json.loads((published / "build.json").read_bytes())["batches"]
    store = LocalLanding(home.landing)
    return Proof(
        release="/".join(release.relative_to(home.releases / facts.programme).parts),
        explanation=explanation,
        evidence=[
            *evidence_of(store, lines, build_batches=build_batches),
            *registers_of(
                store,
                records,
                build_batches=build_batches,
                first_on=month.first_on,
                last_on=month.last_on,
            ),
        ],
        batches=batches_of(
            store,
            [*lines, *(r for r in records if r.batch_id is not None)],
            build_batches=build_batches,
        ),
    )


def list_figures(
    home: Home,
    settings: Settings,
    *,
    period: str,
    area_code: str | None = None,
    edition: Edition = "public",
) -> list[Printed]:
    """Every figure of the newest version of a month's bulletin, in the order of print."""
    _, facts = _release(home, settings, period, area_code, edition)
    return [Printed(fact.id, fact.text + fact.unit, place) for fact, place in printed_facts(facts)]


def _release(
    home: Home, settings: Settings, period: str, area_code: str | None, edition: Edition
) -> tuple[Path, Facts]:
    folder = release_folder(
        home, settings, kind="monthly", period=period, area_code=area_code, edition=edition
    )
    release = latest_version(folder)
    if release is None:
        raise NothingToDo(
            f"there is no bulletin of {period}",
            where=str(folder),
            advice=f"make it with `{_command(period, area_code, edition)}` first",
        )
    path = release / "facts.json"
    return release, from_json(path.read_bytes(), where=str(path))


def _command(period: str, area_code: str | None, edition: Edition) -> str:
    area = f" --area {area_code}" if area_code else ""
    return (
        f"shanhuo bulletin {period}{area}{'' if edition == 'public' else f' --edition {edition}'}"
    )
