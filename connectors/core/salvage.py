"""Reads a list of records so that one bad record does not spoil the page.

A page is decoded in one go; only where that fails is each record taken by itself, and of a bad
one those fields that can be read, with the name of the first that can't. It then goes to
quarantine under its own id instead of stopping its shop.
Keep out: any platform's field names.
"""

from __future__ import annotations

import hashlib
from typing import Any, Generic, TypeVar

import msgspec

#: in every record struct: null, or the name of the first field that could not be read
UNREADABLE = "unreadable"

Record = TypeVar("Record", bound=msgspec.Struct)


class RecordDecoder(Generic[Record]):
    """Decodes records of `record_type`, a struct with text fields `id_field` and `unreadable`."""

    def __init__(self, record_type: type[Record], *, id_field: str) -> None:
        self._type = record_type
        self._id_field = id_field
        self._decoder = msgspec.json.Decoder(record_type)
        self._fields = [
            field for field in msgspec.structs.fields(record_type) if field.name != UNREADABLE
        ]

    def decode(self, raws: list[msgspec.Raw]) -> list[Record]:
        """The records; a bad one has `unreadable` set."""
        return [self._decode_one(raw) for raw in raws]

    def _decode_one(self, raw: msgspec.Raw) -> Record:
        try:
            return self._decoder.decode(raw)
        except msgspec.ValidationError:
            return self._salvage(bytes(raw))

    def _salvage(self, raw: bytes) -> Record:
        loose = msgspec.json.decode(raw)
        values: dict[str, Any] = {}
        bad: str | None = None
        for field in self._fields:
            if not isinstance(loose, dict) or field.encode_name not in loose:
                continue
            try:
                values[field.name] = msgspec.convert(loose[field.encode_name], field.type)
            except msgspec.ValidationError:
                bad = bad or field.name
        if self._id_field not in values:
            # it must count as one row of its page, whatever it is
            values[self._id_field] = f"unreadable-{hashlib.sha256(raw).hexdigest()[:16]}"
            bad = self._id_field
        return self._type(**values, **{UNREADABLE: bad or "record"})
