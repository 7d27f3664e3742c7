"""The byte forms in which a text can lie in a file.

Keep out: reading files, compression.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from urllib.parse import quote


def forms_of(text: str) -> list[tuple[str, bytes]]:
    """Every form of a text with its name; forms that are the same bytes stand once.

    Character sets, JSON and percent escapes, hexadecimal, and base64 at each of its three phases.
    """
    found: dict[bytes, str] = {}
    for name, data in _forms(text):
        # a form of a few bytes would be found by chance
        if len(data) >= min(4, len(text)):
            found.setdefault(data, name)
    return [(name, data) for data, name in found.items()]


def _forms(text: str) -> Iterator[tuple[str, bytes]]:
    plain = text.encode()
    charsets = {"utf-8": plain}
    charsets |= {name: text.encode(name) for name in ("gb18030", "utf-16-le", "utf-16-be")}
    yield from charsets.items()
    escaped = json.dumps(text)[1:-1].encode()
    yield "json escape", escaped
    yield "json escape", escaped.replace(b"\\u", b"\\U").upper().replace(b"\\U", b"\\u")
    yield "percent escape", quote(text, safe="").encode()
    yield "percent escape", quote(text, safe="").lower().encode()
    yield "hexadecimal", plain.hex().encode()
    yield "hexadecimal", plain.hex().upper().encode()
    for name, data in charsets.items():
        for phase in range(3):
            core = _base64_core(data, phase)
            yield f"base64 of {name}", core
            yield f"base64 of {name}", core.translate(bytes.maketrans(b"+/", b"-_"))


def _base64_core(data: bytes, phase: int) -> bytes:
    """The characters that `data` gives in base64 whatever stands before and after it.

    `phase` is the number of bytes (mod 3) before it; a character that mixes its bits with a
    neighbour's is left out.
    """
    encoded = base64.b64encode(bytes(phase) + data).rstrip(b"=")
    first = (phase * 8 + 5) // 6
    whole = (phase + len(data)) * 8 // 6
    return encoded[first:whole]
