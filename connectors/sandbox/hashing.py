"""Stable random numbers: the same seed and position give the same number on every machine.

SplitMix64 (Steele, Lea, Flood 2014) over 64-bit words, for single values and for numpy arrays;
keys come from BLAKE2b. Python's own `hash` differs from process to process.
Keep out: what the numbers are used for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

_T = TypeVar("_T")
Words = npt.NDArray[np.uint64]

_GOLDEN = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1
_A = np.uint64(0xBF58476D1CE4E5B9)
_B = np.uint64(0x94D049BB133111EB)


def key_of(*parts: object) -> int:
    """A 64-bit key for a position that is named in words and numbers."""
    text = "\x1f".join(str(part) for part in parts)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def words(key: int, positions: npt.NDArray[np.int64]) -> Words:
    """One 64-bit word for each position."""
    state = positions.astype(np.uint64) * np.uint64(_GOLDEN) + np.uint64(key)
    return _mix(_mix(state) + np.uint64(key))


def streams(starts: Words, width: int) -> Words:
    """`width` words in a row for each starting word: one row a start."""
    steps = (np.arange(1, width + 1, dtype=np.uint64)) * np.uint64(_GOLDEN)
    return _mix(starts[:, None] + steps[None, :])


def _mix(state: Words) -> Words:
    state = (state ^ (state >> np.uint64(30))) * _A
    state = (state ^ (state >> np.uint64(27))) * _B
    result: Words = state ^ (state >> np.uint64(31))
    return result


class Draw:
    """Numbers drawn one after the other from a named position."""

    def __init__(self, *parts: object) -> None:
        self._state = key_of(*parts)

    def word(self) -> int:
        """The next 64-bit word."""
        self._state = (self._state + _GOLDEN) & _MASK
        z = self._state
        z = ((z ^ (z >> 30)) * int(_A)) & _MASK
        z = ((z ^ (z >> 27)) * int(_B)) & _MASK
        return z ^ (z >> 31)

    def below(self, limit: int) -> int:
        """The next number in `0 <= n < limit`."""
        return self.word() % limit

    def between(self, low: int, high: int) -> int:
        """The next number in `low <= n <= high`."""
        return low + self.below(high - low + 1)

    def chance(self, ppm: int) -> bool:
        """Whether something of this likelihood (parts per million) happens."""
        return self.below(1_000_000) < ppm

    def pick(self, options: Sequence[_T]) -> _T:
        """One of the options, all alike."""
        return options[self.below(len(options))]

    def choose(self, shares: tuple[tuple[_T, int], ...]) -> _T:
        """One of the options, each as often as its share in parts per million."""
        return at_share(shares, self.below(1_000_000))


def at_share(shares: tuple[tuple[_T, int], ...], place_ppm: int) -> _T:
    """The option that covers a place on a line on which the shares lie one after the other."""
    for option, share in shares:
        if place_ppm < share:
            return option
        place_ppm -= share
    raise ValueError("the shares must sum to 1,000,000")
