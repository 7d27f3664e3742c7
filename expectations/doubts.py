"""How well a build holds out sales that are none: brushing, and the double of another order.

    precision   of the fen held out, the share that truth doubts as well
    coverage    of the fen that truth doubts, the share held out

Needs the tables that `accuracy.judge` lays out. Keep out: places, grades.
"""

from __future__ import annotations

import duckdb
import msgspec

#: a line whose seller is pending belongs to an order that is held out whole
_HELD = "l.seller_status = 'pending'"
_BY_DOUBT = f"""
select coalesce(t.doubt, ''), coalesce(sum(l.paid_fen), 0),
    coalesce(sum(l.paid_fen) filter (where {_HELD}), 0)
from fct_lines as l join true_lines as t using (platform, order_id, line_id)
where t.is_sale group by all order by all
"""  # noqa: S608 - every piece is one of ours


class DoubtScore(msgspec.Struct, frozen=True, kw_only=True):
    """Fen of sales in common by what truth doubts of them ("" for genuine ones), and held out."""

    doubt: str
    fen: int
    held_fen: int


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """All sales in common, by doubt."""

    scores: list[DoubtScore]

    @property
    def held_fen(self) -> int:
        """Fen held out, rightly or not."""
        return sum(score.held_fen for score in self.scores)

    @property
    def doubted_fen(self) -> int:
        """Fen that truth doubts."""
        return sum(score.fen for score in self.scores if score.doubt)

    @property
    def right_fen(self) -> int:
        """Fen held out that truth doubts as well."""
        return sum(score.held_fen for score in self.scores if score.doubt)


def held_of(connection: duckdb.DuckDBPyConnection) -> Held:
    """What the build holds out against what truth doubts."""
    rows = connection.execute(_BY_DOUBT).fetchall()
    return Held(
        scores=[
            DoubtScore(doubt=str(doubt), fen=int(fen), held_fen=int(held))
            for doubt, fen, held in rows
        ]
    )
