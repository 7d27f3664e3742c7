"""Fails when a lock file no longer fits pyproject.toml, or names where packages come from."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCKS = {"dev": ("--group", "dev"), "run": ()}


def stale_locks() -> list[str]:
    """What is wrong with the lock files, one line each."""
    return [problem for name, group in LOCKS.items() if (problem := _problem(name, group))]


def _problem(name: str, group: tuple[str, ...]) -> str | None:
    lock = ROOT / "requirements" / f"{name}.lock"
    text = lock.read_text(encoding="utf-8")
    if any(mark in text for mark in ("://", "--index-url", "--find-links")):
        return f"{lock.name} says where packages come from"
    with tempfile.TemporaryDirectory() as folder:
        # resolving with the lock as the preference changes nothing while it still fits
        copy = Path(folder) / lock.name
        shutil.copy(lock, copy)
        command = [
            str(Path(sys.executable).with_name("uv")), "pip", "compile", "--quiet", "--no-header",
            "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", *group,
            "pyproject.toml", "-o", str(copy),
        ]  # fmt: skip
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"{lock.name} does not fit pyproject.toml: {done.stderr.strip()[-300:]}"
        if copy.read_text(encoding="utf-8") != text:
            return f"{lock.name} does not fit pyproject.toml: run `make lock`"
    return None


if __name__ == "__main__":
    found = stale_locks()
    sys.stderr.write("".join(f"{line}\n" for line in found))
    sys.exit(bool(found))
