"""What must hold of a batch of the offline ledger.

A contract or a receipt has a number, a sale that also stands in a feed names platform and order,
and nobody is named. Source: design, section 3. Keep out: whether a feed holds the sale (dbt).
"""

from __future__ import annotations

from expectations.patterns import PERSONAL_TEXT
from expectations.suites.check import (
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
from expectations.suites.orders import ABSURD_FEN, LARGE_FEN

CHANNELS = ["zone", "box", "fair", "institution", "other"]
PROOF_GRADES = ["contract", "receipt", "self_report"]

_CLERK = "ask the keeper of the ledger for a corrected file, then load it"

LEDGER: tuple[Check, ...] = (
    *row_counts("ledger"),
    *filled(
        "ledger",
        (
            "platform",
            "reporter_code",
            "ledger_id",
            "channel",
            "occurred_at",
            "precision",
            "county_code",
            "title",
            "amount_fen",
            "proof_grade",
            "is_refund",
            "is_void",
            "modified_at",
            "payload_sha256",
        ),
    ),
    *not_blank("ledger", ("reporter_code", "ledger_id", "title")),
    unique("ledger", ["reporter_code", "ledger_id"], label_zh="台账编号重复"),
    one_of("ledger", "platform", Given("platforms"), label_zh="平台与清单不符"),
    one_of("ledger", "reporter_code", Given("shops"), label_zh="报送单位不在清单"),
    one_of("ledger", "channel", CHANNELS, label_zh="渠道不在词表"),
    one_of("ledger", "precision", ["day", "month"], label_zh="日期精度不在词表"),
    one_of("ledger", "proof_grade", PROOF_GRADES, label_zh="佐证等级不在词表"),
    matches("ledger", "county_code", r"^[0-9]{6}$", rule="code", label_zh="县代码格式不符"),
    matches("ledger", "village_code", r"^[0-9]{12}$", rule="code", label_zh="村代码格式不符"),
    # a code: letters, digits and hyphens; a name in this column would be a person's
    matches(
        "ledger",
        "producer_code",
        r"^[0-9A-Za-z_-]{1,40}$",
        rule="is_code",
        label_zh="产销主体不是编码",
        advice=_CLERK,
    ),
    matches(
        "ledger", "payload_sha256", r"^[0-9a-f]{64}$", rule="digest", label_zh="报文摘要格式不符"
    ),
    within("ledger", "amount_fen", least=0, below=ABSURD_FEN, label_zh="金额超出范围"),
    within(
        "ledger",
        "amount_fen",
        least=0,
        below=LARGE_FEN,
        rule="large",
        blocking=False,
        label_zh="单笔百万元以上",
        advice="look at the contract or receipt before the bulletin is signed",
    ),
    within("ledger", "quantity_milli", least=0, below=10**12, label_zh="数量超出范围"),
    within(
        "ledger",
        "occurred_at",
        least=Given("window_start"),
        below=Given("window_end"),
        rule="in_window",
        label_zh="销售日期不在窗口",
    ),
    # a day after the keeper knew the figures is a slip of the pen
    within(
        "ledger",
        "known_lag_seconds",
        least=0,
        rule="known_after",
        label_zh="销售日期晚于报送",
        advice=_CLERK,
    ),
    *filled("proven", ("proof_ref",), advice=_CLERK),
    *filled("linked", ("order_platform", "order_id"), advice=_CLERK),
    *no_personal_text("ledger", ("title", "proof_ref", "unit"), PERSONAL_TEXT),
)
