"""Half-open windows of naive Beijing time.

Keep out: platform limits (each platform states its own), the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

WindowKind = Literal["created", "modified", "file"]

_COMPACT = "%Y%m%dT%H%M%S"


class Window(NamedTuple):
    """The times `start <= t < end`, naive, Asia/Shanghai."""

    start: datetime
    end: datetime

    def __str__(self) -> str:
        return f"[{self.start.isoformat()}, {self.end.isoformat()})"

    def compact(self) -> str:
        """A form that is fit for folder names and sorts by time."""
        return f"{self.start.strftime(_COMPACT)}-{self.end.strftime(_COMPACT)}"

    def pieces(self, longest: timedelta) -> Iterator[Window]:
        """The window cut into parts no longer than `longest`, in order, without gap or overlap."""
        start = self.start
        while start < self.end:
            end = min(start + longest, self.end)
            yield Window(start, end)
            start = end
