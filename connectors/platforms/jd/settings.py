"""JD's constants: addresses, limits, vocabularies.

Source: platforms reference, section 2. Keep out: deployment values (keys, tokens).
"""

from __future__ import annotations

from datetime import timedelta

from connectors.core.feed import KindSpec, PlatformSpec

PLATFORM = "jd"
OFFICIAL_HOSTS = frozenset({"api.jd.com", "api-dev.jd.com", "open-oauth.jd.com"})

CREATED_REACH_DAYS = 730
MODIFIED_REACH_DAYS = 92
PAGE_SIZE = 100
BILLS_PAGE_SIZE = 50
WARES_PAGE_SIZE = 100
#: after-sale bills are asked for by approval time
LONGEST_APPROVED = timedelta(days=10)

SPEC = PlatformSpec(
    platform=PLATFORM,
    name_zh="京东",
    kinds={
        "orders": KindSpec(
            "orders", {"created": CREATED_REACH_DAYS, "modified": MODIFIED_REACH_DAYS}
        ),
        "refunds": KindSpec("refunds", {"modified": MODIFIED_REACH_DAYS}),
        # the shop's items as they are now: the window only says for which days they were asked
        "items": KindSpec("items", {"modified": None}),
    },
    official_hosts=OFFICIAL_HOSTS,
    gateway_path="/routerjson",
)

#: how JD writes "no time"
NO_TIME = "0001-01-01 00:00:00"

UNPAID_STATES = frozenset({"NOT_PAY", "DengDaiFuKuan"})
#: counted from the confirmation of payment; the pinyin forms come from older interfaces
PAID_STATES = frozenset(
    {
        "WAIT_SELLER_STOCK_OUT", "WAIT_SELLER_DELIVERY", "WAIT_GOODS_RECEIVE_CONFIRM",
        "FINISHED_L", "LOCKED", "PAUSE", "POP_ORDER_PAUSE", "DELIVERY_RETURN",
        "DengDaiChuKu", "DengDaiQueRenShouHuo", "WanCheng", "ZanTing",
    }
)  # fmt: skip
FINISHED_STATES = frozenset({"FINISHED_L", "WanCheng"})
CANCELED = "TRADE_CANCELED"
#: the parent of a split order: its children carry the sale
PARENT_CANCELED = "PARENT_TRADE_CANCELED"
STATES = UNPAID_STATES | PAID_STATES | {CANCELED, PARENT_CANCELED}
#: `order_state` is required, and without NOT_PAY the unpaid orders are missing
ALL_STATES = ",".join(sorted(STATES))

#: `payType` is "number-text"; 1 is 货到付款
CASH_ON_DELIVERY = "1"

#: `couponType` is "number-text". Borne by the platform: 34 手机红包, 39 京豆, 41 京东券
PLATFORM_COUPONS = frozenset({"34", "39", "41"})
#: means of payment, part of what the buyer gives: 52 礼品卡
PAYMENT_COUPONS = frozenset({"52"})
#: the seller's own, already in `sellerDiscount`: 套装, 闪团, 团购, 单品促销, 满返满送, 店铺
SELLER_COUPONS = frozenset({"20", "28", "29", "30", "35", "100"})

BILL_STATES = {0: "pending", 1: "succeeded", 2: "closed"}
#: of refunds made of cancelled orders, which have no after-sale bill
CANCEL_PREFIX = "cancel-"

#: the attributes of an item that name where it was grown or made
ORIGIN_ATTRIBUTES = frozenset({"产地", "原产地", "商品产地"})
