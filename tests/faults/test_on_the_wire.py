"""The same switches over a real socket: what the line in process does, a real server does too."""

from __future__ import annotations

import hashlib

import httpx
import pytest

from connectors.core.feed import FeedSettings, ShopCredential
from connectors.registry import open_feed
from connectors.sandbox.serve import running_sandbox
from tests.faults.box import BY_CREATION, NOW, ORDERS_PER_DAY, PULLS, world_of
from tests.faults.truth import truth_of

pytestmark = pytest.mark.integration


def pulled(box, platform):
    keys = box.platforms[platform]
    shop = ShopCredential(**keys.shops[0])
    feed = open_feed(
        FeedSettings(
            platform=platform,
            base_url=keys.base_url,
            app_key=keys.app_key,
            app_secret=keys.app_secret,
            shops=[shop],
            requests_per_second=10_000,
            hmac_key=b"key of the tests",
        ),
        clock=lambda: NOW,
        resolve_county=lambda *_: None,
    )
    draft = feed.fetch("orders", "created", BY_CREATION)
    feed.close()
    return draft, shop.shop_id


@pytest.mark.parametrize("fault", ["connection_cut:2:1", "bad_gzip:2:1", "throttled:2:1"])
def test_a_passing_fault_costs_one_request_more_and_no_fen(fault):
    with running_sandbox(seed=1, orders_per_day=ORDERS_PER_DAY, now=NOW, faults=[fault]) as box:
        draft, shop_id = pulled(box, "taobao")
        again, _ = pulled(box, "taobao")
    assert draft.request_count == again.request_count + 1
    truth = truth_of(world_of(1, "taobao"), "taobao", [shop_id], PULLS[0], [])
    rows = draft.tables["orders"].to_pylist()
    assert {row["order_id"]: row["paid_fen"] for row in rows} == {
        i: f.fen for i, f in truth.items()
    }


def test_a_connection_that_is_cut_ends_before_the_stated_length():
    faults = ["connection_cut:1"]
    with running_sandbox(seed=1, orders_per_day=ORDERS_PER_DAY, now=NOW, faults=faults) as box:
        keys = box.platforms["taobao"]
        address, form = f"{keys.base_url}/router/rest", signed_search(keys)
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.post(address, data=form, trust_env=False)


def signed_search(keys):
    """One page of trades, signed as TOP asks."""
    form = {
        "method": "taobao.trades.sold.get",
        "app_key": keys.app_key,
        "session": keys.access_token,
        "timestamp": NOW.isoformat(" "),
        "format": "json",
        "v": "2.0",
        "sign_method": "md5",
        "fields": "tid,payment",
        "start_created": "2020-06-01 00:00:00",
        "end_created": "2020-06-01 05:59:59",
    }
    text = "".join(name + form[name] for name in sorted(form))
    secret = keys.app_secret
    digest = hashlib.md5(f"{secret}{text}{secret}".encode(), usedforsecurity=False)
    return form | {"sign": digest.hexdigest().upper()}
