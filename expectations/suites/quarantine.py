"""What must hold of the quarantine of any batch: reason and source are there, content is not."""

from __future__ import annotations

from expectations.patterns import PERSONAL_TEXT
from expectations.suites.check import (
    Check,
    Given,
    filled,
    no_personal_text,
    not_blank,
    one_of,
    row_counts,
)

QUARANTINE: tuple[Check, ...] = (
    *row_counts("quarantine"),
    *filled("quarantine", ("platform", "kind", "reason", "source")),
    *not_blank("quarantine", ("reason", "source")),
    one_of("quarantine", "platform", Given("platforms"), label_zh="平台与清单不符"),
    *no_personal_text("quarantine", ("reason", "source"), PERSONAL_TEXT),
)
