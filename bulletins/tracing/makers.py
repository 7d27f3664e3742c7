"""Makes the basis of one kind of figure from what its id tells.

Keep out: the patterns of the ids (`ids`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from bulletins.levels import level_of
from bulletins.tracing.basis import Basis, Choice, Measure, Scope, Span, Vintage
from bulletins.vocabulary import AGRI_RETAIL, POOR_COUNTIES, POOR_VILLAGES

Maker = Callable[[re.Match[str], Scope], Basis]
LINES = {"province": AGRI_RETAIL, "poor_counties": POOR_COUNTIES, "poor_villages": POOR_VILLAGES}
CONTROL_LEVELS = {"OUT": "outside", "UNK": "unattributed", "PND": "pending"}
MEASURES: dict[str, tuple[Measure, Span]] = {
    "month": ("net", "month"),
    "net": ("net", "month"),
    "told": ("net", "month"),
    "gross": ("gross", "month"),
    "refund": ("refund", "month"),
    "local": ("local_net", "month"),
    "line_count": ("line_count", "month"),
    "cumulative": ("net", "cumulative"),
    "total": ("net", "cumulative"),
}


def _place(indicator: str, key: str, *, level: str, code: str) -> Choice:
    measure, span = MEASURES[key]
    return Choice(measure=measure, span=span, indicator=indicator, level=level, code=code)


def own(found: re.Match[str], scope: Scope) -> Basis:
    """A figure of the issue's own area."""
    code = scope.area_code
    return _place(scope.headline, found["key"], level=level_of(code), code=code)


def cumulative_of(found: re.Match[str], scope: Scope) -> Basis:
    """The cumulative of the issue's own area up to a month of its year."""
    code = scope.area_code
    chosen = _place(scope.headline, "cumulative", level=level_of(code), code=code)
    return _replace(chosen, months_back=scope.month - int(found["month"]))


def vintage(found: re.Match[str], scope: Scope) -> Basis:
    """The cumulative before as printed, or what was revised of it since."""
    code = scope.area_code
    chosen = _place(scope.headline, "cumulative", level=level_of(code), code=code)
    is_revision = "revision" in found[0]
    return Vintage(
        text="同一时段两次构建之差，逐笔列出" if is_revision else "上期印发的累计，出自上期的构建",
        choice=_replace(chosen, months_back=1),
        is_revision=is_revision,
    )


def line(found: re.Match[str], scope: Scope) -> Basis:
    """A figure of one of the three targets."""
    name, key = found["line"], found["key"].removesuffix(".abs")
    if name == "province":
        return _place(AGRI_RETAIL, key, level="province", code=scope.area_code)
    key = "cumulative" if key == "told" else key
    return _place(LINES[name], key, level="region_set", code=name)


def tile(found: re.Match[str], _scope: Scope) -> Basis:
    """A headline figure of a region set."""
    name = "poor_counties" if found["name"] == "poor" else "poor_villages"
    return _place(LINES[name], "cumulative", level="region_set", code=name)


def area(found: re.Match[str], scope: Scope) -> Basis:
    """A figure of a prefecture or poor county."""
    table, code = found["table"], found["code"]
    indicator = POOR_COUNTIES if table == "counties" else AGRI_RETAIL
    if code == scope.area_code:
        indicator = scope.headline
    return _place(indicator, found["key"], level=level_of(code), code=code)


def villages(found: re.Match[str], scope: Scope) -> Basis:
    """What the poor villages of an area sold."""
    code = found["code"] or scope.area_code
    level = level_of(code)
    if level == "province":
        return _place(POOR_VILLAGES, found["key"], level="region_set", code="poor_villages")
    return _place(POOR_VILLAGES, found["key"], level=level, code=code)


