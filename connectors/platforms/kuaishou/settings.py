"""Kuaishou's constants: addresses, limits, vocabularies.

Source: platforms reference, section 7; the schemas of the official API catalogue as carried by
ks-shop-python-sdk 0.3.0. Keep out: deployment values (keys, tokens).
"""

from __future__ import annotations

from datetime import timedelta

from connectors.core.feed import KindSpec, PlatformSpec

PLATFORM = "kuaishou"
OFFICIAL_HOSTS = frozenset({"openapi.kwaixiaodian.com"})
TOKEN_PATH = "/oauth2/refresh_token"  # noqa: S105 - a path

#: older orders and refunds are refused; of changed orders also those created 240 days ago or more
REACH_DAYS = 90
LONGEST_ORDERS = timedelta(days=7)
LONGEST_REFUNDS = timedelta(days=1)
#: in times of great sales the platform may take hours or minutes only; so short it never asks for
SHORTEST_REFUNDS = timedelta(minutes=5)
ORDERS_PAGE_SIZE = 50
REFUNDS_PAGE_SIZE = 100
ITEMS_PAGE_SIZE = 100
#: what a cursor is at the end of its list
NO_MORE = "nomore"

SPEC = PlatformSpec(
    platform=PLATFORM,
    name_zh="快手小店",
    kinds={
        "orders": KindSpec("orders", {"created": REACH_DAYS, "modified": REACH_DAYS}),
        "refunds": KindSpec("refunds", {"modified": REACH_DAYS}),
        # the shop's items as they are now: the window only says for which days they were asked
        "items": KindSpec("items", {"modified": None}),
    },
    official_hosts=OFFICIAL_HOSTS,
    # the path names the method
    gateway_path="",
)

#: `orderViewStatus`, `cpsType`, `type` (refunds): everything
ALL_STATES = 1
ALL_SALES = 0
ALL_REFUNDS = 9
#: `queryType`
BY_CREATED = 1
BY_MODIFIED = 2
#: `sort`: the oldest first, so that a row that changes meanwhile is met again and not missed
OLDEST_FIRST = 2
#: `onOfflineStatus`, `itemStatus` of items
ON_SHELF = 1

UNPAID = 10
PAID_STATES = frozenset({30, 40, 50, 70})
SUCCESS = 70
CLOSED = 80

#: `activityType` 定金预售: a deposit and a final payment
PRESALE = 6
#: `payType` 先用后付: the goods are paid after they were received
PAY_LATER = 88

#: handed back and forth between buyer, seller and platform until 60 or 70
PENDING_REFUNDS = frozenset({10, 11, 12, 20, 21, 22, 30, 40, 45, 50})
REFUND_SUCCEEDED = 60
REFUND_CLOSED = 70
#: `handlingWay`: other goods are sent, no money goes back
EXCHANGE = 3

#: the property of an item that names where it was grown or made
ORIGIN_PROPERTIES = ("产地", "原产地", "商品产地")
