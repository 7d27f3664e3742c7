"""What is pending (待核): amounts and shops by reason, until when and how to appeal.

The rows close on what the grades of evidence call pending. Shops aren't named here, and in a
county's public issue a reason with few shops behind it shows no amount.
Keep out: single shops (`pending_shops`); who appealed.
Source: design, section 3 (what is suspected is held out with amount, deadline and appeal).
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from bulletins.errors import FactsDisagreeError
from bulletins.facts import Column, Row, RowKind, Section, Sentence, Table
from bulletins.figures import absent, count, money
from bulletins.periods import day_name, period_fact
from bulletins.place_rows import PendingRow
from bulletins.sections.material import Material
from bulletins.suppression import MINIMUM_SHOPS, NOTHING_HIDDEN, Hidden, hidden_block
from bulletins.vocabulary import OWN_WORDS, PENDING_KINDS, name_of
from bulletins.wording import Parts, names, sentence, with_unit

TABLE = "pending"
# these hold the whole order out, and their sellers may appeal
HELD_KINDS = frozenset({"brushing", "brushing_double", "double"})
WITHOUT_TERM = "随时"


class PendingSum(msgspec.Struct, frozen=True, kw_only=True):
    """What is pending for a reason; amounts in fen."""

    kind: str
    gross_fen: int
    refund_fen: int
    line_count: int
    shop_count: int
    appeal_before: date | None


def pending(material: Material, unit: str, *, heading: str, number: str) -> Section:
    """The section; FactsDisagreeError where the reasons don't close on the grades."""
    rows = material.published.pending
    if _names_a_shop(material):
        limit = count(f"{TABLE}.minimum", MINIMUM_SHOPS)
        silence = sentence(
            f"{OWN_WORDS[material.level]}登记网店不足",
            limit,
            "家，有无待核不在公开版列示，由县级商务主管部门逐店告知。",
        )
        return Section(TABLE, heading, [silence, *_way(None)])
    total = _sum("total", rows)
    _close(material, total)
    if not rows:
        told = [sentence("本月无待核明细。"), *_way(None)]
        return Section(TABLE, heading, told)
    order = [kind for kind in PENDING_KINDS if any(r.kind == kind for r in rows)]
    order += sorted({r.kind for r in rows} - set(order))
    sums = [_sum(kind, [r for r in rows if r.kind == kind]) for kind in order]
    hidden = _hidden(material, total, sums)
    table = Table(
        id=TABLE,
        number=number,
        title="待核明细的原因、金额和申诉期限",
        columns=[
            Column("name", "原因", is_number=False),
            Column("shops", "网店", "家"),
            Column("line_count", "明细", "条"),
            Column("gross", "支付额", unit),
            Column("refund", "退款额", unit),
            Column("net", "净额", unit),
            Column("term", "申诉截止", is_number=False),
        ],
        rows=[
            _row(total, "合计", unit, "total", is_hidden=hidden.total),
            *(
                _row(one, name_of(PENDING_KINDS, one.kind), unit, is_hidden=one.kind in hidden.rows)
                for one in sums
            ),
        ],
        notes=[_scope(material), *_hidden_note(hidden)],
    )
    return Section(TABLE, heading, [_told(total, hidden, unit), *_way(_term(sums))], [], [table])


def _names_a_shop(material: Material) -> bool:
    """Whether an area has so few shops that any word about them is about one of them."""
    if material.level == "province" or material.edition == "internal":
        return False
    counts = material.counts(material.level, material.area_code)
    registered = counts.registered_shop_count if counts else None
    return registered is None or registered < MINIMUM_SHOPS


def term_name(appeal_before: date | None) -> str:
    """The last day for an appeal; 随时 where there is no term."""
    return WITHOUT_TERM if appeal_before is None else day_name(appeal_before - timedelta(days=1))


def _sum(kind: str, rows: list[PendingRow]) -> PendingSum:
    terms = [r.appeal_before for r in rows if r.appeal_before is not None]
    return PendingSum(
        kind=kind,
        gross_fen=sum(r.gross_fen for r in rows),
        refund_fen=sum(r.refund_fen for r in rows),
        line_count=sum(r.line_count for r in rows),
        # a shop may be pending for more than one reason
        shop_count=len({(r.platform, r.shop_id) for r in rows}),
        appeal_before=max(terms) if terms and kind != "total" else None,
    )


def _term(sums: list[PendingSum]) -> date | None:
    terms = [one.appeal_before for one in sums if one.appeal_before is not None]
    return max(terms) if terms else None


