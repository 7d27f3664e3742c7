"""What must hold of a batch of orders with their lines.

Source of the columns: design, section 2. Keep out: refunds, registers, how a check runs.
"""

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

SALE_STATES = ["sale", "unpaid", "closed", "deposit", "wholesale"]

#: 100 million yuan: no order and no line of a monitored shop comes near it
ABSURD_FEN = 10_000_000_000
#: a million yuan in one order is worth a look before it is published
LARGE_FEN = 100_000_000

_MONEY = (
    "goods_fen",
    "order_discount_fen",
    "platform_subsidy_fen",
    "freight_fen",
    "paid_fen",
    "merchant_receipt_fen",
)
_SHA256 = r"^[0-9a-f]{64}$"

ORDERS: tuple[Check, ...] = (
    *row_counts("orders"),
    *filled(
        "orders",
        (
            "platform",
            "shop_id",
            "order_id",
            "platform_state",
            "sale_state",
            "created_at",
            "payload_sha256",
        ),
    ),
    *filled("orders", ("modified_at",), window_kinds=PULLED),
    *not_blank("orders", ("shop_id", "order_id")),
    unique("orders", ["order_id", "payload_sha256"], label_zh="订单版本重复"),
    one_of("orders", "platform", Given("platforms"), label_zh="平台与清单不符"),
    one_of("orders", "shop_id", Given("shops"), label_zh="网店不在清单"),
    one_of("orders", "sale_state", SALE_STATES, label_zh="销售状态不在词表"),
    one_of("orders", "flow", ["up", "down", "local"], label_zh="流向不在词表"),
    matches("orders", "payload_sha256", _SHA256, rule="digest", label_zh="报文摘要格式不符"),
    # a nickname in this column would be a person's; a digest is at least 16 plain characters
    matches(
        "orders",
        "buyer_hmac",
        r"^[0-9A-Za-z_=+/-]{16,128}$",
        rule="is_digest",
        label_zh="买家标识未加密",
        advice="delete the batch's folder, mend the redaction of this feed, land it again",
    ),
    matches(
        "orders",
        "receiver_county_code",
        r"^[0-9]{6}$",
        rule="code",
        label_zh="收货县代码格式不符",
    ),
    *(
        within("orders", column, least=0, below=ABSURD_FEN, label_zh=f"{column} 超出范围")
        for column in _MONEY
    ),
    within(
        "orders",
        "paid_fen",
        least=0,
        below=LARGE_FEN,
        rule="large",
        blocking=False,
        label_zh="单笔百万元以上",
        advice="look at the order in the shop's back office before the bulletin is signed",
    ),
    within(
        "orders",
        "listed_at",
        least=Given("window_start"),
        below=Given("window_end"),
        rule="in_window",
        window_kinds=("created",),
        label_zh="下单时间不在窗口",
    ),
    within(
        "orders",
        "modified_at",
        least=Given("window_start"),
        below=Given("window_end"),
        rule="in_window",
        window_kinds=("modified",),
        label_zh="修改时间不在窗口",
    ),
    within(
        "orders",
        "paid_lag_seconds",
        least=0,
        rule="after_created",
        blocking=False,
        label_zh="付款早于下单",
        advice="ask the platform: the money counts in the month of its payment time",
    ),
    # only what counts as a sale must have its money and its moment
    *filled("sales", ("paid_fen", "booked_at")),
    within(
        "sales",
        "line_count",
        least=1,
        rule="at_least_one",
        window_kinds=PULLED,
        label_zh="销售订单无明细",
    ),
    within(
        "sales",
        "line_count",
        least=1,
        rule="at_least_one_in_file",
        window_kinds=("file",),
        blocking=False,
        label_zh="销售订单无明细",
        advice="add the line file of this report: without lines a sale has no class and no origin",
    ),
    within("sales", "lines_gap_fen", least=0, most=0, rule="zero", label_zh="明细合计不等于实付"),
    *no_personal_text("orders", ("platform_state",), PERSONAL_TEXT),
)

LINES: tuple[Check, ...] = (
    *row_counts("lines"),
    *filled("lines", ("platform", "order_id", "line_id", "is_gift", "payload_sha256")),
    *filled("lines", ("quantity",), window_kinds=PULLED),
    *not_blank("lines", ("order_id", "line_id")),
    unique("lines", ["order_id", "line_id", "payload_sha256"], label_zh="明细版本重复"),
    one_of("lines", "platform", Given("platforms"), label_zh="平台与清单不符"),
    within("lines", "order_count", least=1, rule="has_order", label_zh="明细无订单"),
    within("lines", "quantity", least=0, below=1_000_000, label_zh="数量超出范围"),
    within("lines", "list_fen", least=0, below=ABSURD_FEN, label_zh="list_fen 超出范围"),
    within("lines", "line_paid_fen", least=0, below=ABSURD_FEN, label_zh="明细实付超出范围"),
    *no_personal_text(
        "lines", ("merchant_code", "title", "platform_category", "item_origin_text"), PERSONAL_TEXT
    ),
)
