"""Our gazetteer against cpca and jionlp on the same lists: right answers and a ratio of CPU time.

`python -m tests.bench.addresses`, after `tests/bench/foreign/setup_addresses`. Each side reads the
list in a process of its own, rounds interleaved; only ratios within one run count. Two lists: the
hard addresses of the unit tests that name one county, and plain ones of the list of villages.
An answer counts as right if city and county are the right place under its name of the day or of
2023: the others know no days, and are not blamed for it here. `first` is what a process needs for
the first list it reads (our indexes are made then): of other villages for the plain list, so that
no line is timed that was read before; of the hard ones themselves for the hard list, which is then
timed often enough to be more than a millisecond.
Keep out: what a right answer is (tests/unit/connectors/places/hard_addresses.csv).
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from connectors.places.addresses import read_address
from connectors.places.regions import region
from connectors.places.villages import all_villages

_ROOT = Path(__file__).parents[2]
_FOREIGN = _ROOT / ".foreign" / "addresses" / "bin" / "python"
_HARD = _ROOT / "tests" / "unit" / "connectors" / "places" / "hard_addresses.csv"
_DAY = date(2023, 7, 1)
_OFTEN = 20
_SIDES = ("ours", "cpca", "jionlp")

Place = tuple[str | None, str | None]


class Case(NamedTuple):
    """An address, and the (city, county) names that are right for it."""

    address: str
    right: frozenset[Place]


class Run(NamedTuple):
    """CPU seconds of one side for one list, a first time and again, and what it read."""

    first: float
    steady: float
    places: list[Place]


def hard_cases() -> list[Case]:
    """The hard addresses that name exactly one county."""
    cases = []
    for row in csv.DictReader(_HARD.read_text(encoding="utf-8").splitlines()):
        codes = {row["candidates"], row["candidates_2023"]}
        right = frozenset(_named(code) for code in codes if len(code) == 6)
        if right and row["trap"] != "contradiction" and all(county for _, county in right):
            cases.append(Case(row["address"], right))
    return cases


def plain_cases(count: int, first: int = 0) -> list[Case]:
    """Addresses of villages in Hunan with all their levels, evenly over the list."""
    villages = all_villages()
    cases = []
    for village in villages[first :: len(villages) // count][:count]:
        place = _named(village.village_code[:6])
        address = f"湖南省{place[0]}{place[1]}{village.town_name}{village.name}"
        cases.append(Case(address, frozenset({place})))
    return cases


def _named(code: str) -> Place:
    found = region(code)
    if found is None or found.level != "county":
        return None, None
    parent = region(found.parent_code)
    return parent.name if parent else None, found.name


def run(side: str, warming: list[str], addresses: list[str]) -> Run:
    """One side over one list and then another, in a process of its own."""
    command = [str(_FOREIGN), str(Path(__file__).parent / "foreign" / "read_addresses.py"), side]
    if side == "ours":
        command = [sys.executable, "-m", "tests.bench.addresses", "--read"]
    done = subprocess.run(
        command,
        cwd=_ROOT,
        check=True,
        text=True,
        input=json.dumps([warming, addresses]),
        capture_output=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    return Run(found["first"], found["steady"], [tuple(place) for place in found["places"]])


def read_ours() -> None:
    """What the process of our own side does."""
    passes = []
    for addresses in json.load(sys.stdin):
        start = time.process_time()
        codes = [read_address(address, _DAY).county_code for address in addresses]
        passes.append(time.process_time() - start)
    places = [_named(code) if code else (None, None) for code in codes]
    sys.stdout.write(json.dumps({"first": passes[0], "steady": passes[1], "places": places}) + "\n")


def compare(
    warming: list[Case], cases: list[Case], sides: Sequence[str], rounds: int
) -> dict[str, object]:
    """Right answers, addresses per CPU second and the ratio to ours, by side."""
    first = [case.address for case in warming]
    addresses = [case.address for case in cases]
    runs: dict[str, list[Run]] = {side: [] for side in sides}
    for number in range(rounds):
        for side in sides if number % 2 == 0 else reversed(sides):
            runs[side].append(run(side, first, addresses))
    result: dict[str, object] = {"addresses": len(cases)}
    for side in sides:
        times = [found.steady for found in runs[side]]
        ratios = [a / b.steady for a, b in zip(times, runs["ours"], strict=True)]
        result[side] = {
            "right": sum(
                place in case.right for place, case in zip(runs[side][0].places, cases, strict=True)
            ),
            "first_cpu_seconds": round(statistics.median(r.first for r in runs[side]), 3),
            "per_cpu_second": round(len(cases) / statistics.median(times)),
            "cpu_over_ours": [round(value, 2) for value in sorted(ratios)],
        }
    return result


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.addresses", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--plain", type=int, default=5000, help="length of the plain list")
    parser.add_argument("--read", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        read_ours()
        return
    if not _FOREIGN.exists():
        raise SystemExit("The other parsers are missing; run tests/bench/foreign/setup_addresses")
    hard, plain = hard_cases(), plain_cases(options.plain)
    others = plain_cases(options.plain, first=1)
    result = {
        "hard": compare(hard, hard, _SIDES, options.rounds),
        # jionlp would need more than a minute of CPU time a round for these
        "hard, often": compare(hard, hard * _OFTEN, _SIDES[:2], options.rounds),
        "plain": compare(others, plain, _SIDES[:2], options.rounds),
    }
    sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
