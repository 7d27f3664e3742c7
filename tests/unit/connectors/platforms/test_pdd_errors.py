"""Pinduoduo's error codes, by what is to be done next."""

from __future__ import annotations

import pytest

from connectors.core.errors import (
    ConfigurationError,
    FatalFeedError,
    RetriableFeedError,
    TokenExpired,
)
from connectors.platforms.pdd.errors import PddError, raise_for


@pytest.mark.parametrize(
    ("code", "message", "kind", "told"),
    [
        (52101, "当前接口被限流", RetriableFeedError, "requests_per_second"),
        (70031, "调用过于频繁", RetriableFeedError, "requests_per_second"),
        (52102, "", RetriableFeedError, "run again later"),
        (52103, "", RetriableFeedError, "run again later"),
        (70033, "", RetriableFeedError, "run again later"),
        (10019, "access_token已过期", TokenExpired, "access_token"),
        (10035, "", TokenExpired, "access_token"),
        (20032, "", TokenExpired, "access_token"),
        (10014, "授权已被取消", FatalFeedError, "authorise"),
        (20031, "", FatalFeedError, "permission"),
        (70036, "", FatalFeedError, "in test"),
        (10016, "", ConfigurationError, "app_key"),
        ("20004", "签名sign校验失败", ConfigurationError, "app_secret"),
        (20005, "", ConfigurationError, "white list"),
        (10001, "公共参数错误:timestamp", ConfigurationError, "clock"),
        (10001, "公共参数错误:type", FatalFeedError, "refused"),
        (21001, "", FatalFeedError, "refused"),
        (50001, "业务服务错误", FatalFeedError, "refused"),
        ("odd", "", FatalFeedError, "refused"),
    ],
)
def test_each_code_says_what_to_do(code, message, kind, told):
    error = PddError(error_code=code, error_msg=message, request_id="15440104776643887")
    with pytest.raises(kind) as raised:
        raise_for(error, where="here", secrets=())
    assert type(raised.value) is kind
    assert told in raised.value.advice
    assert str(code) in raised.value.what
    assert "15440104776643887" in raised.value.what


def test_secrets_that_the_platform_repeats_are_taken_out():
    error = PddError(error_code=10019, error_msg="access_token已过期 tok-1", sub_msg="13912345678")
    with pytest.raises(TokenExpired) as raised:
        raise_for(error, where="here", secrets=("tok-1",))
    assert "tok-1" not in str(raised.value)
    assert "13912345678" not in str(raised.value)
