"""Faults 42 to 48, 50 and 52: single records that can't be read, or only just.

Keep out: bodies that are no JSON (line.py), times (times.py), lists (lists.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from connectors.sandbox.servers.faults.catalogue_types import Fault, Limit, only
from connectors.sandbox.servers.faults.damage import NO_MONEY, Damage, each_record, is_chosen, put
from connectors.sandbox.servers.faults.effects import Call, Effect, Strikes
from connectors.sandbox.servers.faults.views import Tamper
from connectors.sandbox.servers.gateway import Answer
from connectors.sandbox.servers.lens import Document, Path, Shape, places_at, write

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldItem, WorldOrder


_STRANGE = "\x00\u202e山货\U0001f34a\u200b’<script>"


def _id_as_number(record: Document, shape: Shape, _: int) -> bool:
    return put(record, shape.record_id, lambda told: int(str(told)))


def _new_field(record: Document, _: Shape, turn: int) -> bool:
    record["promotion_v2"] = {"kind": "spring", "shares": [1, turn, None]}
    return True


def _renamed(choose: Callable[[Shape], Path]) -> Damage:
    def damage(record: Document, shape: Shape, _: int) -> bool:
        places = list(places_at(record, choose(shape)))
        for holder, key in places:
            if isinstance(holder, dict):
                holder[f"{key}_v2"] = holder.pop(str(key))
        return bool(places)

    return damage


def _new_state(record: Document, shape: Shape, _: int) -> bool:
    def change(told: object) -> object:
        if isinstance(told, int):
            return 987
        return "987" if str(told).isdigit() else "SETTLED_BY_NEW_RULES"

    return put(record, shape.state, change)


def _masked(record: Document, shape: Shape, turn: int) -> bool:
    forms = ("~AgAAAAKJ8f3DGQE=~1~", "***", None, "")
    return put(record, shape.buyer, lambda _: forms[turn % len(forms)])


def _lone_surrogate(strikes: Strikes) -> Effect:
    """Half of an emoji, written as an escape: no text of UTF-8 can hold it."""

    def after(call: Call, answer: Answer) -> Answer:
        sight = call.gateway.lens.look(answer.body)
        if sight is None or not sight.shape.title:
            return answer
        changed = False
        for record in sight.records:
            if is_chosen(record, sight.shape, strikes):
                changed = put(record, sight.shape.title, lambda t: f"{t}LONE") or changed
        body = write(sight).replace(b"LONE", rb"\ud83d")
        return msgspec.structs.replace(answer, body=body) if changed else answer

    return Effect(strikes, after=after)


def _strange_texts(strikes: Strikes) -> Effect:
    """Titles with NUL, an emoji, a change of direction: true, and to be kept as they are."""

    def tamper_item(item: WorldItem) -> WorldItem:
        strikes.struck()
        return msgspec.structs.replace(item, title=_STRANGE + item.title)

    def tamper_order(order: WorldOrder) -> WorldOrder:
        strikes.struck()
        lines = tuple(
            msgspec.structs.replace(line, title=_STRANGE + line.title, merchant_code="")
            for line in order.lines
        )
        return msgspec.structs.replace(order, lines=lines)

    return Effect(strikes, tamper=Tamper(order=tamper_order, item=tamper_item))


_NO_STATE = only("orders refunds", "an item's state is not read")
_TITLES = only("orders items", "a refund has no title that is read")

FAULTS = (
    Fault(
        number=44,
        name="ids_as_numbers",
        group="content",
        what="ids beyond 2^53 come as numbers",
        expected="exact",
        begin=each_record(_id_as_number),
        limits=(
            Limit("its order numbers are no numbers", frozenset({"pdd"}), frozenset({"orders"})),
        ),
    ),
    Fault(
        number=45,
        name="new_field",
        group="content",
        what="every record has a field that nobody knows",
        expected="exact",
        begin=each_record(_new_field),
    ),
    Fault(
        number=46,
        name="amount_renamed",
        group="content",
        what="the field of the amount has another name",
        expected="loud",
        begin=each_record(_renamed(lambda shape: shape.amount)),
        limits=(NO_MONEY,),
    ),
    Fault(
        number=46,
        name="state_renamed",
        group="content",
        what="the field of the state has another name",
        expected="loud",
        begin=each_record(_renamed(lambda shape: shape.state)),
        limits=(_NO_STATE,),
    ),
    Fault(
        number=46,
        name="id_renamed",
        group="content",
        what="the field of the id has another name",
        expected="loud",
        begin=each_record(_renamed(lambda shape: shape.record_id)),
    ),
    Fault(
        number=47,
        name="new_state",
        group="content",
        what="a state that no document names",
        expected="held",
        every=7,
        begin=each_record(_new_state),
        limits=(_NO_STATE,),
    ),
    Fault(
        number=48,
        name="strange_texts",
        group="content",
        what="titles hold NUL, emoji and signs that turn the direction of writing",
        expected="exact",
        begin=_strange_texts,
        limits=(_TITLES,),
    ),
    Fault(
        number=48,
        name="lone_surrogate",
        group="content",
        what="a title holds half an emoji, which no UTF-8 text can",
        expected="exact",
        every=3,
        begin=_lone_surrogate,
        limits=(_TITLES,),
    ),
    Fault(
        number=52,
        name="masked_buyer",
        group="content",
        what="a buyer's name is a ciphertext, stars, null or nothing",
        expected="exact",
        begin=each_record(_masked),
        limits=(only("orders", "no other record's buyer is looked at"),),
    ),
)
