"""Bulletins from a published build: facts, and every format of the release with its audit.

Keep out: measuring, the tables that are printed.
"""

from __future__ import annotations

from pathlib import Path

from bulletins.facts import Issuer
from bulletins.fonts.paths import FontPaths
from bulletins.monthly import build_facts
from bulletins.release import write_release


def issue(published: Path, folder: Path) -> None:
    """One issue of June 2020: facts.json, HTML, PDF, XLSX, CSV, SVG, digests."""
    facts = build_facts(
        published,
        programme="hunan-2020",
        period="2020-06",
        area_code="430000",
        is_sandbox=True,
        issuer=Issuer(name="示例单位", contact="示例处"),
        previous_facts=None,
    )
    write_release(facts, folder, fonts=FontPaths(body=None, title=None, heading=None))
