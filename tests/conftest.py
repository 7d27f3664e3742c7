"""Every test runs with a clean environment: no home, no proxies, no secrets of the machine."""

from __future__ import annotations

import pytest
from hypothesis import settings

# how long an example takes depends on the machine; performance is measured by `make bench`
settings.register_profile("shanhuo", deadline=None)
settings.load_profile("shanhuo")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    for name in ("SHANHUO_HOME", "DAGSTER_HOME", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
