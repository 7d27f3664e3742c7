"""How much of the money a build attributes to the right place, judged by the truth of a made world.

All shares are weighed by the paid fen (gross) of sale lines that both sides know. At each level
only lines count whose truth names the level and whose world holds evidence for it:

    seller_county   truth says seller_resolvable, and names the seller's county
    origin_county   origin_resolvable_level is county, village or household
    village         origin_resolvable_level is village or household
    household       origin_resolvable_level is household
    class           truth names a class other than unclassified

Of a line's fen T, by code: correct = Σ over codes of min(attributed, truth); unattributed = what
of T no code was given to; wrong = the rest. So correct + wrong + unattributed = 1, to the fen.
Attributed are certain and estimated shares (O2 is an estimate), not candidates and not 待核.
Lines that truth doubts (brushing, the double of another order) belong to nobody: they count at no
level, and whatever they give to a county with certainty is falsely included (`doubts`).

    false_inclusion   of the fen given with certainty to a county (S1-S4; O1-O5 that are certain),
                      the share whose truth is another place or none, whether or not the world
                      holds evidence
    false_exclusion   of the fen whose truth is a county and whose world holds evidence, the share
                      that no or another county was given, certain or estimated

Both run over both axes; `detail` has them for the 51 poor counties alone as well.
`worst_county` is the least correct share of any of the 51 on the seller axis, on which county
figures stand. `by_grade` is explained in `breakdowns`.
Source: design, sections 4 and 5. Keep out: the sandbox, how lines are attributed.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from expectations.attribution import exclusion_of, inclusion_of, split_of
from expectations.breakdowns import scores_by_grade, worst_county
from expectations.doubts import held_of
from expectations.errors import EvidenceMissing
from expectations.scores import Accuracy
from expectations.truth import load_truth

LEVELS = ("seller_county", "origin_county", "village", "household", "class")
_MODELS = ("fct_lines", "fct_origin", "dim_region_set")


def judge(published: Path, truth: Path) -> Accuracy:
    """Judge the published build in the folder `published` by the file `truth`.

    Raises EvidenceMissing where a model or the truth is not there, EvidenceBroken where the truth
    does not have its form.
    """
    with duckdb.connect() as connection:
        for model in _MODELS:
            _view(connection, published, model)
        load_truth(connection, truth)
        connection.execute(_COMMON)
        levels = {level: split_of(connection, level) for level in LEVELS}
        axes = ("seller_county", "origin_county")
        inclusion = [inclusion_of(connection, level) for level in axes]
        exclusion = [exclusion_of(connection, level) for level in axes]
        grades = scores_by_grade(connection)
        held = held_of(connection)
        worst = {axis: worst_county(connection, axis) for axis in ("seller", "origin")}
        missing, unknown, no_sale, difference = (
            connection.execute(query).fetchall()[0]
            for query in (_MISSING, _WITHOUT_TRUTH, _NOT_A_SALE, _DIFFERENCE)
        )
    return Accuracy(
        levels=levels,
        inclusion={name: inclusion[0][name] + inclusion[1][name] for name in inclusion[0]},
        exclusion={name: exclusion[0][name] + exclusion[1][name] for name in exclusion[0]},
        grades=grades,
        worst=worst,
        held=held,
        missing_fen=int(missing[0]),
        missing_line_count=int(missing[1]),
        without_truth_fen=int(unknown[0]),
        without_truth_line_count=int(unknown[1]),
        not_a_sale_fen=int(no_sale[0]),
        paid_difference_fen=int(difference[0]),
    )


def _view(connection: duckdb.DuckDBPyConnection, published: Path, model: str) -> None:
    path = published / f"{model}.parquet"
    if not path.is_file():
        raise EvidenceMissing(
            f"the published build lacks {model}",
            where=str(path),
            advice="publish a build of this code version with `shanhuo nightly`",
        )
    # the name is one of ours; a view can't take its path as a parameter
    literal = str(path).replace("'", "''")
    connection.execute(f"create view {model} as from read_parquet('{literal}')")


_COMMON = """
create table true_lines as
select platform, order_id, line_id, sum(paid_fen) as paid_fen,
    bool_or(sale_state = 'sale') as is_sale, min(doubt) as doubt
from truth group by all;

create table common as
select t.platform, t.order_id, t.line_id
from true_lines as t join fct_lines as l using (platform, order_id, line_id)
where t.is_sale and t.doubt is null;

create table doubted as
select t.platform, t.order_id, t.line_id
from true_lines as t join fct_lines as l using (platform, order_id, line_id)
where t.is_sale and t.doubt is not null;

create view shares as
select *, case when origin_grade between 'O1' and 'O5'
    and origin_status in ('certain', 'estimated') then 1 end as is_attributed
from fct_origin;

create table poor as
select distinct region_code as code from dim_region_set where region_set = 'poor_counties';
"""

_MISSING = """
select coalesce(sum(t.paid_fen), 0), count(*)
from true_lines as t anti join fct_lines as l using (platform, order_id, line_id) where t.is_sale
"""
_WITHOUT_TRUTH = """
select coalesce(sum(l.paid_fen), 0), count(*)
from fct_lines as l anti join true_lines as t using (platform, order_id, line_id)
"""
_NOT_A_SALE = """
select coalesce(sum(l.paid_fen), 0)
from fct_lines as l join true_lines as t using (platform, order_id, line_id) where not t.is_sale
"""
_DIFFERENCE = """
select coalesce(sum(abs(l.paid_fen - t.paid_fen)), 0)
from fct_lines as l join true_lines as t using (platform, order_id, line_id) where t.is_sale
"""
