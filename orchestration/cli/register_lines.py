"""How registers are told on the command line: previews, histories, differences, what is late.

Keep out: working any of it out (orchestration.registers).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orchestration.registers.diffing import Diff
    from orchestration.registers.effects import MonthEffect
    from orchestration.registers.history import Version
    from orchestration.registers.loading import Preview
    from orchestration.registers.loads import Load
    from orchestration.registers.staleness import Stale

#: so many keys of a kind are told one by one; `--json` has all
MOST_KEYS = 20


def preview_lines(preview: Preview) -> Iterator[str]:
    """What a load would change, the back-dated keys with the fen they touch."""
    yield (
        f"{len(preview.added)} added, {len(preview.changed)} changed, {len(preview.closed)} ended, "
        f"{len(preview.unchanged)} unchanged"
    )
    for change in _first(preview.closed):
        yield f"  ends {key_text(change.key)}"
    late = preview.back_dated
    if late.changes:
        yield (
            f"{len(late.changes)} reach back more than 30 days and touch lines of "
            f"{_fen(late.effect_fen)}: the load waits for approval"
        )
    for back_dated in _first(late.changes):
        change = back_dated.change
        yield f"  {key_text(change.key)} from {_day(change.takes_effect_on)}: " + (
            _fen(back_dated.effect_fen)
        )
    for month in late.months or []:
        yield f"  {month_text(month)}"


def month_text(month: MonthEffect) -> str:
    """One month's lines and money."""
    return f"{month.month_on:%Y-%m}: {month.line_count:,} lines, {month.paid_fen:,} fen"


def load_line(load: Load) -> str:
    """A load that waits, in one line."""
    record = load.record
    return (
        f"{load.load_id}  {load.register}  {load.recorded_at:%Y-%m-%d %H:%M}  by {record.loaded_by}"
        f"  scope {record.scope or 'all'}  {load.source_name}  "
        f"{record.back_dated_count} back-dated keys, {_fen(record.effect_fen)}"
    )


def version_lines(version: Version) -> Iterator[str]:
    """What one load said of a key, and what became of it."""
    record = version.record
    by = "" if record is None else f" by {record.loaded_by}"
    approved = (
        ""
        if record is None or not record.approved_by
        else (f", approved by {record.approved_by}: {record.approval_reason}")
    )
    yield (
        f"{version.recorded_at:%Y-%m-%d %H:%M}  {version.standing}  load {version.load_id}{by}, "
        f"{version.source_name}{approved}"
    )
    for row in version.rows:
        yield f"    {_validity(row)}  {_content(row)}"


def diff_lines(diff: Diff) -> Iterator[str]:
    """The keys that differ, with their rows before and after."""
    yield f"{len(diff.added)} added, {len(diff.changed)} changed"
    for change in _first([*diff.added, *diff.changed]):
        yield f"{change.kind} {key_text(change.key)} from {_day(change.takes_effect_on)}"
        for sign, rows in (("-", change.before), ("+", change.after)):
            for row in rows:
                yield f"  {sign} {_validity(row)}  {_content(row)}"


def stale_lines(stale: Stale) -> Iterator[str]:
    """Rows past their term, then counties without a load this quarter."""
    yield f"{len(stale.rows)} rows past their term"
    for row in _first(stale.rows):
        yield (
            f"  {row.register} {key_text(row.key)} ({row.county_code or 'no county'}): "
            f"{row.meaning_zh}, due {row.due_on}; {row.source}"
        )
    yield f"{len(stale.counties)} reports missing this quarter"
    for silent in _first(stale.counties):
        last = silent.last_loaded_at
        yield (
            f"  {silent.register} of {silent.county_code}: "
            + (f"last reported {last:%Y-%m-%d}" if last else "never loaded")
        )


def key_text(key: tuple[Any, ...]) -> str:
    """A key as it is typed on the command line."""
    return " ".join(str(part) for part in key)


def _first(items: list[Any]) -> Iterator[Any]:
    yield from items[:MOST_KEYS]


def _fen(fen: int | None) -> str:
    return "an unknown amount" if fen is None else f"{fen:,} fen"


def _day(day: date) -> str:
    return "the beginning" if day == date.min else day.isoformat()


def _validity(row: dict[str, Any]) -> str:
    return f"[{row['valid_from'] or '…'}, {row['valid_to'] or '…'})"


def _content(row: dict[str, Any]) -> str:
    return " ".join(
        f"{name}={value}"
        for name, value in row.items()
        if value is not None and name not in ("valid_from", "valid_to")
    )
