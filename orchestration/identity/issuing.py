"""Issues, revokes and replaces codes, and purges names whose day has come.

A code's life stands in the registers `producers` and `codes` like any clerk's load: names stay in
the store. Cut off anywhere, the same command with the same file finishes the work and issues
nothing twice. Keep out: what rows are written (connectors.registers.identity.issuing).
"""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path

import msgspec

from connectors.registers.identity.codes import CodeKind, draw_code
from connectors.registers.identity.enrolment import Applicant, read_enrolment
from connectors.registers.identity.issuing import (
    Row,
    Standing,
    code_row,
    codes_in_use,
    producer_row,
    replaced,
    revoked,
)
from connectors.registers.identity.sealing import Sealer
from connectors.registers.identity.store import Entry, IdentityStore
from connectors.registers.problems import Problem, refuse
from orchestration.errors import SetupError
from orchestration.home import Home
from orchestration.identity.room import (
    Actor,
    land_rows,
    locked,
    note,
    open_store,
    require_reason,
    sound_code,
    standing,
)
from orchestration.ingest import Landed
from orchestration.settings import Settings


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """What an issue did: how many producers were new or known, and the codes it made."""

    new_producers: int
    known_producers: int
    codes: list[str]
    landed: list[Landed]


class _Plan:
    """The work of one issue: codes by number mark, entries, rows and problems."""

    def __init__(self, home: Home, county_code: str, retain_until: date, on: date) -> None:
        self.county_code, self.retain_until, self.on = county_code, retain_until, on
        self.producers, _ = standing(home, "producers")
        self.codes, _ = standing(home, "codes")
        self.in_use = codes_in_use(self.codes, on)
        self.taken: dict[CodeKind, set[str]] = {
            "producer": {*self.producers},
            "label": {*self.codes},
        }
        self.by_mark: dict[str, str] = {}
        self.known: set[str] = set()
        self.entries: list[Entry] = []
        self.producer_rows: dict[str, Row] = {}
        self.code_rows: list[Row] = []
        self.problems: list[Problem] = []

    def add(self, applicant: Applicant, store: IdentityStore, sealer: Sealer) -> None:
        mark = sealer.mark(applicant.number_kind, applicant.number)
        producer = self.by_mark.get(mark) or self._known(applicant, mark, store)
        if producer is None:
            producer = self._draw("producer")
            self.entries.append(
                Entry(producer, mark, applicant.name, self.county_code, self.retain_until)
            )
        self.by_mark[mark] = producer
        if producer not in self.producers:
            self.producer_rows[producer] = producer_row(
                producer, applicant, self.county_code, self.on
            )
        self._add_code(producer, applicant)

    def _known(self, applicant: Applicant, mark: str, store: IdentityStore) -> str | None:
        kept = store.by_mark(mark)
        if kept is None:
            return None
        self.known.add(kept.producer_code)
        if kept.county_code != self.county_code:
            self._object(applicant, "number", "has codes from another county")
        elif store.name_of(kept.producer_code) != applicant.name:
            self._object(applicant, "name", "is another than on file for this number")
        for row in self.producers.get(kept.producer_code, [])[-1:]:
            for column in ("producer_kind", "village_code", "is_poor_household"):
                mine = getattr(applicant, column)
                if mine is not None and row[column] is not None and row[column] != mine:
                    self._object(applicant, column, "is another than in the register producers")
        return kept.producer_code

    def _add_code(self, producer: str, applicant: Applicant) -> None:
        held = self.in_use.get((producer, applicant.product_code))
        if held is None:
            row = code_row(self._draw("label"), producer, applicant, self.on)
            self.in_use[producer, applicant.product_code] = row
            self.code_rows.append(row)
        elif held["capacity_quantity"] != applicant.capacity_quantity:
            self._object(applicant, "capacity_quantity", "is another than in the register codes")

    def _draw(self, kind: CodeKind) -> str:
        code = draw_code(kind, secrets.choice, self.taken[kind])
        self.taken[kind].add(code)
        return code

    def _object(self, applicant: Applicant, column: str, reason: str) -> None:
        self.problems.append(
            Problem(
                row=applicant.row,
                column=column,
                value=None,
                reason=reason,
                advice="settle which is right; a register is changed by a load of that register",
            )
        )


