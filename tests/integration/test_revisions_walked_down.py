"""The cumulative before and its revision, walked back to two builds and the lines between them."""

from __future__ import annotations

import json
import shutil

import duckdb
import pytest

from bulletins.errors import FactsDisagreeError, MissingFactsError
from orchestration.cli import proofs
from orchestration.explaining import explain_figure
from orchestration.home import Home
from orchestration.releasing import release_month
from orchestration.settings import read_settings

pytestmark = pytest.mark.integration

LOSS = 7
NEWER = "later-b001"


@pytest.fixture(scope="module")
def revised(province, tmp_path_factory):
    """May issued from one build; then a line of April loses fen, and June is issued."""
    home = Home(tmp_path_factory.mktemp("revised") / "home")
    home.releases.mkdir(parents=True)
    for name in ("landing", "programmes", "settings.toml"):
        (home.root / name).symlink_to(province.home.root / name)
    older = province.home.current_build()
    shutil.copytree(province.home.current_published(), home.published / older)
    (home.published / "CURRENT").write_text(older)
    settings = read_settings(home)
    release_month(home, settings, "2020-05")
    newer = home.published / NEWER
    shutil.copytree(home.published / older, newer)
    build = json.loads((newer / "build.json").read_text(encoding="utf-8")) | {"build_id": NEWER}
    (newer / "build.json").write_text(json.dumps(build), encoding="utf-8")
    order_id = lose(newer)
    (home.published / "CURRENT").write_text(NEWER)
    release_month(home, settings, "2020-06")
    return home, settings, order_id


def lose(build, fen=LOSS):
    """Take fen from a line of April, and from every sum that it is in; gives its order."""
    with duckdb.connect() as connection:
        for mart in ("fct_lines", "mart_indicator_month"):
            connection.from_parquet(str(build / f"{mart}.parquet")).create(mart)
        key = connection.execute(
            "select platform, order_id, line_id, seller_area_code from fct_lines "
            "where month_on = date '2020-04-01' and seller_status = 'county' "
            "and goods_class = 'primary_agri' and flow = 'up' and paid_fen > 100 order by all"
        ).fetchone()
        connection.execute(
            "update fct_lines set paid_fen = paid_fen - ? "
            "where platform = ? and order_id = ? and line_id = ?",
            [fen, *key[:3]],
        )
        connection.execute(
            "update mart_indicator_month set cumulative_net_fen = cumulative_net_fen - $fen, "
            "previous_cumulative_net_fen = previous_cumulative_net_fen - $fen "
            "where indicator_code = 'agri_retail' "
            "and month_on in (date '2020-05-01', date '2020-06-01') "
            "and area_level in ('county', 'prefecture', 'province') "
            "and area_code in ($county, left($county, 4) || '00', '430000')",
            {"fen": fen, "county": key[3]},
        )
        for mart in ("fct_lines", "mart_indicator_month"):
            connection.table(mart).write_parquet(str(build / f"{mart}.parquet"))
    return key[1]


def test_the_cumulative_before_stands_on_the_build_of_its_issue(revised):
    home, settings, _ = revised
    proof = explain_figure(home, settings, "overview.before", period="2020-06")
    (before,) = proof.explanation.operands
    assert before.period == "2020-05"
    assert before.build_id != NEWER == proof.explanation.build_id
    assert sum(m.fen for m in proof.explanation.all_movements()) == before.total


def test_a_revision_is_the_lines_that_changed_between_two_builds(revised):
    home, settings, order_id = revised
    proof = explain_figure(home, settings, "overview.revision.abs", period="2020-06")
    (changed,) = proof.explanation.records
    assert (changed.fen, proof.explanation.total) == (-LOSS, -LOSS)
    assert order_id in changed.key
    assert [one.fen for one in proof.batches] == [-LOSS]
    text = proofs.as_text(proof, limit=5, page=1)
    assert all(one.build_id in text for one in proof.explanation.operands)
    assert {one.build_id for one in proof.explanation.operands} == {
        NEWER,
        *(p.name for p in home.published.glob("2*")),
    }


def test_without_the_issue_before_nothing_is_explained(revised, tmp_path):
    home, settings, _ = revised
    shutil.copytree(home.root, tmp_path / "home", symlinks=True)
    copy = Home(tmp_path / "home")
    shutil.rmtree(next(copy.releases.glob("*/monthly/2020-05")))
    with pytest.raises(MissingFactsError, match="no version of the issue before"):
        explain_figure(copy, settings, "overview.before", period="2020-06")


def test_a_line_that_changed_while_its_sums_did_not_is_an_error(revised, tmp_path):
    home, settings, _ = revised
    shutil.copytree(home.root, tmp_path / "home", symlinks=True)
    copy = Home(tmp_path / "home")
    # the newer build's line loses more than its sums tell
    path = copy.published / NEWER / "fct_lines.parquet"
    with duckdb.connect() as connection:
        connection.from_parquet(str(path)).create("l")
        connection.execute(
            "update l set paid_fen = paid_fen + 1 where rowid = (select min(rowid) from l "
            "where month_on = date '2020-05-01' and seller_status = 'county' "
            "and goods_class = 'primary_agri' and flow = 'up')"
        )
        connection.table("l").write_parquet(str(path))
    with pytest.raises(FactsDisagreeError, match="what it is made of gives"):
        explain_figure(copy, settings, "overview.revision.abs", period="2020-06")
