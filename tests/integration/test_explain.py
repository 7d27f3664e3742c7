"""Printed figures walked back to lines, evidence and batches; shops' bridges close to the fen."""

from __future__ import annotations

import csv
import json
import shutil

import duckdb
import pytest

from bulletins.errors import FactsDisagreeError, MissingFactsError
from bulletins.facts import from_json, to_json
from bulletins.tracing.explain import explain
from bulletins.tracing.printed import build_of
from connectors.core.landing import LocalLanding
from expectations.borders.shop import shop_bridge
from expectations.errors import EvidenceMissing
from orchestration.cli import proofs
from orchestration.errors import SetupError
from orchestration.evidence import batches_of, evidence_of
from orchestration.explaining import explain_figure, list_figures
from orchestration.home import Home
from orchestration.releasing import latest_version, release_folder
from orchestration.settings import read_settings

pytestmark = pytest.mark.integration

PERIOD = "2020-06"
# one figure of each way to choose lines: levels, axes, spans, sets, grades, formulas
FIGURES = (
    "tile.month",
    "overview.cumulative",
    "overview.refund",
    "overview.local",
    "overview.completion",
    "lines.poor_counties.cumulative",
    "lines.poor_villages.cumulative",
    "prefectures.430100.month",
    "prefectures.430100.local",
    "prefectures.430100.gap",
    "prefectures.rest.cumulative",
    "counties.430224.cumulative",
    "counties.430224.local",
    "platforms.jd.line_count",
    "classes.tea_liquor.refund",
    "unplaced.seller.total.net",
    "unplaced.seller.unattributed.net",
    "unplaced.origin.unattributed.gross",
    "unplaced.origin.pending.net",
    "grades.S2.gross",
    "grades.O3.line_count",
    "grades.origin.pending.gross",
    "control.430000.net",
)


def released(home):
    settings = read_settings(home)
    release = latest_version(release_folder(home, settings, kind="monthly", period=PERIOD))
    path = release / "facts.json"
    return from_json(path.read_bytes(), where=str(path))


def plant_a_fen(path, shop_id="%"):
    """One fen more on one line that the headline of June counts."""
    with duckdb.connect() as connection:
        connection.from_parquet(str(path)).create("l")
        connection.execute(
            "update l set paid_fen = paid_fen + 1 where rowid = (select min(rowid) from l "
            "where month_on = date '2020-06-01' and shop_id like ? "
            "and seller_status = 'county' and goods_class = 'primary_agri' and flow = 'up')",
            [shop_id],
        )
        connection.table("l").write_parquet(str(path))


@pytest.mark.parametrize("fact_id", FIGURES)
def test_the_lines_of_a_figure_give_the_figure(province, fact_id):
    facts = released(province.home)
    told = explain(facts, province.home.published / build_of(facts), fact_id)
    assert told.all_movements()
    assert told.total == (int(told.fact.raw) if told.movements else None)


def test_evidence_and_batches_bear_the_figure_whole(province):
    proof = explain_figure(
        province.home, read_settings(province.home), "prefectures.430100.month", period=PERIOD
    )
    total = proof.explanation.total
    assert sum(one.fen for one in proof.batches) == total
    assert sum(one.fen for one in proof.evidence) == total
    assert {batch.kind for batch in proof.batches} == {"orders", "refunds"}
    registered = [one for one in proof.evidence if one.register]
    assert registered
    assert all(row.load_id and row.sha256 for one in registered for row in one.rows)


