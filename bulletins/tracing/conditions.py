"""What a choice asks of the rows of a movements query, as SQL conditions with bound values.

Keep out: running queries (`movements`).
"""

from __future__ import annotations

import msgspec

from bulletins.levels import province_of
from bulletins.tracing.basis import Choice

BY_MEASURE = {
    "gross": ("refund_id is null",),
    "line_count": ("refund_id is null",),
    "refund": ("refund_id is not null",),
    "household_count": (
        "refund_id is null and fen > 0",
        "grade = 'O1' and status = 'certain' and household_code is not null",
    ),
    "selling_shop_count": ("refund_id is null and fen > 0",),
    "village_count": ("refund_id is null and fen > 0 and village_code is not null",),
}
PROVINCE_LEAVES = ("county", "prefecture_rest", "province_rest")

# the members of a region set by month, under the codes of the month's last day
_MEMBERS = """
    select months.month_on, coalesce(r.region_code, s.region_code)
    from dim_region_set as s
    cross join (select distinct month_on from mart_indicator_month) as months
    left join dim_region_day as r
        on s.region_code = r.evidence_code
        and r.valid_from <= last_day(months.month_on) and last_day(months.month_on) < r.valid_to
    where s.programme = $programme and s.region_set = $region_set
"""


class Counted(msgspec.Struct, frozen=True):
    """What an indicator counts."""

    axis: str
    region_set: str
    goods_classes: list[str]
    flows: list[str]


def conditions(
    choice: Choice, told: Counted | None, programme: str, values: dict[str, object]
) -> list[str]:
    """Conditions on the rows of a movements query; the values that they name go into `values`."""
    found = ["true", *BY_MEASURE.get(choice.measure, ())]
    if choice.measure == "shop_count" and not choice.is_pending:
        # of what is pending, a shop with refunds alone counts too
        found.append("refund_id is null")
    if told is not None:
        found.append("list_contains($classes, goods_class) and list_contains($flows, flow)")
        values |= {"classes": told.goods_classes, "flows": told.flows}
    for column in ("platform", "goods_class", "grade"):
        value = getattr(choice, column)
        if value is not None:
            found.append(f"{column} = ${column}")
            values[column] = value
    if choice.is_pending is not None:
        found.append("status = 'pending'" if choice.is_pending else "status <> 'pending'")
    found += _pending(choice, values)
    if choice.leaves is not None:
        found.append("list_contains($leaves, leaf)")
        values["leaves"] = list(choice.leaves)
    if choice.level is not None:
        found += _place(choice, told, programme, values)
    return found


def _pending(choice: Choice, values: dict[str, object]) -> list[str]:
    """Conditions on why a line is pending and on whom it concerns."""
    found = []
    if choice.pending_kind is not None:
        found.append("p.kind = $pending_kind")
        values["pending_kind"] = choice.pending_kind
    if choice.shop is not None:
        found.append("p.platform || '/' || p.shop_id = $shop")
        values["shop"] = choice.shop
    if choice.shop_area is not None and choice.shop_area != province_of(choice.shop_area):
        found.append(
            "exists (from dim_region_day as r where r.evidence_code = p.shop_county_code "
            "and r.valid_from <= last_day(m.month_on) and last_day(m.month_on) < r.valid_to "
            "and $shop_area in (r.region_code, r.prefecture_code))"
        )
        values["shop_area"] = choice.shop_area
    if not found:
        return []
    joined = "p.platform = m.platform and p.order_id = m.order_id and p.line_id = m.line_id"
    return [f"exists (from pending_kinds as p where {joined} and {' and '.join(found)})"]


def _place(
    choice: Choice, told: Counted | None, programme: str, values: dict[str, object]
) -> list[str]:
    level = str(choice.level)
    is_set = told is not None and told.region_set != "province"
    if choice.measure == "local_net":
        found = [f"is_local_to_{level}"]
    elif level == "province" or (is_set and level in ("prefecture", "region_set")):
        found = ["list_contains($inside, leaf)"]
        values["inside"] = list(PROVINCE_LEAVES)
    elif level == "prefecture":
        found = ["list_contains(['county', 'prefecture_rest'], leaf)"]
    elif level in ("village", "village_rest"):
        found = ["leaf = 'county'"]
    else:
        found = ["leaf = $level"]
        values["level"] = level
    if level == "village_rest":
        # no membership: what no village has is no village's
        values["code"] = choice.code
        return [*found, "county_code = $code and village_code is null"]
    if level == "village":
        found.append("village_code = $code")
        values["code"] = choice.code
    if level in ("county", "prefecture", "prefecture_rest"):
        column = "county_code" if level == "county" else "prefecture_code"
        found.append(f"{column} = $code")
        values["code"] = choice.code
    if is_set and told is not None:
        # a set names counties or villages; the members are those of the document
        found.append(
            " or ".join(
                f"(m.month_on, m.{code}) in ({_MEMBERS})"
                for code in ("county_code", "prefecture_code", "village_code")
            ).join("()")
        )
        values |= {"programme": programme, "region_set": told.region_set}
    return found
