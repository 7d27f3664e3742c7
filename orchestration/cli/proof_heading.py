"""The head of a proof in Chinese: the figure, its places in print, what it is made of.

Keep out: lines, registers and batches (`proofs`), finding anything out.
"""

from __future__ import annotations

from decimal import Decimal

from bulletins.tracing.basis import (
    Choice,
    Elsewhere,
    Formula,
    Growth,
    Listing,
    Ranking,
    Target,
    Vintage,
)
from bulletins.tracing.explain import Explanation
from bulletins.tracing.movements import COUNTED
from bulletins.tracing.standings import RankRow, beside
from bulletins.vocabulary import PENDING_KINDS, name_of

MEASURES = {
    "gross": "支付额",
    "refund": "退款额",
    "net": "净额（支付减当期退款）",
    "local_net": "其中本地产净额",
    "line_count": "成交明细条数",
    "household_count": "有支付的户数（凭户码且在产能以内）",
    "village_count": "有支付的村数",
    "shop_count": "网店数",
    "selling_shop_count": "有支付的网店数",
}
SPANS = {"month": "本月", "cumulative": "年初以来有数据的各月"}
COMPARED = {"now": "可比网店，", "base": "可比网店上年同月，", None: ""}


def heading(told: Explanation, release: str) -> list[str]:
    """The first lines of a proof."""
    return [
        f"{told.fact.id}：{told.fact.text}{told.fact.unit}（准确值 {told.fact.raw or '无'}）",
        f"通报：{release}，数据构建号 {told.build_id}",
        *(f"印于：{place}" for place in told.printed_at),
        *_basis(told),
    ]


def _basis(told: Explanation) -> list[str]:
    basis = told.basis
    if isinstance(basis, Choice):
        text = [f"口径：{_chosen(basis)}"]
        if told.total is not None:
            text.append(f"核对：明细合计 {told.total} {_unit(basis)}，与所印数的准确值一致")
        return text
    if isinstance(basis, Growth | Formula | Ranking | Vintage):
        return _of_others(told, basis)
    if isinstance(basis, Target):
        names = "、".join(basis.indicators)
        return [f"目标：指标 {names}，{basis.level} {basis.code}，出自 programme_targets 登记表"]
    if isinstance(basis, Listing):
        unit = "分" if basis.is_amount else "条"
        return [f"记录：{basis.text}", f"核对：记录合计 {told.total} {unit}，与所印数一致"]
    if isinstance(basis, Elsewhere):
        return [f"来源：{basis.mart or '固定口径'}。{basis.text}"]
    return []


def _of_others(told: Explanation, basis: Growth | Formula | Ranking | Vintage) -> list[str]:
    """What is worked out of other figures, each with its own lines."""
    if isinstance(basis, Growth):
        totals = [str(one.total) for one in told.operands] or ["无", "无"]
        return [
            f"算法：{basis.text}",
            f"  本期：{totals[0]} 分，{_chosen(basis.now)}",
            f"  基期：{totals[1]} 分，{_chosen(basis.base)}",
        ]
    if isinstance(basis, Formula):
        return [f"算法：{basis.text}", *(_operand(one) for one in told.operands)]
    if isinstance(basis, Vintage):
        return [f"来源：{basis.text}", *_vintages(told, basis)]
    return [
        f"名次：{basis.text}，共 {len(told.standings)} 个参加排名；前后各一个：",
        *(_standing(row, basis.code) for row in beside(told.standings, basis.code)),
        f"其完成率 {basis.completion} 出自：",
        *(_operand(one) for done in told.operands for one in [done, *done.operands]),
    ]


def _vintages(told: Explanation, basis: Vintage) -> list[str]:
    text = [
        f"  {one.period} 通报的构建 {one.build_id}：合计 {one.total} 分" for one in told.operands
    ]
    if basis.is_revision:
        found = f"有变动的明细 {len(told.records)} 笔，合计 {told.total} 分"
        text.append(f"核对：{found}，与所印数一致")
    return text


def _standing(row: RankRow, code: str) -> str:
    mark = "→" if row.area_code == code else "　"
    done, target = (f"{Decimal(fen) / 100:,.2f}" for fen in (row.cumulative_fen, row.target_fen))
    return (
        f"  {mark} 第 {row.rank} 位 {row.name}（{row.area_code}）完成率 {row.rate}%"
        f"：累计 {done} 元 ÷ 年度目标 {target} 元"
    )


def _operand(one: Explanation) -> str:
    return f"  {one.fact.id}：{one.fact.text}{one.fact.unit}（准确值 {one.fact.raw or '无'}）"


def _unit(basis: Choice) -> str:
    if basis.measure in COUNTED:
        return "个"
    return "条" if basis.measure == "line_count" else "分"


def _chosen(basis: Choice) -> str:
    named = (
        ("指标", basis.indicator),
        ("认定轴", basis.axis),
        ("层级", basis.level),
        ("代码", basis.code),
        ("平台", basis.platform),
        ("品类", basis.goods_class),
        ("等级", basis.grade),
        ("待核原因", basis.pending_kind and name_of(PENDING_KINDS, basis.pending_kind)),
        ("网店所在地", basis.shop_area),
        ("网店", basis.shop),
        ("早于本期月数", basis.months_back or None),
    )
    where = "；".join(f"{label} {value}" for label, value in named if value)
    return f"{COMPARED[basis.compared]}{SPANS[basis.span]}{MEASURES[basis.measure]}；{where}"
