"""Faults 3 to 10 and 49: what the line, a proxy or a broken server makes of a good answer.

All of them strike answers that hold records, so that a small refusal never hides the fault.
Keep out: refusals in a platform's own words (door.py), wrong records (content.py).
"""

from __future__ import annotations

import gzip
from collections.abc import Callable

import msgspec

from connectors.sandbox.servers.faults.catalogue_types import Fault, Limit
from connectors.sandbox.servers.faults.effects import Call, Effect, Strikes, is_records
from connectors.sandbox.servers.gateway import Answer

_LONGER_THAN_ANY_CAP = 80 * 1024 * 1024
#: beyond what anybody waits for the next piece of a body
_FOR_EVER = 3_600.0


def _change(damage: Callable[[Answer], Answer]) -> Callable[[Strikes], Effect]:
    """An effect that changes the answers that hold records."""

    def begin(strikes: Strikes) -> Effect:
        def after(call: Call, answer: Answer) -> Answer:
            if is_records(call, answer) and strikes.is_due():
                return damage(answer)
            return answer

        return Effect(strikes, after=after)

    return begin


def _half(answer: Answer) -> Answer:
    return msgspec.structs.replace(answer, body=answer.body[: len(answer.body) // 2])


def _cut(answer: Answer) -> Answer:
    return msgspec.structs.replace(answer, cut_after=len(answer.body) * 2 // 3)


def _stalls(answer: Answer) -> Answer:
    return msgspec.structs.replace(answer, pause_seconds=_FOR_EVER)


def _drips(answer: Answer) -> Answer:
    # a piece every twenty seconds: no single wait is long, the whole of it is
    return msgspec.structs.replace(answer, pause_seconds=20.0)


def _elsewhere(answer: Answer) -> Answer:
    return msgspec.structs.replace(
        answer, body=b"", status=302, headers={"location": "https://collector.example/gateway"}
    )


def _bomb(answer: Answer) -> Answer:
    packed = gzip.compress(b" " * _LONGER_THAN_ANY_CAP, compresslevel=1)
    return msgspec.structs.replace(answer, body=packed, headers={"content-encoding": "gzip"})


def _bad_gzip(answer: Answer) -> Answer:
    packed = gzip.compress(answer.body, compresslevel=1)
    spoilt = packed[:40] + bytes(byte ^ 0x55 for byte in packed[40:80]) + packed[80:]
    return msgspec.structs.replace(answer, body=spoilt, headers={"content-encoding": "gzip"})


def _gbk(answer: Answer) -> Answer:
    return msgspec.structs.replace(answer, body=answer.body.decode().encode("gb18030"))


def _login_page(answer: Answer) -> Answer:
    page = "<!DOCTYPE html><html><head><title>请登录</title></head><body>请输入验证码</body></html>"
    return msgspec.structs.replace(
        answer, body=page.encode(), content_type="text/html;charset=utf-8"
    )


def _xml(answer: Answer) -> Answer:
    return msgspec.structs.replace(
        answer,
        body=b'<?xml version="1.0" encoding="utf-8"?><response><total>0</total></response>',
        content_type="text/xml;charset=utf-8",
    )


def _trailing(answer: Answer) -> Answer:
    return msgspec.structs.replace(answer, body=answer.body + b"\n<!-- cache 10.0.0.7 -->")


def _bom(answer: Answer) -> Answer:
    return msgspec.structs.replace(answer, body=b"\xef\xbb\xbf" + answer.body)


def _tab(strikes: Strikes) -> Effect:
    def after(_: Call, answer: Answer) -> Answer:
        mark = b'"title":"'
        if mark in answer.body and strikes.is_due():
            body = answer.body.replace(mark, mark + b"\t", 1)
            return msgspec.structs.replace(answer, body=body)
        return answer

    return Effect(strikes, after=after)


_ONLY_TOP = Limit(
    "only TOP is known to leave a TAB unescaped",
    platforms=frozenset({"jd", "pdd", "douyin", "wechat", "kuaishou", "suning"}),
)

FAULTS = (
    Fault(
        number=3,
        name="read_timeout",
        group="transport",
        what="nothing more comes in the middle of a body",
        expected="exact",
        every=2,
        most=8,
        begin=_change(_stalls),
    ),
    Fault(
        number=4,
        name="truncated_page",
        group="transport",
        what="a body ends in the middle, and its stated length agrees with that",
        expected="exact",
        every=2,
        most=8,
        begin=_change(_half),
    ),
    Fault(
        number=4,
        name="connection_cut",
        group="transport",
        what="the connection ends before the stated length has come",
        expected="exact",
        every=2,
        most=8,
        begin=_change(_cut),
    ),
    Fault(
        number=5,
        name="slow_drip",
        group="transport",
        what="a body comes in tiny pieces with long pauses",
        expected="exact",
        every=2,
        most=8,
        begin=_change(_drips),
    ),
    Fault(
        number=7,
        name="redirect",
        group="transport",
        what="the answer sends us to another host",
        expected="loud",
        begin=_change(_elsewhere),
    ),
    Fault(
        number=8,
        name="gzip_bomb",
        group="transport",
        what="eighty kilobytes unpack to eighty megabytes",
        expected="loud",
        begin=_change(_bomb),
    ),
    Fault(
        number=9,
        name="bad_gzip",
        group="transport",
        what="the packed body can't be unpacked",
        expected="exact",
        every=2,
        most=8,
        begin=_change(_bad_gzip),
    ),
    Fault(
        number=9,
        name="wrong_charset",
        group="transport",
        what="GBK is sent as UTF-8",
        expected="loud",
        begin=_change(_gbk),
    ),
    Fault(
        number=10,
        name="login_page",
        group="transport",
        what="a login page comes with HTTP 200",
        expected="loud",
        begin=_change(_login_page),
    ),
    Fault(
        number=48,
        name="raw_tab",
        group="content",
        what="a title begins with a TAB that JSON does not allow",
        expected="exact",
        begin=_tab,
        limits=(_ONLY_TOP, Limit("refunds have no title", kinds=frozenset({"refunds"}))),
    ),
    Fault(
        number=49,
        name="xml_answer",
        group="content",
        what="XML comes where JSON was asked for",
        expected="loud",
        begin=_change(_xml),
    ),
    Fault(
        number=49,
        name="trailing_garbage",
        group="content",
        what="something stands behind the JSON",
        expected="loud",
        begin=_change(_trailing),
    ),
    Fault(
        number=49,
        name="byte_order_mark",
        group="content",
        what="a byte order mark stands before the JSON",
        expected="loud",
        begin=_change(_bom),
    ),
)
