"""Faults 11, 12 and 17 to 24: refusals, each in the platform's own words.

A ban and a Retry-After are measured in the seconds that a call names, so a reader that does not
wait is found out. Keep out: what happens to a good answer (line.py).
"""

from __future__ import annotations

from connectors.sandbox.servers.faults.catalogue_types import Fault, Limit
from connectors.sandbox.servers.faults.effects import Call, Effect, Strikes, is_records
from connectors.sandbox.servers.faults.permits import no_storm
from connectors.sandbox.servers.gateway import Answer

_PAUSE_SECONDS = 7.0
_BAN_SECONDS = 60.0
#: calls that a day allows, and calls after which a burst is punished
_QUOTA, _BURST = 3, 2
_STATUSES = (500, 502, 503, 504)
_SOME_RECORDS = 5


def _server_errors(strikes: Strikes) -> Effect:
    def after(call: Call, answer: Answer) -> Answer:
        if is_records(call, answer) and strikes.is_due():
            return Answer(b"upstream", "text/plain", _STATUSES[strikes.count % len(_STATUSES)])
        return answer

    return Effect(strikes, after=after)


def _failing_record(strikes: Strikes) -> Effect:
    """One record can't be told: whatever answer would hold it is HTTP 500, for ever."""
    poisoned: list[object] = []

    def after(call: Call, answer: Answer) -> Answer:
        sight = call.gateway.lens.look(answer.body)
        if sight is None:
            return answer
        ids = sight.ids()
        strikes.chances += 1
        # where records are asked for one by one it is one of those
        is_choice = len(ids) > 1 or (sight.is_single and strikes.chances > _SOME_RECORDS)
        if not poisoned and is_choice:
            poisoned.append((sight.shape.kind, ids[len(ids) // 2]))
        if any((sight.shape.kind, found) in poisoned for found in ids):
            strikes.struck()
            return Answer(b"Internal Server Error", "text/plain", 500)
        return answer

    return Effect(strikes, after=after)


def _retry_after(strikes: Strikes) -> Effect:
    until = 0.0

    def before(call: Call) -> Answer | None:
        nonlocal until
        if call.seconds < until:
            strikes.complaints.append("asked again before Retry-After was over")
        elif not strikes.is_due():
            return None
        until = call.seconds + _PAUSE_SECONDS
        headers = {"retry-after": f"{_PAUSE_SECONDS:.0f}"}
        return Answer(b"slow down", "text/plain", 429, headers)

    return Effect(strikes, before=before)


def _throttled(strikes: Strikes) -> Effect:
    def before(call: Call) -> Answer | None:
        return call.gateway.throttled(call.arrival) if strikes.is_due() else None

    return Effect(strikes, before=before)


def _busy(strikes: Strikes) -> Effect:
    def before(call: Call) -> Answer | None:
        return call.gateway.busy(call.arrival) if strikes.is_due() else None

    return Effect(strikes, before=before)


def _quota(strikes: Strikes) -> Effect:
    """From some call on, every call is over the day's quota."""

    def before(call: Call) -> Answer | None:
        strikes.chances += 1
        if strikes.chances <= _QUOTA:
            return None
        no_storm(strikes)
        told = call.gateway.refused(call.arrival, "quota")
        return told or call.gateway.throttled(call.arrival)

    return Effect(strikes, before=before)


def _ban(strikes: Strikes) -> Effect:
    """After a burst, a minute without any answer but the refusal."""
    until: float | None = None

    def before(call: Call) -> Answer | None:
        nonlocal until
        strikes.chances += 1
        if until is None and strikes.chances > _BURST:
            until = call.seconds + _BAN_SECONDS
        if until is None or call.seconds >= until:
            return None
        no_storm(strikes)
        return call.gateway.throttled(call.arrival)

    return Effect(strikes, before=before)


def _cursor_lost(strikes: Strikes) -> Effect:
    """Once, a cursor that was given is known no more."""
    given: set[str] = set()

    def before(call: Call) -> Answer | None:
        sent = (call.arrival.query + b" " + call.arrival.body).decode("utf-8", "replace")
        if not any(cursor in sent for cursor in given) or not strikes.is_due():
            return None
        given.clear()
        return call.gateway.refused(call.arrival, "cursor")

    def after(call: Call, answer: Answer) -> Answer:
        sight = call.gateway.lens.look(answer.body)
        cursor = None if sight is None else sight.cursor()
        if cursor:
            given.add(cursor)
        return answer

    return Effect(strikes, before=before, after=after)


_PAGED_BY_NUMBER = frozenset({"taobao", "jd", "pdd", "douyin", "suning"})

FAULTS = (
    Fault(
        number=19,
        name="retry_after",
        group="throttle",
        what="HTTP 429 says how long to wait",
        expected="exact",
        every=2,
        most=8,
        begin=_retry_after,
    ),
    Fault(
        number=20,
        name="throttled",
        group="throttle",
        what="HTTP 200 with the platform's own words for too many calls",
        expected="exact",
        every=2,
        most=8,
        begin=_throttled,
    ),
    Fault(
        number=21,
        name="quota_over",
        group="throttle",
        what="the day's calls are used up",
        expected="loud",
        begin=_quota,
    ),
    Fault(
        number=22,
        name="burst_ban",
        group="throttle",
        what="a burst is punished with a minute's ban",
        expected="loud",
        begin=_ban,
    ),
    Fault(
        number=23,
        name="server_errors",
        group="throttle",
        what="500, 502, 503 and 504 in turn, now and then",
        expected="exact",
        every=2,
        most=8,
        begin=_server_errors,
    ),
    Fault(
        number=23,
        name="platform_busy",
        group="throttle",
        what="the platform's own words for a fault of its own, now and then",
        expected="exact",
        every=2,
        most=8,
        begin=_busy,
    ),
    Fault(
        number=24,
        name="failing_record",
        group="throttle",
        what="whatever page holds a certain record is HTTP 500 for ever",
        expected="loud",
        begin=_failing_record,
    ),
    Fault(
        number=32,
        name="cursor_lost",
        group="paging",
        what="a cursor is let go between two pages",
        expected="exact",
        begin=_cursor_lost,
        most=1,
        limits=(
            Limit("its lists have page numbers, no cursors", platforms=_PAGED_BY_NUMBER),
            Limit(
                "a day's refunds, all that may be asked for at once, fit one page",
                platforms=frozenset({"kuaishou"}),
                kinds=frozenset({"refunds"}),
            ),
            Limit(
                "its items have page numbers, no cursors",
                platforms=frozenset({"kuaishou"}),
                kinds=frozenset({"items"}),
            ),
        ),
    ),
)
