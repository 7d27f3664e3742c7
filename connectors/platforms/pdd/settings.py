"""Pinduoduo's constants: addresses, limits, vocabularies.

Source: platforms reference, section 4; the documents of the interfaces named in README.md.
Keep out: deployment values (keys, tokens).
"""

from __future__ import annotations

from datetime import timedelta

from connectors.core.feed import KindSpec, PlatformSpec

PLATFORM = "pdd"
OFFICIAL_HOSTS = frozenset({"gw-api.pinduoduo.com"})

#: "three months"; an older order is left out of the answer without a word
REACH_DAYS = 90
#: a window of confirmation times
LONGEST_CONFIRMED = timedelta(hours=24)
#: a window of modification times, of orders and of refunds
LONGEST_UPDATED = timedelta(minutes=30)
#: what changed in the last minutes may not show yet: no window of modification times reaches there
SETTLING = timedelta(minutes=3)
PAGE_SIZE = 100

SPEC = PlatformSpec(
    platform=PLATFORM,
    name_zh="拼多多",
    kinds={
        # "created" is the confirmation: the moment the group formed. Nothing is listed before it
        "orders": KindSpec("orders", {"created": REACH_DAYS, "modified": REACH_DAYS}),
        # "created" gives the refunds of the orders that were confirmed in the window
        "refunds": KindSpec("refunds", {"created": REACH_DAYS, "modified": REACH_DAYS}),
        # the shop's goods as they are now: the window only says for which days they were asked
        "items": KindSpec("items", {"modified": None}),
    },
    official_hosts=OFFICIAL_HOSTS,
    gateway_path="/api/router",
)

#: order_status and refund_status: all of them
ALL = "5"
#: after_sales_status and after_sales_type: all of them
ALL_REFUNDS = "1"
#: is_lucky_flag: lottery orders too
ALL_ORDERS = "0"

UNCONFIRMED, CONFIRMED, CANCELLED = 0, 1, 2
CONFIRM_STATES = frozenset({UNCONFIRMED, CONFIRMED, CANCELLED})
#: to be shipped, shipped, received
ORDER_STATES = frozenset({1, 2, 3})
#: forming, formed, failed
GROUP_STATES = frozenset({0, 1, 2})
#: none or closed, being handled, being paid out, succeeded
REFUND_STATUSES = frozenset({1, 2, 3, 4})
NO_REFUND = 1
#: of an order's after_sales_status
NEVER_ANY = 0

DEPOSIT_TRADE = 1
TRADE_TYPES = frozenset({0, DEPOSIT_TRADE})
YES_OR_NO = frozenset({0, 1})
STEP_NOTHING_PAID, STEP_DEPOSIT_PAID, STEP_ALL_PAID = 0, 1, 2

#: trade_in_national_subsidy_amount_type: given by the means of payment
SUBSIDY_AT_PAYMENT = 1

#: after_sales_status of a refund record. Money goes back in state 10 alone; exchanges, parts sent
#: again and repairs (14 to 18, 21 to 27, 32) end without any
AFTER_SALES_STATES = {
    **dict.fromkeys((2, 3, 4, 5, 6, 7, 8, 14, 15, 18, 21, 22, 27, 31, 32, 33), "pending"),
    10: "succeeded",
    **dict.fromkeys((9, 11, 12, 13, 16, 17, 24, 25), "closed"),
}

#: the property of a category's rule that names where goods were grown or made
ORIGIN_PROPERTIES = frozenset({"产地", "原产地", "商品产地"})

#: what stands for the city of a county that its province runs directly
NO_CITY = frozenset({"县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
