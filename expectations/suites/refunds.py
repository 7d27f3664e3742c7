"""What must hold of a batch of refunds. Keep out: whether the refunded order is known (dbt)."""

from __future__ import annotations

from expectations.patterns import PERSONAL_TEXT
from expectations.suites.check import (
    PULLED,
    Check,
    Given,
    filled,
    matches,
    no_personal_text,
    not_blank,
    one_of,
    row_counts,
    unique,
    within,
)
from expectations.suites.orders import ABSURD_FEN

REFUND_STATES = ["pending", "succeeded", "closed"]

REFUNDS: tuple[Check, ...] = (
    *row_counts("refunds"),
    *filled(
        "refunds",
        (
            "platform",
            "shop_id",
            "refund_id",
            "order_id",
            "refund_state",
            "amount_fen",
            "payload_sha256",
        ),
    ),
    *filled("refunds", ("modified_at",), window_kinds=PULLED),
    *not_blank("refunds", ("shop_id", "refund_id", "order_id")),
    unique("refunds", ["refund_id", "payload_sha256"], label_zh="退款版本重复"),
    one_of("refunds", "platform", Given("platforms"), label_zh="平台与清单不符"),
    one_of("refunds", "shop_id", Given("shops"), label_zh="网店不在清单"),
    one_of("refunds", "refund_state", REFUND_STATES, label_zh="退款状态不在词表"),
    matches(
        "refunds", "payload_sha256", r"^[0-9a-f]{64}$", rule="digest", label_zh="报文摘要格式不符"
    ),
    within("refunds", "amount_fen", least=0, below=ABSURD_FEN, label_zh="退款金额超出范围"),
    within(
        "refunds",
        "modified_at",
        least=Given("window_start"),
        below=Given("window_end"),
        rule="in_window",
        window_kinds=("modified",),
        label_zh="修改时间不在窗口",
    ),
    *filled(
        "succeeded",
        ("succeeded_at",),
        blocking=False,
        advice="nothing to do: an undated refund counts in the month of its payment, flagged",
    ),
    *no_personal_text("refunds", ("refund_state",), PERSONAL_TEXT),
)
