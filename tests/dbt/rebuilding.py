"""What an incremental build did: the orders attributed anew, and that a full one does the same.

Keep out: the province and its registers (province.py).
"""

from __future__ import annotations

from tests.dbt.province import Province


def touched(province: Province) -> set[str]:
    return {o for (o,) in province.rows("select order_id from intermediate.int_touched_orders")}


def assert_equal_to_full(province: Province) -> None:
    incremental = province.hashes()
    province.build(full=True)
    assert province.hashes() == incremental
