"""The frame, the headline figures and the first section: month, cumulative, completion.

The cumulative starts with the first month that has data; the months before it are never taken
for zero.
Keep out: areas below the issue's own.
"""

from __future__ import annotations

from bulletins.errors import FactsDisagreeError
from bulletins.facts import Chart, Fact, Mark, Section, Sentence, Tile
from bulletins.figures import absent, completion, count, gap, growth, magnitude, money, share
from bulletins.periods import Month, period_fact, time_progress
from bulletins.published import IndicatorRow
from bulletins.sections.comparison import compared, yoy
from bulletins.sections.material import Material
from bulletins.vocabulary import OWN_WORDS, POOR_COUNTIES, POOR_VILLAGES
from bulletins.wording import Parts, change, pace, sentence, turn, with_unit

# says that the cumulative before is the printed one, not one worked out again
PRINTED_BEFORE = "上期印发的累计"


def frame(material: Material) -> list[Sentence]:
    """Basis and frame: what was watched and how much of it answered."""
    rows = material.published.coverage
    registered = sum(r.registered_shop_count for r in rows)
    asked = sum(r.asked_shop_count for r in rows)
    answered = sum(r.answered_shop_count for r in rows)
    days = sum(r.day_count for r in rows)
    covered = sum(r.covered_day_count for r in rows)
    held = sum(r.held_batch_count for r in rows)
    parts: Parts = [
        "监测网店口径：登记网店",
        count("frame.registered", registered),
        "家；本月已授权或报送",
    ]
    parts += [
        count("frame.asked", asked),
        "家（其中未在册的，销售额列入未归属），实到",
        count("frame.answered", answered),
    ]
    parts += ["家，到报率", *with_unit(share("frame.answered.share", answered, asked))]
    parts += ["；平台数据按日覆盖", *with_unit(share("frame.days", covered, days))]
    whole = sum(r.whole_shop_count for r in rows)
    parts += ["；登记网店中全月逐日完整的", count("frame.whole", whole), "家，缺报合计"]
    missing = sum(r.missing_shop_day_count for r in rows)
    parts += [count("frame.missing", missing), "店日。"]
    found = [sentence(parts)]
    if held:
        found.append(sentence("另有", count("frame.held", held), "个批次未通过核验，未计入。"))
    found.append(sentence("无官方基准数在册，本期不与官方统计比对，不推算全社会总量。"))
    return found


def tiles(material: Material, unit: str) -> list[Tile]:
    """The headline figures."""
    row = material.province
    poor = material.region_set_row(POOR_COUNTIES)
    villages = material.region_set_row(POOR_VILLAGES)
    done = _completion(material)
    month = material.month
    return [
        Tile(
            f"{month.number}月零售额（净额）",
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
            sentence(change("本月同比", _yoy(material), "上年同期")),
        ),
        Tile("年度目标完成率", done, sentence(pace(_gap(material, done)))),
        Tile(
            f"贫困县{material.span}累计零售额",
            money("tile.poor", poor.cumulative_net_fen, unit),
            _completed("tile.poor", poor),
        ),
        Tile(
            f"贫困村{material.span}累计交易额",
            money("tile.villages", villages.cumulative_net_fen, unit),
            _completed("tile.villages", villages),
        ),
    ]


def overview(material: Material, unit: str) -> Section:
    """Section one with the cumulative curve."""
    return Section(
        "overview",
        "一、总体情况",
        [
            _month_sentence(material, unit),
            _completion_sentence(material, unit),
            _bridge(material, unit),
            *_local(material, unit),
        ],
        [_curve(material)],
        [],
    )


def _yoy(material: Material) -> Fact:
    return yoy("overview.yoy", material.own)


def _completion(material: Material) -> Fact:
    row = material.own
    return completion("overview.completion", row.cumulative_net_fen, row.target_fen)


def _gap(material: Material, done: Fact) -> Fact:
    return gap("overview.gap", done, time_progress(material.month))


def _completed(prefix: str, row: IndicatorRow) -> Sentence:
    done = completion(f"{prefix}.completion", row.cumulative_net_fen, row.target_fen)
    return sentence("完成年度目标的", with_unit(done)) if done.raw else sentence("无年度目标")


def _month_sentence(material: Material, unit: str) -> Sentence:
    row = material.own
    parts: Parts = [period_fact("overview.period", material.month.name)]
    parts += ["，监测网店实现农产品网络零售额（净额）"]
    parts += with_unit(money("overview.net", row.net_fen, unit))
    parts += ["，其中支付额", *with_unit(money("overview.gross", row.gross_fen, unit))]
    parts += [
        "，当期退款",
        *with_unit(money("overview.refund", row.refund_fen, unit)),
        "。按可比网店口径，",
    ]
    amounts = (row.matched_net_fen, row.matched_base_net_fen)
    parts += compared(_yoy(material), "同比", "上年同期", amounts, unit)
    before = _row_of(material, material.month.before)
    if before is not None and material.month.number > 1:
        parts += turn(_yoy(material), yoy("overview.yoy.before", before), "比上月")
    parts += _month_on_month(material, unit)
    return sentence(parts, "。")


