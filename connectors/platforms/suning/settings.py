"""Suning's constants: addresses, limits, vocabularies.

Source: platforms reference, section 3. Keep out: deployment values (keys, tokens).
"""

from __future__ import annotations

from datetime import timedelta

from connectors.core.feed import KindSpec, PlatformSpec

PLATFORM = "suning"
OFFICIAL_HOSTS = frozenset({"open.suning.com", "openpre.cnsuning.com"})
TOKEN_PATH = "/api/oauth/token"  # noqa: S105 - an address, not a secret

#: "three months" are 92 days at most; three of them are 89 days at least (December to February)
REACH_DAYS = 89
#: the documents name a limit but not its length; two ERPs in production ask day by day
LONGEST_ORDERS = timedelta(days=1)
#: the limit of the older list of returns; the newer list's own is not written down
LONGEST_REFUNDS = timedelta(days=30)
PAGE_SIZE = 50

SPEC = PlatformSpec(
    platform=PLATFORM,
    name_zh="苏宁易购",
    kinds={
        "orders": KindSpec("orders", {"created": REACH_DAYS, "modified": REACH_DAYS}),
        "refunds": KindSpec("refunds", {"modified": REACH_DAYS}),
        # the shop's items as they are now: the window only says for which days they were asked
        "items": KindSpec("items", {"modified": None}),
    },
    official_hosts=OFFICIAL_HOSTS,
    gateway_path="/api/http/sopRequest",
)

#: decimals of amounts and of numbers of pieces: "490.00000", "1.00000"
DECIMALS = 5

CLOSED = "40"
#: 待发货, 已发货, 部分发货, 交易成功: only paid orders are listed at all
PAID_STATES = frozenset({"10", "20", "21", "30"})
ORDER_STATES = PAID_STATES | {CLOSED}
LINE_STATES = frozenset({"10", "20", "30", CLOSED})

#: `paycode` of coupons and points among a line's payments; every other is the buyer's own money
COUPON_PAYMENT = "6901"
#: `banktypecode` of a coupon: 店铺优惠券, 店铺易券
SELLER_COUPONS = frozenset({"5998", "10006"})
#: 联合0元购券, 0元购券, 优惠券 (two), 云券, 限品类云券, 易券, 限品类易券, 无敌券
PLATFORM_COUPONS = frozenset(
    {"6998", "7998", "9994", "9995", "10001", "10002", "10004", "10005", "10009"}
)

#: 退款待处理, 已拒绝 (the buyer may ask again), 待买家发货, 待商家收货, 退款失败 (may be paid out
#: again), 处理中, 关闭, 成功
REFUND_STATES = {
    "1": "pending",
    "2": "pending",
    "3": "pending",
    "4": "pending",
    "5": "pending",
    "6": "pending",
    "7": "closed",
    "8": "succeeded",
}
#: the parameter of an item that names where it was grown or made
ORIGIN_PARAMETERS = ("产地", "原产地", "商品产地")
