"""The bulletin as one HTML page without scripts or foreign hosts.

Keep out: words and figures; the template prints what the facts hold.
"""

from __future__ import annotations

from bulletins.charts import Drawing
from bulletins.facts import Facts
from bulletins.render.environment import html_environment


def html_page(facts: Facts, drawings: dict[str, Drawing]) -> str:
    """The page's text."""
    template = html_environment().get_template("monthly.html.j2")
    return template.render(facts=facts, drawings=drawings)
