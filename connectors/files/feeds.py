"""The way in: one export file of one shop → batches to be landed, and a report.

Keep out: columns of a report (`exports/`), landing, printing.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

import msgspec

from connectors.core.drift import Drift
from connectors.core.errors import ConfigurationError, FatalFeedError
from connectors.core.landing import BatchDraft
from connectors.core.tabular.tables import SourceTable
from connectors.files.columns import Places, read_by_map
from connectors.files.declared_maps import read_maps
from connectors.files.drafts import make_drafts
from connectors.files.exports import (
    douyin_export,
    jd_export,
    pdd_export,
    taobao_report,
    tmall_report,
)
from connectors.files.known import unknown_columns
from connectors.files.ledger.columns import LEDGER
from connectors.files.ledger.drafts import make_draft
from connectors.files.ledger.report import LedgerReport, make_ledger_report
from connectors.files.ledger.rows import read_ledger
from connectors.files.orders import read_orders
from connectors.files.receivers import ResolveCounty
from connectors.files.report import FileReport, make_report
from connectors.files.spec import ExportMap
from connectors.files.totals import compare_totals, split_totals

_EXPORTS = (
    tmall_report.MAP,
    taobao_report.MAP,
    jd_export.MAP,
    pdd_export.MAP,
    douyin_export.MAP,
)


@cache
def order_feeds() -> dict[str, ExportMap]:
    """The kinds of order files by the name an operator types."""
    return {export.feed: export for export in (*_EXPORTS, *read_maps())}


class FileReading(msgspec.Struct, frozen=True, kw_only=True):
    """The batches of a file, ready to be landed, and what they came to."""

    drafts: list[BatchDraft]
    report: FileReport | LedgerReport


def read_file(
    feed: str,
    path: Path,
    *,
    shop_id: str,
    hmac_key: bytes,
    resolve_county: ResolveCounty,
    known_at: datetime,
    lines_path: Path | None = None,
) -> FileReading:
    """Read an export file of one shop, or the ledger of one keeper (`shop_id` is its code).

    `known_at` is naive Beijing time: when the operator knew these figures. Rows that can't be read
    exactly are quarantined; nothing of a buyer but a county code and a digest comes out.

    Raises:
        ConfigurationError: an unknown feed, a file that isn't there, a line file it doesn't take.
        FatalFeedError: a missing column, a wrong total, no readable row, an unsafe workbook.
    """
    if feed == LEDGER:
        return _read_ledger(path, reporter_code=shop_id, known_at=known_at)
    export = order_feed(feed)
    table, places = read_by_map(path, export.columns, feed=feed)
    body, totals = split_totals(table.rows, export.total_words)
    totals_agree = compare_totals(
        export.totalled_fields,
        export.columns,
        body,
        totals,
        places,
        feed=feed,
        file_name=path.name,
    )
    found = read_orders(
        export, body, table, places, shop_id=shop_id, lines=_line_table(export, lines_path)
    )
    if not found.orders:
        raise _nothing_readable(len(body), feed, path)
    drafts = make_drafts(
        found,
        platform=export.platform,
        shop_id=shop_id,
        hmac_key=hmac_key,
        resolve_county=resolve_county,
        known_at=known_at,
        source_name=path.name,
        source_sha256=table.sha256,
        numbers_rows=export.numbers_rows,
    )
    read = [name for column in export.columns.values() for name in column.names]
    unknown = unknown_columns(feed, table.header, read, row_count=len(body))
    drafts[0].drift = Drift(fields=unknown)
    report = make_report(
        found, file_name=path.name, source_sha256=table.sha256, totals_agree=totals_agree
    )
    return FileReading(drafts=drafts, report=report)


def _read_ledger(path: Path, *, reporter_code: str, known_at: datetime) -> FileReading:
    found = read_ledger(path)
    if not found.rows:
        raise _nothing_readable(found.row_count, LEDGER, path)
    draft = make_draft(found, reporter_code=reporter_code, known_at=known_at)
    return FileReading(drafts=[draft], report=make_ledger_report(found))


def _nothing_readable(row_count: int, feed: str, path: Path) -> FatalFeedError:
    return FatalFeedError(
        f"none of the {row_count:,} rows can be read"
        if row_count
        else "the file has a header and no rows",
        where=f"{feed}, file {path.name}",
        advice="check that the export finished and that the feed's name fits the file; "
        "`shanhuo feeds check` says what is wrong with each row",
    )


def order_feed(feed: str) -> ExportMap:
    """The map of a feed. Raises ConfigurationError where there is none of that name."""
    known = order_feeds()
    if feed not in known:
        raise ConfigurationError(
            f"there is no file feed {feed}",
            where="import",
            advice=f"choose one of {', '.join(sorted([*known, LEDGER]))}",
        )
    return known[feed]


def _line_table(export: ExportMap, path: Path | None) -> tuple[SourceTable, Places] | None:
    if path is None:
        return None
    if export.line_columns is None:
        raise ConfigurationError(
            f"the feed {export.feed} has no line file",
            where=path.name,
            advice="import the report alone",
        )
    return read_by_map(path, export.line_columns, feed=export.feed)
