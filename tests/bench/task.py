"""One measured piece of work in a process of its own; prints what it took as one JSON line.

A fresh process for each piece: no side warms the caches or fills the memory of the other. What is
counted is user and system time of the process (and its children) around the work alone: imports,
stored pages and the parsed dbt project are there before. `first` is the first time in a process,
`steady` the second.
Keep out: what is compared with what.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import msgspec

Cost = dict[str, float]


def cost_of(work: Callable[[], object]) -> Cost:
    """CPU and wall seconds of a piece of work."""
    before, start = os.times(), time.monotonic()
    work()
    after, wall = os.times(), time.monotonic() - start
    return {"cpu": sum(after[:4]) - sum(before[:4]), "wall": wall}


def peak_mb() -> float:
    """The largest resident memory of this process so far, in MiB."""
    # getrusage would also know the memory of the process that started this one
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def pull(side: str, pages_file: str, out: str) -> dict[str, Cost]:
    from tests.bench import pull as work
    from tests.bench.stored_pages import load

    pages = load(Path(pages_file))
    tokens = work.tokens_of(pages)
    costs = {}
    for time_of in ("first", "steady"):
        root = Path(out) / time_of
        root.mkdir(parents=True)
        if side == "ours":
            costs[time_of] = cost_of(lambda root=root: work.ours(pages, tokens, root))
        else:
            costs[time_of] = cost_of(lambda root=root: work.floor(pages, root))
    return costs


def record(folder: str, orders_per_day: str) -> Cost:
    from tests.bench import extractors as work

    return cost_of(lambda: work.prepare(Path(folder), orders_per_day=int(orders_per_day)))


def extract(address: str, asked_file: str, out: str) -> Cost:
    # Arrow imports pandas with the first array where there is one, httpx its transport with the
    # first client: no import counts as work, here as on the other sides
    for name in ("pandas", "httpcore"):
        import_module(name)

    from tests.bench import extractors as work

    cost = cost_of(lambda: work.ours(address, Path(asked_file), Path(out)))
    return {**cost, "peak_mb": peak_mb()}


def memory(asked_file: str, out: str) -> dict[str, float]:
    from tests.bench import memory as work

    records, requests, largest_shop = work.pulled(Path(asked_file), Path(out))
    return {
        "records": records,
        "requests": requests,
        "largest_shop": largest_shop,
        "peak_mb": peak_mb(),
    }


def transform(side: str, home_path: str, out: str) -> dict[str, Cost]:
    from orchestration.home import open_home
    from tests.bench import transform as work

    home, models_file = open_home(Path(home_path)), Path(home_path) / "models.json"
    folder = Path(out)
    folder.mkdir(parents=True)
    if side == "floor":
        return {"floor": cost_of(lambda: work.floor(home, folder / "floor.duckdb"))}
    built = home.warehouse / "warehouse.duckdb"
    if side == "sql":
        models = msgspec.json.decode(models_file.read_bytes(), type=list[work.CompiledModel])
        target = folder / "warehouse.duckdb"
        return {"sql": cost_of(lambda: work.sql_alone(home, models, built, target))}
    costs = {"parse": cost_of(lambda: work.parse(home))}
    built.unlink(missing_ok=True)
    costs["with_tests"] = cost_of(lambda: work.ours(home, with_tests=True))
    built.unlink()
    models = []
    costs["models"] = cost_of(lambda: models.extend(work.ours(home, with_tests=False)))
    models_file.write_bytes(msgspec.json.encode(models))
    return costs


def bulletins(published: str, out: str, count: str) -> dict[str, Cost]:
    from tests.bench import bulletins as work

    folder = Path(out)
    folder.mkdir(parents=True)
    first = cost_of(lambda: work.issue(Path(published), folder / "first"))
    number = int(count)
    cost = cost_of(lambda: [work.issue(Path(published), folder / str(n)) for n in range(number)])
    return {"first": first, "steady": {name: value / number for name, value in cost.items()}}


_TASKS: dict[str, Callable[..., Cost | dict[str, Cost]]] = {
    "record": record,
    "extract": extract,
    "memory": memory,
    "pull": pull,
    "transform": transform,
    "bulletins": bulletins,
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(_TASKS[sys.argv[1]](*sys.argv[2:])) + "\n")
