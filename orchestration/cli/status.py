"""`shanhuo status`: what is landed, held and published.

Keep out: changing anything.
"""

from __future__ import annotations

import json
from collections import Counter

from orchestration.cli.place import this_home


def status() -> None:
    """Say what has landed, what is held and why, what is published and released."""
    from rich.console import Console
    from rich.table import Table

    from connectors.core.landing import VERDICT, LocalLanding

    home = this_home()
    store = LocalLanding(home.landing)
    console = Console()
    landed = Table("platform", "kind", "batches", "held", "from", "to", "rows", title="Landed")
    counts: dict[tuple[str, str], Counter[str]] = {}
    spans: dict[tuple[str, str], list[str]] = {}
    held: list[str] = []
    for manifest in store.manifests():
        key = (manifest.platform, manifest.kind)
        count = counts.setdefault(key, Counter())
        count["batches"] += 1
        count["rows"] += sum(
            entry.row_count or 0 for n, entry in manifest.files.items() if n != "quarantine.parquet"
        )
        spans.setdefault(key, []).extend(
            [manifest.window_start.isoformat(), manifest.window_end.isoformat()]
        )
        path = store.batch_path(manifest) / VERDICT
        verdict = json.loads(path.read_bytes()) if path.exists() else None
        if verdict is None or not verdict["accepted"]:
            count["held"] += 1
            held.append(f"{manifest.batch_id}: {_why(verdict)}")
    for key in sorted(counts):
        count = counts[key]
        landed.add_row(
            *key,
            str(count["batches"]),
            str(count["held"]),
            # whole days: the manifests have the seconds
            min(spans[key])[:10],
            max(spans[key])[:10],
            str(count["rows"]),
        )
    console.print(landed)
    for line in held:
        console.print(f"Held: {line}")
    console.print(f"Published build: {home.current_build() or 'none yet'}")
    for folder in sorted(home.releases.glob("*/*/*/*/v*")):
        console.print(f"Bulletin: {folder.relative_to(home.root)}")


def _why(verdict: dict[str, list[dict[str, object]]] | None) -> str:
    if verdict is None:
        return "not judged yet"
    failed = [c for c in verdict["checks"] if not c["passed"] and c["blocking"]]
    return "; ".join(f"{c['name']} ({c['observed']}): {c['advice']}" for c in failed)
