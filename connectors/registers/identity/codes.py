"""Producer codes and label codes: drawn at random, saying nothing, with a check character.

A producer keeps one producer code for ever; what shops type and labels show is a label code, which
can be replaced. The two differ in length, so neither is taken for the other. The check is ISO 7064
MOD 37-2. Keep out: whom a code belongs to (`store`, and the registers).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Container
from typing import Literal

from connectors.registers.identity.check_characters import MOD_37_2

#: no two of these are taken for each other (0 O D, 1 I L, 2 Z, 5 S, 8 B, U V); no vowels and no 4,
#: which nobody wants on goods; no P, so that no code reads as the initials of a word for poverty
ALPHABET = "2356789CDFHJKMNRTWXY"
CodeKind = Literal["producer", "label"]
LENGTHS: dict[CodeKind, int] = {"producer": 10, "label": 12}

_SEPARATORS = str.maketrans("", "", " -‐‑–—·_\t")
#: picks one character of a text; a deployment passes `secrets.choice`
Choose = Callable[[str], str]


def draw_code(kind: CodeKind, choose: Choose, taken: Container[str]) -> str:
    """A new code that is not among `taken`.

    Drawn again until its check character is one of our alphabet too: 20 of 37 are.
    """
    while True:
        body = "".join(choose(ALPHABET) for _ in range(LENGTHS[kind] - 1))
        code = body + MOD_37_2.check_character(body)
        if code[-1] in ALPHABET and code not in taken:
            return code


def normalised(text: str) -> str:
    """A code as typed or scanned by anybody, without separators, in half-width capitals."""
    return unicodedata.normalize("NFKC", text).translate(_SEPARATORS).upper()


def code_fault(kind: CodeKind, code: str) -> str | None:
    """Why a normalised text is no code of this kind, or None where it is one.

    A sound code need not have been issued.
    """
    if len(code) != LENGTHS[kind]:
        return f"has {len(code)} characters, a {kind} code has {LENGTHS[kind]}"
    if any(character not in ALPHABET for character in code):
        return f"holds a character that no code has; they are made of {ALPHABET}"
    if not MOD_37_2.is_sound(code):
        return "has a wrong check character: a character is mistyped or two are swapped"
    return None


def in_groups(code: str) -> str:
    """A code for the eye, in groups of four. Never to be typed: shops enter it without spaces."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
