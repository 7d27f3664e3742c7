"""Suning's signature against values that an independent SDK gave."""

from __future__ import annotations

from connectors.platforms.suning.signing import sign

CALL = {
    "method": "suning.custom.order.query",
    "time": "2020-07-01 12:00:00",
    "app_key": "testappkey",
}
BODY = (
    b'{"sn_request":{"sn_body":{"orderQuery":{"startTime":"2020-06-01 00:00:00",'
    b'"endTime":"2020-06-30 00:00:00","orderStatus":"10","pageNo":"1","pageSize":"50"}}}}'
)
#: what the SDK itself sends under Python 3: no JSON, and yet signed as sent
LITERAL = (
    b'{"sn_request": { "sn_body": {"orderQuery":{\'endTime\': \'2020-06-30 00:00:00\', '
    b"'orderStatus': '10', 'startTime': '2020-06-01 00:00:00', 'pageNo': '1', "
    b"'pageSize': '50'}}}}"
)


def test_the_signatures_of_an_independent_sdk():
    # suning-sdk 1.0.0, suning.api.abstract.sign
    assert sign("testsecret", **CALL, body=BODY) == "233144bfc509726ad2e92ecd89c33d78"
    assert sign("testsecret", **CALL, body=LITERAL) == "57897c924c76ccd2bd3f6399130fec16"


def test_every_part_is_signed():
    plain = sign("testsecret", **CALL, body=BODY)
    changed = [CALL | {name: value + "x"} for name, value in CALL.items()]
    others = [sign("testsecret", **call, body=BODY) for call in changed]
    others += [sign("testsecreT", **CALL, body=BODY), sign("testsecret", **CALL, body=BODY + b" ")]
    assert plain not in others
    assert len(set(others)) == len(others)
