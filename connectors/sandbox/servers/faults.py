"""Faults that the gateways can be told to show, each by a name, between answer and wire.

A fault sees the finished body of a platform's answer and returns what is sent instead. The name
may carry how often: `truncated_page:7` cuts every seventh answer of a list.
Keep out: protocol rules that are always in force, throttling.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Fault = Callable[[bytes], bytes]

#: shorter answers are envelopes of errors or of one record
_SHORTEST_PAGE = 2_000


def truncated_page(every: int) -> Fault:
    """Every so many pages ends in the middle, as if the gateway's upstream had hung up."""
    seen = 0

    def cut(body: bytes) -> bytes:
        nonlocal seen
        if len(body) < _SHORTEST_PAGE:
            return body
        seen += 1
        return body[: len(body) // 2] if seen % every == 0 else body

    return cut


def raw_tab(every: int) -> Fault:
    """Every so many pages begins its first title with a TAB that JSON does not allow."""
    seen = 0

    def put(body: bytes) -> bytes:
        nonlocal seen
        if b'"title":"' not in body:
            return body
        seen += 1
        return body.replace(b'"title":"', b'"title":"\t', 1) if seen % every == 0 else body

    return put


FAULTS: dict[str, Callable[[int], Fault]] = {"truncated_page": truncated_page, "raw_tab": raw_tab}


def make_fault(names: Sequence[str]) -> Fault:
    """One fault out of several names (`name` or `name:every`), applied in the order given."""
    faults = []
    for text in names:
        name, _, every = text.partition(":")
        if name not in FAULTS:
            raise ValueError(f"no fault is called {name!r}; there are: {', '.join(sorted(FAULTS))}")
        faults.append(FAULTS[name](int(every or 1)))

    def apply(body: bytes) -> bytes:
        for fault in faults:
            body = fault(body)
        return body

    return apply
