"""What an issue says, level by level: the parts that differ between the province's and a county's.

Keep out: what every issue has alike (`monthly`).
"""

from __future__ import annotations

import msgspec

from bulletins.facts import Control, Note, Section, Sentence, Standing, Tile


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of one issue; `cumulative_fen` and `standings` are for the issue after it."""

    frame: list[Sentence]
    headline: list[Tile]
    sections: list[Section]
    notes: list[Note]
    control: Control
    cumulative_fen: dict[str, int]
    standings: list[Standing]
