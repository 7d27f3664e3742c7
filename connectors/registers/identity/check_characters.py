"""The pure check character systems of ISO 7064:2003 with one check character.

A text is sound where the sum of its characters, each times the radix to the power of its place
from the right, leaves 1 when divided by the modulus. With a prime modulus and a radix that runs
through all of its remainders, every single wrong character and every swap of two characters is
found, as long as the text is shorter than the modulus.
Keep out: which texts are codes or numbers (`codes`, `cards`).
"""

from __future__ import annotations

from typing import NamedTuple


class PureSystem(NamedTuple):
    """One system: `characters` in the order of their values; the check uses all of them."""

    characters: str
    modulus: int
    radix: int

    def check_character(self, body: str) -> str:
        """The character that makes `body` sound; raises ValueError for one of no value."""
        rest = 0
        for character in body:
            rest = (rest + self.characters.index(character)) * self.radix % self.modulus
        return self.characters[(1 - rest) % self.modulus]

    def is_sound(self, text: str) -> bool:
        """Whether the last character of `text` is the check of those before it."""
        if len(text) < 2 or any(character not in self.characters for character in text):
            return False
        return self.check_character(text[:-1]) == text[-1]


#: for digits: GB 11643 takes it for resident identity numbers
MOD_11_2 = PureSystem("0123456789X", 11, 2)
#: for digits and letters; the asterisk is a check character only
MOD_37_2 = PureSystem("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*", 37, 2)
