"""`shanhuo dev`: Dagster's web page and daemon for this home, on loopback.

Keep out: a login (the deployment's reverse proxy has it).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.place import this_home


def dev(port: Annotated[int, typer.Option(help="port on 127.0.0.1")] = 3000) -> None:
    """Open the web page: assets, runs, schedule, backfills."""
    home = this_home()
    environment = os.environ | {
        "SHANHUO_HOME": str(home.root),
        "DAGSTER_HOME": str(home.dagster),
    }
    command = Path(sys.executable).with_name("dagster")
    arguments = [
        str(command),
        "dev",
        "--module-name",
        "orchestration.definitions",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    os.execve(command, arguments, environment)  # noqa: S606 our own interpreter's command
