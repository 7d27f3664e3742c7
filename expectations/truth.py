"""Reading `truth.csv`: what a made world says of each line, one row a line and share.

Columns: platform, order_id, line_id, share_no, share_ppm, sale_state, goods_class, flow,
seller_county_code, origin_county_code, village_code, household_code, seller_resolvable (0 or 1),
origin_resolvable_level (household, village, county, none), paid_fen (of the whole line, repeated on
each of its shares), booked_at. A column doubt may stand there too: brushing or double for what
counts as a sale by its state and is none, empty for the rest.
Keep out: judging, writing.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from expectations.errors import EvidenceBroken, EvidenceMissing

COLUMNS = (
    "platform",
    "order_id",
    "line_id",
    "share_no",
    "share_ppm",
    "sale_state",
    "goods_class",
    "flow",
    "seller_county_code",
    "origin_county_code",
    "village_code",
    "household_code",
    "seller_resolvable",
    "origin_resolvable_level",
    "paid_fen",
    "booked_at",
)
_SHARED = """
create table truth as
with quotas as (
    select *, paid_fen::hugeint * share_ppm // 1000000 as quota_fen,
        paid_fen::hugeint * share_ppm % 1000000 as remainder
    from told where sale_state = 'sale'
),
shared as (
    select * replace (
        (quota_fen + (row_number() over (line order by remainder desc, share_no)
            <= paid_fen - sum(quota_fen) over line)::bigint)::bigint as paid_fen
    )
    from quotas window line as (partition by platform, order_id, line_id)
)
select * exclude (quota_fen, remainder) from shared
union all
select * from told where sale_state is distinct from 'sale'
"""
_FORM = "see docs/worlds.md for the form of truth.csv"


def load_truth(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Make the table `truth` from a file: `paid_fen` becomes the share's own part, in whole fen.

    Parts are by `share_ppm` and largest remainder, so they sum to the line's; empty cells are null.
    Raises EvidenceMissing without the file, EvidenceBroken where a column is missing, an amount is
    no whole fen, or a share stands there twice.
    """
    if not path.is_file():
        raise EvidenceMissing(
            "there is no truth to judge by",
            where=str(path),
            advice="write it with `shanhuo sandbox export`, or give the folder of a world",
        )
    try:
        connection.execute(
            "create table text as select * from "
            "read_csv($path, all_varchar = true, header = true, nullstr = '')",
            {"path": str(path)},
        )
    except duckdb.Error as error:
        raise EvidenceBroken("it is no CSV", where=str(path), advice=_FORM) from error
    found = {str(row[0]) for row in connection.execute("describe text").fetchall()}
    missing = [column for column in COLUMNS if column not in found]
    if missing:
        raise EvidenceBroken(
            f"the columns {', '.join(missing)} are missing", where=str(path), advice=_FORM
        )
    if "doubt" not in found:
        connection.execute("alter table text add column doubt varchar")
    connection.execute(
        # a cast alone would round 1.5 to 2
        "create table told as select * replace ("
        "try_cast(share_no as bigint) as share_no, try_cast(share_ppm as bigint) as share_ppm, "
        "case when regexp_full_match(paid_fen, '-?[0-9]{1,18}') then paid_fen::bigint end "
        "as paid_fen, "
        "coalesce(seller_resolvable, '0') = '1' as seller_resolvable) from text"
    )
    _refuse(
        connection,
        "select count(*) from told where sale_state = 'sale' "
        "and (paid_fen is null or share_no is null or share_ppm is null)",
        "{count} sale rows have no whole paid_fen, share_no or share_ppm",
        path,
    )
    _refuse(
        connection,
        "select count(*) - count(distinct (platform, order_id, line_id, share_no)) from told",
        "{count} shares stand there twice",
        path,
    )
    _refuse(
        connection,
        "select count(*) from (select 1 from told where sale_state = 'sale' "
        "group by platform, order_id, line_id "
        "having sum(share_ppm) <> 1000000 or min(paid_fen) <> max(paid_fen))",
        "the shares of {count} lines do not sum to 1,000,000 ppm of one amount",
        path,
    )
    connection.execute(_SHARED)


def _refuse(connection: duckdb.DuckDBPyConnection, query: str, what: str, path: Path) -> None:
    [(count,)] = connection.execute(query).fetchall()
    if count:
        raise EvidenceBroken(what.format(count=count), where=str(path), advice=_FORM)
