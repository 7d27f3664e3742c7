"""`make bench`: pull, transformation and bulletins against their floors, in interleaved rounds.

In every round each side runs once, in turn first; the same rows must come out, or the run ends
with an error. No time is asserted: ratios within one run can be trusted, seconds cannot.
Keep out: the work itself.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench import extractors, pull, transform
from tests.bench.stored_pages import save
from tests.bench.wire import serving

console = Console(stderr=True)
Samples = dict[str, list[float]]
_ISSUES = 4


def run_task(*arguments: object) -> dict[str, dict[str, float]]:
    """The costs that a task printed; the error of one that failed goes to the terminal."""
    command = [sys.executable, "-m", "tests.bench.task", *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def note(samples: Samples, prefix: str, costs: dict[str, dict[str, float]]) -> None:
    """Keep the CPU seconds of a task."""
    for name, cost in costs.items():
        samples.setdefault(f"{prefix}.{name}", []).append(cost["cpu"])


def require_same(what: str, rows: tuple[int, int]) -> int:
    """The number of rows that both sides have; an error where one has another row."""
    both, apart = rows
    if apart or not both:
        raise SystemExit(f"{what}: {both} rows are the same, {apart} are not: nothing to compare")
    return both


def pull_round(samples: Samples, pages: Path, folder: Path, *, ours_first: bool) -> int:
    for side in ("ours", "floor") if ours_first else ("floor", "ours"):
        note(samples, f"pull.{side}", run_task("pull", side, pages, folder / side))
    apart = pull.rows_apart(folder / "ours" / "steady", folder / "floor" / "steady")
    return require_same("pull", apart)


def transform_round(samples: Samples, home: Path, folder: Path, *, ours_first: bool) -> int:
    built = home / "warehouse" / "warehouse.duckdb"
    # the bare SQL is what dbt has compiled, so it comes after dbt
    for side in ("ours", "sql", "floor") if ours_first else ("floor", "ours", "sql"):
        note(samples, "transform", run_task("transform", side, home, folder / side))
    require_same(
        "dbt and its SQL alone",
        transform.rows_apart_from_sql(built, folder / "sql" / "warehouse.duckdb"),
    )
    return require_same(
        "dbt and the script",
        transform.rows_apart_from_floor(built, folder / "floor" / "floor.duckdb"),
    )


def extract_round(samples: Samples, address: str, pages: Path, folder: Path, turn: int) -> int:
    """Ours, dlt and singer-sdk, another one first each time; gives the number of lines."""
    sides = extractors.SIDES[turn % 3 :] + extractors.SIDES[: turn % 3]
    for side in sides:
        took = extractors.run(side, address, pages, folder / side)
        samples.setdefault(f"extract.{side}", []).append(took.work_cpu)
        samples.setdefault(f"extract.{side}.whole", []).append(took.whole_cpu)
        samples.setdefault(f"memory.{side}", []).append(took.peak_mb)
    same = extractors.require_same_rows({side: folder / side for side in sides})
    return same["lines"]


def extract_rounds(rounds: int, orders_per_day: int, root: Path) -> tuple[Samples, int]:
    """What all three took, and how many lines each had."""
    samples: Samples = {}
    console.print("Recording Taobao's pages for dlt and singer-sdk")
    # in a process of its own: the pages are large, and nobody here needs them
    run_task("record", root / "pages", orders_per_day)
    with serving(root / "pages" / "pages") as address:
        lines = 0
        for turn in range(rounds):
            console.print(f"Round {turn + 1} of {rounds}: extractors")
            lines = extract_round(samples, address, root / "pages", root / f"{turn}", turn)
    return samples, lines


def extract_ratios(samples: Samples) -> dict[str, dict[str, float]]:
    """How many times our CPU time the others take, by round."""
    return {
        f"{side}{part}_over_ours": spread(
            theirs / mine
            for theirs, mine in zip(
                samples[f"extract.{side}{part}"], samples[f"extract.ours{part}"], strict=True
            )
        )
        for side in ("dlt", "singer")
        for part in ("", ".whole")
    }


def show_extractors(samples: Samples, lines: int) -> dict[str, object]:
    """Print the tables and give what they say."""
    found = extract_ratios(samples)
    show_ratios(f"CPU seconds of others over ours, {lines} lines", found)
    show_samples("CPU seconds and MiB of one process each", samples)
    return {
        "same_lines": lines,
        "ratios": found,
        "lines_per_cpu_second": spread(lines / cpu for cpu in samples["extract.ours"]),
    }


def help_seconds(rounds: int) -> list[float]:
    """Wall time of `shanhuo --help`."""
    command = [str(Path(sys.executable).with_name("shanhuo")), "--help"]
    times = []
    for _ in range(rounds):
        start = time.monotonic()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.monotonic() - start)
    return times


def spread(values: Iterable[float]) -> dict[str, float]:
    """Median, least and most."""
    found = sorted(values)
    return {
        "median": round(statistics.median(found), 3),
        "min": round(found[0], 3),
        "max": round(found[-1], 3),
    }


def ratios(samples: Samples) -> dict[str, dict[str, float]]:
    """Each ratio by round, then its spread."""
    pairs = {
        "pull_steady": ("pull.ours.steady", "pull.floor.steady"),
        "pull_first": ("pull.ours.first", "pull.floor.first"),
        "transform_models": ("transform.models", "transform.floor"),
        "transform_with_tests": ("transform.with_tests", "transform.floor"),
        "dbt_over_its_own_sql": ("transform.models", "transform.sql"),
    }
    return {
        name: spread(a / b for a, b in zip(samples[ours], samples[floor], strict=True))
        for name, (ours, floor) in pairs.items()
    }


def show_ratios(title: str, found: dict[str, dict[str, float]]) -> None:
    """The ratios for people."""
    table = Table("ratio", "median", "min to max", title=title)
    for name, each in found.items():
        table.add_row(name, f"{each['median']:.2f}", f"{each['min']:.2f} to {each['max']:.2f}")
    Console().print(table)


def show_samples(title: str, samples: Samples) -> None:
    """What each process took, for people."""
    table = Table("", "median", "min to max", title=title)
    for name in sorted(samples):
        each = spread(samples[name])
        table.add_row(name, f"{each['median']:.2f}", f"{each['min']:.2f} to {each['max']:.2f}")
    Console().print(table)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="at least 5 for a result to quote")
    parser.add_argument("--orders-per-day", type=int, default=40, help="size of the sample world")
    parser.add_argument(
        "--extract-orders-per-day", type=int, default=200, help="world of the other extractors"
    )
    parser.add_argument("--only-extractors", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="shanhuo-bench-") as scratch:
        taken = extract_rounds(options.rounds, options.extract_orders_per_day, Path(scratch))
    extracted = show_extractors(*taken)
    if options.only_extractors:
        sys.stdout.write(json.dumps({"rounds": options.rounds, "extract": extracted}) + "\n")
        return
    samples: Samples = {}
    with tempfile.TemporaryDirectory(prefix="shanhuo-bench-") as scratch:
        root = Path(scratch)
        console.print("Recording pages of the sandbox")
        save(pull.record(options.orders_per_day), root / "pages")
        console.print("Landing a quarter, and a first published build")
        home = transform.prepare(root / "home", orders_per_day=options.orders_per_day)
        published = transform.publish_once(home)
        lines = rows = 0
        for number in range(options.rounds):
            folder, ours_first = root / f"round-{number}", number % 2 == 0
            console.print(f"Round {number + 1} of {options.rounds}")
            lines = pull_round(samples, root / "pages", folder / "pull", ours_first=ours_first)
            rows = transform_round(samples, home.root, folder / "transform", ours_first=ours_first)
            task = run_task("bulletins", published, folder / "bulletins", _ISSUES)
            note(samples, "bulletin", task)
    result: dict[str, object] = {
        "rounds": options.rounds,
        "extract": extracted,
        "same_lines_pulled": lines,
        "same_rows_transformed": rows,
        "ratios": ratios(samples),
        "lines_per_cpu_second": spread(lines / cpu for cpu in samples["pull.ours.steady"]),
        "bulletins_per_cpu_second": spread(1 / cpu for cpu in samples["bulletin.steady"]),
        "help_seconds": spread(help_seconds(options.rounds)),
    }
    show_ratios("CPU seconds of ours over the floor's", ratios(samples))
    show_samples("CPU seconds of one process each", samples)
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
