"""Form of the register of decisions: what a person said of a line that evidence disagrees about.

Source: design, sections 3 and 4 (待核, appeals). Keep out: the work list itself (the desk).
"""

from __future__ import annotations

from connectors.registers.columns import place, platform, text, yes_no
from connectors.registers.spec_types import LinePath, RegisterSpec

DECISIONS = RegisterSpec(
    name="decisions",
    title_zh="待核裁定",
    meaning="What a person decided about a line with conflicting evidence.",
    key=("platform", "order_id", "line_id"),
    lines=(
        LinePath(
            columns=("platform", "order_id", "line_id"), theirs=("platform", "order_id", "line_id")
        ),
    ),
    # every row speaks of a past line, and was weighed by a person
    is_approved_late=False,
    columns=(
        platform(),
        text("order_id", "订单编号", "the order", is_required=True),
        text("line_id", "明细编号", "the line", is_required=True),
        place("decided_county_code", "裁定县代码", "the county; empty = unknown stands"),
        yes_no(
            "is_genuine",
            "申诉核实属真实交易",
            "an appeal was upheld: the whole order counts again; empty or no = it stays out",
        ),
        text(
            "reason",
            "理由",
            "why, in the words of who decided",
            is_required=True,
            is_shown=False,
        ),
    ),
)
