"""Fixtures of the property tests: dbt's statements, recorded once a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dbt.property.recorded_run import Recording, record


@pytest.fixture(scope="session")
def recording(tmp_path_factory: pytest.TempPathFactory, dbt_target: Path) -> Recording:
    home = tmp_path_factory.mktemp("recorded") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHANHUO_HOME", str(home))
        return record(home, dbt_target)