def _month_on_month(material: Material, unit: str) -> Parts:
    before = _row_of(material, material.month.before)
    if before is None or material.month.number == 1:
        return ["；上月无数据，不计算环比"]
    rate = growth("overview.mom", material.own.net_fen, before.net_fen)
    amounts = (material.own.net_fen, before.net_fen)
    words = compared(rate, "环比", "上月", amounts, unit)
    return ["；", *words, "（未经季节调整）"] if rate.raw else ["；", *words]


def _row_of(material: Material, month: Month) -> IndicatorRow | None:
    row = material.row(
        material.headline_code, material.area_code, level=material.level, month=month
    )
    return row if row is not None and row.has_data else None


def _completion_sentence(material: Material, unit: str) -> Sentence:
    row = material.own
    done = _completion(material)
    parts: Parts = [period_fact("overview.span", material.span), "累计"]
    parts += with_unit(money("overview.cumulative", row.cumulative_net_fen, unit))
    if done.raw is None:
        return sentence(parts, "，无年度目标，不计算完成率。")
    parts += ["，完成年度目标", *with_unit(money("overview.target", row.target_fen, unit)), "的"]
    parts += [*with_unit(done), "，序时进度为", *with_unit(time_progress(material.month)), "，"]
    parts += [*pace(_gap(material, done)), "。"]
    if material.cumulative_from_on.month > 1:
        first = period_fact("overview.from", f"{material.cumulative_from_on.month}月")
        parts += ["累计自首个有监测数据的", first, "起计，此前月份无数据，不以零计。"]
    return sentence(parts)


def _bridge(material: Material, unit: str) -> Sentence:
    """上期累计 + 本月 + 修订 = 本期累计, in the printed unit."""
    row = material.own
    if row.cumulative_net_fen is None or row.previous_cumulative_net_fen is None:
        return sentence("本期为首个有数据的月份，无上期累计。")
    # the first month of a cumulative starts from nothing
    before = row.previous_cumulative_net_fen
    published = _published_before(material)
    base = before if published is None else published
    revision = row.cumulative_net_fen - row.net_fen - base
    if published is None and revision:
        raise FactsDisagreeError(
            f"previous {before} + month {row.net_fen} is not cumulative {row.cumulative_net_fen}",
            where=f"mart_indicator_month, {material.headline_code}, {material.area_code}",
            advice="run the warehouse tests of this build; its cumulative doesn't close",
        )
    source = "上期累计" if published is None else PRINTED_BEFORE
    parts: Parts = [source, *with_unit(money("overview.before", base, unit)), "，加本月"]
    parts += with_unit(money("overview.bridge.month", row.net_fen, unit))
    changed = money("overview.revision", revision, unit)
    parts += ["，加修订" if revision >= 0 else "，减修订", *with_unit(magnitude(changed))]
    parts += [
        "，等于本期累计",
        *with_unit(money("overview.bridge.total", row.cumulative_net_fen, unit)),
    ]
    return sentence(
        parts, "。" if published is not None else "。上期通报未印发，上期累计按本期数据回算。"
    )


def _published_before(material: Material) -> int | None:
    previous = material.previous
    if previous is None or material.month.number == 1:
        return None
    return previous.cumulative_fen.get(material.headline_code)


def _local(material: Material, unit: str) -> list[Sentence]:
    row = material.own
    if row.local_net_fen is None:
        return []
    part = share("overview.local.share", row.local_net_fen, row.net_fen)
    amount = money("overview.local", row.local_net_fen, unit)
    return [
        sentence(
            f"其中产地认定在{OWN_WORDS[material.level]}的",
            with_unit(amount),
            "，占本月零售额的",
            with_unit(part),
            "。",
        )
    ]


def _curve(material: Material) -> Chart:
    target = material.own.target_fen
    marks, reference = [], []
    for number in range(1, material.month.number + 1):
        month = Month(material.month.year, number)
        row = _row_of(material, month)
        fact_id = f"curve.{number}"
        done = (
            completion(fact_id, row.cumulative_net_fen, target)
            if row is not None
            else absent(fact_id, "missing", "%")
        )
        marks.append(Mark(f"{number}月", done, column=number))
        reference.append(Mark(f"{number}月", time_progress(month), column=number))
    last = marks[-1].fact
    return Chart(
        id="cumulative-curve",
        number="图1",
        kind="curve",
        title="累计完成率与序时进度",
        description=sentence(
            "折线为年度目标累计完成率，本期为",
            with_unit(last),
            "；直线为序时进度，本期为",
            with_unit(reference[-1].fact),
            "。无数据的月份不连线。",
        ),
        unit="%",
        marks=marks,
        reference=reference,
    )
