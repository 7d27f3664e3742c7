"""How a proof is shown: Chinese text in pages, JSON, and every line as CSV.

Keep out: finding anything out.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import msgspec

from bulletins.tracing.explain import Explanation
from bulletins.tracing.listings import Record
from bulletins.tracing.movements import Movement
from bulletins.vocabulary import CLASSES, FLOWS, PLATFORMS, SALE_STATES, name_of
from expectations.borders.shop import ShopBridge
from orchestration.cli.proof_heading import heading
from orchestration.explaining import Proof

STEPS = {
    "back_office": "平台后台合计（含运费，各状态订单）",
    "freight": "减：运费",
    "not_a_sale": "减：不是销售",
    "paid": "＝支付额",
    "refunds": "减：本月退款（当期冲减）",
    "net": "＝净额",
    "class": "减：不计入的品类",
    "flow": "减：不计入的流向",
    "pending": "减：待核",
    "outside": "减：省外",
    "unattributed": "减：未归属",
    "headline": "＝计入全省零售额",
}
RowT = TypeVar("RowT", Movement, Record)
COLUMNS = (*Movement.__struct_fields__,)
RECORD_COLUMNS = (*Record.__struct_fields__,)
# registers and batches shown in text; JSON has them all
SHOWN = 10


def yuan(fen: int) -> str:
    """Fen as yuan with two decimals and thousands separators."""
    return f"{Decimal(fen) / 100:,.2f}"


def as_json(proof: Proof, *, limit: int, page: int) -> str:
    """The whole proof as one JSON object; of the lines, one page."""
    lines = proof.explanation.all_movements()
    shown = _page(lines, limit, page)
    whole = {
        "release": proof.release,
        "figure": _figure(proof.explanation),
        "line_count": len(lines),
        "page": page,
        "lines": shown,
        "record_count": len(proof.explanation.all_records()),
        "records": _page(proof.explanation.all_records(), limit, page),
        "grades": _by_grade(lines),
        "evidence": proof.evidence,
        "batches": proof.batches,
    }
    return msgspec.json.encode(whole).decode()


def as_text(proof: Proof, *, limit: int, page: int) -> str:
    """The proof in Chinese, with one page of its lines."""
    told = proof.explanation
    lines = told.all_movements()
    text = heading(told, proof.release)
    if lines:
        text += _lines_told(lines, limit, page)
    if told.all_records():
        text += _records_told(told.all_records(), limit, page)
    return "\n".join([*text, *_evidence_told(proof), *_batches_told(proof)])


def _lines_told(lines: list[Movement], limit: int, page: int) -> list[str]:
    pages = -(-len(lines) // limit)
    text = [f"\n依据等级（共 {len(lines)} 笔）："]
    for grade, (fen, count) in _by_grade(lines).items():
        text.append(f"  {grade:4} {yuan(fen):>16} 元  {count} 笔")
    text.append(f"\n明细（第 {page} 页，共 {pages} 页；全部明细用 --all 文件.csv）：")
    return text + [_line(m) for m in _page(lines, limit, page)]


def _records_told(records: list[Record], limit: int, page: int) -> list[str]:
    pages = -(-len(records) // limit)
    text = [f"\n记录（共 {len(records)} 条；第 {page} 页，共 {pages} 页；全部用 --all 文件.csv）："]
    for r in _page(records, limit, page):
        amount = "" if r.fen is None else f"{yuan(r.fen)} 元"
        parts = (r.platform, r.key, r.source, amount, r.evidence_id, f"批次 {r.batch_id}")
        told = [part for part in parts if part and part != "批次 None"]
        text.append(f"  {' '.join(told)}")
    return text


def _evidence_told(proof: Proof) -> list[str]:
    if not proof.evidence:
        return []
    text = [f"\n认定依据和登记（{len(proof.evidence)} 项）："]
    for one in proof.evidence[:SHOWN]:
        rows = "；".join(
            f"装载 {r.load_id}，文件 {r.source_name or '未记'}，批次 {r.batch_id}" for r in one.rows
        )
        text.append(
            f"  {one.grade} {one.evidence_id or '（无）'}  {one.told_by}  "
            f"{yuan(one.fen)} 元  {one.movement_count} 笔{'  ' + rows if rows else ''}"
        )
    return text + _more(len(proof.evidence))


def _batches_told(proof: Proof) -> list[str]:
    if not proof.batches:
        return []
    text = [f"\n批次（{len(proof.batches)} 个）："]
    for batch in proof.batches[:SHOWN]:
        table = f"{batch.kind}.parquet"
        text.append(
            f"  {batch.batch_id}  {yuan(batch.fen)} 元  {batch.movement_count} 笔\n"
            f"    时段 {batch.window_start:%Y-%m-%d %H:%M} 至 {batch.window_end:%Y-%m-%d %H:%M}，"
            f"到达 {batch.landed_at:%Y-%m-%d %H:%M:%S}，{table} sha256 {batch.sha256[table]}"
        )
    return text + _more(len(proof.batches))


def write_lines(path: Path, proof: Proof) -> None:
    """Every line of the proof as CSV (UTF-8 with a mark, so that a spreadsheet reads it)."""
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        told = proof.explanation
        rows = told.all_movements() or told.all_records()
        writer.writerow(COLUMNS if told.all_movements() else RECORD_COLUMNS)
        for row in rows:
            writer.writerow(["" if v is None else v for v in msgspec.structs.astuple(row)])


def bridge_json(bridge: ShopBridge) -> str:
    """The bridge as one JSON object."""
    return msgspec.json.encode(bridge).decode()


def bridge_text(bridge: ShopBridge) -> str:
    """The bridge in Chinese, in yuan, a step a line."""
    name = name_of(PLATFORMS, bridge.platform)
    text = [f"{name} 网店 {bridge.shop_id}，{bridge.month}，数据构建号 {bridge.build_id}"]
    for step in bridge.steps:
        if step.subtotal_fen is not None:
            orders = f"  {step.count} 单" if step.key == "back_office" else ""
            text.append(f"{STEPS[step.key]}：{yuan(step.subtotal_fen)} 元{orders}")
        else:
            names = SALE_STATES | CLASSES | FLOWS
            detail = f"（{name_of(names, step.detail)}）" if step.detail else ""
            text.append(f"  {STEPS[step.key]}{detail}：{yuan(step.fen)} 元  {step.count} 笔")
    text.append(f"数据集市中计入全省零售额的金额：{yuan(bridge.headline_fen)} 元")
    text.append(f"差额：{yuan(bridge.open_fen)} 元{'' if bridge.open_fen else '，已闭合'}")
    if bridge.refund_beyond_payment_fen:
        text.append(f"另：超出支付额、未冲减的退款 {yuan(bridge.refund_beyond_payment_fen)} 元")
    for count, what in (
        (bridge.unknown_amount_count, "支付额"),
        (bridge.unknown_freight_count, "运费"),
    ):
        if count:
            text.append(f"另：{count} 单平台未给出{what}，不在以上各项中")
    return "\n".join(text)


def _figure(told: Explanation) -> dict[str, object]:
    return {
        "fact": told.fact,
        "printed_at": told.printed_at,
        "period": told.period,
        "programme": told.programme,
        "build_id": told.build_id,
        "basis": {type(told.basis).__name__.lower(): told.basis},
        "total": told.total,
        "standings": told.standings,
        "operands": [_figure(one) for one in told.operands],
    }


def _by_grade(lines: list[Movement]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for m in lines:
        fen, count = found[m.grade]
        found[m.grade] = (fen + m.fen, count + 1)
    return dict(sorted(found.items()))


def _line(m: Movement) -> str:
    what = "支付" if m.refund_id is None else f"退款 {m.refund_id}"
    share = f" 份额 {m.share_no}" if m.share_no is not None else ""
    return (
        f"  {m.sale_on} {m.platform} 网店 {m.shop_id} 订单 {m.order_id} 行 {m.line_id}{share} "
        f"{what} {yuan(m.fen)} 元 {name_of(CLASSES, m.goods_class)} {m.grade} "
        f"{m.area_code or '无地区'} 批次 {m.batch_id or '未记'}"
    )


def _page(lines: list[RowT], limit: int, page: int) -> list[RowT]:
    return lines[(page - 1) * limit : page * limit]


def _more(count: int) -> list[str]:
    return [f"  另有 {count - SHOWN} 项，见 --json"] if count > SHOWN else []
