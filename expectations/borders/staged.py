"""The borders raw_staged, staged_seller and staged_origin: landing against facts against grades.

The middle of all three is the staged side, `fct_orders` for gross and `fct_refunds` for refunds, so
that a fen lost on one way shows at one border only. Keep out: areas, bulletins.
"""

from __future__ import annotations

from datetime import date

from expectations.borders.identity import Border, Identity, border, equal, equal_by_part
from expectations.borders.raw import RawSums
from expectations.borders.sources import Build, model_rows, whole_fen

SELLER_GRADES = ("S1", "S2", "S3", "S4", "SU")
ORIGIN_GRADES = ("O1", "O2", "O3", "O4", "O5", "O6", "OU")


def staged_gross(build: Build, month_on: date) -> int:
    """Paid fen of the month's sales: the middle that other borders compare with."""
    return sum(_order_parts(build, month_on).values())


def staged_refunds(build: Build, month_on: date) -> int:
    """Fen of the month's refunds of sales."""
    return sum(_refund_parts(build, month_on).values())


def raw_staged(build: Build, raw: RawSums, month_on: date) -> Border:
    """Newest raw = staged + not a sale + quarantined; and refunds of sales = staged refunds."""
    other = _by_key(
        build,
        "select sale_state, sum(paid_fen) from fct_orders "
        "where month_on = $month_on and sale_state <> 'sale' group by sale_state",
        ["fct_orders"],
        month_on,
    )
    quarantined = _by_key(
        build,
        "select kind, sum(amount_fen) from mart_quarantine_month where month_on = $month_on "
        "group by kind",
        ["mart_quarantine_month"],
        month_on,
    )
    return border(
        "raw_staged",
        [
            equal("gross of sales", raw.sale_fen, staged_gross(build, month_on)),
            equal_by_part("orders that are no sale", raw.not_a_sale_fen, other),
            equal_by_part("quarantined amounts", raw.quarantined_fen, quarantined),
            equal("refunds of sales", raw.refund_fen, staged_refunds(build, month_on)),
        ],
    )


def staged_seller(build: Build, month_on: date) -> Border:
    """Staged = the sum over all seller grades, order by order and in the marts."""
    lines = _by_key(
        build,
        "select platform, order_id, sum(paid_fen) from fct_lines where month_on = $month_on "
        "and seller_grade in $grades group by platform, order_id",
        ["fct_lines"],
        month_on,
        SELLER_GRADES,
    )
    refunds = _by_key(
        build,
        "select r.platform, r.refund_id, sum(r.amount_fen) from fct_refunds as r "
        "join fct_lines as l using (platform, order_id, line_id) "
        "where r.month_on = $month_on and l.seller_grade in $grades "
        "group by r.platform, r.refund_id",
        ["fct_refunds", "fct_lines"],
        month_on,
        SELLER_GRADES,
    )
    return border(
        "staged_seller",
        [
            equal_by_part("gross by order", _order_parts(build, month_on), lines),
            equal_by_part("refunds by refund", _refund_parts(build, month_on), refunds),
            *_in_marts(build, "seller", SELLER_GRADES, month_on),
        ],
    )


def staged_origin(build: Build, month_on: date) -> Border:
    """Staged = the sum over all origin shares, order by order, line by line and in the marts."""
    shares = _by_key(
        build,
        "select platform, order_id, sum(paid_fen) from fct_origin where month_on = $month_on "
        "and origin_grade in $grades group by platform, order_id",
        ["fct_origin"],
        month_on,
        ORIGIN_GRADES,
    )
    refunds = _by_key(
        build,
        "select platform, refund_id, sum(amount_fen) from fct_origin_refunds "
        "where month_on = $month_on and origin_grade in $grades group by platform, refund_id",
        ["fct_origin_refunds"],
        month_on,
        ORIGIN_GRADES,
    )
    return border(
        "staged_origin",
        [
            equal_by_part("gross by order", _order_parts(build, month_on), shares),
            equal_by_part("refunds by refund", _refund_parts(build, month_on), refunds),
            _moved_between_lines(build, month_on),
            *_in_marts(build, "origin", ORIGIN_GRADES, month_on),
        ],
    )


def _moved_between_lines(build: Build, month_on: date) -> Identity:
    """Fen that left one line of an order for another while the order's sum stayed right."""
    rows = model_rows(
        build,
        """
        with sides as (
            select platform, order_id, line_id, sum(paid_fen) as line_fen, 0 as share_fen
            from fct_lines where month_on = $month_on group by all
            union all
            select platform, order_id, line_id, 0, sum(paid_fen)
            from fct_origin where month_on = $month_on group by all
        ),
        lines as (
            select platform, order_id, line_id, sum(line_fen) as line_fen,
                sum(share_fen) as share_fen
            from sides group by all
        )
        select platform, order_id, line_id, line_fen, share_fen from lines
        qualify sum(line_fen) over (partition by platform, order_id)
            = sum(share_fen) over (partition by platform, order_id)
        """,
        ["fct_lines", "fct_origin"],
        {"month_on": month_on},
    )
    return equal_by_part(
        "gross by line",
        {row[:3]: whole_fen(row[3]) for row in rows},
        {row[:3]: whole_fen(row[4]) for row in rows},
    )


def _in_marts(build: Build, axis: str, grades: tuple[str, ...], month_on: date) -> list[Identity]:
    [(gross, refunds)] = model_rows(
        build,
        "select sum(gross_fen), sum(refund_fen) from mart_grades_month "
        "where month_on = $month_on and axis = $axis and grade in $grades",
        ["mart_grades_month"],
        {"month_on": month_on, "axis": axis, "grades": list(grades)},
    )
    return [
        equal("gross by grade", staged_gross(build, month_on), whole_fen(gross)),
        equal("refunds by grade", staged_refunds(build, month_on), whole_fen(refunds)),
    ]


def _order_parts(build: Build, month_on: date) -> dict[object, int]:
    return _by_key(
        build,
        "select platform, order_id, sum(paid_fen) from fct_orders "
        "where month_on = $month_on and sale_state = 'sale' group by platform, order_id",
        ["fct_orders"],
        month_on,
    )


def _refund_parts(build: Build, month_on: date) -> dict[object, int]:
    return _by_key(
        build,
        "select platform, refund_id, sum(amount_fen) from fct_refunds "
        "where month_on = $month_on group by platform, refund_id",
        ["fct_refunds"],
        month_on,
    )


def _by_key(
    build: Build,
    query: str,
    models: list[str],
    month_on: date,
    grades: tuple[str, ...] | None = None,
) -> dict[object, int]:
    """The last column of a query by the columns before it (a single one is the key itself)."""
    parameters: dict[str, object] = {"month_on": month_on}
    if grades is not None:
        parameters["grades"] = list(grades)
    rows = model_rows(build, query, models, parameters)
    return {row[0] if len(row) == 2 else row[:-1]: whole_fen(row[-1]) for row in rows}
