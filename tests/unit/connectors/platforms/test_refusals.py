"""Each platform's error codes, by what is to be done next."""

from __future__ import annotations

import pytest

from connectors.core.errors import (
    ConfigurationError,
    FatalFeedError,
    RetriableFeedError,
    TokenExpired,
)
from connectors.platforms.jd import errors as jd
from connectors.platforms.taobao import errors as top


@pytest.mark.parametrize(
    ("code", "sub_code", "kind", "told"),
    [
        (7, "accesscontrol.limited-by-api-access-count", RetriableFeedError, "requests_per_second"),
        (15, "isp.top-remote-connection-timeout", RetriableFeedError, "run again later"),
        (10, "", RetriableFeedError, "run again later"),
        (15, "isv.trade-not-exist", FatalFeedError, "refused"),
        (11, "", FatalFeedError, "permission"),
        (26, "", FatalFeedError, "access_token"),
        (27, "invalid-sessionkey", TokenExpired, "access_token"),
        (25, "isv.invalid-signature", ConfigurationError, "app_secret"),
        (29, "", ConfigurationError, "app_key"),
        (31, "", ConfigurationError, "clock"),
        (41, "isv.invalid-parameter", FatalFeedError, "refused"),
        (999, "", FatalFeedError, "refused"),
    ],
)
def test_top(code, sub_code, kind, told):
    with pytest.raises(kind) as raised:
        top.raise_for(top.TopError(code=code, sub_code=sub_code), where="here", secrets=())
    assert type(raised.value) is kind
    assert told in raised.value.advice
    assert str(code) in raised.value.what


@pytest.mark.parametrize(
    ("code", "kind", "told"),
    [
        ("2", RetriableFeedError, "requests_per_second"),
        ("7", ConfigurationError, "clock"),
        ("8", ConfigurationError, "clock"),
        ("10", ConfigurationError, "app_key"),
        ("11", ConfigurationError, "app_secret"),
        ("12", ConfigurationError, "app_secret"),
        ("19", TokenExpired, "access_token"),
        ("15", FatalFeedError, "refused"),
        ("odd", FatalFeedError, "refused"),
    ],
)
def test_jd(code, kind, told):
    with pytest.raises(kind) as raised:
        jd.raise_for(jd.JdError(code=code), where="here", secrets=())
    assert type(raised.value) is kind
    assert told in raised.value.advice


def test_a_throttled_call_waits_as_long_as_the_platform_bans():
    with pytest.raises(RetriableFeedError) as raised:
        top.raise_for(top.TopError(code=7), where="here", secrets=())
    assert raised.value.retry_after_seconds == 1.0
