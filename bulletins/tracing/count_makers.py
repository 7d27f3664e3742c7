"""Makes the basis of counts and targets from what their ids tell.

Keep out: the patterns of the ids (`count_ids`).
"""

from __future__ import annotations

import re

from bulletins.levels import level_of
from bulletins.tracing.basis import Basis, Choice, Elsewhere, Listing, Ranking, Scope, Target
from bulletins.tracing.makers import LINES, Maker
from bulletins.vocabulary import AGRI_RETAIL, POOR_COUNTIES, POOR_VILLAGES

VILLAGE_DIGITS = 12


def target(found: re.Match[str], scope: Scope) -> Basis:
    """A target of the issue's own area, of one of the three lines, or of a table's row."""
    table, _, code = found["row"].partition(".")
    if table == "overview" or code == scope.area_code:
        own = scope.area_code
        return Target(indicators=(scope.headline,), level=level_of(own), code=own)
    if table == "lines":
        if code == "province":
            return Target(indicators=(AGRI_RETAIL,), level="province", code=scope.area_code)
        return Target(indicators=(LINES[code],), level="region_set", code=code)
    indicator = POOR_COUNTIES if table == "counties" else AGRI_RETAIL
    return Target(indicators=(indicator,), level=level_of(code), code=code)


def households(found: re.Match[str], scope: Scope) -> Basis:
    """Selling households of an area: O1, whatever they sold."""
    code = _code(found["code"], scope)
    return Choice(measure="household_count", axis="origin", level=level_of(code), code=code)


def village_households(found: re.Match[str], scope: Scope) -> Basis:
    """Households or shops behind a poor village, or behind all poor villages of an area."""
    code = found["code"] if found["code"].isdigit() else scope.area_code
    return Choice(
        measure="household_count" if found["key"] == "households" else "selling_shop_count",
        indicator=POOR_VILLAGES,
        level="village" if len(code) == VILLAGE_DIGITS else level_of(code),
        code=code,
    )


def selling_villages(found: re.Match[str], scope: Scope) -> Basis:
    """Poor villages with a payment in the month."""
    code = _code(found["code"], scope)
    level = level_of(code)
    if level == "province":
        return Choice(
            measure="village_count",
            indicator=POOR_VILLAGES,
            level="region_set",
            code="poor_villages",
        )
    return Choice(measure="village_count", indicator=POOR_VILLAGES, level=level, code=code)


def members(found: re.Match[str], scope: Scope) -> Basis:
    """Members of a set that the document names."""
    groups = found.groupdict()
    is_village = str(groups.get("table")).startswith("village")
    area = _code(groups.get("code"), scope) if is_village else f"{scope.area_code[:2]}0000"
    return Listing(
        query="list_members",
        text="文件所列名单（programme_regions）",
        values={
            "region_set": "poor_villages" if is_village else "poor_counties",
            "area_code": area,
        },
    )


def registered_shops(found: re.Match[str], scope: Scope) -> Basis:
    """Shops that are registered on some day of the month."""
    is_part = level_of(scope.area_code) != "province"
    return Listing(
        query="list_shops",
        text="当月在册的网店（shops 登记表）",
        values={
            "platform": found["platform"] or "",
            "area_code": scope.area_code if is_part else "",
        },
    )


def active_shops(_found: re.Match[str], scope: Scope) -> Basis:
    """Shops of the issue's area with a sale in the month."""
    return Choice(
        measure="shop_count",
        axis="seller",
        level=level_of(scope.area_code),
        code=scope.area_code,
    )


def selling_shops(found: re.Match[str], _scope: Scope) -> Basis:
    """Shops of a platform with a sale in the month, of any class and flow."""
    return Choice(measure="shop_count", axis="seller", platform=found["platform"])


def asked_shops(found: re.Match[str], _scope: Scope) -> Basis:
    """Shops that were asked for the month, or answered."""
    return Listing(
        query="list_asked_shops",
        text="当月已授权或报送的网店" if found["key"] == "asked" else "其中实到的网店",
        values={"platform": found["platform"] or "", "answered": found["key"]},
    )


COVERAGE = {
    "missing": ("list_missing_days", "登记网店未被批次覆盖的店日"),
    "covered": ("list_covered_days", "有订单批次覆盖的日"),
    "days": ("list_month_days", "当月各日"),
    "whole": ("list_whole_shops", "登记网店中全月没有缺日的"),
}


def coverage(found: re.Match[str], _scope: Scope) -> Basis:
    """Days or shops of coverage, one by one, of a platform or all."""
    query, text = COVERAGE[found["key"]]
    return Listing(query=query, text=text, values={"platform": found["platform"] or ""})


def quarantined(found: re.Match[str], _scope: Scope) -> Basis:
    """Records that couldn't be read exactly."""
    return Listing(
        query="list_quarantine",
        text="不能准确读取、单独存放的记录",
        values={name: found[name] for name in ("platform", "kind", "reason")},
        is_amount=found["key"] == "amount",
    )


def not_sales(found: re.Match[str], _scope: Scope) -> Basis:
    """Orders that are no sale."""
    return Listing(
        query="list_not_sales",
        text="不是销售的订单",
        values={"sale_state": found["state"]},
        is_amount=found["key"] == "amount",
    )


def refunds_left_out(found: re.Match[str], _scope: Scope) -> Basis:
    """Refunds that no sale carries."""
    return Listing(
        query="list_refunds_left_out",
        text="没有对应销售或超出支付额的退款",
        values={"reason": found["reason"]},
        is_amount=found["key"] == "amount",
    )


def rank(found: re.Match[str], scope: Scope) -> Basis:
    """The rank of a table's area, or of the issue's own."""
    code = found.groupdict().get("code") or scope.area_code
    is_county = level_of(code) == "county"
    table = "position" if code == scope.area_code else "counties" if is_county else "prefectures"
    is_near = "near" in found[0]
    return Ranking(
        text="按完成率由高到低" + ("，本市州内" if is_near else "，全省"),
        indicator=POOR_COUNTIES if is_county else AGRI_RETAIL,
        code=code,
        region_set="poor_counties" if is_county else "",
        completion=f"{table}.{code}.completion",
        is_near=is_near,
    )


def elsewhere(mart: str, text: str) -> Maker:
    """A figure that no sale line makes."""

    def make(_found: re.Match[str], _scope: Scope) -> Basis:
        return Elsewhere(mart=mart, text=text)

    return make


def _code(told: str | None, scope: Scope) -> str:
    return told if told and told.isdigit() else scope.area_code
