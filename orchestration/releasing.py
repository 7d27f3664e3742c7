"""Makes one version of one bulletin from the published build.

Keep out: words, figures, layout (bulletins does), the clock (the build's `as_of` stands).
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from bulletins.facts import Issuer
from bulletins.fonts.paths import FontPaths
from bulletins.monthly import build_facts
from bulletins.release import write_release
from bulletins.sections.field_checks import FieldCheck
from orchestration.auditing import filed_results
from orchestration.home import Home
from orchestration.settings import Settings


def release_folder(home: Home, settings: Settings, *, kind: str, period: str) -> Path:
    """Where the versions of the province's bulletin of a period lie."""
    area = f"province-{settings.province_code}"
    return home.releases / settings.programme / kind / period / area


def latest_version(folder: Path) -> Path | None:
    """The newest version of a bulletin, or None."""
    versions = sorted(folder.glob("v*"), key=lambda path: int(path.name[1:]))
    return versions[-1] if versions else None


def release_month(home: Home, settings: Settings, period: str) -> Path:
    """Write the province's monthly bulletin of a period like 2020-06 as the next version.

    Raises SetupError before the first published build, BulletinError where the figures miss or
    disagree; nothing is written then.
    """
    folder = release_folder(home, settings, kind="monthly", period=period)
    previous = latest_version(
        release_folder(home, settings, kind="monthly", period=_month_before(period))
    )
    facts = build_facts(
        home.current_published(),
        programme=settings.programme,
        period=period,
        area_code=settings.province_code,
        is_sandbox=settings.is_sandbox,
        issuer=Issuer(name=settings.issuer.name, contact=settings.issuer.contact),
        previous_facts=(previous / "facts.json").read_bytes() if previous else None,
        checks=[
            msgspec.json.decode(raw, type=FieldCheck)
            for raw in filed_results(home, int(period.split("-")[0]))
        ],
    )
    latest = latest_version(folder)
    version = int(latest.name[1:]) + 1 if latest else 1
    fonts = settings.fonts
    target = folder / f"v{version}"
    target.parent.mkdir(parents=True, exist_ok=True)
    write_release(
        facts,
        target,
        fonts=FontPaths(body=fonts.body, title=fonts.title, heading=fonts.heading),
    )
    return target


def _month_before(period: str) -> str:
    year, month = (int(part) for part in period.split("-"))
    return f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02d}"
