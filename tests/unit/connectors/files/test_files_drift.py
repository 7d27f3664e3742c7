"""Columns that nobody has named are told by name; documented ones and odd texts are not."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from connectors.core.drift import UNNAMED
from connectors.files.feeds import read_file
from connectors.files.known import unknown_columns

FIXTURES = Path(__file__).parent / "fixtures"


def drift_of(feed, path):
    reading = read_file(
        feed,
        path,
        shop_id="431222" if feed == "ledger" else "s1",
        hmac_key=b"key of the tests",
        resolve_county=lambda *_: None,
        known_at=datetime(2020, 7, 1),
    )
    return [draft.drift.fields for draft in reading.drafts]


def with_column(source, target, *, name):
    """The file with one more column after the header's last."""
    raw = source.read_bytes()
    charset = "gb18030" if "号".encode("gb18030") in raw else "utf-8-sig"
    lines = raw.decode(charset).splitlines()
    at = next(
        n
        for n, line in enumerate(lines)
        if any(word in line for word in ("订单编号", "订单号", "台账编号"))
    )
    changed = [
        line if n < at or not line.strip(",") else f"{line},{name if n == at else '甲'}"
        for n, line in enumerate(lines)
    ]
    target.write_text("\n".join(changed) + "\n", encoding=charset)
    return target


@pytest.mark.parametrize(
    ("feed", "fixture", "rows"),
    [
        ("fupin832", "own_forms/fupin832__institution_purchases_beside_retail.csv", 5),
        ("jd-export", "jd_order_amounts_repeated_on_each_row.csv", 6),
        ("ledger", "own_forms/ledger__months_full_width_and_returns.csv", None),
    ],
)
def test_a_column_that_nobody_has_named_is_told(tmp_path, feed, fixture, rows):
    first, *others = drift_of(feed, FIXTURES / fixture)
    assert first == {}
    changed = with_column(FIXTURES / fixture, tmp_path / "new.csv", name="达标等级")
    first, *others = drift_of(feed, changed)
    assert first.keys() == {"达标等级"}
    assert rows is None or first["达标等级"] == rows
    assert not any(others)


def test_documented_columns_that_are_not_read_are_no_news():
    header = ["订单编号", "收货人姓名", "联系手机", ""]
    assert unknown_columns("taobao-report", header, ["订单编号"], row_count=3) == {}
    assert unknown_columns("fupin832", header, ["订单编号"], row_count=3) == {
        "收货人姓名": 3,
        "联系手机": 3,
    }


@pytest.mark.parametrize("name", ["13907431861", "给奶奶八十大寿用请包好一点另外请写上她的名字"])
def test_a_header_that_may_be_somebodys_is_not_repeated(name):
    assert unknown_columns("fupin832", [name], [], row_count=3) == {UNNAMED: 3}
