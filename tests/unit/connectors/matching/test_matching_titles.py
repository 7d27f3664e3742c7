"""What a title says, without what only sells."""

from __future__ import annotations

import pytest

from connectors.matching.titles import plain, said

GRAM = 1_000_000


def core(title, shop_name=""):
    return said(title, province_stem="43", shop_name=shop_name).core


@pytest.mark.parametrize(
    ("title", "goods"),
    [
        ("【现摘现发】古丈毛尖 250g*2袋 包邮", "毛尖"),
        ("臘肉 ２斤裝 農家自產", "腊肉"),
        ("🔥炎陵黄桃 5斤装【顺丰】", "黄桃"),
        ("红薯粉条（助农）1kg x 3", "红薯粉条"),
        ("安化黑茶 礼盒装 送长辈", "黑茶"),
        ("糯米酒 两瓶", "糯米酒"),
        ("2020新货 土鸡蛋三十枚", "土鸡蛋"),
    ],
)
def test_selling_words_and_amounts_are_no_part_of_the_goods(title, goods):
    assert core(title) == goods


def test_a_piece_of_the_shops_name_says_who_sells():
    assert core("黄桃 农家小铺", "炎陵溪谷农家小铺") == "黄桃"
    assert core("黄桃 农家小铺", "石板街合作社") != "黄桃"


def test_goods_that_differ_in_their_last_character_stay_different():
    assert core("糯米酒") != core("糯米粉")


@pytest.mark.parametrize(
    ("title", "amounts"),
    [
        ("黑茶 500g", {("mass", 500 * GRAM)}),
        ("黑茶 一斤", {("mass", 500 * GRAM)}),
        ("黑茶 0.5千克", {("mass", 500 * GRAM)}),
        ("黑茶 250g*2袋", {("mass", 500 * GRAM)}),
        ("山茶油 1.5L", {("volume", 1500 * GRAM)}),
        ("土鸡蛋 三十枚", {("枚", 30 * GRAM)}),
        ("土鸡蛋 十二枚", {("枚", 12 * GRAM)}),
        ("百合 半斤", {("mass", 250 * GRAM)}),
        ("百合", set()),
    ],
)
def test_amounts_are_read_in_one_measure(title, amounts):
    assert said(title, province_stem="43").amounts == amounts


def test_places_are_told_with_every_code_that_the_name_had():
    (place,) = said("祁阳市油茶", province_stem="43").places
    assert {"431121", "431181"} <= place
    (old,) = said("祁阳县油茶", province_stem="43").places
    assert {"431121", "431181"} <= old


def test_the_province_itself_is_no_place_that_tells_anything():
    found = said("湖南腊肉", province_stem="43")
    assert found.core == "腊肉"
    assert found.places == ()


def test_pictures_do_not_turn_into_characters():
    assert plain("㊙️腊肉").strip() == "腊肉"


def test_a_title_of_nothing_but_selling_words_has_no_core():
    assert core("正宗特产 包邮") == ""
