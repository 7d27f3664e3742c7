"""Makes one version of one bulletin, of the province or a part of it, from the published build.

Keep out: words, figures, layout (bulletins does), the clock (the build's `as_of` stands).
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from bulletins.facts import Edition, Facts, Issuer
from bulletins.fonts.paths import FontPaths
from bulletins.levels import level_of, province_of
from bulletins.marts import Marts
from bulletins.monthly import build_facts
from bulletins.release import write_release
from bulletins.sections.field_checks import FieldCheck
from orchestration.auditing import filed_results
from orchestration.errors import SetupError
from orchestration.home import Home
from orchestration.settings import Settings

AREA_CODE = re.compile(r"\d{6}")


def release_folder(
    home: Home,
    settings: Settings,
    *,
    kind: str,
    period: str,
    area_code: str | None = None,
    edition: Edition = "public",
) -> Path:
    """Where the versions of an area's bulletin of a period lie; without a code the province's.

    An internal edition lies under a kind of its own, so that what is given out can't hold it.
    """
    code = area_code or settings.province_code
    return (
        home.releases
        / settings.programme
        / kind_of(edition, kind=kind)
        / period
        / f"{level_of(code)}-{code}"
    )


def kind_of(edition: Edition, *, kind: str = "monthly") -> str:
    """The folder of a kind of bulletin and an edition of it."""
    return kind if edition == "public" else f"{kind}-{edition}"


def latest_version(folder: Path) -> Path | None:
    """The newest version of a bulletin, or None."""
    found = versions(folder)
    return found[-1] if found else None


def versions(folder: Path) -> list[Path]:
    """All versions of a bulletin, oldest first."""
    return sorted(folder.glob("v*"), key=lambda path: int(path.name[1:]))


def release_month(
    home: Home,
    settings: Settings,
    period: str,
    *,
    area_code: str | None = None,
    edition: Edition = "public",
) -> Path:
    """Write the monthly bulletin of a period like 2020-06 as the next version.

    Of the area of a code, the province without one. Raises SetupError before the first published
    build or for an area of another province, BulletinError where the figures miss or disagree;
    nothing is written then.
    """
    facts = month_facts(
        home, settings, period, home.current_published(), area_code=area_code, edition=edition
    )
    return write_version(home, settings, facts)


def month_facts(
    home: Home,
    settings: Settings,
    period: str,
    published: Path | Marts,
    *,
    area_code: str | None = None,
    edition: Edition = "public",
) -> Facts:
    """What the monthly bulletin of an area says by a published build; errors as `release_month`."""
    code = area_code or settings.province_code
    if not AREA_CODE.fullmatch(code) or province_of(code) != settings.province_code:
        raise SetupError(
            f"{code!r} is no area of the province {settings.province_code}",
            where="--area",
            advice="give the six digits of a county or prefecture, as 431126",
        )
    before = release_folder(
        home,
        settings,
        kind="monthly",
        period=month_before(period),
        area_code=code,
        edition=edition,
    )
    previous = latest_version(before)
    return build_facts(
        published,
        programme=settings.programme,
        period=period,
        area_code=code,
        edition=edition,
        is_sandbox=settings.is_sandbox,
        issuer=Issuer(name=settings.issuer.name, contact=settings.issuer.contact),
        previous_facts=(previous / "facts.json").read_bytes() if previous else None,
        checks=[
            msgspec.json.decode(raw, type=FieldCheck)
            for raw in filed_results(home, int(period.split("-")[0]))
        ],
    )


def folder_of(home: Home, settings: Settings, facts: Facts) -> Path:
    """Where the versions of the bulletin that these facts are lie."""
    return release_folder(
        home,
        settings,
        kind=facts.kind,
        period=facts.period,
        area_code=facts.area_code,
        edition=facts.edition,
    )


def write_version(home: Home, settings: Settings, facts: Facts) -> Path:
    """Write a bulletin as its next version; gives the version's folder.

    Raises BulletinError where a format disagrees with the facts; nothing is written then.
    """
    folder = folder_of(home, settings, facts)
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


def month_before(period: str) -> str:
    """The month before one like 2020-01: 2019-12."""
    year, month = (int(part) for part in period.split("-"))
    return f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02d}"
