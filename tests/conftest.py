"""Every test runs with a clean environment: no home, no proxies, no secrets of the machine.

How many examples a property is tried with stands here, not beside the property: few while
somebody waits for the unit tests, a hundred in `make test`. Those of slow worlds state fewer.
"""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import settings

EXAMPLES = int(os.environ.get("SHANHUO_EXAMPLES", "25"))

# how long an example takes depends on the machine; performance is measured by `make bench`
settings.register_profile("shanhuo", deadline=None, max_examples=EXAMPLES)
settings.load_profile("shanhuo")


def pytest_configure(config):
    """Let the collector of cycles run seldom: it took a fifth of the time of the unit tests.

    What a test leaves behind is found as before, only later.
    """
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_finish(session):
    """Spare it what stays for the whole run: modules, tests and their parameters."""
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish():
    """Look once for what the tests left open: pytest looks five times through a million objects."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    for name in ("SHANHUO_HOME", "DAGSTER_HOME", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
