"""Lands what no clerk reports: places and programmes as they ship, and files trusted as they are.

Keep out: the columns of any register (connectors.registers), clerks' loads (`loading`).
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pyarrow as pa

from connectors.core.landing import LocalLanding
from connectors.places.registers import regions_table, villages_table
from connectors.registers.drafts import PLATFORM, draft_from_table, register_draft
from connectors.registers.programmes import programme_tables
from connectors.registers.reader import load_register
from orchestration.home import Home
from orchestration.ingest import Landed, land_draft
from orchestration.settings import Settings


def land_register_file(home: Home, name: str, path: Path, *, recorded_at: datetime) -> Landed:
    """Check a register file and land it as it is: for a home's first registers and made worlds.

    Raises ConfigurationError or FatalFeedError naming file, row and column; nothing lands then.
    """
    found = load_register(name, path)
    draft = register_draft(
        name,
        found.table,
        recorded_at=recorded_at,
        source_name=path.name,
        source_sha256=found.source_sha256,
    )
    return land_draft(home, draft, landed_at=recorded_at)


def ensure_packaged(home: Home, settings: Settings, *, recorded_at: datetime) -> list[Landed]:
    """Land the places and the programme of the settings where the home has none yet.

    Without them a build could attribute nothing, so the first build brings them.
    """
    known = {m.kind for m in LocalLanding(home.landing).manifests() if m.platform == PLATFORM}
    landed: list[Landed] = []
    if "regions" not in known:
        landed += land_places(home, settings.province_code, recorded_at=recorded_at)
    if "programmes" not in known:
        landed += land_programme(home, settings.programme, recorded_at=recorded_at)
    return landed


def land_places(home: Home, province_code: str, *, recorded_at: datetime) -> list[Landed]:
    """Land a province's regions and villages as they ship with the program."""
    regions = regions_table(province_code)
    villages = villages_table(province_code, recorded_at.date())
    return [
        _land(home, "regions", regions, "packaged places", recorded_at=recorded_at),
        _land(home, "villages", villages, "packaged places", recorded_at=recorded_at),
    ]


def land_programme(home: Home, programme: str, *, recorded_at: datetime) -> list[Landed]:
    """Land a programme: as it ships, with what the home's own folder adds or replaces."""
    tables = programme_tables(programme, home.programmes)
    return [
        _land(home, name, table, f"programme {programme}", recorded_at=recorded_at)
        for name, table in tables.items()
    ]


def _land(home: Home, name: str, table: pa.Table, source: str, *, recorded_at: datetime) -> Landed:
    draft = draft_from_table(name, table, recorded_at=recorded_at, source_name=source)
    return land_draft(home, draft, landed_at=recorded_at)
