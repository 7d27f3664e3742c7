"""A build in a process of its own that is killed at a given place: nothing is tidied up behind it.

    python -m tests.conservation.killed HOME AS_OF PLACE

Keep out: what the next build makes of it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from orchestration.home import Home, open_home

#: the part of dbt's steps that have been begun when the process is killed
IN_DBT = {"dbt early": 0.1, "dbt midway": 0.5, "dbt late": 0.85}
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
        _watch_dbt(IN_DBT[place])
    elif place == "candidate":
        patch.object(build, "publish", lambda *_: _die()).start()
    else:
        fsync = publishing._fsync
        name = {"named": ".CURRENT.tmp", "switched": home.published.name}[place]
        publishing._fsync = lambda path: _die() if path.name == name else fsync(path)
    build.run_build(home, read_settings(home), as_of=datetime.fromisoformat(moment))


def _watch_dbt(part: float) -> None:
    from dbt.cli import main as dbt

    def see(event: Any) -> None:
        if event.info.name == "LogStartLine" and event.data.index >= part * event.data.total:
            _die()

    dbt.dbtRunner = partial(dbt.dbtRunner, callbacks=[see])


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
