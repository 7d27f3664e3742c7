"""Reading the raw records of a batch: how many there are, and how many hold personal data.

What is found is counted, never kept: no value of a record leaves this module.
Keep out: the tables of the batch, the verdict.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pyarrow as pa

from expectations.patterns import (
    holds_personal_text,
    is_blanked,
    is_id_field,
    is_personal_field,
)


class RawCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many records were read, how many hold personal data, how many are no JSON."""

    record_count: int
    personal_count: int
    unreadable_count: int


def count_raw(path: Path) -> RawCount:
    """Count the records of a `raw.jsonl.zst`; raises OSError where it can't be unpacked."""
    records = personal = unreadable = 0
    for line in _lines(path):
        records += 1
        try:
            payload = msgspec.json.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            unreadable += 1
            continue
        personal += any(_is_personal(name, text) for name, text in _texts("", payload))
    return RawCount(record_count=records, personal_count=personal, unreadable_count=unreadable)


def _lines(path: Path) -> Iterator[bytes]:
    rest = b""
    with pa.CompressedInputStream(str(path), "zstd") as stream:
        while chunk := stream.read(1 << 20):
            *lines, rest = (rest + chunk).split(b"\n")
            yield from lines
    if rest:
        yield rest


def _texts(name: str, value: object) -> Iterator[tuple[str, str]]:
    """Every text in a payload with the name of its field; a list's items bear the list's name."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, int) and not isinstance(value, bool):
        yield name, str(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(str(key), inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(name, inner)


def _is_personal(name: str, text: str) -> bool:
    if _is_id(name):
        return False
    if _is_of_a_buyer(name):
        return not is_blanked(text)
    return holds_personal_text(text)


# a feed has a few dozen field names and millions of fields
_is_id = functools.lru_cache(maxsize=1024)(is_id_field)
_is_of_a_buyer = functools.lru_cache(maxsize=1024)(is_personal_field)
