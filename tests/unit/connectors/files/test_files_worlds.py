"""A world directory is listed, or refused with the file that is wrong."""

from __future__ import annotations

import pytest

from connectors.core.errors import ConfigurationError
from connectors.files.worlds import open_world


@pytest.fixture
def world(tmp_path):
    for name in (
        "truth.csv",
        "registers/shops.csv",
        "registers/regions.xlsx",
        "orders/tmall-report__s1.csv",
        "orders/taobao-report__s_2__june.csv",
        "orders/taobao-report__s_2__june__lines.csv",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    return tmp_path


def test_registers_orders_and_truth_are_found(world):
    found = open_world(world)
    assert list(found.registers) == ["regions", "shops"]
    assert [(o.feed, o.shop_id) for o in found.order_files] == [
        ("taobao-report", "s_2"),
        ("tmall-report", "s1"),
    ]
    assert found.order_files[0].lines_path == world / "orders/taobao-report__s_2__june__lines.csv"
    assert found.order_files[1].lines_path is None
    assert found.programmes is None
    assert found.truth == world / "truth.csv"


@pytest.mark.parametrize(
    "stray",
    [
        "registers/shopz.csv",
        "registers/programmes.csv",
        "registers/shops.xlsx",
        "registers/notes.docx",
        "orders/sales.csv",
        "orders/tmall__s1.csv",
        "orders/jd-export.csv",
        "orders/jd-export__s3__lines.csv",
    ],
)
def test_a_file_that_fits_nowhere_is_named(world, stray):
    (world / stray).touch()
    with pytest.raises(ConfigurationError) as error:
        open_world(world)
    assert stray.rsplit("/")[-1] in error.value.where
    assert "docs/worlds.md" in error.value.advice


@pytest.mark.parametrize("gone", ["truth.csv", "orders"])
def test_what_a_world_needs_is_missed(world, gone):
    (world / gone).rename(world / f".{gone}")
    with pytest.raises(ConfigurationError) as error:
        open_world(world)
    assert error.value.where == str(world / gone)
