"""Drafts a month's internal issues of all counties and prefectures that the settings name.

The build is opened once for all of them. An area that fails costs the others nothing: it is told
with its cause, and whoever runs this must end as failed. An area whose newest version says the
same already keeps it, so a second run drafts what is left.
Keep out: the province's own bulletin (`releasing`), Dagster, words and figures.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from bulletins.errors import BulletinError
from bulletins.facts import to_json
from bulletins.marts import Marts, open_marts
from bulletins.scope import IssueArea, issue_areas
from orchestration.causes import Cause
from orchestration.errors import OrchestrationError
from orchestration.home import Home
from orchestration.releasing import folder_of, latest_version, month_facts, write_version
from orchestration.settings import DraftSettings, Settings

State = Literal["drafted", "unchanged", "failed"]
# nobody reads a hundred causes; every failed area is named all the same
_CAUSES_TOLD = 3


class AreaDraft(NamedTuple):
    """What came of an area: the folder of its newest version, or the error that left it without."""

    area_code: str
    state: State
    folder: Path | None
    error: Exception | None


def draft_areas(home: Home, settings: Settings, period: str) -> list[AreaDraft]:
    """Draft the internal issues of a month like 2020-06; one result an area, by code.

    Raises SetupError before the first published build, BulletinError where it can't be read.
    """
    with open_marts(home.current_published()) as marts:
        areas = issue_areas(
            marts,
            programme=settings.programme,
            period=period,
            province_code=settings.province_code,
        )
        return [
            _draft(home, settings, period, marts, code)
            for code in wanted_areas(settings.drafts, areas)
        ]


def wanted_areas(drafts: DraftSettings, areas: list[IssueArea]) -> list[str]:
    """The codes that the settings ask for, prefectures and counties, in order and once each.

    A code of the settings that is no area of the month is among them: its draft fails by name.
    """
    found: set[str] = set()
    for level, asked in (("county", drafts.counties), ("prefecture", drafts.prefectures)):
        if isinstance(asked, list):
            found.update(asked)
        elif asked != "none":
            found.update(
                a.area_code for a in areas if a.level == level and (asked == "all" or a.is_named)
            )
    return sorted(found)


def failed_drafts(period: str, drafts: list[AreaDraft]) -> Cause | None:
    """One cause for all areas that failed, each named; None where none did."""
    failed = [(d.area_code, _cause(d.error)) for d in drafts if d.error is not None]
    if not failed:
        return None
    told = [f"{code}: {cause.what}" for code, cause in failed[:_CAUSES_TOLD]]
    if len(failed) > len(told):
        told.append(f"and {len(failed) - len(told)} more")
    return Cause(
        f"{len(failed)} of {len(drafts)} internal drafts of {period} failed ({'; '.join(told)})",
        f"areas {', '.join(code for code, _ in failed)}",
        "; ".join(dict.fromkeys(cause.advice for _, cause in failed))
        + "; then run the month again: areas that have their draft keep it",
    )


def _draft(home: Home, settings: Settings, period: str, marts: Marts, code: str) -> AreaDraft:
    try:
        facts = month_facts(home, settings, period, marts, area_code=code, edition="internal")
        latest = latest_version(folder_of(home, settings, facts))
        if latest is not None and (latest / "facts.json").read_bytes() == to_json(facts):
            return AreaDraft(code, "unchanged", latest, None)
        return AreaDraft(code, "drafted", write_version(home, settings, facts), None)
    except Exception as error:  # noqa: BLE001 whatever it is, the other areas get their drafts
        return AreaDraft(code, "failed", None, error)


def _cause(error: Exception) -> Cause:
    if isinstance(error, BulletinError | OrchestrationError):
        return Cause(error.what, error.where, error.advice)
    return Cause(
        f"{type(error).__name__}: {error}",
        "orchestration/drafting.py",
        "this is no fault of the data: report it with the run's log",
    )
