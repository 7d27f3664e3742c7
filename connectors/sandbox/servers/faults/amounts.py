"""Faults in the money of a record: forms, signs, sizes, sums.

Keep out: any other field.
"""

from __future__ import annotations

from connectors.sandbox.servers.faults.catalogue_types import Fault, only
from connectors.sandbox.servers.faults.damage import NO_MONEY, each_record, put
from connectors.sandbox.servers.lens import Document, Shape

#: ¥ 98 765 432 109, beyond any order
_ABSURD_FEN = 9_876_543_210_900


def _form_of_amount(record: Document, shape: Shape, turn: int) -> bool:
    """The same money in a form that is not the protocol's; some forms can be read exactly."""

    def change(told: object) -> object:
        fen = _fen(told, shape)
        if shape.amount_unit == "fen":
            return (str(fen), fen + 0.5, f"{fen / 100:.2f}", f"{fen:,}")[turn % 4]
        yuan = f"{fen // 100}.{fen % 100:02d}"
        return (float(yuan), f"{fen // 100:,}.{fen % 100:02d}", f"{yuan}7", f"¥{yuan}")[turn % 4]

    return bool(shape.amount) and put(record, shape.amount, change)


def _negative(record: Document, shape: Shape, _: int) -> bool:
    return bool(shape.amount) and put(
        record, shape.amount, lambda told: _told(-_fen(told, shape) - 1, told, shape)
    )


def _absurd(record: Document, shape: Shape, _: int) -> bool:
    return bool(shape.amount) and put(
        record, shape.amount, lambda told: _told(_ABSURD_FEN, told, shape)
    )


def _one_fen_more(record: Document, shape: Shape, _: int) -> bool:
    return bool(shape.amount) and put(
        record, shape.amount, lambda told: _told(_fen(told, shape) + 1, told, shape)
    )


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


FAULTS = (
    Fault(
        number=42,
        name="forms_of_amounts",
        group="content",
        what="an amount is a float, has thousands signs, half fens, or is a text of another unit",
        expected="held",
        every=7,
        begin=each_record(_form_of_amount),
        limits=(NO_MONEY,),
    ),
    Fault(
        number=43,
        name="negative_amount",
        group="content",
        what="an amount is below zero",
        expected="held",
        every=7,
        begin=each_record(_negative),
        limits=(NO_MONEY,),
    ),
    Fault(
        number=43,
        name="absurd_amount",
        group="content",
        what="an amount is beyond any order",
        expected="held",
        every=7,
        begin=each_record(_absurd),
        limits=(NO_MONEY,),
    ),
    Fault(
        number=50,
        name="sums_disagree",
        group="content",
        what="what the buyer paid is a fen more than the lines, coupons and freight make",
        expected="held",
        every=7,
        begin=each_record(_one_fen_more),
        limits=(only("orders", "only an order states one sum twice"),),
    ),
)
