"""From bytes to lines by a fixed ladder: BOM, strict UTF-8, strict GB18030, then line by line.

No guessing by statistics: the same bytes always read the same way, and a byte that can't be
decoded costs its own line, never the file. Source: platforms.md, section 9 (common reader rules).
Keep out: what a column means, splitting lines into cells.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

import msgspec

from connectors.core.errors import FatalFeedError

#: a file with a larger part of its lines broken isn't a file with broken lines
MOST_BROKEN_SHARE = 0.5


class DecodedText(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of a file without their ends, and the numbers (from 0) of those that broke."""

    encoding: str
    lines: list[str]
    broken: frozenset[int]


def readings(data: bytes, *, where: str) -> Iterator[DecodedText]:
    """The possible readings of a file, best first; the caller takes the first with a header.

    A strict reading of the whole file comes first; only where none fits do broken lines come in.
    GB18030 has a meaning for almost any bytes, so a UTF-8 file with one broken line may "be"
    GB18030: the caller finds no header in that one and goes on.

    Raises FatalFeedError for UTF-16, and where each reading breaks most of the lines.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FatalFeedError(
            "the file is UTF-16",
            where=where,
            advice="save it as CSV UTF-8 or as XLSX and import that",
        )
    if data.startswith(codecs.BOM_UTF8):
        yield _by_line(data[len(codecs.BOM_UTF8) :], "utf-8")
        return
    for encoding in ("utf-8", "gb18030"):
        text = _by_line(data, encoding)
        if not text.broken:
            yield text
    broken = [_by_line(data, encoding) for encoding in ("utf-8", "gb18030")]
    broken = [text for text in broken if text.broken]
    bearable = [t for t in broken if len(t.broken) <= MOST_BROKEN_SHARE * len(t.lines)]
    yield from sorted(bearable, key=lambda text: len(text.broken))
    if len(broken) == 2 and not bearable:
        raise FatalFeedError(
            "the file is neither UTF-8 nor GB18030 text",
            where=where,
            advice="export it again; if it is a workbook, give it its own ending (.xlsx)",
        )


def _by_line(data: bytes, encoding: str) -> DecodedText:
    # in both encodings a line feed is never part of another character, so bytes can be split
    ended = data.removesuffix(b"\n")
    try:
        lines = ended.decode(encoding).split("\n")
    except UnicodeDecodeError:
        return _broken_by_line(ended, encoding)
    return DecodedText(encoding=encoding, lines=_without_cr(lines), broken=frozenset())


def _broken_by_line(data: bytes, encoding: str) -> DecodedText:
    lines: list[str] = []
    broken: set[int] = set()
    for number, line in enumerate(data.split(b"\n")):
        try:
            lines.append(line.decode(encoding))
        except UnicodeDecodeError:
            broken.add(number)
            lines.append(line.decode(encoding, errors="replace"))
    return DecodedText(encoding=encoding, lines=_without_cr(lines), broken=frozenset(broken))


def _without_cr(lines: list[str]) -> list[str]:
    return [line.removesuffix("\r") for line in lines]
