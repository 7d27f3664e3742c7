"""From a line of an export file that tells no item, by a person's word, to its county."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from orchestration.build import run_build
from orchestration.home import make_home
from orchestration.importing import import_orders
from orchestration.match_proposing import propose
from orchestration.matching import decide, open_reviews
from orchestration.registers.packaged import land_places, land_programme, land_register_file
from orchestration.registers.standing import standing_table
from orchestration.settings import read_settings

pytestmark = pytest.mark.integration

FILE = (
    Path(__file__).parents[1]
    / "unit/connectors/files/fixtures/own_forms/weidian__names_of_its_own.csv"
)
SHOP = "weidian-1"
LONG_AGO, NOW = datetime(2019, 5, 1), datetime(2020, 6, 20, 9)
SETTINGS = """
province_code = "430000"
programme = "hunan-2020"
is_sandbox = true
buyer_hmac_key = "file:secrets/buyer_hmac.key"
"""
#: the file's bacon is registered, and its code there is not the one that the shop typed
REGISTERS = {
    "shops": "platform,shop_id,shop_name,owner_kind,trade_flow,operating_county_code\n"
    f"weidian,{SHOP},辰河小铺,coop,up,431222\n",
    "products": "product_code,product_name,county_code,goods_class,evidence_kind\n"
    "CP1,农家腊肉,431222,processed_food,product\n",
    "codes": "merchant_code,code_kind,product_code\nHN-000007,product,CP1\n",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("titles")
    home = make_home(folder / "home")
    home.settings_file.write_text(SETTINGS, encoding="utf-8")
    (home.secrets / "buyer_hmac.key").write_text("a key of this test", encoding="utf-8")
    settings = read_settings(home)
    land_places(home, settings.province_code, recorded_at=LONG_AGO)
    land_programme(home, settings.programme, recorded_at=LONG_AGO)
    for name, text in REGISTERS.items():
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        land_register_file(home, name, path, recorded_at=LONG_AGO)
    landed_at = NOW - timedelta(hours=1)
    import_orders(
        home,
        settings,
        "weidian",
        FILE,
        shop_id=SHOP,
        lines_path=None,
        known_at=landed_at,
        landed_at=landed_at,
    )
    run_build(home, settings, as_of=NOW)
    return home


def origins(home):
    """Grade, evidence and county of each share, by the line's title."""
    path = home.current_published()
    query = f"""
        select lines.title, origin_grade, evidence_id, county_code, origin.paid_fen
        from '{path}/fct_origin.parquet' as origin
        inner join (
            from read_parquet('{home.landing}/**/lines.parquet', union_by_name = true)
        ) as lines using (platform, order_id, line_id)
        order by all
    """  # noqa: S608
    return duckdb.sql(query).fetchall()


def test_a_decision_on_a_code_that_the_shop_typed_places_its_line_and_no_other(home):
    before = origins(home)
    # the tea names a place, which is a candidate; nothing is certain
    assert {row[0]: row[1] for row in before}["农家腊肉 500g"] == "OU"
    assert {row[3] for row in before} == {None}

    found = propose(home, now=NOW)
    assert (found.certain.total(), found.lines_without_item) == (0, 0)
    (review,) = [r for r in open_reviews(home) if r.title == "农家腊肉 500g"]
    assert (review.open_line_count, review.open_fen) == (1, 9_500)
    assert "对本店编码 HN-000001 的全部未认定明细有效" in review.remark
    assert review.candidates[0].signs == ("编码与 HN-000007 相差一个字符",)

    at = NOW + timedelta(hours=1)
    (loaded,) = decide(home, review.review_id, "CP1", by="clerk-7", at=at)
    assert not loaded.is_waiting
    (row,) = standing_table(home, "item_matches", at).to_pylist()
    assert row["item_id"] == f"编码:{SHOP}:hn-000001"
    assert (row["match_method"], row["decided_by"]) == ("person", "clerk-7")
    assert row["valid_from"] == date(2020, 6, 1)

    run_build(home, read_settings(home), as_of=at)
    moved = set(origins(home)) - set(before)
    assert moved == {("农家腊肉 500g", "O3", "products:CP1", "431222", 9_500)}
    assert sum(row[4] for row in origins(home)) == sum(row[4] for row in before)
    assert propose(home, now=at).loaded == []
    assert "农家腊肉 500g" not in {r.title for r in open_reviews(home)}
