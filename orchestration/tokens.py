"""Access tokens of shops: one JSON object behind a secret reference.

Keep out: refreshing tokens (the connectors do), showing them anywhere.
"""

from __future__ import annotations

import json

from orchestration.errors import SetupError
from orchestration.home import Home
from orchestration.settings import resolve_secret


def read_tokens(home: Home, reference: str, *, name: str) -> dict[str, str]:
    """Tokens by shop id.

    Raises SetupError where the secret is missing, is not a JSON object of texts, or is empty.
    """
    text = resolve_secret(home, reference, name=name)
    try:
        tokens = json.loads(text)
    except json.JSONDecodeError:
        tokens = None
    if (
        not isinstance(tokens, dict)
        or not tokens
        or not all(isinstance(value, str) and value for value in tokens.values())
    ):
        raise SetupError(
            "the shop tokens can't be read",
            where=f"{home.settings_file}: {name}",
            advice='the secret must be a JSON object {"shop id": "access token", ...}',
        )
    return tokens
