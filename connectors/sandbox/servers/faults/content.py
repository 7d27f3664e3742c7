"""Faults 42 to 48, 50 and 52: single records that can't be read, or only just.

Keep out: bodies that are no JSON (line.py), times (times.py), lists (lists.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from connectors.sandbox.servers.faults.catalogue_types import Fault, Limit, only
from connectors.sandbox.servers.faults.effects import Call, Effect, Strikes
from connectors.sandbox.servers.faults.views import Tamper
from connectors.sandbox.servers.gateway import Answer
from connectors.sandbox.servers.lens import Document, Path, Shape, places_at, write

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldItem, WorldOrder

#: changes one record; tells whether there was anything to change
Damage = Callable[[Document, Shape, int], bool]

#: ¥ 98 765 432 109, beyond any order
_ABSURD_FEN = 9_876_543_210_900
_STRANGE = "\x00\u202e山货\U0001f34a\u200b’<script>"


def _records(damage: Damage) -> Callable[[Strikes], Effect]:
    """An effect on every so many records."""

    def begin(strikes: Strikes) -> Effect:
        def after(call: Call, answer: Answer) -> Answer:
            sight = call.gateway.lens.look(answer.body)
            if sight is None:
                return answer
            changed = False
            for record in sight.records:
                if _is_chosen(record, sight.shape, strikes):
                    changed = damage(record, sight.shape, strikes.count) or changed
            return msgspec.structs.replace(answer, body=write(sight)) if changed else answer

        return Effect(strikes, after=after)

    return begin


def _is_chosen(record: Document, shape: Shape, strikes: Strikes) -> bool:
    """By the record's own id, so that a second reading finds the same records spoilt."""
    if strikes.every == 1:
        return strikes.is_due()
    told = [holder[key] for holder, key in places_at(record, shape.record_id)]  # type: ignore[index]
    digits = "".join(c for c in str(told[0] if told else "") if c.isdigit()) or "0"
    strikes.chances += 1
    if int(digits[:-2] or "0") % strikes.every:
        return False
    strikes.struck()
    return True


def _put(record: Document, path: Path, make: Callable[[object], object]) -> bool:
    places = list(places_at(record, path))
    for holder, key in places:
        holder[key] = make(holder[key])  # type: ignore[index]
    return bool(places)


def _form_of_amount(record: Document, shape: Shape, turn: int) -> bool:
    """The same money in a form that is not the protocol's; some forms can be read exactly."""

    def change(told: object) -> object:
        fen = _fen(told, shape)
        if shape.amount_unit == "fen":
            return (str(fen), fen + 0.5, f"{fen / 100:.2f}", f"{fen:,}")[turn % 4]
        yuan = f"{fen // 100}.{fen % 100:02d}"
        return (float(yuan), f"{fen // 100:,}.{fen % 100:02d}", f"{yuan}7", f"¥{yuan}")[turn % 4]

    return bool(shape.amount) and _put(record, shape.amount, change)


def _negative(record: Document, shape: Shape, _: int) -> bool:
    return bool(shape.amount) and _put(
        record, shape.amount, lambda told: _told(-_fen(told, shape) - 1, told, shape)
    )


def _absurd(record: Document, shape: Shape, _: int) -> bool:
    return bool(shape.amount) and _put(
        record, shape.amount, lambda told: _told(_ABSURD_FEN, told, shape)
    )


def _one_fen_more(record: Document, shape: Shape, _: int) -> bool:
    return bool(shape.amount) and _put(
        record, shape.amount, lambda told: _told(_fen(told, shape) + 1, told, shape)
    )


def _id_as_number(record: Document, shape: Shape, _: int) -> bool:
    return _put(record, shape.record_id, lambda told: int(str(told)))


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

    return _put(record, shape.state, change)


def _masked(record: Document, shape: Shape, turn: int) -> bool:
    forms = ("~AgAAAAKJ8f3DGQE=~1~", "***", None, "")
    return _put(record, shape.buyer, lambda _: forms[turn % len(forms)])


def _lone_surrogate(strikes: Strikes) -> Effect:
    """Half of an emoji, written as an escape: no text of UTF-8 can hold it."""

    def after(call: Call, answer: Answer) -> Answer:
        sight = call.gateway.lens.look(answer.body)
        if sight is None or not sight.shape.title:
            return answer
        changed = False
        for record in sight.records:
            if _is_chosen(record, sight.shape, strikes):
                changed = _put(record, sight.shape.title, lambda t: f"{t}LONE") or changed
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


def _fen(told: object, shape: Shape) -> int:
    text = str(told)
    if shape.amount_unit == "fen":
        return int(text)
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


def _told(fen: int, like: object, shape: Shape) -> object:
    """The amount as the platform writes it, a number where it wrote a number."""
    if shape.amount_unit == "fen":
        return str(fen) if isinstance(like, str) else fen
    text = f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"
    if not isinstance(like, str):
        return float(text)
    # as many places as stood there
    return text + "0" * (len(like.partition(".")[2]) - 2)


_NO_MONEY = only("orders refunds", "an item's price is not read")
_NO_STATE = only("orders refunds", "an item's state is not read")
_TITLES = only("orders items", "a refund has no title that is read")

FAULTS = (
    Fault(
        number=42,
        name="forms_of_amounts",
        group="content",
        what="an amount is a float, has thousands signs, half fens, or is a text of another unit",
        expected="held",
        every=7,
        begin=_records(_form_of_amount),
        limits=(_NO_MONEY,),
    ),
    Fault(
        number=43,
        name="negative_amount",
        group="content",
        what="an amount is below zero",
        expected="held",
        every=7,
        begin=_records(_negative),
        limits=(_NO_MONEY,),
    ),
    Fault(
        number=43,
        name="absurd_amount",
        group="content",
        what="an amount is beyond any order",
        expected="held",
        every=7,
        begin=_records(_absurd),
        limits=(_NO_MONEY,),
    ),
    Fault(
        number=44,
        name="ids_as_numbers",
        group="content",
        what="ids beyond 2^53 come as numbers",
        expected="exact",
        begin=_records(_id_as_number),
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
        begin=_records(_new_field),
    ),
    Fault(
        number=46,
        name="amount_renamed",
        group="content",
        what="the field of the amount has another name",
        expected="loud",
        begin=_records(_renamed(lambda shape: shape.amount)),
        limits=(_NO_MONEY,),
    ),
    Fault(
        number=46,
        name="state_renamed",
        group="content",
        what="the field of the state has another name",
        expected="loud",
        begin=_records(_renamed(lambda shape: shape.state)),
        limits=(_NO_STATE,),
    ),
    Fault(
        number=46,
        name="id_renamed",
        group="content",
        what="the field of the id has another name",
        expected="loud",
        begin=_records(_renamed(lambda shape: shape.record_id)),
    ),
    Fault(
        number=47,
        name="new_state",
        group="content",
        what="a state that no document names",
        expected="held",
        every=7,
        begin=_records(_new_state),
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
        every=7,
        begin=_lone_surrogate,
        limits=(_TITLES,),
    ),
    Fault(
        number=50,
        name="sums_disagree",
        group="content",
        what="what the buyer paid is a fen more than the lines, coupons and freight make",
        expected="held",
        every=7,
        begin=_records(_one_fen_more),
        limits=(only("orders", "only an order states one sum twice"),),
    ),
    Fault(
        number=52,
        name="masked_buyer",
        group="content",
        what="a buyer's name is a ciphertext, stars, null or nothing",
        expected="exact",
        begin=_records(_masked),
        limits=(only("orders", "no other record's buyer is looked at"),),
    ),
)
