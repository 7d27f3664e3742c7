"""Fixtures of the tests of the SQL: one parsed project for all, one home for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dbt.province import Province, gazetteer, line, order


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
    _register(empty_province)
    return empty_province


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory, dbt_target: Path) -> Province:
    home = tmp_path_factory.mktemp("built") / "home"
    made = Province(home, dbt_target)
    _register(made)
    sold = order("1")
    made.land("orders", orders=[sold], lines=[line(sold)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHANHUO_HOME", str(home))
        made.build()
    return made


@pytest.fixture
def sold_once(built_once: Province, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Province:
    """The same province when order 1 was landed, built and published."""
    monkeypatch.setenv("SHANHUO_HOME", str(tmp_path / "home"))
    return built_once.copy_to(tmp_path / "home")


def _register(province: Province) -> None:
    province.register("regions", *gazetteer())
    province.register(
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
