"""A fault planted into dbt's own statements is found: each in a life of a few changes.

The plainest life is shown to be sound first, so that it is the fault that is found.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.dbt.property.conservation import Conservation
from tests.dbt.property.recorded_run import Recording, Step

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

Life = list[tuple[str, dict[str, Any], float | None]]

_CONTENTS: dict[str, Any] = {
    "moment": datetime(2020, 6, 11, 9),
    "sale_state": "sale",
    "paid_fen": 1_000,
    "receiver_county_code": "110101",
    "buyer_hmac": None,
    "lines": [
        {"line_id": str(n), "item_id": None, "list_fen": 1, "merchant_code": "K2"}
        for n in (1, 2, 3)
    ],
}
_REFUND = {
    "share_ppm": 333_333,
    "extra_fen": 0,
    "line_id": None,
    "refund_state": "succeeded",
    "days_after": 31,
}


def _shop(county: str) -> dict[str, Any]:
    row = {"platform": "taobao", "shop_id": "s1", "inspected_county_code": county}
    return {"change": ("shops", [row])}


_SELLS: Life = [("sells", {"shop": ("taobao", "s1"), "contents": _CONTENTS}, None)]
_REFUNDED: Life = [*_SELLS, ("refund_comes", {"pick": 1, "contents": _REFUND}, None)]
_MOVES: Life = [
    *_SELLS,
    # without a code, so that no household's capacity ties it to the other shop
    ("sells", {"shop": ("jd", "s3"), "contents": _CONTENTS | {"lines": []}}, None),
    ("register_changes", _shop("430524"), None),
]
_MOVES_OUT: Life = [*_SELLS, ("register_changes", _shop("520624"), None)]
_SOLD_ON_ANOTHER_DAY: Life = [
    *_SELLS,
    (
        "order_changes",
        {
            "pick": 1,
            "contents": _CONTENTS | {"moment": datetime(2020, 7, 1)},
            "after": timedelta(days=1),
        },
        None,
    ),
]
_CUT_AND_TAKEN_BACK: Life = [
    *_SELLS,
    (*_SOLD_ON_ANOTHER_DAY[1][:2], 0.97),
    # the batch that the build had begun to read: the newest
    ("batch_is_withdrawn_or_comes_back", {"pick": -1}, None),
]
_SELLS_WITHOUT_LINES: Life = [
    ("sells", {"shop": ("taobao", "s1"), "contents": _CONTENTS | {"lines": []}}, None),
    ("register_changes", _shop("430524"), None),
]
_REFUND_OF_ANOTHER_ORDER: Life = [
    *_SELLS,
    (
        "refund_changes",
        {"pick": 0, "contents": _REFUND, "after": timedelta(days=2), "to_order": 1},
        None,
    ),
]

SOUND = {
    "sells": _SELLS,
    "refunded": _REFUNDED,
    "moves": _MOVES,
    "moves_out": _MOVES_OUT,
    "sold_on_another_day": _SOLD_ON_ANOTHER_DAY,
    "cut_and_taken_back": _CUT_AND_TAKEN_BACK,
    "sells_without_lines": _SELLS_WITHOUT_LINES,
    "refund_of_another_order": _REFUND_OF_ANOTHER_ORDER,
}
#: what is planted: model, words of its statement, words in their place, a life in which it matters
FAULTS: dict[str, tuple[str, str, str, Life]] = {
    "a_fen_lost_in_sharing_out": ("int_untold_payments", "then 1", "then 0", _SELLS),
    "a_refund_shared_short": ("int_refund_lines", "then 1", "then 0", _REFUNDED),
    "lines_of_touched_orders_stand_twice": ("fct_lines", "delete from", "--", _MOVES),
    "refunds_of_origin_forgotten": ("fct_origin_refunds", "insert into", "--", _REFUNDED),
    "old_day_not_emptied": (
        "journal_days",
        '"marts"."fct_lines"',
        '"intermediate"."int_lines"',
        _SOLD_ON_ANOTHER_DAY,
    ),
    "outside_left_out_of_the_whole": (
        "mart_sales_area_day",
        "('outside')",
        "('nowhere')",
        _MOVES_OUT,
    ),
    "changed_shop_touches_nothing": (
        "int_touched_orders",
        "changed.thing = 'shop'",
        "changed.thing = 'never'",
        _MOVES,
    ),
    "changed_shop_touches_everything": ("int_touched_orders", "'region' in", "'shop' in", _MOVES),
    "orders_without_lines_hang_on_no_shop": (
        "int_order_keys",
        'left join "warehouse"."staging"."stg_feeds__lines"',
        'inner join "warehouse"."staging"."stg_feeds__lines"',
        _SELLS_WITHOUT_LINES,
    ),
    "order_that_lost_a_refund_keeps_it": (
        "int_moved_orders",
        "moved_refunds.is_moved",
        "refunds.is_moved",
        _REFUND_OF_ANOTHER_ORDER,
    ),
    "journal_of_a_cut_build_not_read": (
        "int_touched_orders",
        '"warehouse"."intermediate"."journal_orders"',
        '(select * from "warehouse"."intermediate"."journal_orders" where false)',
        _CUT_AND_TAKEN_BACK,
    ),
}


def _live(recording: Recording, life: Life) -> None:
    class Province(Conservation):
        pass

    Province.recording, Province.done = recording, Counter()
    province = Province()
    province.is_published()
    try:
        for name, told, cut in life:
            province.happens(change=(name, told), cut=cut)
    except BaseException:
        province.warehouse.close()
        raise
    province.teardown()


def _planted(recording: Recording, model: str, words: str, instead: str) -> Recording:
    def spoilt(steps: list[Step]) -> list[Step]:
        return [
            Step(step.node, _without(step.statement, words, instead))
            if step.node == model and words in step.statement
            else step
            for step in steps
        ]

    planted = replace(recording, later=spoilt(recording.later))
    assert planted.later != recording.later, f"{model} no longer says {words}"
    return planted


def _without(statement: str, words: str, instead: str) -> str:
    # a statement that is taken out whole
    return "select 1" if instead == "--" else statement.replace(words, instead)


@pytest.mark.parametrize("life", SOUND.values(), ids=SOUND)
def test_every_life_is_sound_before_a_fault_is_planted(recording: Recording, life: Life) -> None:
    _live(recording, life)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_found(recording: Recording, fault: tuple[str, str, str, Life]) -> None:
    model, words, instead, life = fault
    with pytest.raises(AssertionError):
        _live(_planted(recording, model, words, instead), life)
