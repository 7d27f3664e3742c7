"""Damages some records of each answer, by a function of one record.

Keep out: any single damage.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from connectors.sandbox.servers.faults.catalogue_types import only
from connectors.sandbox.servers.faults.effects import Call, Effect, Strikes
from connectors.sandbox.servers.gateway import Answer
from connectors.sandbox.servers.lens import Document, Path, Shape, places_at, write

NO_MONEY = only("orders refunds", "an item's price is not read")


#: changes one record; tells whether there was anything to change
Damage = Callable[[Document, Shape, int], bool]


def each_record(damage: Damage) -> Callable[[Strikes], Effect]:
    """An effect on every so many records."""

    def begin(strikes: Strikes) -> Effect:
        def after(call: Call, answer: Answer) -> Answer:
            sight = call.gateway.lens.look(answer.body)
            if sight is None:
                return answer
            changed = False
            for record in sight.records:
                if is_chosen(record, sight.shape, strikes):
                    changed = damage(record, sight.shape, strikes.count) or changed
            return msgspec.structs.replace(answer, body=write(sight)) if changed else answer

        return Effect(strikes, after=after)

    return begin


def is_chosen(record: Document, shape: Shape, strikes: Strikes) -> bool:
    """By the record's own id, so that a second reading finds the same records spoilt."""
    if strikes.every == 1:
        return strikes.is_due()
    told = [holder[key] for holder, key in places_at(record, shape.record_id)]
    digits = "".join(c for c in str(told[0] if told else "") if c.isdigit()) or "0"
    strikes.chances += 1
    if int(digits[:-2] or "0") % strikes.every:
        return False
    strikes.struck()
    return True


def put(record: Document, path: Path, make: Callable[[object], object]) -> bool:
    """Replace what stands at the path by what `make` gives for it; whether anything stood there."""
    places = list(places_at(record, path))
    for holder, key in places:
        holder[key] = make(holder[key])
    return bool(places)
