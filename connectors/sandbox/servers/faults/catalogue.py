"""All faults by name, and effects by the names that a command line gives.

Keep out: any single fault.
"""

from __future__ import annotations

from collections.abc import Sequence

from connectors.sandbox.servers.faults import (
    amounts,
    business,
    content,
    counts,
    door,
    line,
    lists,
    outside,
    permits,
    shown,
    times,
)
from connectors.sandbox.servers.faults.catalogue_types import Fault
from connectors.sandbox.servers.faults.effects import Effect

_MODULES = (line, permits, door, lists, shown, counts, times, amounts, content, business, outside)

#: by number, then name
FAULTS: tuple[Fault, ...] = tuple(
    sorted((f for module in _MODULES for f in module.FAULTS), key=lambda f: (f.number, f.name))
)
_BY_NAME = {fault.name: fault for fault in FAULTS}


def fault_named(name: str) -> Fault:
    """The fault of that name. Raises ValueError for any other."""
    if name not in _BY_NAME:
        raise ValueError(f"no fault is called {name!r}; there are: {', '.join(sorted(_BY_NAME))}")
    return _BY_NAME[name]


def effect_of(text: str) -> Effect:
    """The effect of `name`, `name:every` or `name:every:most`, begun anew.

    Raises ValueError for an unknown name, a number below 1, and a fault that is not the server's.
    """
    name, _, rhythm = text.partition(":")
    fault = fault_named(name)
    if fault.begin is None:
        raise ValueError(f"the fault {name!r} can't be made by a server: {fault.what}")
    return fault.begin(fault.strikes(rhythm))


def effects_of(texts: Sequence[str]) -> list[Effect]:
    """The effects of several names, in the order given."""
    return [effect_of(text) for text in texts]
