"""Errors of running the system, each with what happened, where, and what to do next.

    OrchestrationError
    ├── SetupError      the home or its settings are missing or wrong: mend them
    ├── BuildFailed     a build did not pass its checks: the published build stands as it was
    └── NothingToDo     the request names nothing that exists (no batch, no partition)

Keep out: errors of feeds (connectors.core.errors) and of bulletins.
"""

from __future__ import annotations


class OrchestrationError(Exception):
    """Something went wrong while the system ran."""

    def __init__(self, what: str, *, where: str, advice: str) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.what} [{self.where}] Next: {self.advice}"


class SetupError(OrchestrationError):
    """The home or its settings are missing or wrong."""


class BuildFailed(OrchestrationError):
    """A build did not pass; what was published before still stands."""


class NothingToDo(OrchestrationError):
    """The request names nothing that exists."""
