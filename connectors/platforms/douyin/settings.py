"""Douyin's constants: addresses, limits, vocabularies.

Source: platforms reference, section 5; the field descriptions of the platform's own SDKs.
Keep out: deployment values (keys, tokens).
"""

from __future__ import annotations

from connectors.core.feed import KindSpec, PlatformSpec

PLATFORM = "douyin"
OFFICIAL_HOSTS = frozenset({"openapi-fxg.jinritemai.com", "openapi-sandbox.jinritemai.com"})

REACH_DAYS = 90
PAGE_SIZE = 100
#: page × size may not be larger; a window with more rows is cut in two
MOST_ROWS = 50_000
MOST_PRODUCTS = 10_000

SPEC = PlatformSpec(
    platform=PLATFORM,
    name_zh="抖店",
    kinds={
        "orders": KindSpec("orders", {"created": REACH_DAYS, "modified": REACH_DAYS}),
        "refunds": KindSpec("refunds", {"modified": REACH_DAYS}),
        # the shop's items as they are now: the window only says for which days they were asked
        "items": KindSpec("items", {"modified": None}),
    },
    official_hosts=OFFICIAL_HOSTS,
    gateway_path="",
)

# order_status
UNPAID = 1
PAID = 105
CANCELLED = 4
FINISHED = 5
#: paid, and being prepared (2), sent in part (101), sent (3) or received (5)
UNDER_WAY = frozenset({2, 101, 3, FINISHED})
STATES = UNDER_WAY | {UNPAID, PAID, CANCELLED}

# pay_type
CASH_ON_DELIVERY = 0
USE_FIRST_PAY_LATER = 12
#: order_type: vouchers that are redeemed at a place, by the platform or by somebody else
VOUCHERS = frozenset({4, 5})

# trade_type of a line
GROUP_BUY = 1
#: plain, group, deposit pre-sale, deposit for a find, auction, for nothing, consignment, sample
#: bought by a talent, made to order, public auction, within the hour, gift of a pre-sale.
#: Not here: 6 buying back, 10 samples sent, 11 lottery, 103 collecting money
SALE_TYPES = frozenset({0, 1, 2, 3, 4, 5, 7, 12, 13, 16, 18, 102})
#: after_sale_type of a line: the platform itself cancelled
CANCELLED_BY_PLATFORM = 4
#: given_product_type of a line
FREE = "FREE"

# refund_status
REFUNDED = 3
#: 5: the platform paid first and has got it back from the shop; the buyer has the money
REFUND_SUCCEEDED = frozenset({REFUNDED, 5})
#: 0 nothing to pay yet, 1 waits, 2 under way, 4 failed and tried again
REFUND_OPEN = frozenset({0, 1, 2, 4})
#: aftersale_status: 28 ended without a refund, whatever refund_status says
AFTERSALE_FAILED = 28
#: asked for, goods on their way back, refused once or twice, agreed
AFTERSALE_OPEN = frozenset({6, 7, 8, 11, 12, 13, 27, 29})
#: aftersale_type: exchange, sending again, repair. No money goes back
NOT_REFUNDS = frozenset({3, 7, 8})
#: return and refund, refund after and before sending, cancelled by platform or buyer, price kept
REFUND_TYPES = frozenset({0, 1, 2, 4, 5, 6})
#: aftersale_order_type: of one line; 2 is the whole order, -1 is not told
OF_ONE_LINE = 1

#: the property of an item that names where it was grown or made
ORIGIN_PROPERTIES = ("产地", "原产地", "商品产地")
