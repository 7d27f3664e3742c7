"""Makes the basis of one kind of figure from what its id tells.

Keep out: the patterns of the ids (`ids`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from bulletins.tracing.basis import Basis, Choice, Elsewhere, Formula, Measure, Span
from bulletins.vocabulary import AGRI_RETAIL, POOR_COUNTIES, POOR_VILLAGES

Maker = Callable[[re.Match[str], str], Basis]
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


def province(found: re.Match[str], area: str) -> Basis:
    """A figure of the province."""
    return _place(AGRI_RETAIL, found["key"], level="province", code=area)


def line(found: re.Match[str], area: str) -> Basis:
    """A figure of one of the three targets."""
    name, key = found["line"], found["key"].removesuffix(".abs")
    if name == "province":
        return _place(AGRI_RETAIL, key, level="province", code=area)
    key = "cumulative" if key == "told" else key
    return _place(LINES[name], key, level="region_set", code=name)


def tile(found: re.Match[str], _area: str) -> Basis:
    """A headline figure of a region set."""
    name = "poor_counties" if found["name"] == "poor" else "poor_villages"
    return _place(LINES[name], "cumulative", level="region_set", code=name)


def area(found: re.Match[str], area: str) -> Basis:
    """A figure of a prefecture or poor county."""
    table, code = found["table"], found["code"]
    if table == "counties":
        return _place(POOR_COUNTIES, found["key"], level="county", code=code)
    level = "province" if code == area else "prefecture"
    return _place(AGRI_RETAIL, found["key"], level=level, code=code)


def village(found: re.Match[str], area: str) -> Basis:
    """What a prefecture's poor villages sold."""
    if found["code"] == area:
        return _place(POOR_VILLAGES, "month", level="region_set", code="poor_villages")
    return _place(POOR_VILLAGES, "month", level="prefecture", code=found["code"])


def rest(found: re.Match[str], area: str) -> Basis:
    """What no prefecture has."""
    return _place(AGRI_RETAIL, found["key"], level="province_rest", code=area)


def breakdown(found: re.Match[str], area: str) -> Basis:
    """A platform or a class of goods of the province."""
    column = "platform" if found["table"] == "platforms" else "goods_class"
    choice = _place(AGRI_RETAIL, found["key"], level="province", code=area)
    if found["value"] == "total":
        return choice
    return Choice(
        measure=choice.measure,
        indicator=AGRI_RETAIL,
        level="province",
        code=area,
        platform=found["value"] if column == "platform" else None,
        goods_class=found["value"] if column == "goods_class" else None,
    )


def unplaced(found: re.Match[str], area: str) -> Basis:
    """A row of the table of both axes."""
    axis, value, measure = found["axis"] or "seller", found["value"], MEASURES[found["key"]][0]
    chosen = Choice(
        measure=measure,
        indicator=AGRI_RETAIL,
        axis="origin" if axis.startswith("origin") else "seller",
        level=value,
        code=area,
    )
    if value == "total":
        return _replace(chosen, level=None, code=None)
    if value == "placed":
        return _replace(chosen, level=None, code=None, leaves=("county",))
    if value.isdigit():
        return _replace(chosen, level="prefecture_rest", code=value)
    return chosen


def told_unplaced(found: re.Match[str], area: str) -> Basis:
    """A bucket of both axes in the sentence."""
    return Choice(
        measure="net",
        indicator=AGRI_RETAIL,
        axis="origin" if found["axis"] else "seller",
        level=found["level"],
        code=area,
    )


def grade(found: re.Match[str], _area: str) -> Basis:
    """A grade of evidence; all classes and flows."""
    value, measure = found["value"], MEASURES[found["key"]][0]
    axis: str = "origin" if value.startswith(("O", "origin")) else "seller"
    whole = Choice(measure=measure, axis="origin" if axis == "origin" else "seller")
    if value.endswith(".total"):
        return whole
    if value.endswith(".pending"):
        return _replace(whole, is_pending=True)
    return _replace(whole, grade=value, is_pending=False)


def control(found: re.Match[str], area: str) -> Basis:
    """A row of the control table, in fen."""
    key, code = found["key"], found["code"]
    if code in CONTROL_LEVELS:
        return _place(AGRI_RETAIL, key, level=CONTROL_LEVELS[code], code=area)
    if code == f"{area}-R":
        return _place(AGRI_RETAIL, key, level="province_rest", code=area)
    level = "province" if code == area else "prefecture"
    return _place(AGRI_RETAIL, key, level=level, code=code)


def _replace(choice: Choice, **changes: object) -> Choice:
    return msgspec.structs.replace(choice, **changes)


def formula(text: str, *operands: str) -> Maker:
    """A rate or gap of two other figures; their ids may hold groups of the pattern."""

    def make(found: re.Match[str], _area: str) -> Basis:
        return Formula(text=text, operands=tuple(found.expand(one) for one in operands))

    return make


def elsewhere(mart: str, text: str) -> Maker:
    """A figure that no sale line makes."""

    def make(_found: re.Match[str], _area: str) -> Basis:
        return Elsewhere(mart=mart, text=text)

    return make
