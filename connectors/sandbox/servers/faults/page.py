"""Writes the page of the docs that lists the faults, from the catalogue.

`python -m connectors.sandbox.servers.faults.page > docs/faults.md`. Keep out: the faults.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from connectors.sandbox.servers.faults.catalogue import FAULTS
from connectors.sandbox.servers.faults.catalogue_types import ALL_KINDS, Fault, Limit

_HEAD = """\
# Sixty faults

What goes wrong between a platform and us, as switches of the sandbox, and what a reader must make
of each. This page is written from the catalogue (`connectors/sandbox/servers/faults/`).

- `shanhuo sandbox serve --fault NAME` shows a fault on the wire; `NAME:7` lets it strike every
  seventh time, `NAME:7:3` three times at most.
- `make faults` runs every fault against every platform and kind of record, in process: pull, land,
  take the newest versions by SQL, compare with the world's own fen. It prints each cell that is not
  as it must be, then the counts, and fails if there is one.
- `make chaos SEED=1 N=200` runs random pairs. A pair that fails prints the seed that repeats it.

| outcome | means |
|---|---|
| exact | every record with its fen, its moment and whether it counts, as in truth |
| held | what can't be read stands in quarantine by its id; all the rest is exact |
| loud | the pull or the shop fails and says why; what did land is exact |

A better outcome than the one that is due is as good. A fault that never struck counts as wrong,
for such a cell shows nothing; where a fault can't strike, the reason stands below. Time does not
pass in these runs: pauses and retries move a clock of their own. Where "every" is empty a fault
strikes whenever it can.

| no. | name | what goes wrong | every (at most) | due | not for |
|---|---|---|---|---|---|
"""


def page() -> str:
    """The whole page, in Markdown."""
    return _HEAD + "".join(_row(fault) for fault in FAULTS)


def _row(fault: Fault) -> str:
    every = "" if fault.every == 1 else str(fault.every)
    most = f" ({fault.most})" if fault.most is not None else ""
    due: list[str] = [fault.expected]
    due += [f"{name}: {out}, {why}" for name, (out, why) in sorted(fault.elsewhere.items())]
    limits = "; ".join(_limits(fault.limits))
    cells = (fault.number, f"`{fault.name}`", fault.what, every + most, "; ".join(due), limits)
    return f"| {' | '.join(map(str, cells))} |\n"


def _limits(limits: tuple[Limit, ...]) -> Iterator[str]:
    for limit in limits:
        is_any = not limit.platforms and not limit.kinds
        whom = " ".join(sorted(limit.platforms) + sorted(limit.kinds))
        if limit.kinds >= ALL_KINDS or is_any:
            whom = "any"
        yield f"{whom}: {limit.reason}"


if __name__ == "__main__":
    sys.stdout.write(page())
