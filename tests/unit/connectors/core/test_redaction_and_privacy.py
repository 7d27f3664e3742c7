"""What may not be said is not said, and what may stay of a buyer can't be joined."""

from __future__ import annotations

import pytest

from connectors.core.privacy import buyer_hmac
from connectors.core.redaction import redact

KEY = b"k" * 32


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("https://x/?session=abc123&sign=DEF456&fields=tid", ("abc123", "DEF456")),
        ("signInfo: 0f1e2d, client_secret=guess", ("0f1e2d", "guess")),
        ('{"access_token": "tok-1", "app_secret":"sec-2"}', ("tok-1", "sec-2")),
        ("call 13912345678 now", ("13912345678",)),
        ("id 43010419900307123X end", ("43010419900307123X",)),
        ("invalid session s3cr3t given", ("s3cr3t",)),
    ],
)
def test_secrets_and_personal_numbers_are_masked(text, hidden):
    said = redact(text, secrets=["s3cr3t"])
    assert not [word for word in hidden if word in said]


@pytest.mark.parametrize(
    "text", ["tid 407876490000000192", "total 2474823.07", "fields=tid,status"]
)
def test_ids_and_amounts_stay_readable(text):
    assert redact(text) == text


def test_a_long_answer_is_cut():
    assert len(redact("x" * 5000)) == 300


def test_a_buyer_is_the_same_within_a_year_and_platform_and_nowhere_else():
    one = buyer_hmac(KEY, year=2020, platform="taobao", buyer_id="AAH1")
    assert one == buyer_hmac(KEY, year=2020, platform="taobao", buyer_id="AAH1")
    others = {
        buyer_hmac(KEY, year=2021, platform="taobao", buyer_id="AAH1"),
        buyer_hmac(KEY, year=2020, platform="jd", buyer_id="AAH1"),
        buyer_hmac(KEY, year=2020, platform="taobao", buyer_id="AAH2"),
        buyer_hmac(b"o" * 32, year=2020, platform="taobao", buyer_id="AAH1"),
    }
    assert len(others | {one}) == 5
