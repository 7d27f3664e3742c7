"""我的待办: what this person should look at now, each with the page where it is done.

Keep out: doing any of it; what is late is `orchestration.registers.staleness`.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import msgspec
from starlette.responses import Response

from connectors.registers.specs import register_spec
from orchestration.desk import trail, villages
from orchestration.desk.changes import key_text
from orchestration.desk.visit import Visit
from orchestration.desk.waiting import waiting_for
from orchestration.matching import open_reviews
from orchestration.registers.staleness import StaleRow, stale
from orchestration.watching import pending_files

_MOST_DEEDS = 8
_MOST_ROWS = 20


class Silent(msgspec.Struct, frozen=True, kw_only=True):
    """A register that counties have not reported this quarter."""

    register: str
    title_zh: str
    since: date
    county_codes: list[str]


def show(visit: Visit) -> Response:
    """The first page."""
    home = visit.desk.home
    rows, silent = _late(visit)
    mine = [
        entry
        for entry in trail.entries(home, most=200)
        if entry.county_code is None or visit.person.sees(entry.county_code)
    ]
    return visit.page(
        "tasks.html.j2",
        standing=villages.standing(home),
        waiting=waiting_for(home, visit.person),
        stale_rows=rows[:_MOST_ROWS],
        stale_count=len(rows),
        silent=silent,
        dropped=_dropped(visit),
        review_count=sum(len(open_reviews(home, area)) for area in visit.person.areas),
        deeds=mine[:_MOST_DEEDS],
        title_of=_title,
        key_of=lambda row: key_text(register_spec(row.register), row.key),
    )


def _late(visit: Visit) -> tuple[list[StaleRow], list[Silent]]:
    """Rows past their term, and registers without a load this quarter, of the person's areas."""
    rows: list[StaleRow] = []
    counties: dict[tuple[str, date], list[str]] = defaultdict(list)
    for area in visit.person.areas:
        found = stale(visit.desk.home, visit.now, scope=area)
        rows += found.rows
        for each in found.counties:
            counties[each.register, each.since].append(each.county_code)
    silent = [
        Silent(register=name, title_zh=_title(name), since=since, county_codes=codes)
        for (name, since), codes in counties.items()
    ]
    return rows, silent


def _dropped(visit: Visit) -> list[str]:
    """Marked files of the inbox that have not landed: a county's own, to approvers all."""
    return [
        f"{path.parent.parent.name}/{path.parent.name}/{path.name}"
        for path, _ in pending_files(visit.desk.home)
        if visit.person.role == "approver" or visit.person.sees(path.parent.name)
    ]


def _title(name: str) -> str:
    return "线下台账" if name == "ledger" else register_spec(name).title_zh
