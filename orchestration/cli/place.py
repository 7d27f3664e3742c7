"""Where the command line finds the home.

Keep out: opening anything else.
"""

from __future__ import annotations

import os
from pathlib import Path

from orchestration.home import DEFAULT_HOME, Home, open_home


def home_path() -> Path:
    """The folder that SHANHUO_HOME names, or ./shanhuo_home."""
    return Path(os.environ.get("SHANHUO_HOME") or DEFAULT_HOME)


def this_home() -> Home:
    """The home in use.

    Raises SetupError where there is none.
    """
    return open_home(home_path())
