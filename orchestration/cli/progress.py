"""Progress lines on a terminal, plain lines elsewhere.

Keep out: everything but showing how far a long task is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

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
