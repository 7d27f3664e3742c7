"""Matching over a whole home: proposed once, decided by people, landed as register rows."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime, timedelta

import msgspec
import pyarrow as pa
import pytest
from python_calamine import CalamineWorkbook

from connectors.core.canonical import ITEMS, LINES, ORDERS, QUARANTINE
from connectors.core.landing import VERDICT, BatchDraft, LocalLanding
from connectors.core.windows import Window
from connectors.places.registers import regions_table
from connectors.registers.drafts import draft_from_table
from connectors.registers.specs import register_spec
from orchestration.errors import NothingToDo
from orchestration.home import make_home, open_home
from orchestration.ingest import land_draft
from orchestration.match_proposing import propose
from orchestration.match_reviews import read_decisions
from orchestration.match_sheets import NONE_OF_THEM, read_sheet, write_sheet
from orchestration.matching import decide, decide_all, open_reviews
from orchestration.registers.standing import standing_table
from tests.contract.batches_for_expectations import digest, line, order

pytestmark = pytest.mark.slow

NOW = datetime(2020, 6, 20, 9)
DAY = datetime(2020, 6, 1)
LONG_AGO = datetime(2020, 3, 1)
SETTINGS = """
province_code = "430000"
programme = "hunan-2020"
buyer_hmac_key = "file:secrets/key"
"""
#: item, title, merchant code, orders, fen of each line
ITEMS_SOLD = (
    ("coded", "【助农】炎陵黄桃 5斤装", "HT0001", 4, 2000),
    ("coded", "【助农】炎陵黄桃 5斤装", "", 2, 2000),
    ("named", "手工红薯粉条 1kg", "", 3, 1500),
    ("near", "炎陵黄桃脆片 200g", "", 5, 900),
    ("spoofed", "浏阳正宗腊肉", "", 2, 5000),
    ("strange", "洗衣液 2kg", "", 1, 800),
)
PRODUCTS = (
    ("CP1", "炎陵黄桃", "430225", "primary_agri"),
    ("CP2", "手工红薯粉条", "430225", "processed_food"),
    ("CP3", "炎陵腊肉", "430225", "processed_food"),
)


def land(home, kind, tables, at, platform="taobao"):
    draft = BatchDraft(
        platform=platform,
        kind=kind,
        window_kind="modified",
        window=Window(DAY, DAY + timedelta(days=1)),
        shops_asked=["shop-1"],
        shops_answered=["shop-1"],
        tables=tables,
        control={},
    )
    landed = land_draft(home, draft, landed_at=at)
    assert landed.verdict.accepted, landed.verdict
    return landed


def land_orders(home, sold, *, first=1, day=DAY, at=NOW - timedelta(days=1)):
    orders, lines = [], []
    number = first
    for item, title, code, count, fen in sold:
        for _ in range(count):
            when = day + timedelta(hours=9, minutes=number % 60)
            moments = dict.fromkeys(("created_at", "paid_at", "booked_at", "modified_at"), when)
            orders.append(order(number, goods_fen=fen, paid_fen=fen, **moments))
            words = {"item_id": item, "title": title, "merchant_code": code}
            lines.append(line(number, 1, list_fen=fen, line_paid_fen=fen, **words))
            number += 1
    tables = {
        "orders": pa.Table.from_pylist(orders, schema=ORDERS),
        "lines": pa.Table.from_pylist(lines, schema=LINES),
        "quarantine": QUARANTINE.empty_table(),
    }
    control = {
        name: {
            column: sum(row[column] or 0 for row in rows)
            for column in tables[name].column_names
            if column.endswith("_fen")
        }
        for name, rows in (("orders", orders), ("lines", lines))
    }
    draft = BatchDraft(
        platform="taobao",
        kind="orders",
        window_kind="created",
        window=Window(day, day + timedelta(days=1)),
        shops_asked=["shop-1"],
        shops_answered=["shop-1"],
        tables=tables,
        control=control,
    )
    landed = land_draft(home, draft, landed_at=at)
    assert landed.verdict.accepted, landed.verdict


def land_register(home, name, rows, at=NOW - timedelta(days=60)):
    table = pa.Table.from_pylist(rows, schema=register_spec(name).schema())
    landed = land_draft(
        home, draft_from_table(name, table, recorded_at=at, source_name="f"), landed_at=at
    )
    assert landed.verdict.accepted, landed.verdict


def product(code, name, county, goods_class):
    return {
        "product_code": code,
        "product_name": name,
        "county_code": county,
        "goods_class": goods_class,
        "evidence_kind": "product",
    }


@pytest.fixture(scope="module")
def landed_home(tmp_path_factory):
    home = make_home(tmp_path_factory.mktemp("matching") / "home")
    home.settings_file.write_text(SETTINGS, encoding="utf-8")
    land_register(home, "regions", regions_table("430000").to_pylist())
    land_register(home, "products", [product(*row) for row in PRODUCTS])
    land_register(
        home,
        "codes",
        [{"merchant_code": "HT0001", "code_kind": "product", "product_code": "CP1"}],
    )
    shop = {
        "platform": "taobao",
        "shop_id": "shop-1",
        "shop_name": "炎陵溪谷农家小铺",
        "owner_kind": "household",
        "trade_flow": "up",
        "operating_county_code": "430225",
    }
    land_register(home, "shops", [shop])
    land_orders(home, ITEMS_SOLD)
    return home.root


@pytest.fixture
def home(landed_home, tmp_path):
    return open_home(shutil.copytree(landed_home, tmp_path / "home"))


def matches(home, at=NOW + timedelta(days=9)):
    rows = standing_table(home, "item_matches", at).to_pylist()
    return {row["item_id"]: row for row in rows}


def review_of(home, item):
    return next(review for review in open_reviews(home) if review.item_id == item)


def test_what_a_rule_proves_lands_with_its_method_and_what_is_doubtful_is_listed(home):
    found = propose(home, now=NOW)
    assert dict(found.certain) == {"codes_of_item": 1, "name": 1}
    rows = matches(home)
    assert {item: row["product_code"] for item, row in rows.items()} == {
        "coded": "CP1",
        "named": "CP2",
    }
    assert rows["coded"]["match_method"] == "codes_of_item"
    assert rows["coded"]["valid_from"] == DAY.date()
    assert rows["coded"]["decided_by"] is None
    assert rows["coded"]["recorded_at"] == NOW
    assert {review.item_id for review in found.reviews} == {"near", "spoofed"}
    assert (found.unknown_count, found.unknown_fen) == (1, 800)


def test_the_list_begins_with_what_is_worth_most(home):
    propose(home, now=NOW)
    assert [(r.item_id, r.open_fen) for r in open_reviews(home)] == [
        ("spoofed", 10_000),
        ("near", 4_500),
    ]


def test_proposing_again_lands_nothing_and_asks_the_same(home):
    first = propose(home, now=NOW)
    again = propose(home, now=NOW + timedelta(hours=1))
    assert again.loaded == []
    assert [r.review_id for r in again.reviews] == [r.review_id for r in first.reviews]


def test_a_decision_is_a_row_with_who_and_when(home):
    propose(home, now=NOW)
    review = review_of(home, "near")
    at = NOW + timedelta(hours=2)
    decide(home, review.review_id, "CP1", by="clerk-7", at=at)
    row = matches(home)["near"]
    assert (row["product_code"], row["match_method"]) == ("CP1", "person")
    assert (row["decided_by"], row["recorded_at"]) == ("clerk-7", at)
    assert review.review_id in row["evidence"]
    assert review.title not in row["evidence"]
    assert "near" not in {r.item_id for r in open_reviews(home)}
    (decision,) = read_decisions(home)
    assert (decision.by, decision.at, decision.product_code) == ("clerk-7", at, "CP1")


def test_a_rejected_question_is_not_asked_again_and_a_new_one_is(home):
    propose(home, now=NOW)
    decide(home, review_of(home, "near").review_id, None, by="clerk-7", at=NOW)
    assert "near" not in matches(home)
    later = NOW + timedelta(days=1)
    assert "near" not in {r.item_id for r in propose(home, now=later).reviews}
    land_register(
        home, "products", [product("CP9", "黄桃脆片 200g", "430922", "tea_liquor")], later
    )
    land_register(home, "products", [product("CP8", "黄桃脆片", "430225", "tea_liquor")], later)
    assert "near" in {r.item_id for r in propose(home, now=later + timedelta(hours=1)).reviews}


def test_a_decision_needs_an_open_review_a_registered_product_and_a_person(home):
    propose(home, now=NOW)
    review_id = review_of(home, "near").review_id
    with pytest.raises(NothingToDo, match="CP404"):
        decide(home, review_id, "CP404", by="clerk-7", at=NOW)
    with pytest.raises(NothingToDo, match="nobody"):
        decide(home, review_id, "CP1", by=" ", at=NOW)
    with pytest.raises(NothingToDo, match="no review"):
        decide(home, "000000000000", "CP1", by="clerk-7", at=NOW)
    assert "near" not in matches(home)
    decide(home, review_id, None, by="clerk-7", at=NOW)
    with pytest.raises(NothingToDo, match="clerk-7 decided"):
        decide(home, review_id, "CP1", by="clerk-8", at=NOW)


def test_one_wrong_decision_of_several_decides_nothing(home):
    propose(home, now=NOW)
    choices = {r.review_id: "CP1" for r in open_reviews(home)} | {"000000000000": "CP1"}
    with pytest.raises(NothingToDo):
        decide_all(home, choices, by="clerk-7", at=NOW)
    assert read_decisions(home) == []
    assert set(matches(home)) == {"coded", "named"}


def test_what_a_person_registered_or_ended_is_never_changed_by_a_rule(home):
    row = {
        "platform": "taobao",
        "item_id": "coded",
        "product_code": "CP2",
        "valid_to": date(2020, 5, 1),
    }
    land_register(home, "item_matches", [row], NOW - timedelta(days=2))
    found = propose(home, now=NOW)
    assert "coded" in {review.item_id for review in found.reviews}
    rows = standing_table(home, "item_matches", NOW + timedelta(days=1)).to_pylist()
    assert [r["product_code"] for r in rows if r["item_id"] == "coded"] == ["CP2"]
    decide(home, review_of(home, "coded").review_id, "CP1", by="clerk-7", at=NOW)
    rows = standing_table(home, "item_matches", NOW + timedelta(days=1)).to_pylist()
    assert [
        (r["product_code"], r["valid_from"], r["valid_to"]) for r in rows if r["item_id"] == "coded"
    ] == [("CP2", None, date(2020, 5, 1)), ("CP1", date(2020, 6, 1), None)]


def test_matches_that_are_held_back_are_proposed_once(home):
    found = propose(home, now=NOW)
    store = LocalLanding(home.landing)
    (manifest,) = [m for m in store.manifests() if m.batch_id == found.loaded[0].batch_id]
    path = store.batch_path(manifest) / VERDICT
    path.write_text(json.dumps(json.loads(path.read_text()) | {"accepted": False}))
    assert matches(home) == {}
    again = propose(home, now=NOW + timedelta(hours=1))
    assert (again.loaded, again.held_count) == ([], 2)
    assert {review.item_id for review in again.reviews} == {"near", "spoofed"}


def test_matches_that_reach_far_back_land_apart(home):
    land_orders(home, [("old", "手工红薯粉条", "HT0001", 5, 700)], first=500, day=LONG_AGO)
    more = [("old", "手工红薯粉条", "", 1, 700)]
    land_orders(home, more, first=600, day=LONG_AGO + timedelta(days=1))
    found = propose(home, now=NOW)
    keys = [{change.key[1] for change in load.preview.added} for load in found.loaded]
    assert keys == [{"coded"}, {"old"}]
    assert matches(home)["old"]["valid_from"] == LONG_AGO.date()


def test_a_proposal_for_one_shop_leaves_the_rest_of_the_list(home):
    propose(home, now=NOW)
    before = open_reviews(home)
    propose(home, now=NOW + timedelta(hours=1), shop="another shop")
    assert open_reviews(home) == before
    propose(home, now=NOW + timedelta(hours=1), since=date(2020, 7, 1))
    assert open_reviews(home) == before


def test_a_county_sees_its_own_reviews(home):
    propose(home, now=NOW)
    assert len(open_reviews(home, "430225")) == 2
    assert len(open_reviews(home, "430200")) == 2
    assert len(open_reviews(home, "430000")) == 2
    assert open_reviews(home, "431126") == []


def test_a_decision_cut_short_by_a_crash_is_none_and_spoils_no_other(home):
    propose(home, now=NOW)
    first, second = open_reviews(home)
    decide(home, first.review_id, None, by="clerk-7", at=NOW)
    log = home.matching / "decisions.jsonl"
    with log.open("ab") as handle:
        handle.write(msgspec.json.encode(read_decisions(home)[0])[:20])
    decide(home, second.review_id, None, by="clerk-7", at=NOW)
    assert [d.review_id for d in read_decisions(home)] == [first.review_id, second.review_id]


def test_the_list_goes_out_as_a_workbook_and_its_decisions_come_back(home, tmp_path):
    propose(home, now=NOW)
    reviews = open_reviews(home)
    trap = msgspec.structs.replace(reviews[0], title="=HYPERLINK(1)")
    out = tmp_path / "list.xlsx"
    write_sheet([trap, reviews[1]], out)
    cells = CalamineWorkbook.from_path(str(out)).get_sheet_by_index(0).to_python()
    assert cells[1][0] == trap.review_id
    assert "=HYPERLINK(1)" in cells[1]
    assert "100.00" in cells[1]
    filled = tmp_path / "filled.csv"
    rows = [cells[0][:2], [cells[1][0], "CP3"], [cells[2][0], NONE_OF_THEM]]
    filled.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    choices = read_sheet(filled)
    assert choices == {trap.review_id: "CP3", reviews[1].review_id: None}
    decide_all(home, choices, by="clerk-7", at=NOW)
    assert matches(home)["spoofed"]["product_code"] == "CP3"
    assert open_reviews(home) == []


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["复核编号,标题", "a,b"], "no row"),
        (["复核编号,裁定（产品代码）", "a,"], "empty"),
        (["复核编号,裁定（产品代码）", "a,CP1", "a,CP2"], "twice"),
        (["复核编号,裁定（产品代码）", ",CP1"], "no review"),
    ],
    ids=["another file", "no decision", "two decisions", "a decision about nothing"],
)
def test_a_wrong_list_decides_nothing(rows, words, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(NothingToDo, match=words):
        read_sheet(path)


def test_a_gift_and_an_unsold_item_ask_nobody(home):
    items = [
        {
            "platform": "taobao",
            "shop_id": "shop-1",
            "item_id": "unsold",
            "merchant_code": None,
            "title": "手工红薯粉条 500g",
            "platform_category": None,
            "item_origin_text": None,
            "modified_at": DAY,
            "payload_sha256": digest("unsold"),
        }
    ]
    tables = {
        "items": pa.Table.from_pylist(items, schema=ITEMS),
        "quarantine": QUARANTINE.empty_table(),
    }
    land(home, "items", tables, NOW - timedelta(days=1))
    found = propose(home, now=NOW)
    # an item of the same name on offer makes the name nobody's for certain
    assert {review.item_id for review in found.reviews} == {"near", "spoofed", "named"}


def test_a_box_is_no_product_and_nobody_is_asked_what_it_is(home):
    box = {"box_code": "BX0001", "share_ppm": 500_000, "valid_from": DAY.date()}
    parts = [{"part_no": "1", "product_code": "CP1"}, {"part_no": "2", "product_code": "CP3"}]
    land_register(home, "boxes", [box | part for part in parts])
    sold = [("gift_box", "炎陵黄桃脆片礼盒", "BX0001", 3, 4_000)]
    land_orders(home, sold, first=500, at=NOW - timedelta(hours=5))
    propose(home, now=NOW)
    assert "gift_box" not in {review.item_id for review in open_reviews(home)}
    before = DAY - timedelta(days=1)
    land_orders(home, sold, first=600, day=before, at=NOW - timedelta(hours=4))
    propose(home, now=NOW)
    # on the day before, the box had no parts on file
    assert review_of(home, "gift_box").open_line_count == 3
