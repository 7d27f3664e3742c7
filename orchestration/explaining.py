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
from bulletins.tracing.vintages import Earlier
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
from orchestration.releasing import latest_version, month_before, release_folder, versions
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
    earlier = _earlier(home, settings, period, area_code, edition)
    explanation = explain(facts, published, fact_id, earlier=earlier)
    lines, records = explanation.all_movements(), explanation.all_records()
    month = parse_month(period)
    # what was revised may come from a batch that only the build before had read
    builds = {published, *(e.published for e in earlier if _is_compared(explanation, e.published))}
    build_batches = [batch for build in sorted(builds) for batch in _batches_of_build(build)]
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


def _earlier(
    home: Home, settings: Settings, period: str, area_code: str | None, edition: Edition
) -> list[Earlier]:
    """The versions of the issue before whose builds are still there, newest first."""
    folder = release_folder(
        home,
        settings,
        kind="monthly",
        period=month_before(period),
        area_code=area_code,
        edition=edition,
    )
    found = []
    for release in reversed(versions(folder)):
        path = release / "facts.json"
        facts = from_json(path.read_bytes(), where=str(path))
        published = home.published / build_of(facts)
        if published.is_dir():
            found.append(Earlier(facts, published))
    return found


def _is_compared(told: Explanation, published: Path) -> bool:
    return any(one.build_id == published.name for one in told.operands)


def _batches_of_build(published: Path) -> list[str]:
    build = json.loads((published / "build.json").read_bytes())
    return [str(batch) for batch in build["batches"]]


def _command(period: str, area_code: str | None, edition: Edition) -> str:
    area = f" --area {area_code}" if area_code else ""
    return (
        f"shanhuo bulletin {period}{area}{'' if edition == 'public' else f' --edition {edition}'}"
    )
