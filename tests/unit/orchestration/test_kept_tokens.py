"""Renewed tokens: one exchange over all processes, on disk before use, for the owner alone."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from connectors.core.feed import ShopCredential
from connectors.core.tokens import ShopToken
from orchestration.errors import SetupError
from orchestration.tokens import KeptTokens

GIVEN = [ShopCredential("1", "old", "refresh"), ShopCredential("2", "other", "refresh-2")]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "renewed" / "test.json"


def renewed(held):
    return ShopToken(f"new-of-{held.access_token}", "refresh-next")


def test_what_was_given_holds_until_it_is_renewed(path):
    store = KeptTokens(path, GIVEN)
    assert store.read("1") == ShopToken("old", "refresh")
    assert store.renew("1", "old", renewed).access_token == "new-of-old"
    assert store.read("1").refresh_token == "refresh-next"
    assert store.read("2") == ShopToken("other", "refresh-2")


def test_another_process_finds_the_renewed_token(path):
    KeptTokens(path, GIVEN).renew("1", "old", renewed)
    assert KeptTokens(path, GIVEN).read("1").access_token == "new-of-old"


def test_a_token_that_the_operator_gives_anew_goes_before_a_renewed_one(path):
    KeptTokens(path, GIVEN).renew("1", "old", renewed)
    later = KeptTokens(path, [ShopCredential("1", "given-again", "r")])
    assert later.read("1").access_token == "given-again"


def test_only_the_owner_can_read_the_file(path):
    KeptTokens(path, GIVEN).renew("1", "old", renewed)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in path.parent.iterdir() if p.name.startswith(".")] == []


def test_threads_exchange_a_token_once(path):
    store, exchanged = KeptTokens(path, GIVEN), []

    def exchange(held):
        exchanged.append(held.refresh_token)
        return renewed(held)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: store.renew("1", "old", exchange), range(24)))
    assert {token.access_token for token in found} == {"new-of-old"}
    assert exchanged == ["refresh"]


def test_an_exchange_that_fails_leaves_everything_as_it_was(path):
    store = KeptTokens(path, GIVEN)

    def refused(_):
        raise RuntimeError("over")

    with pytest.raises(RuntimeError):
        store.renew("1", "old", refused)
    assert store.read("1") == ShopToken("old", "refresh")


def test_a_file_that_cannot_be_read_says_what_to_do(path):
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"1": "CANARY"}), encoding="utf-8")
    with pytest.raises(SetupError, match="renewed tokens") as caught:
        KeptTokens(path, GIVEN).read("1")
    assert "CANARY" not in str(caught.value)