def village_line(found: re.Match[str], scope: Scope) -> Basis:
    """A poor village of a county, all of them, or what none of its villages has."""
    code, key = found["code"], found.groupdict().get("key") or "net"
    if code.isdigit():
        return _place(POOR_VILLAGES, key, level="village", code=code)
    level = "village_rest" if code == "rest" else "county"
    # a prefecture's issue has a row of each county
    county = found.groupdict().get("county") or scope.area_code
    return _place(POOR_VILLAGES, key, level=level, code=county)


def pending(found: re.Match[str], scope: Scope) -> Basis:
    """What is pending for a reason, of the shops of the issue's area."""
    kind = None if found["kind"] in ("total", "told") else found["kind"]
    return Choice(
        measure="shop_count" if found["key"] == "shops" else MEASURES[found["key"]][0],
        axis="origin",
        is_pending=True,
        pending_kind=kind,
        shop_area=scope.area_code,
    )


def pending_shop(found: re.Match[str], _scope: Scope) -> Basis:
    """What is pending of one shop for a reason."""
    return Choice(
        measure=MEASURES[found["key"]][0],
        axis="origin",
        is_pending=True,
        pending_kind=found["kind"],
        shop=f"{found['platform']}/{found['shop']}",
    )


def rest(found: re.Match[str], scope: Scope) -> Basis:
    """What no prefecture has."""
    return _place(AGRI_RETAIL, found["key"], level="province_rest", code=scope.area_code)


def breakdown(found: re.Match[str], scope: Scope) -> Basis:
    """A platform or a class of goods of the province."""
    column = "platform" if found["table"] == "platforms" else "goods_class"
    choice = _place(AGRI_RETAIL, found["key"], level="province", code=scope.area_code)
    if found["value"] == "total":
        return choice
    return Choice(
        measure=choice.measure,
        indicator=AGRI_RETAIL,
        level="province",
        code=scope.area_code,
        platform=found["value"] if column == "platform" else None,
        goods_class=found["value"] if column == "goods_class" else None,
    )


def unplaced(found: re.Match[str], scope: Scope) -> Basis:
    """A row of the table of both axes."""
    axis, value, measure = found["axis"] or "seller", found["value"], MEASURES[found["key"]][0]
    chosen = Choice(
        measure=measure,
        indicator=AGRI_RETAIL,
        axis="origin" if axis.startswith("origin") else "seller",
        level=value,
        code=scope.area_code,
    )
    if value == "total":
        return _replace(chosen, level=None, code=None)
    if value == "placed":
        return _replace(chosen, level=None, code=None, leaves=("county",))
    if value.isdigit():
        return _replace(chosen, level="prefecture_rest", code=value)
    return chosen


def told_unplaced(found: re.Match[str], scope: Scope) -> Basis:
    """A bucket of both axes in the sentence."""
    return Choice(
        measure="net",
        indicator=AGRI_RETAIL,
        axis="origin" if found["axis"] else "seller",
        level=found["level"],
        code=scope.area_code,
    )


def grade(found: re.Match[str], _scope: Scope) -> Basis:
    """A grade of evidence; all classes and flows."""
    value, measure = found["value"], MEASURES[found["key"]][0]
    axis: str = "origin" if value.startswith(("O", "origin")) else "seller"
    whole = Choice(measure=measure, axis="origin" if axis == "origin" else "seller")
    if value.endswith(".total"):
        return whole
    if value.endswith(".pending"):
        return _replace(whole, is_pending=True)
    return _replace(whole, grade=value, is_pending=False)


def control(found: re.Match[str], scope: Scope) -> Basis:
    """A row of the control table, in fen."""
    key, code = found["key"], found["code"]
    if code in CONTROL_LEVELS:
        return _place(AGRI_RETAIL, key, level=CONTROL_LEVELS[code], code=scope.area_code)
    if code == f"{scope.area_code}-R":
        return _place(AGRI_RETAIL, key, level="province_rest", code=scope.area_code)
    return _place(AGRI_RETAIL, key, level=level_of(code), code=code)


def _replace(choice: Choice, **changes: object) -> Choice:
    return msgspec.structs.replace(choice, **changes)
