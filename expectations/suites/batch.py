"""What must hold of every batch as a whole: files, schema, control totals, shops, quarantine.

All of it is measured into a frame of one row (`facts.py`). Keep out: rows of a single table.
"""

from __future__ import annotations

from expectations.suites.check import Check, Given

#: parts in a million of the rows, and of the fen, that may lie in quarantine
QUARANTINE_SHARE_PPM = 50_000
#: so few rows never hold a batch by their number, however small it is
QUARANTINE_FREE_ROWS = 2

#: parts in a million of the usual orders that may be those of shops which suddenly have none
SILENT_SHARE_PPM = 200_000

_LAND_AGAIN = "the batch was changed after landing: restore it, or land the window again"


def _fact(
    column: str, *, label_zh: str, advice: str, blocking: bool = True, most: int | Given = 0
) -> Check:
    return Check(
        name=f"batch.{column}",
        frame="batch",
        expectation="expect_column_max_to_be_between",
        kwargs={"column": column, "min_value": 0, "max_value": most},
        blocking=blocking,
        label_zh=label_zh,
        advice=advice,
    )


BATCH: tuple[Check, ...] = (
    _fact("missing_file_count", label_zh="批次缺文件", advice=_LAND_AGAIN),
    _fact("changed_file_count", label_zh="文件摘要与清单不符", advice=_LAND_AGAIN),
    _fact("unreadable_file_count", label_zh="文件不可读", advice=_LAND_AGAIN),
    _fact(
        "unexplained_empty_count",
        label_zh="空批次无说明",
        advice="no shop answered, or the platform told a total: ask the platform, then land again",
    ),
    _fact(
        "schema_difference_count",
        label_zh="表结构不符",
        advice="the columns are not the canonical ones: run the code version that built them, "
        "or land the window again",
    ),
    _fact(
        "schema_hash_difference_count",
        label_zh="结构摘要与清单不符",
        advice=_LAND_AGAIN,
    ),
    _fact(
        "control_missing_count",
        label_zh="清单缺控制总数",
        advice="report this line: the connector landed rows without the total it read",
    ),
    _fact("control_difference_fen", label_zh="控制总数不符", advice=_LAND_AGAIN),
    _fact(
        "platform_count_shortfall",
        blocking=False,
        label_zh="少于平台计数",
        advice="land the window again: the platform counted more orders than it gave",
    ),
    _fact(
        "raw_row_difference_count",
        label_zh="原始记录数与清单不符",
        advice=_LAND_AGAIN,
    ),
    _fact(
        "raw_unreadable_count",
        label_zh="原始记录不可读",
        advice="report this line: the connector wrote a raw record that is no JSON",
    ),
    _fact(
        "raw_personal_count",
        label_zh="原始记录含个人信息",
        advice="delete the batch's folder, mend the redaction of this feed, land it again",
    ),
    _fact(
        "quarantine_row_ppm",
        most=QUARANTINE_SHARE_PPM,
        label_zh="隔离行占比过高",
        advice="read `shanhuo quarantine`: when many rows break at once the platform's format "
        "has changed; mend the mapping, then land again",
    ),
    _fact(
        "quarantine_fen_ppm",
        most=QUARANTINE_SHARE_PPM,
        label_zh="隔离金额占比过高",
        advice="read `shanhuo quarantine`: these rows carry too much of the money to publish "
        "without them; mend the mapping, then land again",
    ),
    _fact(
        "quarantine_unknown_amount_count",
        blocking=False,
        label_zh="隔离行金额不明",
        advice="read `shanhuo quarantine`: the money of these rows is in no figure",
    ),
    _fact(
        "silent_row_ppm",
        most=SILENT_SHARE_PPM,
        label_zh="多家网店忽然无单",
        advice="shops that had orders in each of the last three windows have none at all: look "
        "into their back office, then land the window again",
    ),
    _fact(
        "silent_shop_count",
        blocking=False,
        label_zh="有网店忽然无单",
        advice="a shop that had orders in each of the last three windows has none: ask it whether "
        "it has closed",
    ),
    _fact(
        "size_shortfall_count",
        blocking=False,
        label_zh="少于往常同一星期",
        advice="fewer orders than the same weekday of the last weeks: ask the platform and the "
        "largest shops, then land the window again",
    ),
    _fact(
        "size_excess_count",
        blocking=False,
        label_zh="多于往常同一星期",
        advice="more orders than the same weekday of the last weeks: a sale, a new shop, or orders "
        "that nobody made; look at the largest shops",
    ),
    _fact(
        "odd_size_shop_count",
        blocking=False,
        label_zh="有网店与往常不符",
        advice="look at these shops' numbers of orders in `shanhuo status --json`",
    ),
    _fact(
        "unknown_field_count",
        blocking=False,
        label_zh="出现未登记的字段",
        advice="the platform sends fields that nobody has named (the manifest lists them): read "
        "its documents, then name them in the platform's known.py or read them",
    ),
    _fact(
        "unknown_state_count",
        blocking=False,
        label_zh="出现未知状态",
        advice="these records are in quarantine: read the platform's documents, name the state in "
        "its settings, then replay them",
    ),
    _fact(
        "missing_shop_ppm",
        blocking=False,
        label_zh="部分网店未应答",
        advice="renew the permission of the shops that did not answer (`shanhuo status`); the "
        "bulletin prints the coverage",
    ),
)

#: only registers are loaded by hand, so that a load may speak of days long past
UNAPPROVED = _fact(
    "unapproved_key_count",
    label_zh="追溯登记未经批准",
    advice="the load reaches back more than 30 days: look at `shanhuo registers waiting`, then "
    "approve or refuse it",
)
