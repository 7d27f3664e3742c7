"""The log of names: each line holds on to the one before."""

from __future__ import annotations

import stat
from datetime import datetime

import pytest

from connectors.core.errors import FatalFeedError
from connectors.registers.identity.audit import Deed, append, verify


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "audit.jsonl"
    for action in ("issue", "show", "purge"):
        append(
            path,
            Deed(at=datetime(2020, 6, 1), user="li", action=action, subjects=["X"], reason="核对"),
        )
    return path


def test_a_whole_log_is_sound_and_its_owners_alone(log):
    assert len(verify(log)) == 64
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert len(log.read_bytes().splitlines()) == 3


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (lambda lines: [lines[0], lines[1].replace(b"li", b"wu"), lines[2]], 3),
        (lambda lines: [lines[0], lines[2]], 2),
        (lambda lines: lines[1:], 1),
        (lambda lines: [*lines, b"not json"], 4),
    ],
    ids=["another-user", "line-taken-out", "beginning-cut-off", "torn"],
)
def test_a_changed_log_is_found_and_nothing_is_added(log, damage, line):
    log.write_bytes(b"\n".join(damage(log.read_bytes().splitlines())) + b"\n")
    before = log.read_bytes()
    with pytest.raises(FatalFeedError, match="changed or damaged") as caught:
        append(log, Deed(at=datetime(2020, 6, 2), user="li", action="show", subjects=[]))
    assert f"line {line}" in str(caught.value)
    assert log.read_bytes() == before
