"""JD's items: which attribute is the 产地, what its number means, and what goes to quarantine."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime

import httpx
import pytest

from connectors.core.errors import FatalFeedError
from connectors.core.feed import FeedSettings, ShopCredential
from connectors.core.windows import Window
from connectors.platforms.jd import settings
from connectors.platforms.jd.records import JdAttribute, JdAttributeValue
from connectors.platforms.jd.wares import origin_text
from connectors.registry import open_feed
from tests.connectors_suite.fake_jd import FakeJd
from tests.connectors_suite.fake_shop import (
    APP_KEY,
    NOW,
    REFRESH_A,
    SECRET,
    SHOP_A,
    SHOP_B,
    TOKEN_A,
    TOKEN_B,
    FakeShops,
)

WEEK = Window(datetime(2020, 6, 8), datetime(2020, 6, 15))
FRUIT, MEAT = 13_203, 13_208
PLACE = "湖南省湘西土家族苗族自治州花垣县"
CHOSEN = {
    "id": 91_203,
    "name": "产地",
    "attrValueList": [{"id": 555_001, "name": PLACE}, {"id": 555_002, "name": "湖南省怀化市"}],
}
TYPED = {"id": "91208", "name": "原产地", "attrValueList": None}
BOXED = {"id": 87_000, "name": "包装方式", "attrValueList": [{"id": 1, "name": "箱装"}]}


@pytest.fixture
def gateway():
    fake = FakeJd(FakeShops())
    fake.attributes = {FRUIT: [BOXED, CHOSEN], MEAT: [TYPED]}
    return fake


@pytest.fixture
def feed_of(gateway):
    opened = []

    def open_one(*shops):
        settings = FeedSettings(
            platform="jd",
            base_url="https://api.jd.com",
            app_key=APP_KEY,
            app_secret=SECRET,
            shops=list(shops),
            requests_per_second=10_000,
            hmac_key=b"key of the tests",
        )
        transport = gateway.transport()
        opened.append(
            open_feed(
                settings, clock=lambda: NOW, resolve_county=lambda *_: None, transport=transport
            )
        )
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def feed(feed_of):
    return feed_of(ShopCredential(SHOP_A, TOKEN_A, REFRESH_A))


def ware(number, **changes):
    """As an item is told; the times are those of the recorded answer."""
    known = {
        "wareId": 14_651_770_000 + number,
        "title": "示例猕猴桃 5斤装",
        "categoryId": FRUIT,
        "multiCategoryId": FRUIT,
        "outerId": "",
        "itemNum": "",
        "modified": 1_593_309_256_000,
        "multiCateProps": [{"attrId": "91203", "attrValues": ["555001"]}],
    }
    return known | changes


def fetch(feed, gateway, *wares):
    gateway.wares[SHOP_A] = list(wares)
    draft = feed.fetch("items", "modified", WEEK)
    rows = draft.tables["items"].to_pylist()
    assert draft.control["platform"]["record_count"] == len(wares)
    return rows, draft.tables["quarantine"].to_pylist()


def methods(gateway):
    return Counter(asked["method"].rpartition(".")[2] for asked in gateway.asked)


def test_an_item_column_by_column(feed, gateway):
    ((row,), bad) = fetch(feed, gateway, ware(1, outerId="H001", itemNum="HH-1"))
    assert bad == []
    assert len(row.pop("payload_sha256")) == 64
    assert row == {
        "platform": "jd",
        "shop_id": SHOP_A,
        "item_id": "14651770001",
        "merchant_code": "H001",
        "title": "示例猕猴桃 5斤装",
        "platform_category": str(FRUIT),
        "item_origin_text": PLACE,
        "modified_at": datetime(2020, 6, 28, 9, 54, 16),
    }


@pytest.mark.parametrize(
    ("changes", "column", "expected"),
    [
        ({"itemNum": "HH-1"}, "merchant_code", "HH-1"),
        ({}, "merchant_code", None),
        ({"multiCategoryId": None}, "platform_category", str(FRUIT)),
        ({"categoryId": None, "multiCategoryId": None}, "platform_category", None),
        ({"categoryId": None, "multiCategoryId": None}, "item_origin_text", None),
        ({"modified": None}, "modified_at", None),
        ({"multiCateProps": None}, "item_origin_text", None),
        ({"multiCateProps": [{"attrId": "87000", "attrValues": ["1"]}]}, "item_origin_text", None),
        (
            {"multiCateProps": [{"attrId": 91203, "attrValues": [555001]}]},
            "item_origin_text",
            PLACE,
        ),
        # of the old properties; the category's own come first
        (
            {"multiCateProps": [], "props": [{"attrId": "91203", "attrValues": ["555001"]}]},
            "item_origin_text",
            PLACE,
        ),
        (
            {
                "multiCategoryId": MEAT,
                "multiCateProps": [{"attrId": "91208", "attrValues": [" 湖南花垣 "]}],
            },
            "item_origin_text",
            "湖南花垣",
        ),
    ],
)
def test_where_a_column_comes_from(feed, gateway, changes, column, expected):
    ((row,), bad) = fetch(feed, gateway, ware(1, **changes))
    assert bad == []
    assert row[column] == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["555001"], PLACE),
        # a number that the category does not explain is no place
        (["777777"], None),
        (["怀化市麻阳县"], "怀化市麻阳县"),
        (["  "], None),
        # from two places, so from no one place
        (["555001", "555002"], None),
        ([], None),
    ],
)
def test_the_value_of_an_attribute(values, expected):
    choices = [JdAttributeValue(id=v["id"], name=v["name"]) for v in CHOSEN["attrValueList"]]
    attribute = JdAttribute(id=91_203, name="产地", attr_value_list=choices)
    assert origin_text(values, attribute) == expected


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"modified": 1_593_309_256}, "bad_time:modified"),
        ({"modified": "2020-06-28 09:54:16"}, "unreadable:modified"),
        ({"title": {"zh": "猕猴桃"}}, "unreadable:title"),
        ({"wareId": None}, "unreadable:ware_id"),
    ],
)
def test_an_item_that_cannot_be_read_is_quarantined(feed, gateway, changes, reason):
    rows, bad = fetch(feed, gateway, ware(1, **changes), ware(2))
    assert [row["item_id"] for row in rows] == ["14651770002"]
    assert [row["reason"] for row in bad] == [reason]


def test_an_item_that_cannot_be_read_costs_no_question(feed, gateway):
    fetch(feed, gateway, ware(1, title={"zh": "猕猴桃"}))
    assert methods(gateway) == {"searchWare4Valid": 1}


def test_items_without_a_number_stay_apart(feed, gateway):
    nameless = [{k: v for k, v in ware(n).items() if k != "wareId"} for n in (1, 2)]
    nameless[1]["title"] = "示例腊肉"
    rows, bad = fetch(feed, gateway, *nameless)
    assert (rows, len({row["record_id"] for row in bad})) == ([], 2)


def test_every_page_is_read_and_each_category_asked_for_once(feed, gateway):
    wares = [ware(n) for n in range(1, settings.WARES_PAGE_SIZE * 2 + 2)]
    wares[7] |= {"multiCategoryId": MEAT}
    rows, _ = fetch(feed, gateway, *wares)
    assert len({row["item_id"] for row in rows}) == len(wares)
    assert methods(gateway) == {"searchWare4Valid": 3, "findAttrsByCategoryIdUnlimitCate": 2}


def test_shops_share_what_a_category_is_called(feed_of, gateway):
    gateway.wares = {SHOP_A: [ware(1), ware(2)], SHOP_B: [ware(3)]}
    feed = feed_of(ShopCredential(SHOP_A, TOKEN_A), ShopCredential(SHOP_B, TOKEN_B))
    draft = feed.fetch("items", "modified", WEEK)
    assert set(draft.tables["items"]["item_origin_text"].to_pylist()) == {PLACE}
    assert methods(gateway) == {"searchWare4Valid": 2, "findAttrsByCategoryIdUnlimitCate": 1}
    feed.fetch("items", "modified", WEEK)
    assert methods(gateway)["findAttrsByCategoryIdUnlimitCate"] == 2, "another pull asks again"


def test_items_without_attributes_cost_no_question(feed, gateway):
    fetch(feed, gateway, ware(1, multiCateProps=[]), ware(2, multiCateProps=None))
    assert methods(gateway) == {"searchWare4Valid": 1}


def test_items_that_are_counted_but_never_sent_fail_loudly(feed, gateway):
    gateway.wares[SHOP_A] = [ware(n) for n in range(1, 4)]
    gateway.damage = lambda body: body.replace(b'"totalItem": 3', b'"totalItem": 4')
    with pytest.raises(FatalFeedError, match="all the rows that it counts"):
        feed.fetch("items", "modified", WEEK)
    # the list has no times: to halve the window would ask the same thing again and again
    assert len(gateway.asked) < 30


def test_a_refusal_inside_the_envelope_is_told_with_jds_words(feed, gateway):
    said = {"code": "10100002", "error_description": f"field: no such field ({TOKEN_A})"}
    body = {"jingdong_ware_read_searchWare4Valid_responce": said}
    gateway.first = [lambda: httpx.Response(200, content=json.dumps(body))]
    with pytest.raises(FatalFeedError, match="field: no such field") as caught:
        feed.fetch("items", "modified", WEEK)
    assert TOKEN_A not in str(caught.value)
