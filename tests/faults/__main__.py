"""`python -m tests.faults [matrix|chaos]`."""

from __future__ import annotations

import argparse
import logging
import sys

from connectors.sandbox.servers.faults.catalogue import FAULTS
from tests.faults.matrix import cells, run_matrix


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--platform", action="append", default=[])
    parser.add_argument("--fault", action="append", default=[], help="name or number")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    wanted = set(options.fault)
    faults = [f for f in FAULTS if not wanted or wanted & {f.name, str(f.number)}]
    return run_matrix(
        list(cells(faults, options.platform)), seed=options.seed, verbose=options.verbose
    )


if __name__ == "__main__":
    sys.exit(main())
