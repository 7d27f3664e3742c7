"""What the assets are given: the home, the settings and the clock, as plain objects.

Keep out: credentials (they are resolved where a feed is opened and go nowhere else).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from orchestration.home import Home
from orchestration.settings import Clock, Settings, read_settings

ProgressNote = Callable[[str], None]


@dataclass(frozen=True)
class Deployment:
    """One home with its settings and its clock; the resource `deployment` of every asset."""

    home: Home
    settings: Settings
    clock: Clock
    # told of every request of a feed; for the command line's progress line
    on_request: ProgressNote | None = None
    # somebody is waiting at a terminal: a failure is told at once, not tried again in a minute
    is_attended: bool = False


def open_deployment(
    home: Home,
    *,
    clock: Clock,
    on_request: ProgressNote | None = None,
    is_attended: bool = False,
) -> Deployment:
    """The deployment of a home.

    Raises SetupError where its settings are missing or wrong.
    """
    return Deployment(home, read_settings(home), clock, on_request, is_attended)
