"""Fixtures of the tests of the SQL: one parsed project for all, one home for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dbt.province import Province, gazetteer


@pytest.fixture(scope="session")
def dbt_target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("target")


@pytest.fixture
def empty_province(tmp_path: Path, dbt_target: Path, monkeypatch: pytest.MonkeyPatch) -> Province:
    monkeypatch.setenv("SHANHUO_HOME", str(tmp_path / "home"))
    return Province(tmp_path / "home", dbt_target)


@pytest.fixture
def province(empty_province: Province) -> Province:
    """A province with its gazetteer and one shop in 沅陵县 by inspection."""
    empty_province.register("regions", *gazetteer())
    empty_province.register(
        "shops",
        {
            "platform": "taobao",
            "shop_id": "s1",
            "shop_name": "沅陵山货",
            "trade_flow": "up",
            "operating_county_code": "431222",
            "inspected_county_code": "431222",
            "is_own_produce": False,
            "is_station": False,
        },
    )
    return empty_province
