"""What the WeChat feed does with lists that move, records that vanish, and windows too wide."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import httpx
import pytest

from connectors.core.errors import FatalFeedError
from connectors.core.feed import FeedSettings, ShopCredential
from connectors.core.times import beijing_from_epoch, epoch_from_beijing
from connectors.core.windows import Window
from connectors.registry import open_feed

DAY = Window(datetime(2020, 6, 1), datetime(2020, 6, 2))
NOON = datetime(2020, 6, 1, 12)


def refusal(code):
    return {"errcode": code, "errmsg": "refused rid: 1"}


class Box:
    """One shop whose orders were created and last changed at the times given by id."""

    def __init__(self, times, **fields):
        self.times = dict(times)
        self.fields = fields
        self.asked = []
        self.widest = timedelta(days=7)
        self.gone = set()
        self.items = {}
        self.told_items = None

    def answer(self, request):
        body = json.loads(request.content)
        path = request.url.path.removeprefix("/channels/ec/")
        self.asked.append((path, body))
        return httpx.Response(200, json={"errcode": 0} | self.result(path, body))

    def result(self, path, body):
        if path == "order/list/get":
            given = body.get("create_time_range") or body["update_time_range"]
            start, end = (beijing_from_epoch(given[f"{name}_time"]) for name in ("start", "end"))
            if end - start >= self.widest:
                return refusal(31042)
            found = [name for name, at in self.times.items() if start <= at <= end]
            return {"order_id_list": found, "has_more": False, "next_key": ""}
        if path == "order/get":
            name = body["order_id"]
            return refusal(100002) if name in self.gone else {"order": self.order(name)}
        if path == "product/list/get":
            names = [] if body.get("next_key") else list(self.items)
            total = len(self.items) if self.told_items is None else self.told_items
            return {"product_ids": names, "next_key": "last", "total_num": total}
        return {"product": self.items[body["product_id"]]}

    def order(self, name):
        at = epoch_from_beijing(self.times[name])
        return {
            "order_id": name,
            "status": 20,
            "create_time": at,
            "update_time": at,
            "order_detail": {
                "product_infos": [{"sku_id": "1", "sku_cnt": 1, "sale_price": 100}],
                "price_info": {"product_price": 100, "order_price": 100},
                "pay_info": {"payment_method": 1, "pay_time": at},
            },
        } | self.fields

    def fetch(self, kind="orders", by="created"):
        settings = FeedSettings(
            platform="wechat",
            base_url="https://api.weixin.qq.com",
            app_key="",
            app_secret="",
            shops=[ShopCredential("wx1", "token", app_key="wx1", app_secret="s3cret")],
            requests_per_second=10_000,
            hmac_key=b"key of the tests",
        )
        feed = open_feed(
            settings,
            clock=lambda: datetime(2020, 7, 1),
            resolve_county=lambda *_: None,
            transport=httpx.MockTransport(self.answer),
        )
        return feed.fetch(kind, by, DAY)

    def lists(self):
        return sum(path == "order/list/get" for path, _ in self.asked)


def ids(draft):
    return draft.tables["orders"]["order_id"].to_pylist()


def test_a_window_that_is_too_wide_is_halved():
    box = Box({str(hour): DAY.start + timedelta(hours=hour) for hour in range(24)})
    box.widest = timedelta(hours=6)

    draft = box.fetch()

    assert sorted(ids(draft)) == sorted(box.times)
    assert box.lists() == 1 + 2 + 4


def test_a_second_that_is_too_wide_ends_loudly():
    box = Box({"1": NOON})
    box.widest = timedelta(0)

    with pytest.raises(FatalFeedError, match="shorter window"):
        box.fetch()


def test_an_order_that_vanished_after_it_was_listed_is_quarantined():
    box = Box({"1": NOON, "2": NOON, "3": NOON})
    box.gone = {"2"}

    draft = box.fetch()

    assert ids(draft) == ["1", "3"]
    (row,) = draft.tables["quarantine"].to_pylist()
    assert (row["record_id"], row["reason"], row["amount_fen"]) == ("2", "gone", None)
    assert draft.control["platform"]["record_count"] == 3
    assert len(draft.raw) == 3


def test_an_order_that_changed_since_it_was_listed_stays_in_a_window_of_creations():
    later = epoch_from_beijing(datetime(2020, 6, 5))
    box = Box({"1": NOON}, update_time=later, status=100)

    (kept,) = box.fetch(by="created").tables["orders"].to_pylist()
    assert (kept["platform_state"], kept["modified_at"]) == ("100", datetime(2020, 6, 5))
    # a window of changes leaves it to the one that it has gone to
    assert ids(box.fetch(by="modified")) == []


def test_an_answer_about_another_order_lands_nothing():
    box = Box({"1": NOON}, order_id="2")

    with pytest.raises(FatalFeedError, match="another record"):
        box.fetch()


def test_the_giver_of_a_present_is_its_buyer():
    def pseudonyms(**fields):
        return Box({"1": NOON}, **fields).fetch().tables["orders"]["buyer_hmac"].to_pylist()

    assert pseudonyms(openid="receiver", present_giver_openid="giver") == pseudonyms(openid="giver")
    assert pseudonyms(openid="receiver") != pseudonyms(openid="giver")
    assert pseudonyms() == [None]


def test_items_come_one_by_one_and_must_be_as_many_as_the_platform_counts():
    box = Box({})
    box.items = {str(n): {"product_id": str(n), "title": f"货{n}"} for n in range(7)}

    draft = box.fetch("items", "modified")

    assert draft.tables["items"]["item_id"].to_pylist() == list(box.items)
    box.told_items = 8
    with pytest.raises(FatalFeedError, match="counts 8 items and lists 7"):
        box.fetch("items", "modified")
