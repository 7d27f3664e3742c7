"""What must hold of a landed register: its key, its times, its codes, nobody's number.

Key and columns by register; source: the public templates of the registers. Keep out: meaning that
needs two registers at once (dbt tests that).
"""

from __future__ import annotations

from expectations.patterns import PERSONAL_TEXT
from expectations.suites.check import (
    Check,
    filled,
    matches,
    no_personal_text,
    not_blank,
    one_of,
    row_counts,
    unique,
    within,
)
from expectations.suites.register_tables import AMOUNTS, FORMS, KEYS, NO_TEXTS, TEXTS, VALUES

_CLERK = "mend the row in the register's file and import it again"


def register_suite(register: str) -> tuple[Check, ...]:
    """The checks of one register; an unknown one is only checked for its times."""
    key = KEYS.get(register, ())
    checks = [
        *row_counts(register),
        *filled(register, (*key, "recorded_at", "load_id"), advice=_CLERK),
        *not_blank(register, [name for name in key if name not in NO_TEXTS]),
        unique(register, [*key, "valid_from"], label_zh="登记重复"),
        within(
            register,
            "valid_days",
            least=0,
            rule="forward",
            label_zh="有效期起止颠倒",
            advice=_CLERK,
        ),
    ]
    for column, values in VALUES.get(register, {}).items():
        checks.append(
            one_of(register, column, values, label_zh=f"{column} 不在词表", advice=_CLERK)
        )
    for column, form in FORMS.get(register, {}).items():
        checks.append(
            matches(
                register, column, form, rule="code", label_zh=f"{column} 格式不符", advice=_CLERK
            )
        )
    for column, most in AMOUNTS.get(register, {}).items():
        checks.append(
            within(
                register, column, least=0, most=most, label_zh=f"{column} 超出范围", advice=_CLERK
            )
        )
    return (*checks, *no_personal_text(register, TEXTS.get(register, ()), PERSONAL_TEXT))
