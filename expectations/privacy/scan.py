"""Finding planted strings (canaries) anywhere under a folder, whatever they are wrapped in.

A canary is a made-up name or number that a test sends through a feed; none may reach the disk.
Keep out: patterns of personal data in general (`patterns.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from expectations.errors import EvidenceMissing
from expectations.privacy.layers import layers_of
from expectations.privacy.needles import forms_of


class Hit(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One canary found: the file under the root, the way into it, and the form it had there.

    `way` is "name" where the canary stands in the file's own path.
    """

    path: str
    canary: str
    way: str
    form: str


def scan_tree(root: Path, canaries: Iterable[str]) -> list[Hit]:
    """Every canary in any file under `root`, sorted; one hit for each file, way and form.

    Looks into plain bytes, zstd, gzip, zip (and so XLSX), Parquet, DuckDB files and PDF streams,
    for UTF-8, GB18030, UTF-16, JSON and percent escapes, hexadecimal and base64. Raises
    EvidenceMissing where `root` is no folder: a scan of nothing finds nothing.
    """
    if not root.is_dir():
        raise EvidenceMissing(
            "there is nothing to scan", where=str(root), advice="give the folder of a home"
        )
    needles = {canary: forms_of(canary) for canary in canaries}
    hits: set[Hit] = set()
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        name = str(path.relative_to(root))
        hits |= _search(name, "name", name.encode(), needles)
        for way, data in layers_of(path):
            hits |= _search(name, way or "plain", data, needles)
    return sorted(hits)


def _search(
    path: str, way: str, data: bytes, needles: dict[str, list[tuple[str, bytes]]]
) -> set[Hit]:
    return {
        Hit(path=path, canary=canary, way=way, form=form)
        for canary, forms in needles.items()
        for form, needle in forms
        if needle in data
    }
