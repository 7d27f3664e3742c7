"""WeChat's constants: addresses, limits, vocabularies.

Source: platforms reference, section 6; README.md names what else was read. Keep out: deployment
values (app ids, secrets).
"""

from __future__ import annotations

from datetime import timedelta

from connectors.core.feed import KindSpec, PlatformSpec

PLATFORM = "wechat"
OFFICIAL_HOSTS = frozenset({"api.weixin.qq.com"})

TOKEN_PATH = "/cgi-bin/stable_token"  # noqa: S105 - an address
ORDER_LIST_PATH = "/channels/ec/order/list/get"
ORDER_PATH = "/channels/ec/order/get"
REFUND_LIST_PATH = "/channels/ec/aftersale/getaftersalelist"
REFUND_PATH = "/channels/ec/aftersale/getaftersaleorder"
ITEM_LIST_PATH = "/channels/ec/product/list/get"
ITEM_PATH = "/channels/ec/product/get"
SHOP_PATH = "/channels/ec/basics/info/get"

#: WeChat states no limit of its own. An answer that reaches back less than it was asked for would
#: not say so, so we ask for no more than the other platforms keep.
REACH_DAYS = 92
LONGEST_ORDERS = timedelta(days=7)
LONGEST_REFUNDS = timedelta(hours=24)
PAGE_SIZE = 100
ITEMS_PAGE_SIZE = 30
ITEM_ON_SALE = 5
#: a token ends 7200 s after it was given; it is replaced this long before
RENEW_BEFORE = timedelta(minutes=2)

SPEC = PlatformSpec(
    platform=PLATFORM,
    name_zh="微信小店",
    kinds={
        "orders": KindSpec("orders", {"created": REACH_DAYS, "modified": REACH_DAYS}),
        "refunds": KindSpec("refunds", {"modified": REACH_DAYS}),
        # the shop's items as they are now: the window only says for which days they were asked
        "items": KindSpec("items", {"modified": None}),
    },
    official_hosts=OFFICIAL_HOSTS,
    gateway_path="",
    has_keys_by_shop=True,
)

UNPAID = 10
#: a gift that waits for its receiver, a group that still forms: paid, and given back if it fails
WAITING = frozenset({12, 13})
#: to be sent, partly sent, to be received, complete
OPEN = frozenset({20, 21, 30})
COMPLETE = 100
#: 250 is a cancellation, unpaid or after all was refunded; older documents tell the second as 200
CANCELLED = frozenset({200, 250})
STATES = WAITING | OPEN | CANCELLED | {UNPAID, COMPLETE}

WECHAT_PAY = 1
#: the goods are paid when their receipt is confirmed; pay_time is the moment of the promise
PAY_LATER = 2
#: won in a draw, exchanged for points: pay_time is the moment of the order, nothing is paid
WITHOUT_PAYMENT = frozenset({3, 4})

IS_FREE_GIFT = 1
ORIGIN_ATTRIBUTES = ("产地", "原产地", "商品产地")

#: a replacement moves goods, no money
REFUND_TYPES = frozenset({"REFUND", "RETURN"})
REPLACEMENT_TYPES = frozenset({"EXCHANGE", "RESHIP"})
REFUND_STATES = {
    "MERCHANT_PROCESSING": "pending",
    "MERCHANT_REJECT_REFUND": "pending",
    "MERCHANT_REJECT_RETURN": "pending",
    "MERCHANT_WAIT_RECEIPT": "pending",
    "MERCHANT_OVERDUE_REFUND": "pending",
    "USER_WAIT_RETURN": "pending",
    "USER_WAIT_CONFIRM": "pending",
    "USER_WAIT_CONFIRM_UPDATE": "pending",
    "USER_WAIT_HANDLE_MERCHANT_AFTER_SALE": "pending",
    "WAIT_PACKAGE_INTERCEPT": "pending",
    "PLATFORM_PROCESSING": "pending",
    "PLATFORM_REFUNDING": "pending",
    "PLATFORM_REFUND_FAIL": "pending",
    "USER_CANCELD": "closed",
    "RETURN_CLOSED": "closed",
    "MERCHANT_FAIL": "closed",
    "MERCHANT_REFUND_RETRY_FAIL": "closed",
    "MERCHANT_REFUND_SUCCESS": "succeeded",
    "MERCHANT_RETURN_SUCCESS": "succeeded",
}
