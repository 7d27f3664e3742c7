"""Other people's SDKs and our connectors pull the same windows and must read the same orders.

Each pulls three windows of modification times from a sandbox whose clock every request moves on,
so that orders leave the windows while they are paged. Then the clock is stopped and what changed
since the first request is pulled once more, as a nightly run would. Whatever was read last of
each order must then be equal, field by field, and complete against the world itself.

Run by tests/foreign/run, which installs the SDKs; the ordinary run of tests does not collect it.
Here the platforms' fields are read a second time, by code that shares nothing with our mappings.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from connectors.core.feed import FeedSettings, ShopCredential
from connectors.core.windows import Window
from connectors.registry import open_feed
from connectors.sandbox.serve import SandboxHandle, running_sandbox
from connectors.sandbox.world import World
from tests.foreign import (
    reading_douyin,
    reading_kuaishou,
    reading_pdd,
    reading_suning,
    reading_wechat,
)

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PLACE = ROOT / ".foreign"
PYTHON = str(PLACE / "venv" / "bin" / "python")

SEED, ORDERS_PER_DAY, TICK_SECONDS = 1, 400, 300
#: where every order costs a request the same time passes in more of them
TICKS = {"wechat": 10}
NOW = datetime(2020, 6, 20, 12)
#: later than any clock that the pulls' own requests drive forward
SETTLED = NOW + timedelta(hours=12)
WINDOWS = [
    Window(NOW - timedelta(hours=24), NOW - timedelta(hours=14)),
    Window(NOW - timedelta(hours=14), NOW - timedelta(hours=2)),
    Window(NOW - timedelta(hours=2), NOW),
]
PAGE_SIZE = 20
LEAST_PAGES = 3


class Sdk(NamedTuple):
    platform: str
    command: list[str]
    folder: Path
    fields: str


TRADE_FIELDS = (
    "tid_str,status,type,created,pay_time,modified,payment,total_fee,discount_fee,post_fee,"
    "platform_subsidy_fee"
)
#: dotted: the whole line would bring a text with a raw TAB, which the JavaScript SDK can't read
LINE_FIELDS = ",".join(
    f"orders.{name}"
    for name in (
        "oid_str", "num_iid", "sku_id", "outer_sku_id", "title", "cid", "num", "price",
        "divide_order_fee", "total_fee",
    )
)  # fmt: skip
JD_FIELDS = (
    "orderId,parentOrderId,orderState,orderStartTime,paymentConfirmTime,modified,orderTotalPrice,"
    "sellerDiscount,orderPayment,balanceUsed,freightPrice,couponDetailList,itemInfoList"
)
SDKS = {
    "taobaopy": Sdk(
        "taobao", [PYTHON, str(HERE / "pull_taobaopy.py")], PLACE, f"{TRADE_FIELDS},orders"
    ),
    "node-taobao-topclient": Sdk(
        "taobao",
        ["node", "pull.js"],
        PLACE / "top_node",
        f"{TRADE_FIELDS},{LINE_FIELDS}",
    ),
    "jd-sdk": Sdk("jd", [PYTHON, str(HERE / "pull_jd_sdk.py")], PLACE, JD_FIELDS),
    "suning-sdk": Sdk("suning", [PYTHON, str(HERE / "pull_suning_sdk.py")], PLACE, ""),
    "doudian": Sdk("douyin", [PYTHON, str(HERE / "pull_doudian.py")], PLACE, ""),
    "mcp-doudian": Sdk("douyin", [PYTHON, str(HERE / "pull_mcp_doudian.py")], PLACE, ""),
    "mcp-cn-commerce": Sdk("wechat", [PYTHON, str(HERE / "pull_mcp_cn_commerce.py")], PLACE, ""),
    "pdd-sdk": Sdk("pdd", [PYTHON, str(HERE / "pull_pdd_sdk.py")], PLACE, ""),
    "kwaixiaodian": Sdk("kuaishou", [PYTHON, str(HERE / "pull_kwaixiaodian.py")], PLACE, ""),
}
#: how a request is refused whose bytes were changed after signing
REFUSALS = {
    "taobao": "25",
    "jd": "12",
    "douyin": "isv.signature-invalid",
    "suning": "sys.check.header-param:forbidden",
    # nothing is signed: the byte is one of the token
    "wechat": "40001",
    "pdd": "签名sign校验失败",
    "kuaishou": "签名验证失败",
}


#: platforms that list no order before it was paid
PAID_ONLY = {"suning", "pdd"}
#: how long a platform lets a change rest before it shows it
SETTLING = {"pdd": timedelta(minutes=3)}


def since(platform: str) -> Window:
    """What changed after the first request, as far as the platform shows it once all is still."""
    return Window(NOW - timedelta(minutes=10), SETTLED - SETTLING.get(platform, timedelta()))


def moving_sandbox(platform: str):
    return running_sandbox(
        seed=SEED,
        orders_per_day=ORDERS_PER_DAY,
        platforms=(platform,),
        now=NOW,
        tick_seconds=TICKS.get(platform, TICK_SECONDS),
        lenient_clock=True,
    )


def errand(sandbox: SandboxHandle, sdk: Sdk, windows: list[Window]) -> dict[str, object]:
    keys = sandbox.platforms[sdk.platform]
    second = timedelta(seconds=1)
    return {
        "base_url": keys.base_url,
        "app_key": keys.app_key,
        # what requests are signed with, where that is another secret
        "app_secret": keys.sign_secret or keys.app_secret,
        "access_token": keys.access_token,
        "shop": keys.shops[0],
        "fields": sdk.fields,
        "page_size": PAGE_SIZE,
        # the platforms count both ends in
        "windows": [
            {"start": w.start.isoformat(" "), "end": (w.end - second).isoformat(" ")}
            for w in windows
        ],
    }


def run_sdk(sandbox: SandboxHandle, sdk: Sdk, windows: list[Window]) -> dict:
    done = subprocess.run(
        sdk.command,
        cwd=sdk.folder,
        input=json.dumps(errand(sandbox, sdk, windows)),
        env={"PATH": os.environ["PATH"], "TZ": "Asia/Shanghai"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def fen(text: str) -> int:
    whole, part = text.split(".")
    assert len(part) == 2
    return int(whole) * 100 + int(part)


def moment(text: str | None) -> datetime | None:
    if text is None or text == "0001-01-01 00:00:00":
        return None
    return datetime.fromisoformat(text)


def known(value: object) -> str | None:
    return None if value in (None, "") else str(value)


def read_trade(row: dict) -> dict:
    freight = fen(row["post_fee"])
    return {
        "order_id": row["tid_str"],
        "parent_order_id": None,
        "platform_state": row["status"],
        "created_at": moment(row["created"]),
        "paid_at": moment(row.get("pay_time")),
        "modified_at": moment(row["modified"]),
        "goods_fen": fen(row["total_fee"]),
        "order_discount_fen": fen(row["discount_fee"]),
        "platform_subsidy_fen": fen(row["platform_subsidy_fee"]),
        "freight_fen": freight,
        "paid_fen": fen(row["payment"]) - freight,
        "lines": sorted(
            (
                {
                    "line_id": line["oid_str"],
                    "item_id": str(line["num_iid"]),
                    "sku_id": known(line.get("sku_id")),
                    "merchant_code": known(line.get("outer_sku_id")),
                    "title": line["title"],
                    "platform_category": str(line["cid"]),
                    "quantity": line["num"],
                    "list_fen": fen(line["price"]) * line["num"],
                    "line_paid_fen": fen(line["divide_order_fee"]),
                    "is_gift": line["total_fee"] == "0.00",
                }
                for line in row["orders"]["order"]
            ),
            key=lambda line: line["line_id"],
        ),
    }


def read_jd_order(row: dict) -> dict:
    coupons = [(c["couponType"][:2], fen(c["couponPrice"])) for c in row["couponDetailList"]]
    goods, discount = fen(row["orderTotalPrice"]), fen(row["sellerDiscount"])
    subsidy = sum(amount for kind, amount in coupons if kind == "41")
    card = sum(amount for kind, amount in coupons if kind == "52")
    freight = fen(row["freightPrice"])
    return {
        "order_id": row["orderId"],
        "parent_order_id": None if row["parentOrderId"] == "0" else row["parentOrderId"],
        "platform_state": row["orderState"],
        "created_at": moment(row["orderStartTime"]),
        "paid_at": moment(row["paymentConfirmTime"]),
        "modified_at": moment(row["modified"]),
        "goods_fen": goods,
        "order_discount_fen": discount,
        "platform_subsidy_fen": subsidy,
        "freight_fen": freight,
        "paid_fen": fen(row["orderPayment"]) + fen(row["balanceUsed"]) + card - freight,
        "lines": sorted(
            (
                {
                    "line_id": item["skuId"],
                    "item_id": item["wareId"],
                    "sku_id": item["skuId"],
                    "merchant_code": known(item["outerSkuId"]),
                    "title": item["skuName"],
                    "platform_category": None,
                    "quantity": int(item["itemTotal"]),
                    "list_fen": fen(item["jdPrice"]) * int(item["itemTotal"]),
                    "line_paid_fen": None,
                    "is_gift": item["jdPrice"] == "0.00",
                }
                for item in row["itemInfoList"]
            ),
            key=lambda line: line["line_id"],
        ),
    }


#: every canonical column that comes from the platform; the others are made from these by rules
LINE_COLUMNS = (
    "line_id", "item_id", "sku_id", "merchant_code", "title", "platform_category", "quantity",
    "list_fen", "line_paid_fen", "is_gift",
)  # fmt: skip
ORDER_COLUMNS = (
    "order_id", "parent_order_id", "platform_state", "created_at", "paid_at", "modified_at",
    "goods_fen", "order_discount_fen", "platform_subsidy_fen", "freight_fen", "paid_fen",
)  # fmt: skip

READERS = {
    "taobao": read_trade,
    "jd": read_jd_order,
    "douyin": reading_douyin.read_order,
    "suning": reading_suning.read_order,
    "wechat": reading_wechat.read_order,
    "pdd": reading_pdd.read_order,
    "kuaishou": reading_kuaishou.read_order,
}


def newest(orders: Iterator[dict]) -> dict[str, dict]:
    found: dict[str, dict] = {}
    for order in orders:
        held = found.get(order["order_id"])
        if held is None or held["modified_at"] <= order["modified_at"]:
            found[order["order_id"]] = order
    return found


def our_orders(platform: str) -> dict[str, dict]:
    """What our connector reads of the same windows under the same movement."""
    with moving_sandbox(platform) as sandbox:
        keys = sandbox.platforms[platform]
        settings = FeedSettings(
            platform=platform,
            base_url=keys.base_url,
            app_key=keys.app_key,
            app_secret=keys.sign_secret or keys.app_secret,
            shops=[ShopCredential(**keys.shops[0])],
            requests_per_second=200,
            hmac_key=b"k" * 32,
        )
        feed = open_feed(settings, clock=lambda: SETTLED, resolve_county=lambda *_: None)
        drafts = [feed.fetch("orders", "modified", window) for window in WINDOWS]
        sandbox.set_now(SETTLED, frozen=True)
        drafts.append(feed.fetch("orders", "modified", since(platform)))
        feed.close()
    assert all(draft.tables["quarantine"].num_rows == 0 for draft in drafts)
    return newest(order for draft in drafts for order in read_draft(draft))


def read_draft(draft) -> Iterator[dict]:
    lines: dict[tuple[str, str], list[dict]] = {}
    for line in draft.tables["lines"].to_pylist():
        kept = {name: line[name] for name in LINE_COLUMNS}
        lines.setdefault((line["order_id"], line["payload_sha256"]), []).append(kept)
    for order in draft.tables["orders"].to_pylist():
        rows = lines[order["order_id"], order["payload_sha256"]]
        yield {name: order[name] for name in ORDER_COLUMNS} | {
            "lines": sorted(rows, key=lambda line: line["line_id"])
        }


@pytest.fixture(scope="module")
def ours() -> Callable[[str], dict[str, dict]]:
    """Our orders of a platform, pulled when they are first asked for."""
    return functools.cache(our_orders)


def world_ids(platform: str, window: Window, now: datetime) -> set[str]:
    """The orders of the largest shop whose last change by `now` lies in the window."""
    world = World(SEED, ORDERS_PER_DAY, (platform,))
    shop = max((s for s in world.shops if s.platform == platform), key=lambda s: s.weight)
    by = "modified_since_paid" if platform in PAID_ONLY else "modified"
    index = world.orders(shop.shop_id, by=by, start=window.start, end=window.end, now=now)
    return {order.order_id for order in index.newest_first(0, index.total)}


@pytest.mark.parametrize("name", SDKS)
def test_an_independent_sdk_reads_what_we_read(name, ours):
    sdk = SDKS[name]
    with moving_sandbox(sdk.platform) as sandbox:
        moving = run_sdk(sandbox, sdk, WINDOWS)
        moved_until = sandbox.now()
        sandbox.set_now(SETTLED, frozen=True)
        settled = run_sdk(sandbox, sdk, [since(sdk.platform)])
    assert all(pull["pages"] >= LEAST_PAGES for pull in moving["pulled"])
    assert moved_until < SETTLED
    left = world_ids(sdk.platform, WINDOWS[0], NOW) - world_ids(
        sdk.platform, WINDOWS[0], moved_until
    )
    assert len(left) > LEAST_PAGES, "too few orders left the window to show anything"

    pulls = moving["pulled"] + settled["pulled"]
    theirs = newest(READERS[sdk.platform](row) for pull in pulls for row in pull["rows"])
    everything = Window(WINDOWS[0].start, since(sdk.platform).end)
    shown = world_ids(sdk.platform, everything, SETTLED)
    # read before they changed once more, and the last change does not show yet
    young = world_ids(sdk.platform, Window(everything.end, SETTLED), SETTLED)
    own = ours(sdk.platform)
    assert theirs.keys() - young == own.keys() - young == shown
    for order_id in shown:
        assert theirs[order_id] == own[order_id]


def test_the_sandbox_sends_raw_tabs_that_an_sdk_must_repair():
    sdk = SDKS["taobaopy"]
    with moving_sandbox(sdk.platform) as sandbox:
        pulled = run_sdk(sandbox, sdk, WINDOWS[:1])["pulled"]
    lines = [line for row in pulled[0]["rows"] for line in row["orders"]["order"]]
    assert any("\t" in line["sku_properties_name"] for line in lines)


@pytest.mark.parametrize("name", SDKS)
def test_a_byte_changed_after_signing_is_refused(name):
    sdk = SDKS[name]
    with moving_sandbox(sdk.platform) as sandbox:
        refusal = run_sdk(sandbox, sdk, WINDOWS[2:])["refusal"]
    assert str(refusal) == REFUSALS[sdk.platform]