def issue(
    home: Home,
    settings: Settings,
    path: Path,
    *,
    county_code: str,
    retain_until: date,
    actor: Actor,
) -> Issued:
    """Issue codes to the producers of a county's list; names are kept until `retain_until`.

    A producer that is known by its number keeps its code; its name is kept at least until then.

    Raises:
        ConfigurationError: anything wrong in the file, or with what is on file; nothing is issued.
        SetupError: no keys, a day that is not to come, or a batch that is held back.
    """
    on = actor.at.date()
    if retain_until <= on:
        raise SetupError(
            f"names would be purged on {retain_until}, which is not to come",
            where="--retain-until",
            advice="give the first day on which the names are needed no more",
        )
    applicants = read_enrolment(path, county_code=county_code, on=on)
    with locked(home):
        store, sealer = open_store(home, settings)
        with store:
            plan = _Plan(home, county_code, retain_until, on)
            for applicant in applicants:
                plan.add(applicant, store, sealer)
            if plan.problems:
                raise refuse("enrolment", path.name, plan.problems)
            made = [str(row["merchant_code"]) for row in plan.code_rows]
            note(home, actor, "issue", [county_code, *made])
            # names first: a code whose producer nobody knows would be worth nothing
            store.add(plan.entries)
            store.prolong(sorted(plan.known), retain_until)
        source = f"codes issued in {county_code}"
        landed = []
        if plan.producer_rows:
            rows = list(plan.producer_rows.values())
            landed.append(land_rows(home, "producers", rows, actor, source))
        if plan.code_rows:
            landed.append(land_rows(home, "codes", plan.code_rows, actor, source))
    return Issued(
        new_producers=len(plan.entries),
        known_producers=len(plan.known),
        codes=made,
        landed=landed,
    )


def revoke(home: Home, code: str, *, on: date, reason: str, actor: Actor) -> Landed:
    """End a code on `on`: sales from that day on are no longer its producer's.

    Raises SetupError for a mistyped code, ConfigurationError where it can't end then.
    """
    code, reason = sound_code(code), require_reason(reason)
    with locked(home):
        rows = revoked(_changeable(home, code), code, on)
        note(home, actor, "revoke", [code, str(on)], reason)
        return land_rows(home, "codes", rows, actor, f"code revoked: {code}")


def replace(
    home: Home, code: str, *, on: date, old_until: date, reason: str, actor: Actor
) -> tuple[str, Landed]:
    """A new code for the old one's producer from `on`; the old one holds until `old_until`.

    Raises SetupError for a mistyped code, ConfigurationError where it can't be replaced.
    """
    code, reason = sound_code(code), require_reason(reason)
    with locked(home):
        new, rows = replaced(
            _changeable(home, code), code, on, old_until=old_until, choose=secrets.choice
        )
        note(home, actor, "replace", [code, new, str(on), str(old_until)], reason)
        return new, land_rows(home, "codes", rows, actor, f"code replaced: {code} by {new}")


def purge(home: Home, settings: Settings, *, actor: Actor) -> int:
    """Remove for good the names and marks whose day has come; how many.

    Codes and everything measured by them stay; nobody can say any more whose they were.
    """
    with locked(home):
        store, _ = open_store(home, settings)
        with store:
            due = store.due(actor.at.date())
            if due:
                note(home, actor, "purge", due)
            return len(store.purge(actor.at.date()))


def _changeable(home: Home, code: str) -> Standing:
    codes, held = standing(home, "codes")
    if code in held:
        raise SetupError(
            "the newest load of this code is held back, so it can't be changed",
            where=f"register codes, code {code}",
            advice="settle that load first, see `shanhuo status`",
        )
    return codes
