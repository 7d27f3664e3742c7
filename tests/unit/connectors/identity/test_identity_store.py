"""The sealed store: nothing in clear on disk, nothing with another key, nothing after a purge."""

from __future__ import annotations

import sqlite3
import stat
from datetime import date

import pytest

from connectors.core.errors import ConfigurationError, FatalFeedError
from connectors.registers.identity.sealing import sealer_of
from connectors.registers.identity.store import Entry, IdentityStore

NAME_KEY, MATCH_KEY, OTHER_KEY = "11" * 32, "22" * 32, "33" * 32
CANARY = "金丝雀一号"
NUMBER = "430000197001010018"
UNTIL = date(2023, 1, 1)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "identity" / "identity.sqlite"


def opened(path, name_key=NAME_KEY, match_key=MATCH_KEY):
    return IdentityStore(path, sealer_of(name_key, match_key))


def entry(code="P1", name=CANARY, number=NUMBER, until=UNTIL):
    mark = sealer_of(NAME_KEY, MATCH_KEY).mark("card", number)
    return Entry(code, mark, name, "430482", until)


def test_a_name_comes_back_and_its_producer_is_found_by_the_number(path):
    with opened(path) as store:
        store.add([entry()])
    with opened(path) as store:
        found = store.by_mark(sealer_of(NAME_KEY, MATCH_KEY).mark("card", NUMBER))
        assert found is not None
        assert (found.producer_code, store.name_of("P1")) == ("P1", CANARY)
        assert store.by_mark(sealer_of(NAME_KEY, MATCH_KEY).mark("credit", NUMBER)) is None
        assert store.name_of("P2") is None


def test_neither_name_nor_number_stands_in_the_file(path):
    with opened(path) as store:
        store.add([entry()])
        during = b"".join(p.read_bytes() for p in path.parent.iterdir())
    for secret in (
        CANARY.encode(),
        NUMBER.encode(),
        NUMBER[6:14].encode(),
        bytes.fromhex(NAME_KEY),
    ):
        assert secret not in during + path.read_bytes()
    assert b"P1" in path.read_bytes()
    assert CANARY not in repr(entry())


def test_only_the_owner_can_open_folder_and_file(path):
    path.parent.mkdir(mode=0o755)
    with opened(path):
        pass
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in path.parent.iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("keys", "named"),
    [((OTHER_KEY, MATCH_KEY), "name_key"), ((NAME_KEY, OTHER_KEY), "match_key")],
)
def test_another_key_opens_nothing_and_says_which(path, keys, named):
    with opened(path) as store:
        store.add([entry()])
    before = path.read_bytes()
    with pytest.raises(ConfigurationError, match=f"another {named}") as caught:
        opened(path, *keys)
    assert OTHER_KEY not in str(caught.value)
    assert path.read_bytes() == before


def test_a_sealed_name_opens_for_its_own_record_only(path):
    with opened(path) as store:
        store.add([entry(), entry("P2", "金丝雀二号", "430000197001020013")])
    with sqlite3.connect(path) as base:
        base.execute(
            "update producers set sealed_name ="
            " (select sealed_name from producers where producer_code = 'P2')"
            " where producer_code = 'P1'"
        )
    base.close()
    with opened(path) as store, pytest.raises(FatalFeedError, match="does not open") as caught:
        store.name_of("P1")
    assert "金丝雀" not in str(caught.value)


def test_the_same_name_is_sealed_differently_each_time():
    sealer = sealer_of(NAME_KEY, MATCH_KEY)
    assert sealer.seal(CANARY, record="P1") != sealer.seal(CANARY, record="P1")


def test_a_purge_removes_what_is_due_from_the_very_bytes(path):
    later = Entry("P2", "mark-2", "金丝雀二号", "430482", date(2023, 1, 2))
    with opened(path) as store:
        store.add([entry(), later])
        sealed = store._base.execute(
            "select sealed_name from producers where producer_code = 'P1'"
        ).fetchone()[0]
    mark = entry().number_mark.encode()
    assert sealed in path.read_bytes()
    assert mark in path.read_bytes()
    with opened(path) as store:
        assert store.purge(date(2022, 12, 31)) == []
        assert store.due(UNTIL) == ["P1"]
        assert store.purge(UNTIL) == ["P1"]
        assert store.name_of("P1") is None
        assert store.name_of("P2") == "金丝雀二号"
    left = b"".join(p.read_bytes() for p in path.parent.iterdir())
    assert sealed not in left
    assert mark not in left


def test_a_retention_day_moves_later_and_never_earlier(path):
    with opened(path) as store:
        store.add([entry()])
        store.prolong(["P1"], date(2022, 1, 1))
        assert store.by_code("P1").retain_until == UNTIL
        store.prolong(["P1"], date(2024, 1, 1))
        assert store.by_code("P1").retain_until == date(2024, 1, 1)


def test_entries_are_added_together_or_not_at_all(path):
    with opened(path) as store:
        with pytest.raises(sqlite3.IntegrityError):
            store.add([entry(), entry("P2")])
        assert store.in_county("430482") == []


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("short", MATCH_KEY), "not 64 hex digits"),
        ((NAME_KEY, "zz" * 32), "not 64 hex digits"),
        ((NAME_KEY, NAME_KEY), "are the same"),
    ],
    ids=["short", "no-hex", "one-key-for-both"],
)
def test_keys_that_are_none_are_refused_and_not_shown(keys, said):
    with pytest.raises(ConfigurationError, match=said) as caught:
        sealer_of(*keys)
    assert not any(key in str(caught.value) for key in keys)
