"""A build in a process of its own that is killed at a given place: nothing is tidied up behind it.

    python -m tests.conservation.killed HOME AS_OF PLACE

Keep out: what the next build makes of it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime
from pathlib import Path

from orchestration.home import Home, open_home

#: bytes that dbt has written to the log of the warehouse when the process is killed
IN_DBT = {"dbt early": 50_000, "dbt midway": 1_000_000, "dbt late": 3_000_000}
#: before the candidate is named; named and not pointed at; pointed at
IN_PUBLISHING = ("candidate", "named", "switched")
PLACES = (*IN_DBT, *IN_PUBLISHING)


def kill_a_build(home: Home, as_of: datetime, place: str) -> None:
    """Start a build as of a Beijing time and see it killed at a place."""
    done = subprocess.run(
        [sys.executable, "-m", __name__, str(home.root), as_of.isoformat(), place],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, (
        f"the build was not killed at {place!r}: {done.returncode} {done.stderr[-2000:]}"
    )


def main(root: str, moment: str, place: str) -> None:
    """Build until the place is reached, and die there."""
    from orchestration import build, publishing
    from orchestration.settings import read_settings

    home = open_home(Path(root))
    if place in IN_DBT:
        log = home.warehouse / "warehouse.duckdb.wal"
        threading.Thread(target=_watch, args=(log, IN_DBT[place]), daemon=True).start()
    elif place == "candidate":
        build.publish = lambda *_: _die()  # type: ignore[assignment]
    else:
        fsync = publishing._fsync
        name = {"named": ".CURRENT.tmp", "switched": home.published.name}[place]
        publishing._fsync = lambda path: _die() if path.name == name else fsync(path)
    build.run_build(home, read_settings(home), as_of=datetime.fromisoformat(moment))


def _watch(log: Path, size: int) -> None:
    while not (log.exists() and log.stat().st_size >= size):
        time.sleep(0.01)
    _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
