"""Kuaishou's signature against values that independent SDKs gave."""

from __future__ import annotations

import pytest

from connectors.platforms.kuaishou.signing import sign

SECRET = "testsignsecret"
CALL = {
    "appkey": "ks000000000000000001",
    "access_token": "test_token",
    "method": "open.order.cursor.list",
    "version": "1",
    "timestamp": "1593576000000",
    "param": '{"beginTime":1593532800000,"cursor":"","endTime":1593576000000,'
    '"orderViewStatus":1,"pageSize":50}',
}


@pytest.mark.parametrize(
    ("method", "signature"),
    [
        # mcp-cn-commerce 0.1.6 and kwaixiaodian 1.0.3
        ("MD5", "f5d6945517e89953c17b5dd6a1081de0"),
        # kwaixiaodian 1.0.3
        ("HMAC_SHA256", "dne+i395T+00Q3SLiuMR2nlRyMrXsH8Ozd49h07v1bw="),
    ],
)
def test_the_signatures_of_independent_sdks(method, signature):
    call = CALL | {"signMethod": method}

    assert sign(call, SECRET, method=method) == signature
    assert sign(call | {"sign": "anything"}, SECRET, method=method) == signature


@pytest.mark.parametrize("method", ["MD5", "HMAC_SHA256"])
def test_every_part_is_signed_before_it_is_urlencoded(method):
    call = CALL | {"signMethod": method}
    plain = sign(call, SECRET, method=method)
    changed = [call | {name: value + "x"} for name, value in call.items()]
    others = [sign(other, SECRET, method=method) for other in changed]
    others += [sign(call, SECRET + "x", method=method)]
    others += [sign(call | {"param": call["param"].replace('"', "%22")}, SECRET, method=method)]

    assert plain not in others
    assert len(set(others)) == len(others)
