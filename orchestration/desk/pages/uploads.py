"""One sent file on its way: what is wrong with it, or what it would do, and the step that loads it.

Keep out: what a register or a ledger is (their pages).
"""

from __future__ import annotations

from typing import NamedTuple

from starlette.responses import Response

from orchestration.desk.pages import ledger, registers
from orchestration.desk.taking import upload_of
from orchestration.desk.uploads import Kind
from orchestration.desk.visit import Handler, Visit


class Way(NamedTuple):
    """How files of one kind are shown, loaded and sent back marked."""

    show: Handler
    load: Handler
    marked: Handler


_WAYS: dict[Kind, Way] = {
    "ledger": Way(ledger.result, ledger.load, ledger.marked),
    "register": Way(registers.result, registers.load, registers.marked),
}


def show(visit: Visit) -> Response:
    """What reading the file came to, or what loading it did."""
    return _WAYS[upload_of(visit).kind].show(visit)


def marked(visit: Visit) -> Response:
    """The sent file with its wrong cells in red, for its sender alone."""
    return _WAYS[upload_of(visit).kind].marked(visit)


def load(visit: Visit) -> Response:
    """Load a sound file once; a second press of the button tells what the first did."""
    upload = upload_of(visit)
    visit.require_clerk(upload.county_code)
    with visit.desk.landing:
        if upload.outcome is not None:
            return visit.go(f"/uploads/{upload.upload_id}")
        return _WAYS[upload.kind].load(visit)


def drop(visit: Visit) -> Response:
    """Let a file go that was not loaded."""
    upload = upload_of(visit)
    visit.desk.shelf.drop(upload)
    return visit.go("/ledger" if upload.kind == "ledger" else f"/registers/{upload.name}")
