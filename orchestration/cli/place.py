"""Where the command line finds the home, and who is at it.

Keep out: opening anything else.
"""

from __future__ import annotations

import os
import pwd
from pathlib import Path
from typing import Annotated

import typer

from orchestration.home import DEFAULT_HOME, Home, open_home

ByOption = Annotated[
    str | None, typer.Option("--by", help="who does it (default: the user of this machine)")
]


def home_path() -> Path:
    """The folder that SHANHUO_HOME names, or ./shanhuo_home."""
    return Path(os.environ.get("SHANHUO_HOME") or DEFAULT_HOME)


def this_home() -> Home:
    """The home in use.

    Raises SetupError where there is none.
    """
    return open_home(home_path())


def who(by: str | None) -> str:
    """The person of a deed: the one named, else the user of this machine."""
    # by the user id: an environment variable could name anybody
    return by or pwd.getpwuid(os.getuid()).pw_name
