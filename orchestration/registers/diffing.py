"""What changed in a register between two moments of recording.

Keep out: printing, what a file would change (`loading`).
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from connectors.registers.specs import register_spec
from orchestration.home import Home
from orchestration.registers.checking import require_scope
from orchestration.registers.comparing import Key, KeyChange, Row, change_of, histories
from orchestration.registers.scopes import Places


class Diff(msgspec.Struct, frozen=True, kw_only=True):
    """The keys that were added, and those of which some day now says something else."""

    register: str
    from_as_of: datetime
    to_as_of: datetime
    added: list[KeyChange]
    changed: list[KeyChange]


def diff(
    home: Home, name: str, from_as_of: datetime, to_as_of: datetime, *, scope: str | None
) -> Diff:
    """The keys of an area (None = everywhere) that differ between two naive Beijing times.

    A key is the area's where any of its rows is. Nothing is ever removed: a key that was ended is
    changed, and its last row has a `valid_to`.

    Raises ConfigurationError for an unknown register, NothingToDo for a scope that is no region.
    """
    spec = register_spec(name)
    require_scope(spec, scope)
    earlier, later = Places(home, from_as_of), Places(home, to_as_of)
    before = histories(spec, earlier.standing(name))
    after = histories(spec, later.standing(name))
    mine = None if scope is None else _keys_in(later, name, scope) | _keys_in(earlier, name, scope)
    added: list[KeyChange] = []
    changed: list[KeyChange] = []
    for key, rows in _in_scope(after, mine).items():
        old = before.get(key, [])
        change = change_of(key, "changed" if old else "added", old, rows)
        if change is not None:
            (changed if old else added).append(change)
    return Diff(
        register=name, from_as_of=from_as_of, to_as_of=to_as_of, added=added, changed=changed
    )


def _in_scope(rows: dict[Key, list[Row]], mine: set[Key] | None) -> dict[Key, list[Row]]:
    return rows if mine is None else {key: rows[key] for key in rows if key in mine}


def _keys_in(places: Places, name: str, scope: str) -> set[Key]:
    table = places.standing(name)
    inside = places.counties_in(scope)
    keys = zip(*(table[n].to_pylist() for n in register_spec(name).whole_key()), strict=True)
    counties = places.counties_of(name, table)
    return {key for key, county in zip(keys, counties, strict=True) if county in inside}
