"""The frame and the headline figures of a county's or prefecture's issue.

Keep out: tables of villages (`village_lines`, `county_villages`), ranks (`position`).
"""

from __future__ import annotations

from bulletins.facts import Section, Sentence, Tile
from bulletins.figures import absent, completion, count, money, share
from bulletins.periods import time_progress
from bulletins.sections.comparison import yoy
from bulletins.sections.material import Material
from bulletins.sections.village_hiding import (
    is_prefecture_hidden,
    village_hiding,
    villages_by_county,
)
from bulletins.vocabulary import OWN_WORDS, POOR_VILLAGES
from bulletins.wording import Parts, change, sentence, with_unit


def area_frame(material: Material) -> list[Sentence]:
    """Basis and frame: the area's shops, the days that the province's platforms cover."""
    counts = material.counts(material.level, material.area_code)
    registered = counts.registered_shop_count if counts else None
    active = counts.active_shop_count if counts else None
    days = sum(r.day_count for r in material.published.coverage)
    covered = sum(r.covered_day_count for r in material.published.coverage)
    parts: Parts = [f"监测网店口径：经营地登记在{OWN_WORDS[material.level]}的网店"]
    parts += [*with_unit(count("frame.registered", registered, "家")), "，本月有销售的"]
    parts += [*with_unit(count("frame.active", active, "家"))]
    parts += ["；各平台数据按日覆盖", *with_unit(share("frame.days", covered, days)), "。"]
    return [
        sentence(parts),
        sentence("无官方基准数在册，本期不与官方统计比对，不推算全社会总量。"),
    ]


def unwatched(material: Material) -> Section:
    """What stands in place of the retail figures of a county that nobody was watched in."""
    told = sentence(
        f"{material.area(material.area_code).name}无登记网店，年初以来也无销售记录，"
        "农产品网络零售额暂缺，不排名。请核对网店登记。"
    )
    return Section("unwatched", "一、总体情况", [told])


def area_tiles(material: Material, unit: str) -> list[Tile]:
    """The headline figures; the villages' trade only where it may be told."""
    if not material.is_watched:
        return [_villages(material, unit)]
    row = material.own
    done = completion("tile.completion", row.cumulative_net_fen, row.target_fen)
    return [
        Tile(
            f"{material.month.number}月零售额（净额）",
            money("tile.month", row.net_fen, unit),
            sentence(
                "支付额",
                with_unit(money("tile.gross", row.gross_fen, unit)),
                "，退款",
                with_unit(money("tile.refund", row.refund_fen, unit)),
            ),
        ),
        Tile(
            f"{material.span}累计零售额",
            money("tile.cumulative", row.cumulative_net_fen, unit),
            sentence(change("本月同比", yoy("tile.yoy", row), "上年同期")),
        ),
        Tile(
            "年度目标完成率",
            done,
            sentence("序时进度", with_unit(time_progress(material.month)))
            if done.raw
            else sentence("无年度目标"),
        ),
        _villages(material, unit),
    ]


def _villages(material: Material, unit: str) -> Tile:
    row = material.row(POOR_VILLAGES, material.area_code, level=material.level)
    selling = sum(r.selling_count for r in villages_by_county(material))
    label = f"{material.month.number}月贫困村交易额"
    told = sentence("有销售记录的贫困村", count("tile.villages.selling", selling), "个")
    is_county = material.level == "county"
    if village_hiding(material).month.total if is_county else is_prefecture_hidden(material):
        return Tile(label, absent("tile.villages.month", "suppressed", unit), told)
    fen = row.net_fen if row is not None else None
    return Tile(label, money("tile.villages.month", fen, unit), told)
