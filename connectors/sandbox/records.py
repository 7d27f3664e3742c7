"""What the sandbox's world is made of: shops, items, orders, lines, refunds.

Money is integer fen, times are naive Beijing time, ids are text. A platform's own field names
and formats belong to the servers; here every platform's order looks the same.
Keep out: how anything is drawn, platform formats, registers.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

#: states of an order, in the order in which a plain one goes through them
ORDER_STATES = (
    "unpaid",
    "closed_unpaid",
    "deposit_paid",
    "deposit_forfeited",
    "paid",
    "shipped",
    "finished",
    "closed_refunded",
    "cancelled_refunded",
)
REFUND_STATES = ("pending", "succeeded", "closed")


class WorldShop(msgspec.Struct, frozen=True, kw_only=True):
    """A synthetic shop. `weight_ppm` is its volume as a share of its platform's largest shop."""

    ordinal: int
    platform: str
    shop_id: str
    name: str
    weight_ppm: int
    opened_on: date
    # the first day without orders; null while the shop trades
    closed_on: date | None
    # where it is truly run, in the codes of June 2020 (from moved_on on)
    county_code: str
    village_code: str
    # the county it was run from before moved_on, "" and null where it never moved
    earlier_county_code: str
    moved_on: date | None
    # the finest region that anybody wrote down: a county, or only a prefecture or province;
    # "" where none
    known_region_code: str
    owner_kind: str
    trade_flow: str
    # which evidence the world holds of its place: S1, S2, S3, SU, or S4 where the county is told by
    # the place that it ships from, be it beside a known prefecture or alone
    seller_path: str
    is_own_produce: bool
    is_station: bool
    # the register still names earlier_county_code
    is_stale: bool
    # volume before GREW_ON as a share of later volume
    early_ppm: int
    # which table of lifecycles its orders follow
    lifecycle: str

    @property
    def weight(self) -> float:
        """Volume as a share of the platform's largest shop, for display."""
        return self.weight_ppm / 1_000_000


class WorldSource(msgspec.Struct, frozen=True, kw_only=True):
    """Where a share of the goods truly came from; the household is "" where none grew it alone."""

    producer_code: str
    household_code: str
    village_code: str
    county_code: str
    share_ppm: int


class WorldSku(msgspec.Struct, frozen=True, kw_only=True):
    """One way to buy an item. `merchant_code` is the seller's own code, "" for none."""

    sku_id: str
    merchant_code: str
    spec: str
    price_fen: int
    # shares sum to 1,000,000
    sources: tuple[WorldSource, ...]


class WorldItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item on offer: title, platform category, 产地 attribute and skus."""

    shop_id: str
    item_id: str
    title: str
    category: str
    # the platform's 产地 attribute as the seller typed it, "" for none
    origin_text: str
    goods_class: str
    industry: str
    # "" where no register knows the product
    product_code: str
    # how the world knows where it comes from: O1 … O6, OU and, after a dash, by what
    origin_path: str
    # the finest level that this evidence proves: household, village, county, none
    origin_level: str
    is_gift: bool
    # how often it is bought, against the shop's other items
    weight: int
    modified_at: datetime
    skus: tuple[WorldSku, ...]
    # from this day on its household codes sell what others grew; null where they never do
    sold_out_on: date | None = None
    # a box that holds other shares of its parts from this day on; null where it never changed
    repacked_on: date | None = None
    # the item of another shop whose orders this shop enters a second time; "" for its own items
    copy_of: str = ""


class WorldLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of an order. `line_paid_fen` is the buyer's consideration after every discount.

    Where a platform has no ids of lines (JD, Pinduoduo, WeChat, Kuaishou) line_id is the sku_id,
    and an order has each sku once. On Taobao and Douyin it is the sub order's id, on Suning the
    order line's number.
    """

    line_id: str
    item_id: str
    sku_id: str
    merchant_code: str
    title: str
    category: str
    item_origin_text: str
    quantity: int
    price_fen: int
    line_paid_fen: int
    is_gift: bool


class WorldOrder(msgspec.Struct, frozen=True, kw_only=True):
    """An order as it stands at one moment.

    payment_fen = goods_fen − order_discount_fen − platform_subsidy_fen + freight_fen, and the
    lines' line_paid_fen sum to payment_fen − freight_fen. Of an unpaid order it is what is due.
    """

    order_id: str
    shop_id: str
    # of a split order (JD); "" for none. The parent itself is not listed.
    parent_order_id: str
    # normal, presale (two payments), group (Pinduoduo: paid_at is when the group formed)
    kind: str
    created_at: datetime
    paid_at: datetime | None
    deposit_paid_at: datetime | None
    shipped_at: datetime | None
    finished_at: datetime | None
    modified_at: datetime
    state: str
    goods_fen: int
    order_discount_fen: int
    platform_subsidy_fen: int
    freight_fen: int
    deposit_fen: int
    payment_fen: int
    receiver_province: str
    # "" for counties that their province runs directly
    receiver_city: str
    receiver_county: str
    buyer_key: str
    lines: tuple[WorldLine, ...]
    # the refund that stands at this moment, if the order has one of its own record
    refund: WorldRefund | None


class WorldRefund(msgspec.Struct, frozen=True, kw_only=True):
    """A refund as it stands at one moment. `line_id` null means the whole order."""

    refund_id: str
    order_id: str
    line_id: str | None
    state: str
    amount_fen: int
    created_at: datetime
    succeeded_at: datetime | None
    modified_at: datetime
