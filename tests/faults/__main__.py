"""`python -m tests.faults [matrix|chaos]`."""

from __future__ import annotations

import argparse
import sys

from connectors.sandbox.servers.faults.catalogue import FAULTS
from tests.faults.chaos import run_chaos
from tests.faults.matrix import cells, quietly, run_matrix


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("matrix", "chaos"), nargs="?", default="matrix")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200, help="pairs of chaos")
    parser.add_argument("--platform", action="append", default=[])
    parser.add_argument("--fault", action="append", default=[], help="name or number")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    quietly()
    if options.what == "chaos":
        return run_chaos(
            seed=options.seed, count=options.count, jobs=options.jobs, verbose=options.verbose
        )
    wanted = set(options.fault)
    faults = [f for f in FAULTS if not wanted or wanted & {f.name, str(f.number)}]
    return run_matrix(
        list(cells(faults, options.platform)),
        seed=options.seed,
        jobs=options.jobs,
        verbose=options.verbose,
    )


if __name__ == "__main__":
    sys.exit(main())
