"""Every fault against every platform and kind, and the table of what came of it."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from connectors.registry import PLATFORMS
from connectors.sandbox.servers.faults.catalogue import FAULTS
from connectors.sandbox.servers.faults.catalogue_types import Fault
from tests.faults.box import PULLS, Pull
from tests.faults.cell import run_cell

#: outcomes that are good enough for the one that is due
_ALLOWED = {
    "exact": {"exact"},
    "held": {"exact", "held"},
    "loud": {"exact", "held", "loud"},
}
#: groups whose faults know windows: they strike pulls by change as well
_WINDOWED = ("paging", "time", "auth")


def say(text: str) -> None:
    """One line, at once: a run takes minutes."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


class Cell(NamedTuple):
    fault: Fault
    platform: str
    pull: Pull

    def __str__(self) -> str:
        return f"{self.fault.number:2d} {self.fault.name} × {self.platform} × {self.pull}"


def cells(faults: Sequence[Fault] = FAULTS, platforms: Sequence[str] = ()) -> Iterator[Cell]:
    for fault in faults:
        for platform in platforms or sorted(PLATFORMS):
            for pull in PULLS:
                if pull.kind not in PLATFORMS[platform].kinds:
                    continue
                knows_windows = fault.group in _WINDOWED and not fault.by_creation
                if str(pull) != "orders/modified" or knows_windows:
                    yield Cell(fault, platform, pull)


def run_matrix(chosen: Sequence[Cell], *, seed: int, verbose: bool) -> int:
    """Run the cells, print each that is not as it must be and the counts; 1 where any is not."""
    counts: Counter[str] = Counter()
    bad = 0
    began = time.monotonic()
    for cell in chosen:
        reason = cell.fault.not_applicable(cell.platform, cell.pull.kind)
        verdict = None if reason else run_cell(seed, cell.platform, cell.pull, [cell.fault.name])
        counts[verdict.result if verdict else "n/a"] += 1
        if verdict and verdict.result not in _ALLOWED[cell.fault.due(cell.platform)]:
            bad += 1
            due = cell.fault.due(cell.platform)
            say(f"{cell}: {verdict.result}, due {due}: {verdict.why}")
        elif verbose:
            say(f"{cell}: {verdict.result if verdict else f'n/a ({reason})'}")
    say(f"{len(chosen)} cells, {bad} not as they must be, {time.monotonic() - began:.0f} s")
    say(
        f"exact {counts['exact']}, held in quarantine and balanced {counts['held']}, "
        f"loud {counts['loud']}, wrong {counts['wrong']}, not applicable {counts['n/a']}"
    )
    return 1 if bad or counts["wrong"] else 0
