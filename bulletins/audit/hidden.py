"""What is held back stands nowhere: no value behind a 保密 cell, no ink for it in a chart.

Keep out: deciding what is held back (`suppression`).
"""

from __future__ import annotations

from bulletins.audit.numbers import figures
from bulletins.errors import FormatsDisagreeError
from bulletins.facts import Facts


def check_hidden(facts: Facts) -> None:
    """No held-back figure carries a value, and none is drawn."""
    for fact in figures(facts):
        if fact.status == "suppressed" and (fact.raw is not None or fact.text != "保密"):
            raise FormatsDisagreeError(
                "a held-back figure carries a value",
                where=f"facts.json, {fact.id}",
                advice="report this with the build id; nothing was published",
            )
    for chart in facts.charts:
        if any(mark.fact.status == "suppressed" for mark in [*chart.marks, *chart.reference]):
            raise FormatsDisagreeError(
                "a chart draws a held-back figure",
                where=f"facts.json, {chart.id}",
                advice="leave such charts out; nothing was published",
            )
