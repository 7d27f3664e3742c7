"""Progress lines on a terminal, plain lines elsewhere.

Keep out: everything but showing how far a long task is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

if TYPE_CHECKING:
    from orchestration.backfill.execution import Progress as BackfillProgress

console = Console(stderr=True)


@contextmanager
def feed_progress(title: str) -> Iterator[Callable[[str], None]]:
    """Show a running count of requests under a title; yields what to call at each request."""
    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        TextColumn("{task.completed} requests {task.fields[last]}"),
        console=console,
        transient=not console.is_terminal,
    )
    task = progress.add_task(title, total=None, last="")

    def note(text: str) -> None:
        progress.update(task, advance=1, last=text)

    if not console.is_terminal:
        console.print(title)
    with progress:
        yield note


@contextmanager
def unit_progress(title: str) -> Iterator[Callable[[BackfillProgress], None]]:
    """Show windows done of all, with the time that is left; yields what to call after each."""
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total} windows"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[latest]}"),
        console=console,
        transient=not console.is_terminal,
    )
    task = progress.add_task(title, total=None, latest="")

    def tell(told: BackfillProgress) -> None:
        failed = f", {told.failed} failed" if told.failed else ""
        progress.update(
            task,
            completed=told.done + told.failed,
            total=told.total,
            latest=f"{told.latest}{failed}",
        )
        if not console.is_terminal:
            console.print(f"{told.done + told.failed}/{told.total} {told.latest}{failed}")

    with progress:
        yield tell
