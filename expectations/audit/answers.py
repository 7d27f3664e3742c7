"""The sheet that field staff fill in, and its checks when it comes back.

Keep out: drawing, rates.
"""

from __future__ import annotations

import csv
from pathlib import Path

from expectations.audit.rates import Answer
from expectations.audit.sampling import Stratum
from expectations.audit.workbook import read_rows, write_workbook
from expectations.errors import EvidenceBroken, EvidenceMissing

ANSWER, NOTE = "核查结果", "说明"
HEADER = (
    "平台", "网店", "订单", "明细", "份额", "付款日", "支付额（分）", "等级", "认定地区代码",
    "认定依据", ANSWER, NOTE,
)  # fmt: skip
ANSWERS: dict[str, Answer] = {"一致": "right", "不一致": "wrong", "无法核实": "unknown"}


def write_sheet(path: Path, strata: list[Stratum]) -> None:
    """Write the sample as CSV (UTF-8 with a mark) with the answers left empty."""
    with path.open("x", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(HEADER)
        for stratum in strata:
            for unit in stratum.drawn:
                share = "" if unit.share_no is None else unit.share_no
                # ids are long numbers: the sign keeps a spreadsheet from rounding them
                ids = (f"'{one}" for one in (unit.shop_id, unit.order_id, unit.line_id))
                claim = (share, unit.booked_on, unit.paid_fen, unit.grade, unit.area_code)
                writer.writerow([unit.platform, *ids, *claim, unit.evidence_id or "", "", ""])


def write_printable(
    path: Path, strata: list[Stratum], *, year: int, axis_name: str, seed: str, build_id: str
) -> None:
    """Write the sample as a workbook that prints, with a guide; the answers are left empty."""
    title = f"{year}年{axis_name}认定抽样核查表"
    counts = "，".join(f"{s.grade} 抽 {len(s.drawn)} 条（共 {s.unit_count} 条）" for s in strata)
    told = [
        f"按认定等级抽样：{counts}。",
        f"随机种子 {seed}；数据构建号 {build_id}。同一种子和构建得到同一张表。",
        (
            f"逐行核对认定的{axis_name}是否属实，在“{ANSWER}”栏填 {'、'.join(ANSWERS)} 之一；"
            f"不一致和无法核实的，在“{NOTE}”栏写明情况，不写个人姓名、电话、住址。"
        ),
        "不得增减行，不得改动其他栏。每页下方由核查人签名并填日期。",
        "填完后存为本格式或 CSV（UTF-8），用 audit read 命令读回。",
    ]
    write_workbook(path, strata, header=HEADER, answers=tuple(ANSWERS), title=title, told=told)


def read_answers(path: Path, strata: list[Stratum]) -> dict[str, Answer]:
    """The answer of every unit drawn, by its key, from the sheet as CSV or as workbook.

    Raises EvidenceBroken for a row that wasn't drawn, stands twice or has another answer than
    一致, 不一致, 无法核实, and EvidenceMissing where rows are missing or nothing can be read.
    """
    rows = read_rows(path) if path.suffix.lower() == ".xlsx" else _csv_rows(path)
    drawn = {unit.key for stratum in strata for unit in stratum.drawn}
    found: dict[str, Answer] = {}
    for number, row in enumerate(rows, start=2):
        where = f"{path.name}, row {number}"
        key = "|".join(
            (row.get(name) or "").lstrip("'") for name in ("平台", "订单", "明细", "份额")
        )
        if key not in drawn or key in found:
            raise EvidenceBroken(
                "this row was not drawn" if key not in drawn else "this row stands twice",
                where=where,
                advice="fill in the sheet as it was drawn; add and change no row",
            )
        answer = ANSWERS.get((row.get(ANSWER) or "").strip())
        if answer is None:
            raise EvidenceBroken(
                f"{ANSWER} is empty or no answer that is known",
                where=where,
                advice=f"write one of {'、'.join(ANSWERS)}",
            )
        found[key] = answer
    if len(found) != len(drawn):
        raise EvidenceMissing(
            f"{len(drawn) - len(found)} of {len(drawn)} drawn rows are missing",
            where=str(path),
            advice="every drawn row needs an answer; what can't be checked is 无法核实",
        )
    return found


def _csv_rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            return list(csv.DictReader(handle))
    except (OSError, UnicodeDecodeError) as error:
        raise EvidenceMissing(
            f"the answers can't be read: {type(error).__name__}",
            where=str(path),
            advice="save the sheet as XLSX or as CSV in UTF-8",
        ) from error
