"""A province of two million orders a day is served in the memory of one of two thousand."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from connectors.core.feed import FeedSettings, ShopCredential
from connectors.core.http import Wire, form_request
from connectors.platforms.taobao.auth import Application
from connectors.sandbox.serve import running_sandbox

pytestmark = pytest.mark.integration

NOW = datetime(2020, 6, 20, 12)
PAGE_SIZE = 100
MOST = 1.2


def resident_kb(pid):
    return int(Path(f"/proc/{pid}/status").read_text().partition("VmHWM:")[2].split()[0])


def page_of(wire, application, token, number):
    """(trades the platform counts, trades of this page) of three weeks of the largest shop."""
    form = {
        "fields": "tid,created,orders.oid",
        "start_created": "2020-06-01 00:00:00",
        "end_created": "2020-06-19 23:59:59",
        "page_no": str(number),
        "page_size": str(PAGE_SIZE),
        "session": token,
    }
    request = form_request(application.signed("taobao.trades.sold.get", form))
    (answer,) = msgspec.json.decode(wire.send(request, where="page")).values()
    return answer["total_results"], len(answer["trades"]["trade"])


def memory_of(orders_per_day):
    """(peak kB, trades counted) of a server that was asked for pages 1, middle and last."""
    with running_sandbox(
        seed=1, orders_per_day=orders_per_day, now=NOW, platforms=("taobao",)
    ) as box:
        keys = box.platforms["taobao"]
        shop = ShopCredential(**keys.shops[0])
        settings = FeedSettings(
            platform="taobao",
            base_url=keys.base_url,
            app_key=keys.app_key,
            app_secret=keys.app_secret,
            shops=[shop],
            requests_per_second=1_000,
            hmac_key=b"key of the tests",
        )
        application = Application(settings, lambda: NOW)
        wire = Wire(
            keys.base_url,
            gateway_path="/router/rest",
            official_hosts=frozenset(),
            platform="taobao",
            max_connections=1,
        )
        total, rows = page_of(wire, application, shop.access_token, 1)
        last = -(-total // PAGE_SIZE)
        assert rows == PAGE_SIZE
        assert page_of(wire, application, shop.access_token, (last + 1) // 2) == (total, rows)
        assert page_of(wire, application, shop.access_token, last) == (
            total,
            total - (last - 1) * PAGE_SIZE,
        )
        wire.close()
        return resident_kb(box._process.pid), total


def test_a_thousand_times_the_orders_take_no_more_memory():
    small_kb, small_total = memory_of(2_000)
    large_kb, large_total = memory_of(2_000_000)
    assert large_total > 900 * small_total
    assert large_kb <= MOST * small_kb
