"""`make conservation`: thirty random batches through the whole build.

A sample province is made first, or `--home` names a demo's home that is copied.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from orchestration.demo import PULLS, run_demo
from orchestration.home import Home, open_home
from tests.conservation.run import conserve


def main() -> None:
    """Run and print what was done."""
    parser = argparse.ArgumentParser(prog="python -m tests.conservation")
    parser.add_argument("--batches", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--orders-per-day", type=int, default=8)
    parser.add_argument("--kill-every", type=int, default=5)
    parser.add_argument("--home", type=Path, help="a demo's home, which is copied")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="shanhuo-conservation-") as place:
        account = conserve(
            _home(Path(place) / "home", given),
            batches=given.batches,
            seed=given.seed,
            start=PULLS[-1][0] + timedelta(hours=1),
            kill_every=given.kill_every,
            note=_note,
        )
    mean = sum(account.build_seconds) / len(account.build_seconds)
    _note(
        f"{account.batches} batches, {account.builds} builds published, "
        f"{len(account.killed)} killed ({', '.join(account.killed) or 'none'}); "
        f"{account.borders_compared} borders compared, 0 fen; {mean:.1f} s a build"
    )


def _home(root: Path, given: argparse.Namespace) -> Home:
    if given.home:
        shutil.copytree(given.home, root)
        return open_home(root)
    return run_demo(root, seed=given.seed, orders_per_day=given.orders_per_day, note=_note).home


def _note(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
