"""What a platform's answers hold that nobody has named: fields and states it began to use.

Only names are kept, and of those only such as a programmer would give: a name may be anything, and
a value is never looked at. Fields that the documents list and we don't keep stand beside each
platform's records (`known.py`), personal ones too, so that they are no news.
Keep out: what is done about it (expectations warn), any platform's names.
"""

from __future__ import annotations

import json
import re
import threading
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

import msgspec

#: what a name must look like to be written down; a map keyed by buyers' numbers has no such names
_NAME = re.compile(r"[A-Za-z_][A-Za-z_]*(?:[0-9]{1,2}[A-Za-z_]*)?")
#: a state's code: a word or a short number
_STATE = re.compile(r"[A-Za-z_]{1,40}|-?[0-9]{1,9}")
_LONGEST_NAME = 60
#: the first answers of a pull are all looked at; of the others one in so many, chosen by its last
#: bytes (ids and amounts of one record, so as good as all of them, at no cost),
#: and of each the first records: all of it read twice would be dear
_FIRST_ANSWERS = 4
_ONE_IN = 16
_TAIL = 512
_RECORDS = 20
UNNAMED = "(unreadable name)"
UNNAMED_STATE = "(unreadable state)"


class Drift(msgspec.Struct, frozen=True, kw_only=True):
    """Unknown names of one batch, each with the number of records that had it.

    Fields are counted in the answers that were looked at, states over all records.
    """

    #: path of the field below its record, such as `order_list.item_list.new_field`
    fields: dict[str, int] = msgspec.field(default_factory=dict)
    #: codes of states that are nobody's; their records lie in quarantine as `unknown_state`
    states: dict[str, int] = msgspec.field(default_factory=dict)


class Known(msgspec.Struct, frozen=True):
    """The field names of a record, and of those that hold records themselves what is known."""

    names: frozenset[str]
    inside: dict[str, Known]


def known(record: type[msgspec.Struct], unkept: str = "") -> Known:
    """The fields of a record struct and of the structs inside it, with documented ones not kept.

    `unkept` are names, separated by spaces; one inside another is written with dots, as
    `item_list.goods_img`. What stands in a field that has no struct is not gone into.
    """
    by_head: dict[str, list[str]] = {}
    for path in unkept.split():
        head, _, rest = path.partition(".")
        by_head.setdefault(head, []).append(rest)
    names = set(by_head)
    inside: dict[str, Known] = {}
    for field in msgspec.structs.fields(record):
        names.add(field.encode_name)
        inner = _struct_in(field.type)
        if inner is not None:
            rests = " ".join(by_head.get(field.encode_name, []))
            inside[field.encode_name] = known(inner, rests)
    return Known(frozenset(names), inside)


def _struct_in(kind: object) -> type[msgspec.Struct] | None:
    """The struct in `Struct | None`, `list[Struct]` and the like."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return kind
    return next((found for arg in get_args(kind) if (found := _struct_in(arg))), None)


class DriftWatch:
    """Compares one pull's answers, from all its threads, with what is known.

    `records` maps the name under which records stand in an answer to what is known of them; where
    that name alone says too little, with the name above it, as `data.data`.
    """

    def __init__(self, records: Mapping[str, Known]) -> None:
        self._records = records
        self._fields: Counter[str] = Counter()
        self._answer_count = 0
        self._lock = threading.Lock()

    def look(self, body: bytes) -> None:
        """Count the unknown names in an answer that was understood, if it is one of the sample."""
        with self._lock:
            self._answer_count += 1
            is_early = self._answer_count <= _FIRST_ANSWERS
        if not is_early and zlib.crc32(body[-_TAIL:]) % _ONE_IN:
            return
        found: Counter[str] = Counter()
        self._find(_loosely(body), "", found)
        if found:
            with self._lock:
                self._fields.update(found)

    def fields(self) -> dict[str, int]:
        """Unknown names so far, sorted, with the number of records that had each."""
        with self._lock:
            return dict(sorted(self._fields.items()))

    def _find(self, value: object, above: str, found: Counter[str]) -> None:
        """Look for records by the name under which they stand, wherever that is."""
        if isinstance(value, list):
            # lists of anything but records are long and say nothing new
            value = value[0] if value else None
        if not isinstance(value, dict):
            return
        for name, inner in value.items():
            record = self._records.get(f"{above}.{name}") or self._records.get(name)
            if record is None:
                self._find(inner, name, found)
            else:
                for each in inner[:_RECORDS] if isinstance(inner, list) else [inner]:
                    found.update(set(_unknown(each, record, name)))


def _unknown(value: object, record: Known, path: str) -> Iterable[str]:
    if isinstance(value, list):
        for each in value:
            yield from _unknown(each, record, path)
    elif isinstance(value, dict):
        for name in value.keys() - record.names:
            yield f"{path}.{_readable(name)}"
        for name in value.keys() & record.inside.keys():
            yield from _unknown(value[name], record.inside[name], f"{path}.{name}")


def _readable(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME and _NAME.fullmatch(name) else UNNAMED


def state_code(*values: object) -> str:
    """States as they may be written down: codes joined by a slash."""
    texts = ["" if value is None else str(value) for value in values]
    return "/".join(text if _STATE.fullmatch(text) else UNNAMED_STATE for text in texts)


def _loosely(body: bytes) -> object:
    try:
        return msgspec.json.decode(body)
    except msgspec.DecodeError:
        # the reader has mended it (TOP sends line breaks inside texts)
        return json.loads(body, strict=False)


def summed(counts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Counts by name over all parts, sorted."""
    total: Counter[str] = Counter()
    for part in counts:
        total.update(part)
    return dict(sorted(total.items()))
