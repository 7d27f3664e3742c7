"""Every test runs with a clean environment: no home, no proxies, no secrets of the machine."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    for name in ("SHANHUO_HOME", "DAGSTER_HOME", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
