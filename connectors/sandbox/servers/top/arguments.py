"""TOP's business arguments: fields, times, page numbers, each refused by its own code.

Source: platforms reference, section 1 (limits of each method). Keep out: what is answered.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from connectors.sandbox.servers.top.errors import invalid, missing
from connectors.sandbox.servers.wire import parse_time

Record = dict[str, object]

#: how far back trades can be asked for
REACH = timedelta(days=92)
#: an interval of modification times may not be longer
LONGEST_INCREMENT = timedelta(days=1)
#: both ends of an interval are inside it, and times are whole seconds
INCLUSIVE = timedelta(seconds=1)


def read_time(params: dict[str, str], name: str) -> datetime:
    """A required time argument."""
    text = params.get(name)
    if text is None:
        raise missing(name)
    moment = parse_time(text)
    if moment is None:
        raise invalid(name, "must be yyyy-MM-dd HH:mm:ss")
    return moment


def read_page(params: dict[str, str], *, largest: int = 100) -> tuple[int, int]:
    """Page number (from 1) and page size (40 unless told)."""
    return _count(params, "page_no", 1, 1_000_000), _count(params, "page_size", 40, largest)


def _count(params: dict[str, str], name: str, default: int, largest: int) -> int:
    text = params.get(name, str(default))
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= largest:
        raise invalid(name, f"must be a whole number from 1 to {largest}")
    return int(text)


def created_interval(params: dict[str, str], now: datetime) -> tuple[datetime, datetime]:
    """`start_created`..`end_created` as a half-open window; the last three months unless told."""
    start = read_time(params, "start_created") if "start_created" in params else now - REACH
    end = read_time(params, "end_created") if "end_created" in params else now
    if start < now - REACH:
        raise invalid("start_created", "trades older than three months can't be asked for")
    if end < start:
        raise invalid("end_created", "lies before start_created")
    return start, end + INCLUSIVE


def modified_interval(params: dict[str, str], now: datetime) -> tuple[datetime, datetime]:
    """`start_modified`..`end_modified`, required, at most a day apart, as a half-open window."""
    start, end = read_time(params, "start_modified"), read_time(params, "end_modified")
    if end < start:
        raise invalid("end_modified", "lies before start_modified")
    if end - start > LONGEST_INCREMENT:
        raise invalid("end_modified", "the interval may not be longer than one day")
    if start < now - REACH:
        raise invalid("start_modified", "trades older than three months can't be asked for")
    return start, end + INCLUSIVE


def refuse_unknown(params: dict[str, str], known: frozenset[str]) -> None:
    """Refuse an argument whose effect the sandbox does not have, rather than ignore it."""
    for name in sorted(params.keys() - known):
        raise invalid(name, "the sandbox does not know this argument")


class Projection:
    """The `fields` argument: a comma list of names, `orders.oid` for one field of a part."""

    def __init__(self, params: dict[str, str]) -> None:
        text = params.get("fields")
        if not text:
            raise missing("fields")
        self._whole: set[str] = set()
        self._parts: dict[str, set[str]] = {}
        for name in filter(None, (piece.strip() for piece in text.split(","))):
            head, _, tail = name.partition(".")
            if tail:
                self._parts.setdefault(head, set()).add(tail)
            else:
                self._whole.add(head)

    def __contains__(self, name: str) -> bool:
        return name in self._whole or name in self._parts

    def asks_beyond(self, record: Record) -> bool:
        """Whether a field was asked for that the record does not hold."""
        return not self._whole <= record.keys()

    def top(self, record: Record) -> Record:
        """The record's own fields that were asked for."""
        return {name: value for name, value in record.items() if name in self._whole}

    def part(self, name: str, record: Record) -> Record:
        """The fields of a part (a trade's order line) that were asked for."""
        if name in self._whole:
            return record
        wanted = self._parts[name]
        return {key: value for key, value in record.items() if key in wanted}
