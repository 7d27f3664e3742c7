"""The fixed issue that golden and contract tests share, and the command that rewrites its files.

    python -m tests.golden.issue

after a wanted change; read the difference before committing it.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from bulletins.facts import Facts, Issuer, to_json
from bulletins.fonts.paths import FontPaths
from bulletins.monthly import build_facts
from bulletins.release import render
from tests.golden.sample_marts import PROVINCE, write_build
from tests.golden.sample_places import COUNTY

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"
EXPECTED_COUNTY = EXPECTED / "county"
ISSUER = Issuer(
    name="示例省电商扶贫统计工作专班", contact="示例省商务厅", issued_on=date(2020, 7, 3)
)


def sample_facts(published: Path, **change: object) -> Facts:
    """Facts of June 2020 from a build."""
    arguments = {
        "programme": "hunan-2020",
        "period": "2020-06",
        "area_code": PROVINCE,
        "is_sandbox": True,
        "issuer": ISSUER,
        "previous_facts": None,
    } | change
    return build_facts(published, **arguments)


def county_facts(published: Path, **change: object) -> Facts:
    """Facts of 宁远县 in June 2020, public edition unless told otherwise."""
    return sample_facts(published, area_code=COUNTY, **change)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        build = write_build(Path(folder))
        issues = {EXPECTED: sample_facts(build), EXPECTED_COUNTY: county_facts(build)}
    for place, facts in issues.items():
        place.mkdir(exist_ok=True)
        (place / "facts.json").write_bytes(to_json(facts))
        (place / "bulletin.html").write_bytes(render(facts, fonts=FontPaths())["bulletin.html"])


if __name__ == "__main__":
    main()
