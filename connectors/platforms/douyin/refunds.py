"""After-sale cases to canonical refunds. Pure: no network, no clock.

What counts is what went back to the buyer for goods (`real_refund_amount` of the detail without
the freight in it), at the moment it arrived there.
Source: design, section 3; platforms reference, section 5 (afterSale). Keep out: orders.
"""

from __future__ import annotations

from connectors.core.canonical_rows import RefundRow
from connectors.core.cells import rejected, unknown_state
from connectors.core.keeping import Doubt, Place, keep
from connectors.core.pulls import ShopHarvest
from connectors.platforms.douyin.lenient import (
    bare,
    code,
    fen,
    optional_time,
    readable_fen,
    readable_time,
    required_time,
)
from connectors.platforms.douyin.records import DouyinRefund
from connectors.platforms.douyin.settings import (
    AFTERSALE_FAILED,
    AFTERSALE_OPEN,
    NOT_REFUNDS,
    OF_ONE_LINE,
    PLATFORM,
    REFUND_OPEN,
    REFUND_SUCCEEDED,
    REFUND_TYPES,
)


def is_refund(case: DouyinRefund) -> bool:
    """Whether money is in question: an exchange, a parcel sent again or a repair is no refund.

    A case that can't be read is a refund until somebody has looked at it.
    """
    return not (_number(case.aftersale_type) in NOT_REFUNDS and not has_paid_out(case))


def has_paid_out(case: DouyinRefund) -> bool:
    """Whether money went back, so that the detail has to be asked how much."""
    return _number(case.refund_status) in REFUND_SUCCEEDED


def map_refund(case: DouyinRefund, harvest: ShopHarvest, *, source: str) -> None:
    """Add a refund to the harvest, or its quarantine row."""
    case_id = bare(case.aftersale_id) or ""
    keep(
        case,
        harvest,
        Place(PLATFORM, "refunds", case_id, source),
        make=lambda digest: {"refunds": [_refund_row(case, case_id, digest)]},
        doubt=lambda: Doubt(
            readable_fen(case.detail.real_refund_amount if case.detail else case.refund_amount),
            readable_time(case.apply_time),
            readable_time(case.update_time),
        ),
    )


def _refund_row(case: DouyinRefund, case_id: str, digest: str) -> RefundRow:
    order_id = bare(case.shop_order_id)
    if not case_id or order_id is None:
        raise rejected("missing:shop_order_id", "the case names no order, or has no id")
    state = _state(case)
    modified_at = required_time(case.update_time, "update_time")
    detail = case.detail
    if state != "succeeded":
        amount_fen = fen(case.refund_amount, "refund_amount")
        succeeded_at = None
    elif detail is None:
        raise rejected("missing:detail", "the case paid out, but its detail is not known")
    else:
        # freight that went back is no part of the goods
        amount_fen = fen(detail.real_refund_amount, "real_refund_amount") - fen(
            detail.refund_post_amount, "refund_post_amount"
        )
        succeeded_at = optional_time(detail.refund_time, "refund_time") or modified_at
    if amount_fen < 0:
        raise rejected("negative_amount", "less went back than the freight alone")
    return RefundRow(
        platform=PLATFORM,
        shop_id=case.shop_id,
        refund_id=case_id,
        order_id=order_id,
        line_id=bare(case.related_id) if _is_of_one_line(case) else None,
        refund_state=state,
        amount_fen=amount_fen,
        succeeded_at=succeeded_at,
        modified_at=modified_at,
        payload_sha256=digest,
    )


def _state(case: DouyinRefund) -> str:
    kind = code(case.aftersale_type, "aftersale_type")
    if kind not in REFUND_TYPES:
        raise rejected("unknown_type", "the case's type is no refund that we know")
    refund = code(case.refund_status, "refund_status")
    if refund in REFUND_SUCCEEDED:
        return "succeeded"
    aftersale = code(case.aftersale_status, "aftersale_status")
    if aftersale == AFTERSALE_FAILED and refund in REFUND_OPEN:
        return "closed"
    if aftersale in AFTERSALE_OPEN and refund in REFUND_OPEN:
        return "pending"
    raise unknown_state("the case's status is not one of Douyin's", aftersale, refund)


def _is_of_one_line(case: DouyinRefund) -> bool:
    return code(case.aftersale_order_type, "aftersale_order_type") == OF_ONE_LINE


def _number(value: int | str | None) -> int | None:
    text = bare(value) or ""
    return int(text) if text.isascii() and text.isdigit() else None