def _close(material: Material, total: PendingSum) -> None:
    if material.level != "province":
        return
    graded = [r for r in material.published.grades if r.axis == "origin" and r.is_pending]
    wanted = (sum(r.gross_fen for r in graded), sum(r.refund_fen for r in graded))
    if wanted != (total.gross_fen, total.refund_fen):
        raise FactsDisagreeError(
            f"pending lines come to {(total.gross_fen, total.refund_fen)} fen (payments, refunds), "
            f"the grades of evidence say {wanted}",
            where=f"fct_pending against mart_grades_month, {material.month.name}",
            advice="run the warehouse tests of this build; nothing was printed",
        )


def _hidden(material: Material, total: PendingSum, sums: list[PendingSum]) -> Hidden:
    if material.level == "province" or material.edition == "internal":
        return NOTHING_HIDDEN
    found = hidden_block({one.kind: one.shop_count for one in sums}, minimum=MINIMUM_SHOPS)
    if total.shop_count < MINIMUM_SHOPS:
        return Hidden(rows=frozenset(one.kind for one in sums), total=True)
    return found


def _row(one: PendingSum, name: str, unit: str, kind: RowKind = "area", *, is_hidden: bool) -> Row:
    prefix = f"{TABLE}.{one.kind}"
    amounts = (
        ("gross", one.gross_fen),
        ("refund", one.refund_fen),
        ("net", one.gross_fen - one.refund_fen),
    )
    return Row(
        one.kind,
        [
            name,
            count(f"{prefix}.shops", one.shop_count),
            count(f"{prefix}.line_count", one.line_count),
            *(
                absent(f"{prefix}.{key}", "suppressed", unit)
                if is_hidden
                else money(f"{prefix}.{key}", fen, unit)
                for key, fen in amounts
            ),
            # the total has no term of its own; refunds alone have that of their payment
            "—" if one.kind == "total" or not one.line_count else term_name(one.appeal_before),
        ],
        kind,
    )


def _told(total: PendingSum, hidden: Hidden, unit: str) -> Sentence:
    parts: Parts = [
        "本月待核明细",
        count(f"{TABLE}.told.line_count", total.line_count),
        "条，涉及网店",
    ]
    parts += [count(f"{TABLE}.told.shops", total.shop_count), "家"]
    if not hidden.total:
        parts += ["，支付额", *with_unit(money(f"{TABLE}.told.gross", total.gross_fen, unit))]
        parts += ["，退款", *with_unit(money(f"{TABLE}.told.refund", total.refund_fen, unit))]
    return sentence(
        parts,
        "。核定前，疑似刷单、重复和未授权的不计入任何地区；"
        "产地矛盾和超产能的只不计入产地，经营地照常计入。",
    )


def _way(term: date | None) -> list[Sentence]:
    held = names([PENDING_KINDS[kind] for kind in sorted(HELD_KINDS)])
    found = []
    if term is not None:
        last = period_fact(f"{TABLE}.term", term_name(term))
        found.append(
            sentence(
                f"{held}的，整单暂不计入；网店可在",
                last,
                "前（含当日）向经营地县级商务主管部门申诉，提交订单编号和发货、收款、合同等凭证，"
                "逾期未申诉的不再计入。",
            )
        )
    found.append(
        sentence(
            "申诉核实属真实交易的，由县级填报《待核裁定》登记表，载入后整单自下期起计入付款当月，"
            "在修订中列明；合同、活动带来的集中下单，填报《团购与活动报备》登记表说明。"
            "产地依据相互矛盾或超出登记产能的，由有关县核对登记、填报裁定；未授权的，网店同意后补报"
            "《数据授权》登记表。均不设期限。"
        )
    )
    return found


def _scope(material: Material) -> Sentence:
    whose = (
        "" if material.level == "province" else f"只列经营地在{OWN_WORDS[material.level]}的网店；"
    )
    return sentence(
        f"{whose}按全部销售明细统计，含不计入本通报指标的品类；一家网店可涉及多项原因，合计只计一次。"
        "网店和农户不具名。"
    )


def _hidden_note(hidden: Hidden) -> list[Sentence]:
    if not hidden.rows:
        return []
    limit = count(f"{TABLE}.minimum", MINIMUM_SHOPS)
    return [sentence("网店不足", limit, "家的，金额为保密；为防止由合计推出，必要时另列一项保密。")]
