"""The sandbox as a process: one line when it answers, a clean end, and an end with its parent."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from connectors.sandbox.serve import running_sandbox
from connectors.sandbox.servers.access import grant_access
from connectors.sandbox.world import World

ROOT = Path(__file__).parents[2]
NOW = datetime(2020, 7, 1, 2)
SERVE = (
    "from datetime import datetime; from connectors.sandbox.serve import serve;"
    "serve(0, 1, 5, datetime(2020, 7, 1, 2), frozen=True)"
)
PARENT = (
    "from datetime import datetime; import os; from connectors.sandbox.serve import *;"
    "manager = running_sandbox(seed=1, orders_per_day=5, now=datetime(2020, 7, 1, 2));"
    "handle = manager.__enter__();"
    "print(handle.platforms['jd'].base_url, flush=True); os._exit(1)"
)


def answers(base_url):
    try:
        return httpx.get(f"{base_url}/sandbox", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


def test_one_json_line_when_it_answers_and_a_clean_end_on_sigterm():
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        told = json.loads(process.stdout.readline())
        assert told["ready"] is True
        assert told["now"] == "2020-07-01T02:00:00"
        assert set(told["platforms"]) == {"taobao", "jd"}
        for keys in told["platforms"].values():
            assert keys["access_token"] == keys["shops"][0]["access_token"]
            assert len({shop["shop_id"] for shop in keys["shops"]}) == len(keys["shops"]) > 1
            assert answers(keys["base_url"])
        process.send_signal(signal.SIGTERM)
        rest, errors = process.communicate(timeout=10)
    finally:
        process.kill()
        process.communicate()
    assert (rest, errors) == (b"", b"")
    # the server ends itself cleanly, or by the signal once it has closed its sockets
    assert process.returncode in {0, -signal.SIGTERM}


def test_the_handle_moves_the_clock_counts_requests_and_closes():
    with running_sandbox(seed=1, orders_per_day=5, now=NOW) as sandbox:
        keys = sandbox.platforms["taobao"]
        assert sandbox.now() == NOW
        sandbox.set_now(datetime(2020, 8, 1, 2))
        assert sandbox.now() == datetime(2020, 8, 1, 2)
        assert sandbox.request_count() == 0
        httpx.post(f"{keys.base_url}/router/rest", trust_env=False)
        assert sandbox.request_count() == 1
        assert answers(keys.base_url)
    assert not answers(keys.base_url)


def test_equal_seeds_have_equal_keys_and_other_seeds_others():
    def secrets(seed):
        access = grant_access(World(seed, 5), seed, "taobao")
        return {access.app_key, access.app_secret, *(shop.access_token for shop in access.shops)}

    assert secrets(1) == secrets(1)
    assert not secrets(1) & secrets(2)


def test_the_server_ends_when_its_parent_dies():
    parent = subprocess.run(
        [sys.executable, "-c", PARENT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    base_url = parent.stdout.strip()
    assert base_url, parent.stderr
    patience = time.monotonic() + 10
    while answers(base_url):
        assert time.monotonic() < patience, "the server outlived its parent"
        time.sleep(0.05)


def test_a_server_that_cannot_start_says_so():
    options = {"seed": 1, "orders_per_day": 5, "now": NOW}
    with (
        pytest.raises(RuntimeError, match="before it answered"),
        running_sandbox(**options, faults=["no_such_fault"]),
    ):
        os.abort()