def test_json_pages_and_csv_hold_the_same_lines_and_no_name(province, tmp_path):
    proof = explain_figure(
        province.home, read_settings(province.home), "counties.430224.month", period=PERIOD
    )
    count = len(proof.explanation.movements)
    pages = [
        json.loads(proofs.as_json(proof, limit=7, page=page))["lines"]
        for page in range(1, -(-count // 7) + 1)
    ]
    assert sum(line["fen"] for page in pages for line in page) == proof.explanation.total
    proofs.write_lines(tmp_path / "lines.csv", proof)
    with (tmp_path / "lines.csv").open(encoding="utf-8-sig") as handle:
        rows = list(csv.DictReader(handle))
    assert sum(int(row["fen"]) for row in rows) == proof.explanation.total
    assert not {name for name in rows[0] if "name" in name or "buyer" in name}
    assert "与所印数的准确值一致" in proofs.as_text(proof, limit=7, page=1)


def test_the_list_names_every_figure_with_its_place(province):
    figures = list_figures(province.home, read_settings(province.home), period=PERIOD)
    assert "tile.month" in {figure.id for figure in figures}
    assert all(figure.printed_at for figure in figures)


def test_a_fen_planted_in_a_line_is_an_error(province, tmp_path):
    facts = released(province.home)
    copy = tmp_path / "build"
    shutil.copytree(province.home.published / build_of(facts), copy)
    explain(facts, copy, "tile.month")
    path = copy / "fct_lines.parquet"
    plant_a_fen(path)
    with pytest.raises(FactsDisagreeError, match="what it is made of gives"):
        explain(facts, copy, "tile.month")


def test_a_figure_that_is_held_back_is_not_explained(province):
    facts = released(province.home)
    raw = json.loads(to_json(facts))
    raw["headline"][0]["fact"] |= {"status": "suppressed", "raw": None, "text": "保密"}
    hidden = from_json(json.dumps(raw).encode(), where="test")
    with pytest.raises(MissingFactsError, match="held back"):
        explain(hidden, province.home.published / build_of(facts), "tile.month")


def test_a_batch_or_register_that_the_build_did_not_read_is_an_error(province):
    facts = released(province.home)
    lines = explain(
        facts, province.home.published / build_of(facts), "counties.430224.month"
    ).movements
    store = LocalLanding(province.home.landing)
    with pytest.raises(SetupError, match="did not read"):
        batches_of(store, lines, build_batches=[])
    with pytest.raises(SetupError, match="no row in the register"):
        evidence_of(store, lines, build_batches=[])


def shops_of(home, count):
    path = home.current_published() / "fct_lines.parquet"
    with duckdb.connect() as connection:
        return connection.execute(
            "select platform, shop_id from read_parquet(?) where month_on = date '2020-06-01' "
            "group by all order by count(distinct goods_class) desc, platform, shop_id limit ?",
            [str(path), count],
        ).fetchall()


def test_the_bridges_of_shops_close_on_the_headline(province):
    headlines = []
    for platform, shop_id in shops_of(province.home, 5):
        bridge = shop_bridge(
            province.home.root,
            platform=platform,
            shop_id=shop_id,
            month=PERIOD,
            programme="hunan-2020",
        )
        assert bridge.open_fen == 0
        assert bridge.steps[0].subtotal_fen > bridge.headline_fen
        headlines.append(bridge.headline_fen)
        assert [s.key for s in bridge.steps if s.subtotal_fen is not None] == [
            "back_office",
            "paid",
            "net",
            "headline",
        ]
        assert "已闭合" in proofs.bridge_text(bridge)
    assert any(headlines)


def test_a_fen_planted_in_the_marts_stays_open_in_the_bridge(province, tmp_path):
    platform, shop_id = shops_of(province.home, 1)[0]
    copy = Home(tmp_path / "home")
    copy.published.mkdir(parents=True)
    copy.landing.symlink_to(province.home.landing)
    build = province.home.current_build()
    shutil.copytree(province.home.current_published(), copy.published / build)
    (copy.published / "CURRENT").write_text(build)
    path = copy.published / build / "fct_lines.parquet"
    plant_a_fen(path, shop_id)
    bridge = shop_bridge(
        copy.root, platform=platform, shop_id=shop_id, month=PERIOD, programme="hunan-2020"
    )
    assert bridge.open_fen == -1


def test_a_shop_that_never_landed_has_no_bridge(province):
    with pytest.raises(EvidenceMissing, match="nothing of the shop"):
        shop_bridge(
            province.home.root,
            platform="jd",
            shop_id="no-such-shop",
            month=PERIOD,
            programme="hunan-2020",
        )
