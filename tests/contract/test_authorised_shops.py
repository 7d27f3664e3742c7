"""Only shops whose authorisation is in force are asked; a withdrawal's effect is told by month."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from connectors.core.feed import FeedSettings, ShopCredential
from connectors.registers.drafts import register_draft
from connectors.registers.specs import register_spec
from orchestration.authorising import authorised_shops
from orchestration.errors import NothingToDo, SetupError
from orchestration.home import Home, make_home
from orchestration.ingest import connect, land_draft
from orchestration.registers.withdrawing import effect_of_withdrawal, is_kept
from orchestration.settings import read_settings

NOW = datetime(2020, 7, 1, 2)
NAMES = ("agreed", "ended", "withdrawn", "by file", "unasked")
SHOPS = [ShopCredential(name, "token") for name in NAMES]
SETTINGS = """
province_code = "430000"
programme = "hunan-2020"
buyer_hmac_key = "file:secrets/key"

[platforms.taobao]
base_url = "http://127.0.0.1:1"
app_key = "file:secrets/key"
app_secret = "file:secrets/key"
shop_tokens = "file:secrets/tokens.json"
requests_per_second = 10
"""
LETTER = {
    "platform": "taobao",
    "authorisation_no": "SQ",
    "scope": "orders|refunds|items",
    "agreed_by": "owner",
    "agreed_on": date(2020, 1, 1),
    "valid_from": date(2020, 1, 1),
}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return make_home(tmp_path / "home")


def load(home: Home, *rows: dict[str, Any]) -> None:
    schema = register_spec("authorisations").schema()
    table = pa.Table.from_pylist([LETTER | row for row in rows], schema=schema)
    draft = register_draft("authorisations", table, recorded_at=NOW)
    assert land_draft(home, draft, landed_at=NOW).verdict.accepted


def asked(home: Home, on: datetime = NOW, platform: str = "taobao") -> list[str]:
    return [shop.shop_id for shop in authorised_shops(home, platform, SHOPS, now=on)]


def test_a_platform_without_a_register_is_asked_whole(home: Home) -> None:
    assert asked(home) == list(NAMES)


@pytest.mark.slow
def test_only_shops_whose_authorisation_is_in_force_are_asked(home: Home) -> None:
    load(
        home,
        {"shop_id": "agreed"},
        {"shop_id": "by file", "scope": "orders|files"},
        {"shop_id": "ended", "valid_to": date(2020, 7, 1)},
        {"shop_id": "withdrawn", "revoked_on": date(2020, 7, 2), "withdrawal_choice": "remove"},
    )
    assert (is_kept(home, "taobao", NOW), is_kept(home, "jd", NOW)) == (True, False)
    assert asked(home) == ["agreed", "withdrawn"]
    assert asked(home, datetime(2020, 7, 2)) == ["agreed"]
    # the day before the load nobody knew
    assert len(asked(home, datetime(2020, 6, 30))) == len(SHOPS)
    assert len(asked(home, platform="jd")) == len(SHOPS)
    with pytest.raises(SetupError, match="no shop of taobao has an authorisation on 2020-07-01"):
        authorised_shops(home, "taobao", SHOPS[4:], now=NOW)


@pytest.mark.slow
def test_a_feed_is_given_only_shops_that_may_be_asked(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("key", "k"), ("tokens.json", json.dumps(dict.fromkeys(NAMES, "token")))):
        (home.secrets / name).write_text(text, encoding="utf-8")
    home.settings_file.write_text(SETTINGS, encoding="utf-8")
    load(home, {"shop_id": "agreed"}, {"shop_id": "ended", "valid_to": date(2020, 7, 1)})
    given: list[list[str]] = []

    def open_feed(settings: FeedSettings, **_: object) -> None:
        given.append([shop.shop_id for shop in settings.shops])

    monkeypatch.setattr("orchestration.ingest.open_feed", open_feed)
    connect(home, read_settings(home), "taobao", clock=lambda: NOW)
    connect(home, read_settings(home), "taobao", clock=lambda: datetime(2020, 6, 30))
    connect(home, read_settings(home), "taobao", clock=lambda: NOW, only_shop="ended")
    assert given == [["agreed"], list(NAMES), []]


def publish(home: Home, *lines: tuple[str, date, int, str]) -> None:
    folder = home.published / "b001"
    folder.mkdir(parents=True)
    rows = ", ".join(
        f"('taobao', '{shop}', date '{on}', date_trunc('month', date '{on}')::date, {fen}::bigint, "
        f"'{status}')"
        for shop, on, fen, status in lines
    )
    duckdb.sql(
        f"copy (select * from (values {rows}) as l(platform, shop_id, booked_on, month_on, "  # noqa: S608
        f"paid_fen, seller_status)) to '{folder / 'fct_lines.parquet'}' (format parquet)"
    )
    (home.published / "CURRENT").write_text("b001\n", encoding="utf-8")


def test_the_effect_of_a_withdrawal_is_told_by_month_and_choice(home: Home) -> None:
    publish(
        home,
        ("s1", date(2020, 5, 31), 100, "certain"),
        ("s1", date(2020, 6, 9), 20, "certain"),
        ("s1", date(2020, 6, 10), 3, "unknown"),
        ("s1", date(2020, 6, 11), 7_000, "pending"),
        ("s2", date(2020, 6, 11), 900, "certain"),
    )
    told = {
        choice: [
            (m.month_on.month, m.paid_fen, m.out_fen, m.out_line_count)
            for m in effect_of_withdrawal(
                home,
                "taobao",
                "s1",
                revoked_on=date(2020, 6, 10),
                choice=choice,
            )
        ]
        for choice in ("keep", "remove")
    }
    assert told == {
        "keep": [(5, 100, 0, 0), (6, 23, 3, 1)],
        "remove": [(5, 100, 100, 1), (6, 23, 23, 2)],
    }
    with pytest.raises(NothingToDo, match="no counted line"):
        effect_of_withdrawal(home, "jd", "s1", revoked_on=date(2020, 6, 10), choice="keep")
