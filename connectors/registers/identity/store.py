"""The sealed store: which producer a number belongs to, and the name, until a day.

A SQLite file of its own, in a folder and a file that only their owner can open. It holds marks of
numbers and sealed names; never a number, never a name in clear. What is purged is overwritten.
Keep out: villages, products and anything else that registers hold; landing; figures.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import AbstractContextManager, closing
from datetime import date
from pathlib import Path

import msgspec

from connectors.core.errors import ConfigurationError
from connectors.registers.identity.sealing import Sealer

_TABLES = """
create table if not exists keys (name_key text not null, match_key text not null);
create table if not exists producers (
    producer_code text primary key,
    number_mark text not null unique,
    sealed_name blob not null,
    county_code text not null,
    retain_until text not null
) without rowid;
"""


class Entry(msgspec.Struct, frozen=True):
    """One producer to be kept; `retain_until` is the first day on which the name is purged."""

    producer_code: str
    number_mark: str
    name: str
    county_code: str
    retain_until: date

    def __repr__(self) -> str:
        return f"Entry({self.producer_code})"


class Kept(msgspec.Struct, frozen=True):
    """What the store says of a producer without opening the name."""

    producer_code: str
    county_code: str
    retain_until: date


class IdentityStore(AbstractContextManager["IdentityStore"]):
    """The store at a path, made where there is none; use it with `with`."""

    def __init__(self, path: Path, sealer: Sealer) -> None:
        """Raises ConfigurationError where the store was written with other keys."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.chmod(0o700)
        # made before SQLite would make it readable to others
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
        self._path, self._sealer = path, sealer
        self._base = sqlite3.connect(path)
        try:
            # purged bytes become zeros; what a transaction sets aside goes with its end
            self._base.execute("pragma secure_delete = on")
            self._base.execute("pragma journal_mode = delete")
            self._base.execute("pragma synchronous = full")
            self._base.executescript(_TABLES)
            self._require_same_keys()
        except BaseException:
            self._base.close()
            raise

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def by_mark(self, mark: str) -> Kept | None:
        """The producer whose number has this mark."""
        found = self._base.execute(
            "select producer_code, county_code, retain_until from producers where number_mark = ?",
            (mark,),
        ).fetchone()
        return None if found is None else _kept(found)

    def in_county(self, county_code: str) -> list[Kept]:
        """The producers of a county whose names are kept, by code."""
        with closing(
            self._base.execute(
                "select producer_code, county_code, retain_until from producers"
                " where county_code = ? order by producer_code",
                (county_code,),
            )
        ) as rows:
            return [_kept(row) for row in rows]

    def by_code(self, producer_code: str) -> Kept | None:
        """The producer of that code, where its name is kept."""
        found = self._base.execute(
            "select producer_code, county_code, retain_until from producers"
            " where producer_code = ?",
            (producer_code,),
        ).fetchone()
        return None if found is None else _kept(found)

    def name_of(self, producer_code: str) -> str | None:
        """The name in clear, or None where none is kept (never was, or was purged).

        Who calls this writes it into the audit log first.
        """
        found = self._base.execute(
            "select sealed_name from producers where producer_code = ?", (producer_code,)
        ).fetchone()
        return None if found is None else self._sealer.open(found[0], record=producer_code)

    def add(self, entries: Iterable[Entry]) -> None:
        """Keep these producers, all or none of them."""
        rows = [
            (
                entry.producer_code,
                entry.number_mark,
                self._sealer.seal(entry.name, record=entry.producer_code),
                entry.county_code,
                entry.retain_until.isoformat(),
            )
            for entry in entries
        ]
        with self._base:
            self._base.executemany("insert into producers values (?, ?, ?, ?, ?)", rows)

    def prolong(self, producer_codes: Iterable[str], retain_until: date) -> None:
        """Keep these names until that day where they would have gone earlier."""
        day = retain_until.isoformat()
        with self._base:
            self._base.executemany(
                "update producers set retain_until = ? where producer_code = ?"
                " and retain_until < ?",
                [(day, code, day) for code in producer_codes],
            )

    def due(self, on: date) -> list[str]:
        """The producers whose names are to be purged by that day."""
        with closing(
            self._base.execute(
                "select producer_code from producers where retain_until <= ?"
                " order by producer_code",
                (on.isoformat(),),
            )
        ) as rows:
            return [row[0] for row in rows]

    def purge(self, on: date) -> list[str]:
        """Remove names and marks whose day has come, for good; their codes, for the log."""
        with self._base:
            gone = self._base.execute(
                "delete from producers where retain_until <= ? returning producer_code",
                (on.isoformat(),),
            ).fetchall()
        # also what earlier versions of a page left behind
        self._base.execute("vacuum")
        return sorted(row[0] for row in gone)

    def _require_same_keys(self) -> None:
        mine = self._sealer.fingerprints()
        with self._base:
            self._base.execute("begin immediate")
            kept = self._base.execute("select name_key, match_key from keys").fetchone()
            if kept is None:
                self._base.execute("insert into keys values (?, ?)", mine)
                return
        wrong = [
            name
            for name, now, then in zip(("name_key", "match_key"), mine, kept, strict=True)
            if now != then
        ]
        if wrong:
            raise ConfigurationError(
                f"the identity store was written with another {' and '.join(wrong)}",
                where=str(self._path),
                advice="point the settings to the key it was made with; nothing was changed",
            )


def _kept(row: tuple[str, str, str]) -> Kept:
    return Kept(row[0], row[1], date.fromisoformat(row[2]))
