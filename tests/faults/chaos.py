"""Random pairs of faults at once, each pair from its own seed: nothing may ever come out wrong.

A pair is drawn from the faults that strike now and then, so exact is due; what is loud says so and
is counted. A failure prints the seed that repeats it.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import NamedTuple

from connectors.registry import PLATFORMS
from connectors.sandbox.servers.faults.catalogue import FAULTS, effect_of
from connectors.sandbox.servers.faults.catalogue_types import Fault
from tests.faults.box import PULLS, Pull
from tests.faults.cell import SCENARIOS, run_cell
from tests.faults.matrix import say, spread
from tests.faults.verdict import Verdict

#: at least so many of a hundred pairs come out to the fen
EXACT_PERCENT = 90


class Pair(NamedTuple):
    seed: int
    platform: str
    pull: Pull
    faults: tuple[str, str]

    def __str__(self) -> str:
        return f"seed {self.seed}: {' + '.join(self.faults)} × {self.platform} × {self.pull}"


def pair_of(seed: int) -> Pair:
    """The pair that belongs to a seed: platform, kind, two faults and how often each strikes."""
    draw = random.Random(seed)
    while True:
        platform = draw.choice(sorted(PLATFORMS))
        pull = draw.choice([p for p in PULLS if p.kind in PLATFORMS[platform].kinds])
        able = [fault for fault in FAULTS if _is_able(fault, platform, pull)]
        if len(able) > 1:
            first, second = draw.sample(able, 2)
            if _cuts_pages(first) and _cuts_pages(second):
                continue
            return Pair(seed, platform, pull, (_scheduled(first, draw), _scheduled(second, draw)))


def _is_able(fault: Fault, platform: str, pull: Pull) -> bool:
    is_passing = fault.begin is not None and fault.due(platform) == "exact"
    return (
        is_passing
        and fault.name not in SCENARIOS
        and fault.not_applicable(platform, pull.kind, pull.window_kind) is None
    )


def _cuts_pages(fault: Fault) -> bool:
    tamper = effect_of(fault.name).tamper
    return tamper is not None and tamper.serve is not None


def _scheduled(fault: Fault, draw: random.Random) -> str:
    """The fault with its rhythm; those that strike now and then get another one."""
    if fault.most is None:
        return fault.name
    return f"{fault.name}:{draw.randint(fault.every, fault.every + 4)}:{fault.most // 2}"


def judge_pair(seed: int) -> Verdict:
    pair = pair_of(seed)
    return run_cell(1, pair.platform, pair.pull, pair.faults, must_strike=False)


def run_chaos(*, seed: int, count: int, jobs: int, verbose: bool) -> int:
    """Run `count` pairs from `seed` on; 1 where one is wrong or too many are not exact."""
    counts: Counter[str] = Counter()
    began = time.monotonic()
    seeds = range(seed, seed + count)
    for number, verdict in zip(seeds, spread(judge_pair, seeds, jobs), strict=True):
        counts[verdict.result] += 1
        if verdict.result != "exact" or verbose:
            say(f"{pair_of(number)}: {verdict.result} {verdict.why}")
    exact = counts["exact"] * 100 // count
    say(
        f"{count} pairs in {time.monotonic() - began:.0f} s: exact {counts['exact']} ({exact} %), "
        f"held {counts['held']}, loud {counts['loud']}, wrong {counts['wrong']}"
    )
    return 1 if counts["wrong"] or exact < EXACT_PERCENT else 0
