"""Certain by a stated rule, doubtful with candidates, or nothing known; never guessed."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from connectors.matching.catalogue import Catalogue, Product, ShopFacts
from connectors.matching.offers import Offer
from connectors.matching.rules import shipped_rules
from connectors.matching.settling import Shelves, goods_since, settle
from connectors.registers.vocabularies import MATCH_METHODS

RULES = shipped_rules()
PRODUCTS = [
    Product("CP1", "古丈毛尖", "433126", "tea_liquor"),
    Product("CP2", "古丈毛尖 250g", "433126", "tea_liquor"),
    Product("CP3", "炎陵黄桃", "430225", "primary_agri"),
    Product("CP4", "桃川镇手工红薯粉条", "430225", "processed_food"),
    Product("CP5", "腊肉", "430225", "processed_food"),
]
OFFER = Offer(
    platform="taobao",
    shop_id="s1",
    item_id="i1",
    titles=("【现摘】炎陵黄桃 5斤装",),
    title_days=(date(2020, 6, 1),),
    codes={},
    category_class="primary_agri",
    line_count=10,
    open_line_count=10,
    open_fen=100_00,
    first_seen=date(2020, 6, 1),
    last_seen=date(2020, 6, 30),
)


def catalogue(*own, known_items=()):
    return Catalogue(
        PRODUCTS,
        {"H0010006747B": "CP1", "H0010006748C": "CP1", "BOX001": "", "T0020006747B": "CP3"},
        {
            ("taobao", "s1"): ShopFacts(
                "溪谷农家小铺", frozenset({"430225"}), dict.fromkeys(own, frozenset(known_items))
            )
        },
        province_stem="43",
        least_code_length=RULES.code.least_length,
    )


def settled(*own, beside=(), known_items=(), **changes):
    offer = msgspec.structs.replace(OFFER, **changes)
    known = catalogue(*own, known_items=known_items)
    shelves = Shelves([shelved(o) for o in (offer, *beside)], known)
    return settle(offer, shelves, known, RULES)


def shelved(offer):
    return offer.platform, offer.shop_id, (offer.titles or ("",))[-1]


def another(**changes):
    return msgspec.structs.replace(OFFER, item_id="i2", **changes)


def test_an_equal_name_of_the_shops_own_product_is_certain():
    outcome = settled("CP3")
    assert (outcome.kind, outcome.method, outcome.product_code) == ("certain", "name", "CP3")
    assert "炎陵黄桃" in outcome.evidence


def test_a_short_name_of_the_county_is_doubtful_where_the_product_is_not_the_shops_own():
    outcome = settled()
    assert outcome.kind == "doubtful"
    assert outcome.candidates[0].product_code == "CP3"


def test_a_long_name_of_the_county_is_certain():
    outcome = settled(titles=("桃川镇手工红薯粉条 2斤",), category_class="")
    assert (outcome.kind, outcome.product_code) == ("certain", "CP4")


def test_a_spoofed_title_is_doubtful():
    outcome = settled("CP3", titles=("浏阳正宗黄桃 5斤装",))
    assert outcome.kind == "doubtful"
    assert "标题另有地名" in outcome.candidates[0].signs


def test_a_category_of_another_class_is_doubtful():
    outcome = settled("CP3", category_class="agri_input")
    assert outcome.kind == "doubtful"
    assert "平台类目与登记类别不符" in outcome.candidates[0].signs


def test_two_products_of_one_name_are_doubtful():
    outcome = settled("CP1", "CP2", titles=("古丈毛尖",), category_class="")
    assert outcome.kind == "doubtful"
    assert {c.product_code for c in outcome.candidates} >= {"CP1", "CP2"}


def test_another_size_speaks_against_a_product():
    outcome = settled("CP2", titles=("古丈毛尖 500g",), category_class="")
    assert outcome.kind == "doubtful"
    signs = {c.product_code: c.signs for c in outcome.candidates}
    assert "规格不同" in signs["CP2"]
    assert "规格不同" not in signs["CP1"]


def test_two_items_of_one_name_are_both_doubtful():
    assert settled("CP3", beside=[another()]).kind == "doubtful"
    assert settled("CP3", beside=[another(shop_id="s2")]).kind == "certain"


def test_a_product_that_another_item_is_known_to_be_is_doubtful():
    assert settled("CP3", known_items=("i9",)).kind == "doubtful"
    assert settled("CP3", known_items=("i1",)).kind == "certain"


def test_an_id_that_is_used_again_for_other_goods_is_doubtful():
    outcome = settled("CP3", titles=("黑猪肉 整只", "炎陵黄桃 5斤装"))
    assert outcome.kind == "doubtful"
    assert outcome.evidence


def test_other_words_about_the_same_goods_are_no_other_goods():
    assert settled("CP3", titles=("炎陵黄桃", "🔥炎陵黄桃 助农")).kind == "certain"


def test_codes_of_the_items_other_lines_prove_its_product():
    outcome = settled(codes={"H0010006747B": 5, "H0010006748C": 5})
    assert (outcome.kind, outcome.method) == ("certain", "codes_of_item")
    assert outcome.product_code == "CP1"
    assert "10" in outcome.evidence


@pytest.mark.parametrize(
    "codes",
    [
        {"H0010006747B": 2},
        {"H0010006747B": 5, "T0020006747B": 5},
        {"H0010006747B": 5, "no such code": 5},
        {"H0010006747B": 5, "BOX001": 5},
    ],
    ids=["too few lines", "two products", "codes of nobody", "a code without a product"],
)
def test_codes_that_are_not_enough_are_doubtful(codes):
    outcome = settled(codes=codes)
    assert outcome.kind == "doubtful"
    assert "CP1" in {c.product_code for c in outcome.candidates}


def test_a_name_decides_nothing_where_codes_say_something_else():
    outcome = settled("CP3", codes={"H0010006747B": 1})
    assert outcome.kind == "doubtful"


def test_a_mistyped_code_is_shown_and_not_believed():
    outcome = settled("CP1", codes={"H0010006747X": 9}, titles=("茶",), category_class="")
    assert outcome.kind == "doubtful"
    assert outcome.candidates[0].product_code == "CP1"
    assert "相差一个字符" in outcome.candidates[0].signs[0]


def test_goods_that_nobody_registered_are_none():
    outcome = settled(titles=("洗衣液 2kg",), category_class="industrial")
    assert outcome.kind == "none"


def test_an_item_without_title_and_code_is_none():
    assert settled(titles=()).kind == "none"


def test_every_method_has_its_words():
    methods = {settled("CP3").method, settled(codes={"H0010006747B": 9}).method}
    assert methods <= MATCH_METHODS.keys()


def test_goods_begin_with_the_first_title_that_is_of_them():
    days = (date(2020, 5, 1), date(2020, 5, 9), date(2020, 5, 4))
    reused = msgspec.structs.replace(
        OFFER,
        titles=("黑猪肉 整只", "炎陵黄桃 助农", "炎陵黄桃 5斤装"),
        title_days=days,
        first_seen=date(2020, 5, 1),
    )
    assert goods_since(reused, catalogue("CP3"), RULES) == date(2020, 5, 4)
    assert goods_since(OFFER, catalogue("CP3"), RULES) == OFFER.first_seen


TITLE = {"item_id": "标题:s1:炎陵黄桃5斤装"}
TYPED = {"item_id": "编码:s1:t0020006748b", "titles": ("土特产",), "codes": {"T0020006748B": 1}}


@pytest.mark.parametrize(
    ("proof", "stand_in"),
    [
        ({"codes": {"T0020006747B": 10}}, "编码:s1:t0020006747b"),
        ({"codes": {}}, TITLE["item_id"]),
    ],
    ids=["codes-of-every-line", "equal-name"],
)
def test_what_proves_an_item_only_proposes_what_stands_for_one(proof, stand_in):
    assert settled("CP3", **proof).kind == "certain"
    outcome = settled("CP3", **proof, item_id=stand_in)
    assert (outcome.kind, outcome.product_code) == ("doubtful", "")
    assert outcome.candidates[0].product_code == "CP3"
    assert "导出文件没有商品编号" in outcome.evidence


def test_codes_on_other_lines_of_a_title_are_listed_with_how_often_each_stands():
    codes = {"H0010006747B": 9, "T0020006747B": 1, "ELSEWHERE": 5}
    outcome = settled(title_codes=codes, **TITLE)
    signs = {c.product_code: c.signs for c in outcome.candidates}
    assert signs["CP1"] == ("同一标题有9条明细是它",)
    assert signs["CP3"] == ("同一标题有1条明细是它",)
    assert "同一标题下的编码指向2种产品" in outcome.evidence


def test_codes_of_one_product_under_a_title_are_no_contradiction():
    outcome = settled(title_codes={"H0010006747B": 9, "H0010006748C": 3}, **TITLE)
    assert outcome.candidates[0].signs == ("同一标题有12条明细是它",)
    assert "种产品" not in outcome.evidence


def test_a_mistyped_code_shows_the_code_it_is_near_and_what_its_title_is_elsewhere():
    outcome = settled("CP3", title_codes={"T0020006747B": 4, "T0020006748B": 1}, **TYPED)
    assert outcome.kind == "doubtful"
    assert outcome.candidates[0].signs == (
        "编码与 T0020006747B 相差一个字符",
        "同一标题有4条明细是它",
    )
    assert "对本店编码 T0020006748B 的全部未认定明细" in outcome.evidence
