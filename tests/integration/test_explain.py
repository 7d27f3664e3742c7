"""Printed figures walked back to lines, evidence and batches; shops' bridges close to the fen."""

from __future__ import annotations

import csv
import json
import shutil

import duckdb
import pytest

from bulletins.errors import FactsDisagreeError, MissingFactsError
from bulletins.facts import from_json, to_json
from bulletins.monthly import build_facts
from bulletins.tracing.basis import Elsewhere
from bulletins.tracing.explain import explain
from bulletins.tracing.printed import build_of, printed_facts
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


# counts, growth, targets and what is walked back to records: (figure, what it is made of)
BEYOND_LINES = (
    ("overview.yoy.abs", "Growth"),
    ("counties.430224.yoy", "Growth"),
    ("lines.poor_villages.yoy", "Growth"),
    ("overview.mom.abs", "Growth"),
    ("overview.target", "Target"),
    ("lines.poor_counties.target", "Target"),
    ("prefectures.430100.target", "Target"),
    ("villages.told.households", "Choice"),
    ("villages.told.selling", "Choice"),
    ("villages.told.villages", "Listing"),
    ("counties.number", "Elsewhere"),
    ("frame.days", "Formula"),
    ("frame.whole", "Listing"),
    ("coverage.taobao.covered", "Listing"),
    ("prefectures.430100.rank", "Ranking"),
    ("counties.430224.rank", "Ranking"),
    ("frame.registered", "Listing"),
    ("frame.answered", "Listing"),
    ("not_counted.unpaid.count", "Listing"),
    ("curve.6", "Formula"),
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


@pytest.mark.parametrize(("fact_id", "kind"), BEYOND_LINES)
def test_counts_growth_and_targets_are_worked_out_again(province, fact_id, kind):
    facts = released(province.home)
    # it raises where what the figure is made of gives another value
    told = explain(facts, province.home.published / build_of(facts), fact_id)
    assert type(told.basis).__name__ == kind
    if kind != "Elsewhere":
        assert told.all_movements() or told.all_records()
    if kind == "Growth":
        assert [one.fact.id for one in told.operands] == [f"{fact_id}.now", f"{fact_id}.base"]


@pytest.mark.parametrize(
    ("fact_id", "mart", "change"),
    [
        ("overview.yoy.abs", "fct_shop_months", ("delete from m where month_on = date '2019-06-01' "
         "and rowid % 2 = 0")),
        ("villages.told.households", "fct_origin", ("update m set household_code = null "
         "where month_on = date '2020-06-01' and household_code = (select min(household_code) "
         "from m where origin_grade = 'O1' and origin_status = 'certain' and paid_fen > 0 "
         "and month_on = date '2020-06-01')")),
        ("not_counted.unpaid.count", "fct_orders", ("delete from m where rowid = "
         "(select min(rowid) from m where sale_state = 'unpaid' "
         "and month_on = date '2020-06-01')")),
        ("coverage.taobao.covered", "fct_coverage_days", ("delete from m where rowid in (select "
         "min(rowid) from m where month_on = date '2020-06-01' and platform = 'taobao')")),
        ("frame.registered", "dim_shop", "delete from m where rowid = 0"),
        ("prefectures.430100.rank", "mart_indicator_month", ("update m set cumulative_net_fen = "
         "1000 * target_fen where area_level = 'prefecture' and area_code != '430100'")),
        ("overview.target", "mart_indicator_month", "update m set target_fen = target_fen + 1"),
    ],
)  # fmt: skip
def test_a_record_or_line_that_is_gone_is_an_error(province, tmp_path, fact_id, mart, change):
    facts = released(province.home)
    copy = tmp_path / "build"
    shutil.copytree(province.home.published / build_of(facts), copy)
    explain(facts, copy, fact_id)
    path = copy / f"{mart}.parquet"
    with duckdb.connect() as connection:
        connection.from_parquet(str(path)).create("m")
        connection.execute(change)
        connection.table("m").write_parquet(str(path))
    with pytest.raises(FactsDisagreeError, match="what it is made of gives"):
        explain(facts, copy, fact_id)


def test_a_target_is_walked_back_to_its_register_row(province):
    proof = explain_figure(
        province.home, read_settings(province.home), "counties.430224.target", period=PERIOD
    )
    (row,) = (one for one in proof.evidence if one.register == "programme_targets")
    assert row.evidence_id.endswith(":poor_county_agri_retail:430224:2020")
    assert row.rows[0].load_id
    assert "programme_targets" in proofs.as_text(proof, limit=7, page=1)


def test_households_are_numbered_and_their_codes_stand_nowhere(province, tmp_path):
    proof = explain_figure(
        province.home, read_settings(province.home), "villages.told.households", period=PERIOD
    )
    counted = {m.counted for m in proof.explanation.movements}
    assert counted == {f"户{n}" for n in range(1, proof.explanation.total + 1)}
    assert "household_code" not in proofs.as_json(proof, limit=5, page=1)


def facts_of_area(home, area_code, edition):
    """The published build of the province's issue, and what an area's issue says by it."""
    facts = released(home)
    published = home.published / build_of(facts)
    return published, build_facts(
        published,
        programme=facts.programme,
        period=PERIOD,
        area_code=area_code,
        is_sandbox=True,
        issuer=facts.issuer,
        previous_facts=None,
        edition=edition,
    )


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_every_figure_of_a_prefecture_is_worked_out_again(province, edition):
    published, own = facts_of_area(province.home, "430100", edition)
    ids = {f.id for f, _ in printed_facts(own) if f.status != "suppressed"}
    assert len(ids) > 50
    for fact_id in sorted(ids):
        # it raises where what the figure is made of gives another value
        explain(own, published, fact_id)


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_every_figure_of_the_villages_of_a_county_is_worked_out_again(province, edition):
    published, county = facts_of_area(province.home, "430224", edition)
    ids = {f.id for f, _ in printed_facts(county) if f.id.startswith("village_lines") and f.raw}
    assert len(ids) > (20 if edition == "internal" else 5)
    for fact_id in sorted(ids):
        told = explain(county, published, fact_id)
        assert not isinstance(told.basis, Elsewhere) or fact_id.endswith("minimum")


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
