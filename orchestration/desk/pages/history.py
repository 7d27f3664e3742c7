"""历史: the county's loads of each register, every version of one key, and who did what here.

Keep out: reading batches (`orchestration.desk.loads`), the log's form (`trail`).
"""

from __future__ import annotations

from starlette.responses import Response

from connectors.registers.spec_types import VALIDITY
from connectors.registers.specs import REGISTERS
from orchestration.desk import trail
from orchestration.desk.changes import word
from orchestration.desk.loads import history_for, loads_of
from orchestration.desk.pages.registers import county_registers, spec_of
from orchestration.desk.visit import Visit
from orchestration.errors import OrchestrationError, SetupError

_MOST_ENTRIES = 200


def show_all(visit: Visit) -> Response:
    """Which registers there are histories of, and the desk's log of the person's areas."""
    entries = [
        entry
        for entry in trail.entries(visit.desk.home, most=_MOST_ENTRIES)
        if entry.county_code is None or visit.person.sees(entry.county_code)
    ]
    return visit.page(
        "history.html.j2",
        county=visit.chosen_county(),
        registers=county_registers(),
        entries=entries,
        title_of=lambda name: REGISTERS[name].title_zh if name in REGISTERS else "线下台账",
    )


def show(visit: Visit) -> Response:
    """One register's loads; with a key, all that was ever loaded about it."""
    spec = spec_of(visit)
    county = visit.chosen_county()
    asked = visit.request.query_params.get("key", "").split()
    problem: OrchestrationError | None = None
    versions = []
    if len(asked) > len(spec.key):
        problem = SetupError("编码太多", where=spec.title_zh, advice="请按提示填写，用空格分开")
    elif asked:
        try:
            versions = history_for(
                visit.desk.home, spec.name, tuple(asked), person=visit.person, now=visit.now
            )
        except OrchestrationError as error:
            problem = error
    return visit.page(
        "history_register.html.j2",
        spec=spec,
        county=county,
        key_labels=[spec.column(name).label_zh for name in spec.key],
        asked=" ".join(asked),
        problem=problem,
        versions=versions,
        columns=[c for c in (*spec.columns, *VALIDITY) if c.name not in spec.key],
        word=word,
        loads=loads_of(visit.desk.home, spec.name, county),
    )
