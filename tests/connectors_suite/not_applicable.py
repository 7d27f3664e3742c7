"""Tests of the suite that say nothing of a platform: (platform, test) → why.

A cell stands here only where the platform has nothing that the test is about; where it has it in
another form, the test is generalised by a property of the fake instead.
"""

from __future__ import annotations

NOT_APPLICABLE: dict[tuple[str, str], str] = {
    ("wechat", "test_rows_that_are_counted_but_never_sent_fail_loudly"): (
        "WeChat's lists of orders tell no total, so there is no count to fall short of"
    ),
    ("wechat", "test_a_wrong_setting_is_not_tried_on_every_shop"): (
        "every shop is an application of its own: a wrong secret concerns one shop, and no setting "
        "of the account is sent to WeChat"
    ),
    ("kuaishou", "test_rows_that_are_counted_but_never_sent_fail_loudly"): (
        "Kuaishou's lists of orders tell no total, so there is no count to fall short of"
    ),
}
