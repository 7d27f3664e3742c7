"""One world for all tests of the sandbox: worlds don't change."""

from __future__ import annotations

from datetime import datetime

import pytest

from connectors.sandbox.world import World

NOW = datetime(2020, 7, 1, 2)


@pytest.fixture(scope="session")
def world():
    return World(1)


@pytest.fixture(scope="session")
def now():
    return NOW
