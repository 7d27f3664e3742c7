"""我的待办: what this person should look at now, each with the page where it is done.

Keep out: doing any of it.
"""

from __future__ import annotations

from starlette.responses import Response

from orchestration.desk import bulletin_files, trail, villages
from orchestration.desk.visit import Visit

_MOST_DEEDS = 8


def show(visit: Visit) -> Response:
    """The first page."""
    home = visit.desk.home
    mine = [
        entry
        for entry in trail.entries(home, most=200)
        if entry.county_code is None or visit.person.sees(entry.county_code)
    ]
    return visit.page(
        "tasks.html.j2",
        standing=villages.standing(home),
        deeds=mine[:_MOST_DEEDS],
        releases=bulletin_files.releases(home)[:3],
    )
