"""Templates print; they don't calculate, round or format, and name no foreign host."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

import bulletins
from bulletins import charts

TEMPLATES = sorted((Path(bulletins.__file__).parent / "templates").glob("*"))
ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
# these change how a text is quoted, not what it says
FILTERS = {"literal", "literals", "code"}


def tree(text: str) -> nodes.Template:
    environment = jinja2.Environment(autoescape=True)
    environment.filters |= dict.fromkeys(FILTERS, str)
    return environment.parse(text)


def faults(text: str) -> list[str]:
    parsed = tree(text)
    found = [type(node).__name__ for kind in ARITHMETIC for node in parsed.find_all(kind)]
    found += [f"|{f.name}" for f in parsed.find_all(nodes.Filter) if f.name not in FILTERS]
    found += [
        f".{c.node.attr}()"
        for c in parsed.find_all(nodes.Call)
        if isinstance(c.node, nodes.Getattr)
    ]
    return found


@pytest.mark.parametrize("path", [p for p in TEMPLATES if p.suffix == ".j2"], ids=lambda p: p.name)
def test_template_neither_calculates_nor_formats(path):
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ a + 1 }}",
        "{{ a|round(1) }}",
        "{{ '%d'|format(a) }}",
        "{{ a.format(b) }}",
        "{{ a|safe }}",
    ],
)
def test_lint_finds_what_it_looks_for(text):
    assert faults(text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_template_names_no_foreign_host(path):
    hosts = re.findall(r"https?://[^\s\"']+", path.read_text(encoding="utf-8"))
    assert set(hosts) <= {"http://www.w3.org/2000/svg"}
    assert "<script" not in path.read_text(encoding="utf-8")


def test_every_colour_of_a_chart_has_one_for_dark_screens():
    css = next(p for p in TEMPLATES if p.name == "monthly.css").read_text(encoding="utf-8")
    dark = css.split("@media screen and (prefers-color-scheme: dark)")[1].split("\n}")[0]
    colours = {charts.INK, charts.QUIET, *charts.FILLS.values(), *charts.TINTS.values()}
    assert {c for c in colours if f'"{c}"' not in dark} == set()
