"""Turns text into typst, the one way for all of it.

Any text becomes a typst string literal, in which only the backslash and the quotation mark mean
something; markup signs in names or notes therefore stay signs.
Keep out: typst code.
"""

from __future__ import annotations


class TypstCode(str):
    """Text that is typst code already; `in_markup` leaves it alone."""

    __slots__ = ()


def literal(value: object) -> TypstCode:
    """A value as a typst string literal, for arguments."""
    signs = []
    for sign in str(value):
        if sign in '\\"':
            signs.append(f"\\{sign}")
        elif sign in "\n\t" or sign.isprintable():
            signs.append(sign)
        else:
            signs.append(f"\\u{{{ord(sign):x}}}")
    return TypstCode(f'"{"".join(signs)}"')


def literals(values: list[str]) -> TypstCode:
    """Several values as a typst array of string literals."""
    return TypstCode(f"({', '.join(literal(value) for value in values)},)")


def in_markup(value: object) -> str:
    """A value as it stands in typst markup; the semicolon keeps the next sign out of it."""
    return value if isinstance(value, TypstCode) else f"#{literal(value)};"
