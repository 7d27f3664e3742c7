"""The unit tests in several plain processes: `python -m tests.unit_in_processes --jobs 2`.

Each process gets its share of the files, so none reads another's, and no process collects reports:
with three thousand short tests that costs pytest-xdist more than the tests. It stays the right
one for the other tests, whose files take from a second to minutes.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

UNIT = Path(__file__).parent / "unit"


def shares_of(files: list[Path], jobs: int) -> list[list[Path]]:
    """Every file in exactly one share, dealt out in turn from the longest to the shortest."""
    dealt = sorted(files, key=lambda file: (-file.stat().st_size, file))
    return [share for share in (dealt[n::jobs] for n in range(jobs)) if share]


def _run(files: list[Path], seed: int) -> subprocess.CompletedProcess[str]:
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", f"--randomly-seed={seed}"]
    command = [sys.executable, "-m", "pytest", *options, *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def main(jobs: int, seed: int) -> int:
    """Run them all, print what pytest says, whole where something failed; the exit code."""
    sys.stdout.write(f"Using --randomly-seed={seed}\n")
    shares = shares_of(list(UNIT.rglob("test_*.py")), jobs)
    failed = False
    with ThreadPoolExecutor(len(shares)) as pool:
        for share, done in zip(shares, pool.map(lambda s: _run(s, seed), shares), strict=True):
            told = done.stdout + done.stderr
            last = told.rstrip().rpartition("\n")[2]
            sys.stdout.write(told if done.returncode else f"{len(share)} files: {last}\n")
            failed = failed or done.returncode != 0
    return int(failed)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    given = parser.parse_args()
    sys.exit(main(given.jobs, given.seed))
