"""TOP's constants: addresses, limits, vocabularies.

Source: platforms reference, section 1. Keep out: deployment values (keys, tokens).
"""

from __future__ import annotations

from datetime import timedelta

from connectors.core.feed import KindSpec, PlatformSpec

PLATFORM = "taobao"
OFFICIAL_HOSTS = frozenset({"eco.taobao.com", "gw.api.taobao.com"})

#: "three months" are 92 days at most; an older trade is left out of the answer without a word
REACH_DAYS = 92
#: a window of modification times; windows of creation times have no limit of their own
LONGEST_INCREMENT = timedelta(days=1)
PAGE_SIZE = 100
ITEMS_PAGE_SIZE = 200
ITEMS_PER_DETAIL_CALL = 20

SPEC = PlatformSpec(
    platform=PLATFORM,
    name_zh="淘宝天猫",
    kinds={
        "orders": KindSpec("orders", {"created": REACH_DAYS, "modified": REACH_DAYS}),
        "refunds": KindSpec("refunds", {"modified": REACH_DAYS}),
        # the shop's items as they are now: the window only says for which days they were asked
        "items": KindSpec("items", {"modified": None}),
    },
    official_hosts=OFFICIAL_HOSTS,
    gateway_path="/router/rest",
)

#: without `type` only guarantee_trade, auto_delivery, ec, cod and step come, the rest is silently
#: missing; so every type is named
SALE_TYPES = frozenset(
    {
        "guarantee_trade", "auto_delivery", "ec", "cod", "step", "fixed", "auction",
        "independent_simple_trade", "independent_shop_trade", "game_equipment", "shopex_trade",
        "netcn_trade", "external_trade", "instant_trade", "b2c_cod", "hotel_trade",
        "super_market_trade", "super_market_cod_trade", "taohua", "waimai", "nopaid",
        "o2o_offlinetrade", "eticket", "tmall_i18n", "pre_auth_type",
    }
)  # fmt: skip
#: supply to other sellers: a series of its own, never retail
WHOLESALE_TYPES = frozenset({"fenxiao"})
#: the goods are paid when they are handed over
CASH_ON_DELIVERY_TYPES = frozenset({"cod", "b2c_cod", "super_market_cod_trade"})
ALL_TYPES = ",".join(sorted(SALE_TYPES | WHOLESALE_TYPES))

UNPAID_STATES = frozenset(
    {"TRADE_NO_CREATE_PAY", "WAIT_BUYER_PAY", "PAY_PENDING", "WAIT_PRE_AUTH_CONFIRM"}
)
PAID_STATES = frozenset(
    {
        "SELLER_CONSIGNED_PART", "WAIT_SELLER_SEND_GOODS", "WAIT_BUYER_CONFIRM_GOODS",
        "TRADE_BUYER_SIGNED", "TRADE_FINISHED", "PAID_FORBID_CONSIGN",
    }
)  # fmt: skip
#: closed after payment and full refund: the sale stands, its refund stands against it
CLOSED_AFTER_PAYMENT = "TRADE_CLOSED"
CLOSED_UNPAID = "TRADE_CLOSED_BY_TAOBAO"
STATES = UNPAID_STATES | PAID_STATES | {CLOSED_AFTER_PAYMENT, CLOSED_UNPAID}

STEP = "step"
STEP_NOTHING_PAID = "FRONT_NOPAID_FINAL_NOPAID"
STEP_DEPOSIT_PAID = "FRONT_PAID_FINAL_NOPAID"
STEP_ALL_PAID = "FRONT_PAID_FINAL_PAID"

REFUND_STATES = {
    "WAIT_SELLER_AGREE": "pending",
    "WAIT_BUYER_RETURN_GOODS": "pending",
    "WAIT_SELLER_CONFIRM_GOODS": "pending",
    "SELLER_REFUSE_BUYER": "pending",
    "CLOSED": "closed",
    "SUCCESS": "succeeded",
}
#: the property of an item that names where it was grown or made
ORIGIN_PROPERTIES = ("产地", "原产地", "商品产地")
