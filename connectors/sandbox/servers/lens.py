"""Where an answer's records stand and what their fields are called, as plain data.

A platform's author writes one `Shape` for each answer that holds records: a list of orders, of
refunds or of items, or one of them alone. The faults of the sandbox use the shapes to damage the
answers of any platform, so a shape names exactly what our figures rest on.
A path is a tuple of keys; "*" stands for every member of a list.
Keep out: what is damaged and why (faults/), how an answer is made (the gateways).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

import msgspec

Path = tuple[str, ...]
Document = dict[str, object]
#: a list with an index or an object with a key: which of the two only the answer knows
Place = tuple[Any, Any]


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of record in one answer. An empty path means: the platform does not tell it."""

    kind: Literal["orders", "refunds", "items"]
    # from the envelope to the list of records, or to the one record
    records: Path
    # within a record; empty where the list tells ids and no records
    record_id: Path = ()
    # the money that the kind's sums rest on: what the buyer paid, what was given back
    amount: Path = ()
    state: Path = ()
    created: Path = ()
    modified: Path = ()
    # texts that a seller typed (every line's title)
    title: Path = ()
    # what hides the buyer: names, numbers, ciphertexts
    buyer: Path = ()
    # from the envelope: how many there are, and whether (or from where) to go on
    total: Path = ()
    more: Path = ()
    # what `more` says at the end: False, "", "nomore"
    at_end: bool | str = False
    # the cursor of the next page, where it is not `more` itself that holds it
    cursor: Path = ()
    # how amounts and times are written
    amount_unit: Literal["yuan", "fen"] = "yuan"
    time_unit: Literal["text", "seconds", "milliseconds"] = "text"


class Sight(msgspec.Struct):
    """The records of one answer, ready to be changed where they stand."""

    shape: Shape
    document: Document
    # True where the answer holds one record instead of a list
    is_single: bool
    # what stands in the list; one that tells ids only has no records
    held: list[object]

    @property
    def records(self) -> list[Document]:
        """The records, to be changed where they stand."""
        return [found for found in self.held if isinstance(found, dict)]

    def ids(self) -> list[str]:
        """The records' ids, as text."""
        if not self.shape.record_id:
            return [str(found) for found in self.held]
        found = (next(values_at(record, self.shape.record_id), None) for record in self.records)
        return [str(value) for value in found if value is not None]

    def cursor(self) -> str | None:
        """The cursor of the next page; None at the end and where the list has none."""
        if next(values_at(self.document, self.shape.more), None) == self.shape.at_end:
            return None
        told = next(values_at(self.document, self.cursor_path), None)
        return told if isinstance(told, str) and told else None

    @property
    def cursor_path(self) -> Path:
        """Where the cursor of the next page stands."""
        return self.shape.cursor or self.shape.more


class Lens:
    """Finds a platform's records in its answers."""

    def __init__(self, *shapes: Shape) -> None:
        self.shapes = shapes

    def look(self, body: bytes) -> Sight | None:
        """The records in an answer; None for a refusal, an empty page or any other answer.

        The first shape whose place exists counts.
        """
        try:
            document = json.loads(body, strict=False)
        except ValueError:
            return None
        for shape in self.shapes:
            found = next(values_at(document, shape.records), None)
            if isinstance(found, list) and found:
                return Sight(shape, document, is_single=False, held=found)
            if isinstance(found, dict):
                return Sight(shape, document, is_single=True, held=[found])
        return None


def write(sight: Sight) -> bytes:
    """The answer as it stands now."""
    text = json.dumps(sight.document, ensure_ascii=False, separators=(",", ":"))
    # half an emoji goes back to the escape that it came as
    return text.encode("utf-8", "backslashreplace")


def values_at(start: object, path: Path) -> Iterator[object]:
    """Every value at the path; nothing where a step is missing."""
    for holder, key in places_at(start, path):
        yield holder[key]


def places_at(start: object, path: Path) -> Iterator[Place]:
    """Every place at the path as (holder, key), so that its value can be replaced or removed."""
    if not path:
        return
    head, rest = path[0], path[1:]
    keys: list[str | int] = []
    if head == "*" and isinstance(start, list):
        keys = list(range(len(start)))
    elif isinstance(start, dict) and head in start:
        keys = [head]
    for key in keys:
        holder: Any = start
        if rest:
            yield from places_at(holder[key], rest)
        else:
            yield holder, key
