"""Two processes that renew a shop's token at once exchange it once."""

from __future__ import annotations

import subprocess
import sys

_PROCESS = """
import sys, time
from pathlib import Path
from connectors.core.feed import ShopCredential
from connectors.core.tokens import ShopToken
from orchestration.tokens import KeptTokens

def exchange(held):
    time.sleep(0.3)
    print("exchanged", flush=True)
    return ShopToken("new", "next")

store = KeptTokens(Path(sys.argv[1]), [ShopCredential("1", "old", "refresh")])
print(store.renew("1", "old", exchange).access_token)
"""


def test_processes_exchange_a_token_once(tmp_path):
    path = tmp_path / "renewed" / "test.json"
    command = [sys.executable, "-c", _PROCESS, str(path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = "".join(process.communicate(timeout=30)[0] for process in running)
    assert told.count("exchanged") == 1
    assert told.count("new") == 2
