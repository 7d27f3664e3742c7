"""A shop's month from its back-office total to what the headline holds of it, step by step.

The first steps are read from landing by code that shares nothing with dbt, the later ones from the
published marts; what is left over at the end must be 0.
Source: design, section 4, last point. Keep out: other shops, printing.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from expectations.borders.raw import newest_raw, refund_sums, refunds_due
from expectations.borders.sources import Build, current_build, model_rows, month_start, whole_fen
from expectations.errors import EvidenceMissing

INDICATOR = "agri_retail"
PLACED = ("county", "prefecture", "province")


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What one step takes off (fen below 0) and how many orders, refunds or lines it concerns.

    `subtotal_fen` stands at the steps that name what is left: paid, net, headline.
    """

    key: str
    detail: str
    fen: int
    count: int
    subtotal_fen: int | None = None


class ShopBridge(msgspec.Struct, frozen=True, kw_only=True):
    """The bridge of one shop and month; all amounts fen.

    `steps` begin with the total as landed; `headline_fen` is worked out of the published lines by
    itself. `open_fen` is what the steps leave beyond it and is 0 where the bridge closes;
    the two unknown counts are orders whose payment or freight the
    platform does not tell, which are in no sum.
    """

    platform: str
    shop_id: str
    month: str
    build_id: str
    steps: list[Step]
    headline_fen: int
    open_fen: int
    unknown_amount_count: int
    unknown_freight_count: int
    refund_beyond_payment_fen: int


class _State(NamedTuple):
    """A shop's landed orders of one sale state."""

    sale_state: str
    paid_fen: int
    freight_fen: int
    orders: int
    with_freight: int
    unknown_payments: int
    unknown_freights: int


def shop_bridge(
    home: Path, *, platform: str, shop_id: str, month: str, programme: str
) -> ShopBridge:
    """The bridge of a shop for a month like "2020-06", of the build that is published.

    Raises EvidenceMissing where nothing of the shop has landed for that month.
    """
    build, month_on = current_build(home), month_start(month)
    raw, refund_fen, beyond_fen = _raw(build, platform, shop_id, month_on)
    if not raw and not refund_fen:
        raise EvidenceMissing(
            f"nothing of the shop {platform}/{shop_id} has landed for {month}",
            where=str(home / "landing" / platform),
            advice="check platform and shop id in the register of shops, and `shanhuo status`",
        )
    total = sum(state.paid_fen + state.freight_fen for state in raw)
    orders = sum(state.orders for state in raw)
    steps = [Step(key="back_office", detail="", fen=total, count=orders, subtotal_fen=total)]
    freight = sum(state.freight_fen for state in raw)
    steps.append(_step("freight", "", -freight, sum(state.with_freight for state in raw)))
    steps += [
        _step("not_a_sale", state.sale_state, -state.paid_fen, state.orders)
        for state in raw
        if state.sale_state != "sale"
    ]
    steps.append(_subtotal("paid", steps))
    refunds = _refund_count(build, platform, shop_id, month_on)
    steps.append(_step("refunds", "", -refund_fen, refunds))
    steps.append(_subtotal("net", steps))
    published = _published(build, platform, shop_id, month_on, programme)
    for key in ("class", "flow", "pending", "outside", "unattributed"):
        steps += [
            _step(key, detail, -fen, count) for at, detail, fen, count in published if at == key
        ]
    steps.append(_subtotal("headline", steps))
    headline = sum(fen for key, _, fen, _ in published if key == "headline")
    left = sum(step.fen for step in steps)
    return ShopBridge(
        platform=platform,
        shop_id=shop_id,
        month=month,
        build_id=build.build_id,
        steps=steps,
        headline_fen=headline,
        open_fen=left - headline,
        unknown_amount_count=sum(state.unknown_payments for state in raw),
        unknown_freight_count=sum(state.unknown_freights for state in raw),
        refund_beyond_payment_fen=beyond_fen,
    )


def _step(key: str, detail: str, fen: int, count: int) -> Step:
    return Step(key=key, detail=detail, fen=fen, count=count)


def _subtotal(key: str, steps: list[Step]) -> Step:
    return Step(key=key, detail="", fen=0, count=0, subtotal_fen=sum(step.fen for step in steps))


def _raw(
    build: Build, platform: str, shop_id: str, month_on: date
) -> tuple[list[_State], int, int]:
    """The shop's orders by state, its refunds of sold goods, and what exceeds the payments."""
    with newest_raw(build) as connection:
        states = connection.execute(
            "select sale_state, sum(paid_fen), sum(freight_fen) filter (paid_fen is not null), "
            "count(*), count(*) filter (freight_fen <> 0 and paid_fen is not null), "
            "count(*) filter (paid_fen is null), count(*) filter (freight_fen is null) "
            "from newest_orders "
            "where platform = $platform and shop_id = $shop_id and month_on = $month_on "
            "group by sale_state order by sale_state",
            {"platform": platform, "shop_id": shop_id, "month_on": month_on},
        ).fetchall()
        refunds, lines = refunds_due(connection, (platform, shop_id))
    refund_fen, beyond_fen, _ = refund_sums(refunds, lines, month_on)
    found = [
        _State(str(state), whole_fen(paid), whole_fen(freight), *(int(n) for n in counts))
        for state, paid, freight, *counts in states
    ]
    return found, refund_fen, beyond_fen


def _refund_count(build: Build, platform: str, shop_id: str, month_on: date) -> int:
    [(count,)] = model_rows(
        build,
        "select count(distinct r.refund_id) from fct_refunds as r "
        "join fct_lines as l using (platform, order_id, line_id) "
        "where r.month_on = $month_on and l.platform = $platform and l.shop_id = $shop_id",
        ["fct_refunds", "fct_lines"],
        {"platform": platform, "shop_id": shop_id, "month_on": month_on},
    )
    return int(str(count))


def _published(
    build: Build, platform: str, shop_id: str, month_on: date, programme: str
) -> list[tuple[str, str, int, int]]:
    """Net fen and lines of the shop by the first reason that keeps them out of the headline."""
    rows = model_rows(
        build,
        _BY_REASON,
        ["fct_lines", "fct_refunds", "dim_indicator"],
        {
            "platform": platform,
            "shop_id": shop_id,
            "month_on": month_on,
            "programme": programme,
            "indicator": INDICATOR,
            "placed": list(PLACED),
        },
    )
    return [(str(key), str(detail), whole_fen(fen), int(str(n))) for key, detail, fen, n in rows]


_BY_REASON = """
with counted as (
    select string_split(goods_classes, '|') as classes, string_split(flows, '|') as flows
    from dim_indicator where programme = $programme and indicator_code = $indicator
),
movements as (
    select platform, order_id, line_id, paid_fen as fen, month_on from fct_lines
    union all
    select platform, order_id, line_id, -amount_fen, month_on from fct_refunds
),
told as (
    select m.fen, m.order_id, m.line_id,
        case
            when not list_contains(c.classes, l.goods_class) then 'class'
            when not list_contains(c.flows, l.flow) then 'flow'
            when l.seller_status = 'pending' then 'pending'
            when l.seller_status = 'outside' then 'outside'
            when list_contains($placed, l.seller_status) then 'headline'
            else 'unattributed'
        end as reason,
        l.goods_class, l.flow
    from movements as m
    join fct_lines as l using (platform, order_id, line_id)
    cross join counted as c
    where m.month_on = $month_on and l.platform = $platform and l.shop_id = $shop_id
)
select reason,
    case reason when 'class' then goods_class when 'flow' then flow else '' end as detail,
    sum(fen), count(distinct (order_id, line_id))
from told group by all order by all
"""
