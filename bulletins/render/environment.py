"""The two Jinja environments: one escapes for HTML, one for typst.

Both stop at an undefined name. Templates neither calculate nor format.
Keep out: filters that change a figure.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from bulletins.charts import Drawing
from bulletins.render.escaping import TypstCode, in_markup, literal, literals


@cache
def html_environment() -> Environment:
    """For HTML and SVG: everything is escaped."""
    return Environment(
        loader=PackageLoader("bulletins", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def typst_environment() -> Environment:
    """For typst: every value that isn't code becomes a string literal."""
    environment = Environment(
        loader=PackageLoader("bulletins", "templates"),
        autoescape=False,  # noqa: S701 - HTML rules don't fit; `finalize` escapes for typst
        undefined=StrictUndefined,
        finalize=in_markup,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"literal": literal, "literals": literals, "code": TypstCode}
    return environment


def svg_document(drawing: Drawing) -> str:
    """One chart as a file of its own."""
    return html_environment().get_template("chart.svg.j2").render(drawing=drawing)
