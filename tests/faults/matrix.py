"""Every fault against every platform and kind, and the table of what came of it."""

from __future__ import annotations

import logging
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple, TypeVar

from connectors.registry import PLATFORMS
from connectors.sandbox.servers.faults.catalogue import FAULTS, fault_named
from connectors.sandbox.servers.faults.catalogue_types import Fault
from tests.faults.box import PULLS, Pull
from tests.faults.cell import run_cell
from tests.faults.verdict import Verdict

Work = TypeVar("Work")
Found = TypeVar("Found")

#: outcomes that are good enough for the one that is due
_ALLOWED = {
    "exact": {"exact"},
    "held": {"exact", "held"},
    "loud": {"exact", "held", "loud"},
}
#: in the order in which they are counted
_RESULTS = ("exact", "held", "loud", "wrong", "n/a")
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

    @property
    def reason(self) -> str | None:
        """Why the fault does not apply here, or None."""
        return self.fault.not_applicable(self.platform, self.pull.kind, self.pull.window_kind)

    def __str__(self) -> str:
        return f"{self.fault.number:2d} {self.fault.name} × {self.platform} × {self.pull}"


def cells(faults: Sequence[Fault] = FAULTS, platforms: Sequence[str] = ()) -> Iterator[Cell]:
    for fault in faults:
        for platform in platforms or sorted(PLATFORMS):
            for pull in PULLS:
                if pull.kind not in PLATFORMS[platform].kinds:
                    continue
                if str(pull) != "orders/modified" or fault.group in _WINDOWED:
                    yield Cell(fault, platform, pull)


def quietly() -> None:
    """What feeds log of shops that did not answer is no news here."""
    logging.disable(logging.WARNING)


def _judge(work: tuple[str, str, Pull, int]) -> Verdict | None:
    """The verdict on a cell, or None where the fault does not apply."""
    # a fault holds functions, which can't be sent to another process: its name can
    name, platform, pull, seed = work
    if Cell(fault_named(name), platform, pull).reason is not None:
        return None
    return run_cell(seed, platform, pull, [name])


def spread(judge_one: Callable[[Work], Found], work: Sequence[Work], jobs: int) -> Iterator[Found]:
    """What `judge_one` makes of each piece of work, in order, from so many processes."""
    if jobs == 1:
        yield from map(judge_one, work)
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=quietly) as pool:
        yield from pool.map(judge_one, work, chunksize=4)


def run_matrix(chosen: Sequence[Cell], *, seed: int, jobs: int, verbose: bool) -> int:
    """Run the cells, print each that is not as it must be and the counts; 1 where any is not."""
    counts: Counter[str] = Counter()
    by_platform: dict[str, Counter[str]] = {}
    bad = 0
    began = time.monotonic()
    work = [(cell.fault.name, cell.platform, cell.pull, seed) for cell in chosen]
    for cell, verdict in zip(chosen, spread(_judge, work, jobs), strict=True):
        result = verdict.result if verdict else "n/a"
        counts[result] += 1
        by_platform.setdefault(cell.platform, Counter())[result] += 1
        due = cell.fault.due(cell.platform)
        if verdict and verdict.result not in _ALLOWED[due]:
            bad += 1
            say(f"{cell}: {verdict.result}, due {due}: {verdict.why}")
        elif verbose:
            say(f"{cell}: {verdict.result if verdict else f'n/a ({cell.reason})'}")
    for platform, own in sorted(by_platform.items()):
        say(f"{platform}: " + ", ".join(f"{result} {own[result]}" for result in _RESULTS))
    say(f"{len(chosen)} cells, {bad} not as they must be, {time.monotonic() - began:.0f} s")
    say(
        f"exact {counts['exact']}, held in quarantine and balanced {counts['held']}, "
        f"loud {counts['loud']}, wrong {counts['wrong']}, not applicable {counts['n/a']}"
    )
    return 1 if bad or counts["wrong"] else 0
