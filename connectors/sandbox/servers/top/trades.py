"""An order of the world as a TOP trade.

`payment` includes `post_fee`; what a line cost after the order's discounts stands in
`divide_order_fee`, its share of them in `part_mjz_discount`. Source: platforms reference,
section 1 (trade and order fields, status). Keep out: searching, paging, envelopes.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from connectors.sandbox.servers.rendering import beijing, masked_buyer, yuan
from connectors.sandbox.servers.top.arguments import Projection, Record

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldLine, WorldOrder, WorldShop

STATUS = {
    "unpaid": "WAIT_BUYER_PAY",
    "closed_unpaid": "TRADE_CLOSED_BY_TAOBAO",
    "deposit_paid": "WAIT_BUYER_PAY",
    "deposit_forfeited": "TRADE_CLOSED_BY_TAOBAO",
    "paid": "WAIT_SELLER_SEND_GOODS",
    "shipped": "WAIT_BUYER_CONFIRM_GOODS",
    "finished": "TRADE_FINISHED",
    "closed_refunded": "TRADE_CLOSED",
    "cancelled_refunded": "TRADE_CLOSED",
}
REFUND_STATUS = {"pending": "WAIT_SELLER_AGREE", "succeeded": "SUCCESS", "closed": "CLOSED"}

TRADE_TYPES = frozenset({"guarantee_trade", "step"})

#: stands for a raw TAB until the answer is bytes; JSON would escape a real one
RAW_TAB = "\ue000"
#: one order in so many has a raw TAB in a line's sku text, as the real gateway has sent
_TAB_EVERY = 19

#: only `taobao.trade.fullinfo.get` gives these
_DETAIL_ONLY = ("promotion_details", "received_payment")


def trade_type(order: WorldOrder) -> str:
    """`step` for a pre-sale in two payments, else `guarantee_trade`."""
    return "step" if order.kind == "presale" else "guarantee_trade"


def render_trade(
    order: WorldOrder, shop: WorldShop, fields: Projection, *, is_detail: bool = False
) -> Record:
    """The fields of the trade that were asked for."""
    trade = fields.top(_trade(order, shop))
    if is_detail:
        trade |= fields.top(_details(order))
    if "orders" in fields:
        rows = [fields.part("orders", _line(order, line)) for line in order.lines]
        trade["orders"] = {"order": rows}
    return trade


def _trade(order: WorldOrder, shop: WorldShop) -> Record:
    trade: Record = {
        "tid": int(order.order_id),
        "tid_str": order.order_id,
        "seller_nick": shop.name,
        "title": shop.name,
        "type": trade_type(order),
        "status": STATUS[order.state],
        "created": beijing(order.created_at),
        "modified": beijing(order.modified_at),
        "payment": yuan(order.payment_fen),
        "total_fee": yuan(order.goods_fen),
        "post_fee": yuan(order.freight_fen),
        "discount_fee": yuan(order.order_discount_fen),
        "adjust_fee": "0.00",
        "commission_fee": "0.00",
        "platform_subsidy_fee": yuan(order.platform_subsidy_fen),
        "trade_from": "WAP,WAP" if int(order.order_id) % 5 else "TAOBAO",
        "shipping_type": "express",
        "num": sum(line.quantity for line in order.lines),
    }
    for name, moment in (
        ("pay_time", order.paid_at),
        ("consign_time", order.shipped_at),
        ("end_time", order.finished_at),
    ):
        if moment is not None:
            trade[name] = beijing(moment)
    return trade | _step(order) | _receiver(order)


def _step(order: WorldOrder) -> Record:
    """How far a pre-sale has been paid; nothing for other trades."""
    if order.kind != "presale":
        return {}
    if order.paid_at is not None:
        return {
            "step_trade_status": "FRONT_PAID_FINAL_PAID",
            "step_paid_fee": yuan(order.payment_fen),
        }
    if order.deposit_paid_at is not None:
        return {
            "step_trade_status": "FRONT_PAID_FINAL_NOPAID",
            "step_paid_fee": yuan(order.deposit_fen),
        }
    return {"step_trade_status": "FRONT_NOPAID_FINAL_NOPAID", "step_paid_fee": "0.00"}


def _receiver(order: WorldOrder) -> Record:
    buyer = masked_buyer(order.buyer_key)
    receiver: Record = {
        "buyer_nick": buyer.nick,
        "buyer_open_uid": buyer.open_id,
        "oaid": buyer.address_cipher[4:40],
        "receiver_name": buyer.name,
        "receiver_mobile": buyer.mobile,
        "receiver_address": buyer.address_cipher,
        "receiver_state": order.receiver_province,
        "receiver_district": order.receiver_county,
    }
    if order.receiver_city:
        # counties that their province runs directly have no city
        receiver["receiver_city"] = order.receiver_city
    return receiver


def _details(order: WorldOrder) -> Record:
    received = order.payment_fen if order.state == "finished" else 0
    if order.refund is not None and order.refund.state == "succeeded":
        received = max(received - order.refund.amount_fen, 0)
    promotions = [
        {
            "id": int(order.order_id),
            "promotion_name": name,
            "promotion_id": f"{kind}-{order.order_id}",
            "discount_fee": yuan(fen),
        }
        for name, kind, fen in (
            ("店铺优惠", "shopbonus", order.order_discount_fen),
            ("平台优惠", "platform", order.platform_subsidy_fen),
        )
        if fen
    ]
    return dict(
        zip(
            _DETAIL_ONLY,
            ({"promotion_detail": promotions}, yuan(received)),
            strict=True,
        )
    )


def _line(order: WorldOrder, line: WorldLine) -> Record:
    list_fen = line.price_fen * line.quantity
    # a gift is given by a discount on its own line, not by the order's
    own_discount_fen = list_fen if line.is_gift else 0
    row: Record = {
        "oid": int(line.line_id),
        "oid_str": line.line_id,
        "num_iid": int(line.item_id),
        "title": line.title,
        "price": yuan(line.price_fen),
        "num": line.quantity,
        "total_fee": yuan(list_fen - own_discount_fen),
        "payment": yuan(list_fen - own_discount_fen),
        "discount_fee": yuan(own_discount_fen),
        "adjust_fee": "0.00",
        "divide_order_fee": yuan(line.line_paid_fen),
        "part_mjz_discount": yuan(list_fen - own_discount_fen - line.line_paid_fen),
        "status": STATUS[order.state],
        "sku_properties_name": _sku_text(order),
        "store_code": "",
        "cid": int(line.category),
    } | _line_refund(order, line)
    if line.sku_id:
        row["sku_id"] = line.sku_id
    if line.merchant_code:
        row["outer_iid"] = line.merchant_code
        row["outer_sku_id"] = line.merchant_code
    return row


def _line_refund(order: WorldOrder, line: WorldLine) -> Record:
    refund = order.refund
    if refund is None or refund.line_id not in (None, line.line_id):
        return {"refund_status": "NO_REFUND"}
    return {"refund_status": REFUND_STATUS[refund.state], "refund_id": refund.refund_id}


def _sku_text(order: WorldOrder) -> str:
    tab = RAW_TAB if zlib.crc32(order.order_id.encode()) % _TAB_EVERY == 0 else ""
    return f"规格:{tab}标准装"
