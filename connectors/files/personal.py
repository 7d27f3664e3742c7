"""Refuses a text that names a person, before it lands. Keep out: what may be kept of a buyer."""

from __future__ import annotations

from connectors.core.redaction import redact
from connectors.core.tabular.cells import CellError

_ANY_LENGTH = 1 << 20


def require_no_person(*texts: str) -> None:
    """Raises CellError where a mobile or identity number stands in one of the texts."""
    if any(redact(text, longest=_ANY_LENGTH) != text for text in texts):
        raise CellError("personal-text")
