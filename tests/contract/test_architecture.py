"""The house rules that a machine can check."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("orchestration", "connectors", "expectations", "bulletins")
MODULES = sorted(p for package in PACKAGES for p in (ROOT / package).rglob("*.py"))
BIN = Path(sys.executable).parent


def test_layering_contracts_hold():
    done = subprocess.run(
        [BIN / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_no_module_is_longer_than_300_lines():
    long = {str(p.relative_to(ROOT)): n for p in MODULES if (n := _lines(p)) > 300}
    assert long == {}


def test_the_median_module_is_small():
    assert statistics.median(_lines(p) for p in MODULES if p.name != "__init__.py") <= 110


def test_no_sql_model_is_longer_than_120_lines():
    models = (ROOT / "dbt_project" / "models").rglob("*.sql")
    assert {p.name: n for p in models if (n := _lines(p)) > 120} == {}


def test_packages_reexport_nothing():
    inits = [p for p in MODULES if p.name == "__init__.py"]
    assert [
        str(p) for p in inits if re.search(r"^(import|from) ", p.read_text("utf-8"), re.MULTILINE)
    ] == []


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "manager"])
def test_no_room_has_a_name_that_says_nothing(word):
    assert [str(p) for p in MODULES if word in p.stem or p.parent.name == word] == []


@pytest.mark.parametrize(
    ("package", "banned"),
    [
        ("connectors.registry", {"dagster", "dbt", "great_expectations", "pandas"}),
        ("bulletins.monthly", {"dagster", "dbt", "great_expectations", "httpx"}),
        ("expectations.verdict", {"dagster", "dbt", "great_expectations", "httpx"}),
        ("orchestration.cli.main", {"dagster", "dbt", "great_expectations", "duckdb", "pyarrow"}),
    ],
)
def test_importing_a_package_stays_light(package, banned):
    code = f"import sys, {package}; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert banned & set(done.stdout.split()) == set()


def test_no_file_names_a_registry_or_a_path_of_a_machine():
    # written so that this file does not match itself
    pattern = re.compile(
        r"p[y]pi\.org|python[h]osted|registry\.np[m]js|de[b]\.debian|/ro[o]t/|/home/[a-z]+/"
    )
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    texts = [ROOT / name for name in tracked if name]
    hits = [
        str(path.relative_to(ROOT))
        for path in texts
        if path.is_file() and pattern.search(path.read_text("utf-8", errors="ignore"))
    ]
    assert hits == []


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())
