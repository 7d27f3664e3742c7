"""What the buyer of a Suning line gave for its goods, and who bore its coupons.

`payAmount` is what the buyer pays for a line, freight included and every coupon left out. Two
other readings must agree: the line's payments that are no coupons, and its coupons among them.
Source: design, section 3 (paid_fen); platforms reference, section 3 (Order).
Keep out: whether an order counts, sharing anything among lines (Suning has done it).
"""

from __future__ import annotations

from typing import NamedTuple

from connectors.core.cells import optional_fen, readable_fen, rejected, required_fen
from connectors.platforms.suning.records import SuningLine, SuningOrder, members
from connectors.platforms.suning.settings import (
    COUPON_PAYMENT,
    DECIMALS,
    PLATFORM_COUPONS,
    SELLER_COUPONS,
)


class LineAmounts(NamedTuple):
    """Amounts of one line in fen. `paid_fen` is the buyer's consideration for its goods.

    `unnamed_fen` are coupons of which nobody has said who bears them.
    """

    list_fen: int
    paid_fen: int
    freight_fen: int
    seller_fen: int
    platform_fen: int
    unnamed_fen: int


class OrderAmounts(NamedTuple):
    """Sums over the lines in fen; null where the bearer of a coupon is not known."""

    goods_fen: int
    discount_fen: int | None
    platform_subsidy_fen: int | None
    freight_fen: int
    paid_fen: int


def fen_or_nothing(text: str | None, field: str) -> int:
    """An amount of five decimals as fen; Suning writes a blank where there is nothing.

    Raises:
        RecordRejected: the text is no amount.
    """
    return optional_fen(text, field, decimals=DECIMALS) or 0


def readable_paid_fen(order: SuningOrder) -> int | None:
    """What can still be read of an order in quarantine: countMoney less freight, or null."""
    total = readable_fen(order.count_money, decimals=DECIMALS)
    freights = [
        readable_fen(line.transport_fee or "0", decimals=DECIMALS)
        for line in members(order.order_detail)
    ]
    known = [freight for freight in freights if freight is not None]
    return None if total is None or len(known) < len(freights) else total - sum(known)


def line_amounts(line: SuningLine) -> LineAmounts:
    """The amounts of a line.

    Raises:
        RecordRejected: an amount is missing or bad, negative, or the readings differ.
    """
    pay_fen = required_fen(line.pay_amount, "payAmount", decimals=DECIMALS)
    freight_fen = fen_or_nothing(line.transport_fee, "transportFee")
    coupon_fen = fen_or_nothing(line.coupontotal_money, "coupontotalMoney")
    voucher_fen = fen_or_nothing(line.vouchertotal_money, "vouchertotalMoney")
    if min(pay_fen - freight_fen, freight_fen, coupon_fen, voucher_fen) < 0:
        raise rejected("negative_amount", "a line's payAmount is less than its transportFee")
    seller_fen, platform_fen = _coupons(line, pay_fen, coupon_fen)
    return LineAmounts(
        # unitPrice is lowered under some promotions, so the price is built up from what was paid
        list_fen=pay_fen - freight_fen + coupon_fen + voucher_fen,
        paid_fen=pay_fen - freight_fen,
        freight_fen=freight_fen,
        # 优惠单 are the shop's own promotions
        seller_fen=voucher_fen + seller_fen,
        platform_fen=platform_fen,
        unnamed_fen=coupon_fen - seller_fen - platform_fen,
    )


def _coupons(line: SuningLine, pay_fen: int, coupon_fen: int) -> tuple[int, int]:
    """(borne by the seller, borne by Suning), fen; the rest of the coupons has no named bearer."""
    seller_fen = platform_fen = coupons = others = 0
    payments = members(line.payment_list)
    for payment in payments:
        fen = fen_or_nothing(payment.payamount, "payamount")
        kind = str(payment.banktypecode or "")
        if str(payment.paycode or "") != COUPON_PAYMENT:
            others += fen
            continue
        coupons += fen
        seller_fen += fen if kind in SELLER_COUPONS else 0
        platform_fen += fen if kind in PLATFORM_COUPONS else 0
    if payments and (others, coupons) != (pay_fen, coupon_fen):
        raise rejected(
            "amounts_disagree",
            f"a line's payments are {others} fen and {coupons} fen in coupons, its payAmount "
            f"is {pay_fen} fen and its coupontotalMoney {coupon_fen} fen",
        )
    return seller_fen, platform_fen


def order_amounts(lines: list[LineAmounts], count_money: str | None) -> OrderAmounts:
    """The sums of an order, held against its `countMoney` where that is told.

    Raises:
        RecordRejected: countMoney is no amount, or is not what the lines' payAmount sum to.
    """
    freight_fen = sum(line.freight_fen for line in lines)
    paid_fen = sum(line.paid_fen for line in lines)
    told_fen = optional_fen(count_money, "countMoney", decimals=DECIMALS)
    if told_fen is not None and told_fen != paid_fen + freight_fen:
        raise rejected(
            "lines_disagree_with_order",
            f"the lines' payAmount sum to {paid_fen + freight_fen} fen, countMoney is "
            f"{told_fen} fen",
        )
    all_named = not any(line.unnamed_fen for line in lines)
    return OrderAmounts(
        goods_fen=sum(line.list_fen for line in lines),
        discount_fen=sum(line.seller_fen for line in lines) if all_named else None,
        platform_subsidy_fen=sum(line.platform_fen for line in lines) if all_named else None,
        freight_fen=freight_fen,
        paid_fen=paid_fen,
    )
