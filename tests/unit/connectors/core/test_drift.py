"""Names that nobody has named are counted; values and personal names never are."""

from __future__ import annotations

import msgspec
import pytest

from connectors.core.cells import unknown_state
from connectors.core.drift import UNNAMED, UNNAMED_STATE, DriftWatch, known, state_code, summed
from connectors.core.keeping import Doubt, Place, keep
from connectors.core.pulls import ShopHarvest
from connectors.registry import PLATFORMS


class Line(msgspec.Struct, rename="camel"):
    sku_id: int = 0


class Order(msgspec.Struct):
    id: int
    lines: list[Line] | None = msgspec.field(default=None, name="lineList")
    unreadable: str | None = None


RECORDS = {"order_list": known(Order, "buyer_name address lineList.picture")}


def watched(*bodies):
    watch = DriftWatch(RECORDS)
    for body in bodies:
        watch.look(msgspec.json.encode(body))
    return watch.fields()


def answer(*orders):
    return {"response": {"total": len(orders), "order_list": list(orders)}}


def test_what_is_read_or_listed_is_no_news():
    order = {"id": 1, "buyer_name": "n", "address": {"x": 1}, "lineList": [{"skuId": 1}]}
    order["lineList"][0]["picture"] = "p"
    assert watched(answer(order, order)) == {}


def test_a_new_field_is_counted_once_a_record_by_its_path():
    new = {"id": 1, "lineList": [{"skuId": 1, "coupon": 5}, {"skuId": 2, "coupon": 5}]}
    found = watched(answer({"id": 1}, new, new | {"grade": "A"}))
    assert found == {"order_list.grade": 1, "order_list.lineList.coupon": 2}


def test_fields_of_the_envelope_are_not_looked_at():
    assert watched({"response": {"request_id": "1", "order_list": []}, "trace": 1}) == {}


@pytest.mark.parametrize("name", ["13907431861", "龙阿依", "x" * 61, "a b", "u13907431861"])
def test_a_name_that_may_be_somebodys_is_not_written_down(name):
    assert watched(answer({"id": 1, name: 1})) == {f"order_list.{UNNAMED}": 1}


def test_line_breaks_inside_texts_stop_nothing():
    watch = DriftWatch(RECORDS)
    watch.look(b'{"order_list": [{"id": 1, "grade": "a\nb"}]}')
    assert watch.fields() == {"order_list.grade": 1}


def test_a_name_that_stands_twice_needs_the_one_above_it():
    watch = DriftWatch({"data.data": known(Order)})
    watch.look(b'{"data": {"size": 1, "data": [{"id": 1, "grade": 1}]}}')
    assert watch.fields() == {"data.grade": 1}


def test_of_many_answers_a_part_is_looked_at_and_always_the_same_part():
    bodies = [answer({"id": number, "grade": 1}) for number in range(400)]
    counted = watched(*bodies)["order_list.grade"]
    assert 20 < counted < 90
    assert watched(*bodies)["order_list.grade"] == counted


@pytest.mark.parametrize(
    ("states", "code"),
    [
        (("TRADE_NEW",), "TRADE_NEW"),
        ((77, None), f"77/{UNNAMED_STATE}"),
        (("13907431861",), UNNAMED_STATE),
        (("龙阿依",), UNNAMED_STATE),
    ],
)
def test_a_state_is_written_down_as_a_code_only(states, code):
    assert state_code(*states) == code


def test_unknown_states_are_summed_by_code_and_the_record_lies_in_quarantine():
    harvests = []
    for states in (["NEW", "NEW"], ["NEW", "ODD"]):
        harvest = ShopHarvest.empty("orders")
        for number, state in enumerate(states):

            def make(digest, state=state):
                raise unknown_state("not known", state)

            keep(
                Order(1),
                harvest,
                Place("x", "orders", str(number), "s"),
                make=make,
                doubt=lambda: Doubt(None, None, None),
            )
        harvests.append(harvest)
        reasons = {row.reason for row in harvest.rows["quarantine"]}
        assert reasons == {"unknown_state"}
    assert summed([h.unknown_states for h in harvests]) == {"NEW": 3, "ODD": 1}


@pytest.mark.parametrize("platform", sorted(PLATFORMS))
def test_every_platform_says_what_it_is_known_to_tell(platform):
    import connectors.registry as registry

    records = registry._KNOWN[platform]
    assert records
    assert all(record.names for record in records.values())
