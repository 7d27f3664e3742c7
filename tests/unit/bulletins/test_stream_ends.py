"""Stream ends that read two ways are told apart, and the offsets still point at their objects."""

from __future__ import annotations

import re

import pytest

from bulletins.render.streams import clear_stream_ends


def document(*streams: bytes) -> bytes:
    body, offsets = b"%PDF-1.7\n", []
    for number, data in enumerate(streams, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n<</Length %d>>\nstream\n%b\nendstream\nendobj\n" % (
            number,
            len(data),
            data,
        )
    entries = b"".join(b"%010d 00000 n\r\n" % offset for offset in offsets)
    table = b"xref\n0 %d\n%btrailer\n<<>>\nstartxref\n%d\n%%%%EOF" % (
        len(streams),
        entries,
        len(body),
    )
    return body + table


def test_line_end_is_widened_and_offsets_move():
    cleared = clear_stream_ends(document(b"one\r", b"two", b"three\r", b"four"))
    assert cleared.count(b"\r\r\nendstream") == 2
    found = re.findall(rb"(\d{10}) \d{5} n", cleared)
    for number, offset in enumerate(found, start=1):
        assert cleared[int(offset) :].startswith(b"%d 0 obj" % number)
    start = int(re.search(rb"startxref\n(\d+)", cleared)[1])
    assert cleared[start:].startswith(b"xref")


def test_clear_document_is_left_alone():
    plain = document(b"one", b"two\n")
    assert clear_stream_ends(plain) == plain


def test_unknown_table_is_refused():
    with pytest.raises(ValueError, match="cross-reference"):
        clear_stream_ends(document(b"one\r").replace(b"startxref", b"startxxxx"))
