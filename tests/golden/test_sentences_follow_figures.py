"""A figure that changes sign or size changes what is said: one case for each kind of sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec
import pytest

from bulletins.errors import FactsDisagreeError, MissingFactsError
from bulletins.facts import Facts, Sentence
from bulletins.periods import Month
from bulletins.published import Published, read_published
from bulletins.sections.breakdowns import breakdowns
from bulletins.sections.counties import counties
from bulletins.sections.lines import lines
from bulletins.sections.material import Material, material
from bulletins.sections.notes import notes
from bulletins.sections.overview import frame, overview, tiles
from bulletins.sections.prefectures import prefectures
from bulletins.sections.unplaced import unplaced, unplaced_told
from bulletins.sections.villages import villages
from bulletins.wording import sentence
from tests.golden.issue import sample_facts
from tests.golden.sample_marts import FEW_HOUSEHOLDS, PROVINCE, write_build

JUNE, MAY = date(2020, 6, 1), date(2020, 5, 1)
AGRI, COUNTIES, VILLAGES = "agri_retail", "poor_county_agri_retail", "poor_village_trade"
Change = Callable[[Published], Published]
# generated text gives no cause and no praise
CAUSES_AND_PRAISE = ("由于", "因为", "带动了", "得益于", "显著", "大幅", "趋势")


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = write_build(tmp_path_factory.mktemp("published"))
    return read_published(folder, programme="hunan-2020", month=Month(2020, 6), area_code=PROVINCE)


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    return sample_facts(write_build(tmp_path_factory.mktemp("published")))


def prepared(published: Published, previous: Facts | None = None) -> Material:
    return material(
        published,
        programme="hunan-2020",
        month=Month(2020, 6),
        area_code=PROVINCE,
        previous=previous,
        is_sandbox=True,
    )


def said(published: Published, previous: Facts | None = None) -> str:
    """Everything the bulletin says in sentences, tables aside."""
    rows = prepared(published, previous)
    sections = [overview(rows, "万元"), lines(rows, "万元"), villages(rows, "万元")]
    sections += [prefectures(rows, "万元")[0], counties(rows, "万元")[0]]
    found: list[Sentence] = [*frame(rows), *(tile.remark for tile in tiles(rows, "万元"))]
    for section in sections:
        found += [*section.paragraphs, *(chart.description for chart in section.charts)]
        found += [note for table in section.tables for note in table.notes]
    found.append(sentence(unplaced_told(rows, "万元")))
    return "\n".join(s.text for s in found)


def indicator(code: str, level: str, month_on: date = JUNE, **values: object) -> Change:
    def change(published: Published) -> Published:
        rows = [
            msgspec.structs.replace(r, **values)
            if (r.indicator_code, r.area_level, r.month_on) == (code, level, month_on)
            else r
            for r in published.indicators
        ]
        assert rows != published.indicators
        return msgspec.structs.replace(published, indicators=rows)

    return change


def other(field: str, is_row: Callable[[object], bool], **values: object) -> Change:
    def change(published: Published) -> Published:
        old = getattr(published, field)
        rows = [msgspec.structs.replace(r, **values) if is_row(r) else r for r in old]
        assert rows != old
        return msgspec.structs.replace(published, **{field: rows})

    return change


def any_row(_: object) -> bool:
    return True


CASES = {
    "province's month negative": (
        indicator(
            AGRI,
            "province",
            net_fen=-1_000_000,
            cumulative_net_fen=9_000_000,
            previous_cumulative_net_fen=10_000_000,
        ),
        "农产品网络零售额（净额）-1.00万元",
    ),
    "province's payments": (indicator(AGRI, "province", gross_fen=7_000_000), "其中支付额7.00万元"),
    "province's refunds": (indicator(AGRI, "province", refund_fen=7_000_000), "当期退款7.00万元"),
    "growth turns to decline": (
        indicator(AGRI, "province", matched_net_fen=900, matched_base_net_fen=1_000),
        "同比下降10.0%",
    ),
    "growth turns to nothing": (
        indicator(AGRI, "province", matched_net_fen=1_000, matched_base_net_fen=1_000),
        "同比持平",
    ),
    "base negative": (
        indicator(AGRI, "province", matched_net_fen=1_000_000, matched_base_net_fen=-500_000),
        "不计算同比，比上年同期增加1.50万元",
    ),
    "matched sales negative": (
        indicator(AGRI, "province", matched_net_fen=-500_000, matched_base_net_fen=500_000),
        "不计算同比，比上年同期减少1.00万元",
    ),
    "base unknown": (
        indicator(AGRI, "province", matched_net_fen=None, matched_base_net_fen=None),
        "上年同期无可比数据，不计算同比",
    ),
    "growth of the month before": (
        indicator(AGRI, "province", MAY, matched_net_fen=900, matched_base_net_fen=1_000),
        "比上月由降转增",
    ),
    "month before larger": (indicator(AGRI, "province", MAY, net_fen=10**9), "环比下降"),
    "month before negative": (
        indicator(AGRI, "province", MAY, net_fen=-1_000_000),
        "不计算环比，比上月增加",
    ),
    "target halved": (indicator(AGRI, "province", target_fen=420_000_000), "快于序时进度50.1"),
    "target doubled": (indicator(AGRI, "province", target_fen=10**9), "慢于序时进度7.9"),
    "target gone": (indicator(AGRI, "province", target_fen=None), "无年度目标，不计算完成率"),
    "local produce": (indicator(AGRI, "province", local_net_fen=1_000_000), "本省的1.00万元"),
    "poor counties' cumulative": (
        indicator(COUNTIES, "region_set", cumulative_net_fen=3_000_000),
        "贫困县累计3.00万元",
    ),
    "poor counties' month": (indicator(COUNTIES, "region_set", net_fen=0), "占全省的比重为0.0%"),
    "poor villages' cumulative": (
        indicator(VILLAGES, "region_set", cumulative_net_fen=3_000_000),
        "贫困村农特产品交易额累计3.00万元，完成年度目标的10.0%，慢于",
    ),
    "prefectures' targets": (
        indicator(AGRI, "prefecture", target_fen=10**12),
        "14个慢于序时进度",
    ),
    "prefectures tie": (
        indicator(AGRI, "prefecture", target_fen=100, cumulative_net_fen=90),
        "（90.0%，并列）",
    ),
    "counties' targets": (indicator(COUNTIES, "county", target_fen=10**12), "50个慢于序时进度"),
    "counties' month negative": (
        indicator(COUNTIES, "county", net_fen=-1),
        "本月净额为负）：茶陵县",
    ),
    "outside": (indicator(AGRI, "outside", net_fen=-1_000_000), "省外-1.00万元"),
    "unattributed": (indicator(AGRI, "unattributed", net_fen=9_000_000), "未归属9.00万元"),
    "pending": (indicator(AGRI, "pending", net_fen=-4), "待核负不足0.01万元"),
    "pending by origin": (
        other(
            "sales", lambda r: (r.axis, r.area_level) == ("origin", "pending"), net_fen=8_000_000
        ),
        "待核8.00万元",
    ),
    "registered shops": (
        other("coverage", lambda r: r.platform == "jd", registered_shop_count=1_000),
        "登记网店1040家",
    ),
    "asked shops": (
        other("coverage", lambda r: r.platform == "jd", asked_shop_count=1_000),
        "已授权或报送1039家",
    ),
    "answered shops": (
        other("coverage", any_row, answered_shop_count=0),
        "实到0家，到报率0.0%",
    ),
    "covered days": (other("coverage", any_row, covered_day_count=15), "按日覆盖50.0%"),
    "held batches": (other("coverage", any_row, held_batch_count=7), "另有14个批次"),
    "selling villages": (
        other("villages", any_row, selling_count=0),
        "本月有销售记录的0个，占0.0%",
    ),
    "selling households": (
        other("counts", lambda r: r.area_level == "province", selling_household_count=777),
        "动销户777户",
    ),
    "too few households": (
        other("counts", lambda r: r.area_level == "province", selling_household_count=4),
        "动销户保密，",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_changed_figure_changes_what_is_said(published, name):
    change, words = CASES[name]
    assert words not in said(published)
    assert words in said(change(published))


def test_platforms_change_places_in_the_sentence(published):
    swapped = {"taobao": "jd", "jd": "taobao"}
    sales = [msgspec.structs.replace(r, platform=swapped[r.platform]) for r in published.sales]
    before = breakdowns(prepared(published), "万元").paragraphs[0].text
    changed = msgspec.structs.replace(published, sales=sales)
    after = breakdowns(prepared(changed), "万元").paragraphs[0].text
    assert before.startswith("分平台看，淘宝天猫")
    assert after.startswith("分平台看，京东")


@pytest.mark.parametrize(("revision", "words"), [(1_000_000, "减修订1.00"), (-9, "加修订不足0.01")])
def test_revision_of_the_issue_before_changes_its_verb(published, facts, revision, words):
    fen = dict(facts.cumulative_fen)
    province = next(
        r for r in published.indicators
        if (r.indicator_code, r.area_level, r.month_on) == (AGRI, "province", JUNE)
    )  # fmt: skip
    fen[AGRI] = province.cumulative_net_fen - province.net_fen + revision
    previous = msgspec.structs.replace(facts, cumulative_fen=fen)
    assert words in said(published, previous)
    assert words not in said(published)


@pytest.mark.parametrize("ranked", [1, 3])
def test_few_ranked_prefectures_are_all_named(published, ranked):
    codes = [a.area_code for a in published.areas if a.level == "prefecture"][ranked:]
    rows = [
        msgspec.structs.replace(r, target_fen=None)
        if r.area_level == "prefecture" and r.area_code in codes
        else r
        for r in published.indicators
    ]
    text = said(msgspec.structs.replace(published, indicators=rows))
    listed = next(line for line in text.splitlines() if line.startswith("按完成率由高到低为"))
    assert listed.count("%") == ranked
    assert f"{14 - ranked}个暂不排名" in text
    assert "暂不排名（无年度目标）" in text


def test_every_sentence_is_plain_and_gives_no_cause(facts):
    told = [s.text for section in facts.sections for s in section.paragraphs]
    for text in told:
        assert not [word for word in CAUSES_AND_PRAISE if word in text], text
        assert not set(text) & set(",;:()"), text
        assert text.endswith("。")
        assert "None" not in text


def test_axes_that_sum_to_different_amounts_stop_the_table(published):
    planted = other(
        "sales", lambda r: (r.axis, r.area_level) == ("origin", "unattributed"), net_fen=1
    )(published)
    unplaced(prepared(published), "万元")
    with pytest.raises(FactsDisagreeError, match="by origin"):
        unplaced(prepared(planted), "万元")


def _counting(published: Published, classes: list[str]) -> Material:
    """The same month under a programme whose headline counts these classes."""
    rows = [
        msgspec.structs.replace(r, goods_classes=classes) if r.indicator_code == AGRI else r
        for r in published.counted
    ]
    return prepared(msgspec.structs.replace(published, counted=rows))


def test_the_programme_says_which_classes_are_counted(published):
    counted = ["primary_agri", "processed_food", "herbal", "tea_liquor"]
    rows = prepared(published)
    assert rows.counted(AGRI).goods_classes == counted
    assert "计入初级农产品、加工食品、中药材、茶酒，" in notes(rows)[0].sentences[0].text
    fewer = notes(_counting(published, counted[:2]))[0].sentences[0].text
    assert "计入初级农产品、加工食品，" in fewer
    # a class more than the headline was made of, and the table doesn't close
    breakdowns(rows, "万元")
    with pytest.raises(FactsDisagreeError, match="by platform"):
        breakdowns(_counting(published, [*counted, "industrial"]), "万元")


def test_a_programme_without_the_headline_is_told(published):
    without = [r for r in published.counted if r.indicator_code != AGRI]
    changed = prepared(msgspec.structs.replace(published, counted=without))
    with pytest.raises(MissingFactsError, match="no indicator agri_retail"):
        breakdowns(changed, "万元")


def test_rows_of_evidence_and_buckets_sum_to_their_totals(facts):
    for table_id in ("grades", "unplaced"):
        table = next(t for t in facts.tables if t.id == table_id)
        totals: list[list[int]] = []
        parts: list[list[int]] = []
        for row in table.rows:
            values = [int(cell.raw) for cell in (row.cells[1], row.cells[2])]
            if row.kind == "total":
                totals.append(values)
                parts.append([0, 0])
            else:
                parts[-1] = [a + b for a, b in zip(parts[-1], values, strict=True)]
        assert len(totals) == 2
        assert parts == totals


def test_pending_origin_has_its_amount_and_count(facts):
    table = next(t for t in facts.tables if t.id == "grades")
    row = next(r for r in table.rows if r.key == "origin.pending")
    assert [row.cells[1].text, row.cells[4].text] == ["0.06", "12"]


def test_refunds_that_no_sale_carries_are_listed(facts):
    table = next(t for t in facts.tables if t.id == "not-counted")
    row = next(r for r in table.rows if r.key == "refund.not_a_sale")
    assert [row.cells[1].text, row.cells[2].text] == ["6", "0.08"]


def test_household_row_held_back_says_so_in_the_table_only(facts):
    table = next(t for t in facts.tables if t.id == "villages")
    row = next(r for r in table.rows if r.key == FEW_HOUSEHOLDS)
    assert [cell.text for cell in row.cells[4:]] == ["保密", "保密"]
