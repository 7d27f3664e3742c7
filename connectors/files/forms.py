"""What a file feed asks for, whether of orders or of the ledger: for templates, checks and guides.

Keep out: reading rows.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from connectors.core.errors import ConfigurationError
from connectors.core.tabular.cells import plain
from connectors.core.tabular.tables import first_rows
from connectors.files.columns import missing_columns
from connectors.files.feeds import order_feeds
from connectors.files.ledger import columns as ledger
from connectors.files.spec import Column

OWN_FORM = "自拟模板"

# the first line of a template names its feed, since many templates share a header
_MARK = re.compile(r"【([0-9a-z-]{2,32})】")


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A feed by its name, with its platform, its columns and where the form is known from."""

    feed: str
    platform: str
    title_zh: str
    source_zh: str
    encoding: str
    columns: dict[str, Column]

    @property
    def mark(self) -> str:
        """The title line of a template, by which a filled one is known again."""
        return f"【{self.feed}】{self.title_zh}填报表"


def forms() -> dict[str, Form]:
    """Every file feed by its name, the ledger last."""
    found = {
        name: Form(
            feed=name,
            platform=export.platform,
            title_zh=export.title_zh,
            source_zh=export.source_zh,
            encoding=export.encoding,
            columns=export.columns,
        )
        for name, export in order_feeds().items()
    }
    found[ledger.LEDGER] = Form(
        feed=ledger.LEDGER,
        platform="offline",
        title_zh=ledger.TITLE_ZH,
        source_zh=ledger.SOURCE_ZH,
        encoding="gb18030",
        columns=ledger.COLUMNS,
    )
    return found


def form_of(name: str) -> Form:
    """The form of a feed, or of the only feed of a platform.

    Raises ConfigurationError where there is none, or where a platform has several.
    """
    known = forms()
    if name in known:
        return known[name]
    of_platform = [form for form in known.values() if form.platform == name]
    if len(of_platform) == 1:
        return of_platform[0]
    choices = [form.feed for form in of_platform] or sorted(known)
    raise ConfigurationError(
        f"the platform {name} has several file feeds"
        if of_platform
        else f"there is no file feed {name}",
        where="feeds",
        advice=f"choose one of {', '.join(choices)}",
    )


def recognise(path: Path) -> Form:
    """The form of a file by its title line, its name (`<feed>__<shop>…`) or its header.

    Raises ConfigurationError where several forms fit, or none.
    """
    known = forms()
    rows = [[plain(cell) for cell in row] for row in first_rows(path)]
    marked = [found[1] for row in rows for cell in row if (found := _MARK.search(cell))]
    for name in (*marked, path.name.partition("__")[0]):
        if name in known:
            return known[name]
    fitting = [
        form
        for form in known.values()
        if any(not missing_columns(row, form.columns) for row in rows)
    ]
    # of two exports of one platform, the fuller one asks for all that the other does and more
    exports = sorted(
        (form for form in fitting if form.source_zh != OWN_FORM), key=_required_count, reverse=True
    )
    if len(fitting) == 1 or (
        exports and _required_count(exports[0]) > max(map(_required_count, exports[1:]), default=0)
    ):
        return (exports or fitting)[0]
    raise ConfigurationError(
        "the header fits several feeds" if fitting else "the header fits no feed",
        where=path.name,
        advice=f"name the feed: {', '.join(f.feed for f in fitting or known.values())}",
    )


def _required_count(form: Form) -> int:
    return sum(column.is_required for column in form.columns.values())
