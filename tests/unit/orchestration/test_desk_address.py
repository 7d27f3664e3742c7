"""Where the desk may listen, by what the settings say of proxies."""

from __future__ import annotations

import pytest

from orchestration.cli.desk import require_safe_address
from orchestration.errors import SetupError
from orchestration.settings import DeskSettings


@pytest.mark.parametrize(
    ("listen", "proxies"),
    [
        ("127.0.0.1", ["127.0.0.1", "::1"]),
        ("::1", ["::1"]),
        ("10.0.0.5", ["10.0.0.9"]),
        ("0.0.0.0", ["127.0.0.1", "10.0.0.0/24"]),  # noqa: S104
    ],
)
def test_loopback_or_with_a_proxy_elsewhere(listen, proxies):
    require_safe_address(DeskSettings(listen=listen, trusted_proxies=proxies), where="settings")


@pytest.mark.parametrize("listen", ["0.0.0.0", "10.0.0.5", "::"])  # noqa: S104
def test_never_open_to_others_while_every_proxy_is_here(listen):
    with pytest.raises(SetupError, match="may not listen"):
        require_safe_address(DeskSettings(listen=listen), where="settings")
