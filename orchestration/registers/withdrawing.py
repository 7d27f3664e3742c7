"""What a shop's withdrawal of its authorisation takes out of the published figures, by month.

Reads the published build only and changes nothing: the withdrawal itself is a row of the register
`authorisations`. Keep out: what counts (dbt), who may be asked (orchestration.authorising).
Source: docs/authorisations.md (PIPL, articles 15 and 47).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import duckdb
import msgspec

from orchestration.errors import NothingToDo
from orchestration.home import Home
from orchestration.registers.standing import standing_table

Choice = Literal["keep", "remove"]


class MonthOut(msgspec.Struct, frozen=True, kw_only=True):
    """Of one month: what the shop's lines come to, and what of it falls out. Fen, payments."""

    month_on: date
    line_count: int
    paid_fen: int
    out_line_count: int
    out_fen: int


def effect_of_withdrawal(
    home: Home, platform: str, shop_id: str, *, revoked_on: date, choice: Choice
) -> list[MonthOut]:
    """The months of the published build that hold lines of the shop, oldest first.

    Lines that are held out already (待核) are no part of it. `keep` leaves what was paid before
    `revoked_on`; `remove` leaves nothing.

    Raises NothingToDo where nothing is published, or the published build has no line of the shop.
    """
    build = home.current_published()
    lines = build / "fct_lines.parquet"
    with duckdb.connect() as connection:
        rows = connection.execute(
            """
            select
                month_on,
                count(*)::bigint as line_count,
                sum(paid_fen)::bigint as paid_fen,
                count(*) filter (where falls_out)::bigint as out_line_count,
                coalesce(sum(paid_fen) filter (where falls_out), 0)::bigint as out_fen
            from (
                select *, ? = 'remove' or booked_on >= ? as falls_out
                from read_parquet(?)
                where platform = ? and shop_id = ? and seller_status != 'pending'
            )
            group by month_on
            order by month_on
            """,
            [choice, revoked_on, str(lines), platform, shop_id],
        ).fetchall()
    if not rows:
        raise NothingToDo(
            f"no counted line is of the shop {shop_id} on {platform}",
            where=str(build),
            advice="check platform and shop id (`shanhuo registers history shops …`)",
        )
    names = MonthOut.__struct_fields__
    return [MonthOut(**dict(zip(names, row, strict=True))) for row in rows]


def is_kept(home: Home, platform: str, as_of: datetime) -> bool:
    """Whether the register of authorisations has any row of the platform as of a Beijing time.

    The first row of a platform makes all its shops need one.
    """
    return platform in standing_table(home, "authorisations", as_of)["platform"].to_pylist()
