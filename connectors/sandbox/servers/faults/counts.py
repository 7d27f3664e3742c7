"""Faults 28 to 30: what an answer says about its list: how many rows, and whether more come.

Keep out: the rows themselves (lists.py, content.py).
"""

from __future__ import annotations

import msgspec

from connectors.sandbox.servers.faults.catalogue_types import Fault, Limit, only
from connectors.sandbox.servers.faults.effects import Call, Effect, Strikes
from connectors.sandbox.servers.gateway import Answer
from connectors.sandbox.servers.lens import places_at, write

_PAGED_BY_NUMBER = frozenset({"taobao", "jd", "pdd", "douyin", "suning"})
_ONE_PAGE = only("orders refunds", "a shop's items fit one page")


def _changing_total(strikes: Strikes) -> Effect:
    """Now and then a list counts three rows more than it has."""

    def after(call: Call, answer: Answer) -> Answer:
        sight = call.gateway.lens.look(answer.body)
        if sight is None or not sight.shape.total:
            return answer
        places = [
            (holder, key)
            for holder, key in places_at(sight.document, sight.shape.total)
            if str(holder[key]).isdigit()
        ]
        if not places or not strikes.is_due():
            return answer
        for holder, key in places:
            told = holder[key]
            more = int(str(told)) + 3
            holder[key] = str(more) if isinstance(told, str) else more
        return msgspec.structs.replace(answer, body=write(sight))

    return Effect(strikes, after=after)


def _endless(strikes: Strikes) -> Effect:
    """The cursor of the first page comes again with every page."""
    first: dict[str, str] = {}

    def after(call: Call, answer: Answer) -> Answer:
        sight = call.gateway.lens.look(answer.body)
        cursor = None if sight is None else sight.cursor()
        shop = call.shop_id or ""
        if sight is None or (cursor is None and shop not in first):
            return answer
        if shop not in first:
            first[shop] = cursor or ""
            return answer
        strikes.struck()
        for holder, key in places_at(sight.document, sight.cursor_path):
            holder[key] = first[shop]
        return msgspec.structs.replace(answer, body=write(sight))

    return Effect(strikes, after=after)


def _empty_page(strikes: Strikes) -> Effect:
    """An empty page comes between two full ones and says that there is more.

    The full answer is kept back and given for the cursor that the empty page names.
    """
    kept: dict[str, Answer] = {}

    def before(call: Call) -> Answer | None:
        sent = (call.arrival.query + b" " + call.arrival.body).decode("utf-8", "replace")
        found = next((cursor for cursor in kept if cursor in sent), None)
        return None if found is None else kept.pop(found)

    def after(call: Call, answer: Answer) -> Answer:
        sight = call.gateway.lens.look(answer.body)
        if sight is None or not sight.cursor() or not strikes.is_due():
            return answer
        cursor = f"empty{strikes.count:06d}"
        kept[cursor] = answer
        sight.held.clear()
        for holder, key in places_at(sight.document, sight.cursor_path):
            holder[key] = cursor
        return msgspec.structs.replace(answer, body=write(sight))

    return Effect(strikes, before=before, after=after)


_ONE_DAY = Limit(
    "a day's refunds, all that may be asked for at once, fit one page",
    frozenset({"kuaishou"}),
    frozenset({"refunds"}),
)
_CURSORS_ONLY = Limit("it states a count, which an empty page contradicts (27)", _PAGED_BY_NUMBER)

FAULTS = (
    Fault(
        number=28,
        name="changing_total",
        group="paging",
        what="now and then the count of a list is too high",
        expected="exact",
        every=4,
        most=8,
        begin=_changing_total,
        limits=(
            _ONE_PAGE,
            Limit("its lists state no count", frozenset({"wechat", "kuaishou"})),
        ),
    ),
    Fault(
        number=29,
        name="endless_cursor",
        group="paging",
        what="every page names the cursor of the second",
        expected="loud",
        begin=_endless,
        limits=(
            _ONE_PAGE,
            _ONE_DAY,
            Limit("its lists have page numbers (same_page_again)", _PAGED_BY_NUMBER),
        ),
    ),
    Fault(
        number=30,
        name="empty_page",
        group="paging",
        what="an empty page says that more will come",
        expected="exact",
        every=2,
        begin=_empty_page,
        limits=(_ONE_PAGE, _ONE_DAY, _CURSORS_ONLY),
    ),
)
