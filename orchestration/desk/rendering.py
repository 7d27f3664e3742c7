"""The desk's Jinja environment: everything is escaped, an undefined name stops the page.

Keep out: what a page says.
"""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from orchestration.desk.wording import moment_zh, month_zh, yuan


def desk_environment() -> Environment:
    """An environment over the desk's own templates."""
    environment = Environment(
        loader=PackageLoader("orchestration.desk", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "yuan": yuan,
        "month_zh": month_zh,
        "moment_zh": moment_zh,
    }
    return environment
