"""Opens names for those who may see them, each time with a line in the log first.

Who may see which counties' names stands in the settings (`identity.readers`), by the user of the
operating system. Keep out: any other use of names: none is printed, exported or joined.
"""

from __future__ import annotations

from datetime import date

import msgspec

from connectors.registers.identity.issuing import Row, Standing
from connectors.registers.identity.proofs import normalised_number, number_fault
from connectors.registers.identity.store import IdentityStore, Kept
from orchestration.errors import SetupError
from orchestration.home import Home
from orchestration.identity.room import (
    Actor,
    identity_settings,
    locked,
    note,
    open_store,
    require_reason,
    sound_code,
    standing,
)
from orchestration.settings import Settings

EVERY_COUNTY = "*"


class Shown(msgspec.Struct, frozen=True):
    """One producer with its name in clear, for the eyes of who asked."""

    codes: list[str]
    producer_code: str
    name: str
    retain_until: date

    def __repr__(self) -> str:
        return f"Shown({self.producer_code})"


def show_code(
    home: Home, settings: Settings, code: str, *, reason: str, actor: Actor
) -> list[Shown]:
    """Who stands behind a label code, also one that was replaced or revoked.

    Raises SetupError where the code is wrong or unknown, the name is purged, or who asks may not.
    """
    code = sound_code(code)
    with locked(home):
        codes, _ = standing(home, "codes")
        producers = {row["producer_code"] for row in codes.get(code, [])}
        store, _ = open_store(home, settings)
        with store:
            kept = [entry for p in producers if p and (entry := store.by_code(p))]
            if not kept:
                raise SetupError(
                    "no name is kept for this code",
                    where=f"code {code}",
                    advice="it was never issued here, or its retention day has passed",
                )
            return _opened(home, settings, store, kept, codes, reason, actor)


def show_county(
    home: Home, settings: Settings, county_code: str, *, reason: str, actor: Actor
) -> list[Shown]:
    """All producers of a county whose names are kept, by producer code, to hand labels out.

    Raises SetupError where who asks may not.
    """
    with locked(home):
        _require_reader(home, settings, {county_code}, actor)
        codes, _ = standing(home, "codes")
        store, _ = open_store(home, settings)
        with store:
            kept = store.in_county(county_code)
            return _opened(home, settings, store, kept, codes, reason, actor)


def find(
    home: Home, settings: Settings, number: str, *, kind: str, reason: str, actor: Actor
) -> list[Shown]:
    """The producer that has this number, or nobody; `kind` is the kind of producer.

    A producer of a county that the asker may not see is nobody to them. Raises SetupError for a
    wrong number (without repeating it) and for who may see no county at all.
    """
    asked = normalised_number(number)
    fault = number_fault(kind, asked, on=actor.at.date())
    if fault:
        raise SetupError(f"the number {fault}", where="number", advice="type it again")
    with locked(home):
        allowed = _allowed(home, settings, actor)
        _require_reader(home, settings, set() if allowed else {"any county"}, actor)
        codes, _ = standing(home, "codes")
        store, sealer = open_store(home, settings)
        with store:
            mark = sealer.mark("card" if kind == "household" else "credit", asked)
            kept = store.by_mark(mark)
            if kept is None or not {kept.county_code, EVERY_COUNTY} & allowed:
                note(home, actor, "find nobody", [], require_reason(reason))
                return []
            return _opened(home, settings, store, [kept], codes, reason, actor)


def _opened(
    home: Home,
    settings: Settings,
    store: IdentityStore,
    kept: list[Kept],
    codes: Standing,
    reason: str,
    actor: Actor,
) -> list[Shown]:
    told = require_reason(reason)
    _require_reader(home, settings, {entry.county_code for entry in kept}, actor)
    of_producer: dict[str, list[str]] = {}
    for code, rows in codes.items():
        of_producer.setdefault(_producer(rows), []).append(code)
    shown = []
    for entry in kept:
        name = store.name_of(entry.producer_code)
        if name is not None:
            mine = sorted(of_producer.get(entry.producer_code, []))
            shown.append(Shown(mine, entry.producer_code, name, entry.retain_until))
    if any(one.name in told for one in shown):
        raise SetupError(
            "the reason holds the name of a person",
            where="--reason",
            advice="say what it is for without a name: the log keeps it for ever",
        )
    note(home, actor, "show", [one.producer_code for one in shown], told)
    return shown


def _producer(rows: list[Row]) -> str:
    return str(rows[-1]["producer_code"] or "")


def _allowed(home: Home, settings: Settings, actor: Actor) -> set[str]:
    return set(identity_settings(home, settings).readers.get(actor.user, []))


def _require_reader(home: Home, settings: Settings, counties: set[str], actor: Actor) -> None:
    allowed = _allowed(home, settings, actor)
    if EVERY_COUNTY in allowed or counties <= allowed:
        return
    note(home, actor, "refused", sorted(counties))
    raise SetupError(
        f"user {actor.user} may not see names of {'、'.join(sorted(counties - allowed))}",
        where=f"{home.settings_file}, identity.readers",
        advice="ask whoever is responsible for the settings; this was written into the log",
    )
