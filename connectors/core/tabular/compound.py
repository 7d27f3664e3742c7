"""Streams of a compound file, the container of old .xls workbooks.

Source: Microsoft's open specification [MS-CFB], sections 2.1 to 2.6: a header, chains of sectors
listed in the FAT, a directory of 128-byte entries, small streams inside a stream of their own.
Chains and counts are bounded, since the bytes come from outside. Keep out: what a stream means.
"""

from __future__ import annotations

import struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_END = 0xFFFFFFFA  # this and all above mark ends and free sectors
_ENTRY = 128
_ROOT, _STREAM = 5, 2
_SMALL_STREAM = 4096
_HEADER_SECTORS = 109


class BrokenContainer(ValueError):
    """The container contradicts itself: a chain that leaves the file or never ends."""


class CompoundFile:
    """The directory of a compound file, and its streams by name."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(SIGNATURE):
            raise BrokenContainer("no compound file")
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise BrokenContainer("sector size")
        self._size, self._small = 1 << shift, 1 << small_shift
        self._fat = self._read_fat()
        first_directory, small_fat = (struct.unpack_from("<I", data, at)[0] for at in (48, 60))
        self._entries = self._read_directory(self._chain(first_directory))
        root = next((e for e in self._entries if e[1] == _ROOT), None)
        self._small_data = self._chain(root[2])[: root[3]] if root else b""
        self._small_fat = _words(self._chain(small_fat)) if small_fat < _END else []

    @property
    def names(self) -> list[str]:
        """Names of all entries, storages and streams."""
        return [name for name, *_ in self._entries]

    def stream(self, name: str) -> bytes | None:
        """The stream of that name, None where there is none."""
        for found, kind, start, size in self._entries:
            if kind == _STREAM and found == name:
                if size < _SMALL_STREAM:
                    return self._small_chain(start)[:size]
                return self._chain(start)[:size]
        return None

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise BrokenContainer("a chain leaves the file")
        return self._data[start : start + self._size]

    def _read_fat(self) -> list[int]:
        listed = list(struct.unpack_from(f"<{_HEADER_SECTORS}I", self._data, 76))
        following = struct.unpack_from("<I", self._data, 68)[0]
        seen: set[int] = set()
        while following < _END:
            if following in seen:
                raise BrokenContainer("a chain never ends")
            seen.add(following)
            *more, following = _words(self._sector(following))
            listed += more
        fat: list[int] = []
        for number in listed:
            if number < _END:
                fat += _words(self._sector(number))
        return fat

    def _chain(self, first: int) -> bytes:
        return b"".join(self._sector(number) for number in _follow(first, self._fat))

    def _small_chain(self, first: int) -> bytes:
        step = self._small
        return b"".join(
            self._small_data[number * step : (number + 1) * step]
            for number in _follow(first, self._small_fat)
        )

    def _read_directory(self, data: bytes) -> list[tuple[str, int, int, int]]:
        found = []
        for at in range(0, len(data) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", data, at + 64)
            if kind:
                name = data[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                start, size = struct.unpack_from("<II", data, at + 116)
                found.append((name, kind, start, size))
        return found


def _words(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _follow(first: int, table: list[int]) -> list[int]:
    chain: list[int] = []
    number = first
    while number < _END:
        if number >= len(table) or len(chain) > len(table):
            raise BrokenContainer("a chain never ends")
        chain.append(number)
        number = table[number]
    return chain
