"""Two vintages of one amount: that of the issue before, and the same months by the newer build.

Their difference is the revision that a bulletin prints; here it is told line by line.
Keep out: finding the issues before (orchestration), summing a vintage (`explain`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import msgspec

from bulletins.errors import MissingFactsError
from bulletins.facts import Facts
from bulletins.sections.overview import PRINTED_BEFORE
from bulletins.tracing.listings import Record
from bulletins.tracing.movements import Movement

# what may differ of a line between two builds, with its word
TOLD = {"grade": "等级", "area_code": "地区", "goods_class": "品类", "sale_on": "日期"}
Key = tuple[str, str, str, int | None, str | None]


class Earlier(msgspec.Struct, frozen=True):
    """A version of the issue before, with the folder of the published build it was made from."""

    facts: Facts
    published: Path


def is_taken_from_print(facts: Facts, fact_id: str) -> bool:
    """Whether the cumulative before was taken from the issue before, not worked out again."""
    return any(
        PRINTED_BEFORE in sentence.text
        for section in facts.sections
        for sentence in section.paragraphs
        if any(not isinstance(part, str) and part.id == fact_id for part in sentence.parts)
    )


def printed_before(earlier: Sequence[Earlier], code: str, raw: str, *, where: str) -> Earlier:
    """The newest issue before whose cumulative of the indicator `code` is `raw` fen.

    Raises MissingFactsError where none is: its release or its build is gone.
    """
    for issue in earlier:
        if issue.facts.cumulative_fen.get(code) == int(raw):
            return issue
    raise MissingFactsError(
        f"no version of the issue before, with its build, has {raw} fen as its cumulative",
        where=where,
        advice="restore releases/ and published/ from the backup",
    )


def changed_lines(before: list[Movement], now: list[Movement]) -> list[Record]:
    """Every line whose amount differs between two vintages, with the difference in fen.

    A line that only one of them counts differs by its whole amount.
    """
    found = []
    vintages = _by_key(before), _by_key(now)
    for key in sorted(set().union(*vintages), key=str):
        old, new = (lines.get(key, []) for lines in vintages)
        fen = sum(m.fen for m in new) - sum(m.fen for m in old)
        if fen:
            platform, order_id, line_id, share_no, refund_id = key
            parts = [f"网店 {(new or old)[0].shop_id}", f"订单 {order_id}", f"行 {line_id}"]
            parts += [] if share_no is None else [f"份额 {share_no}"]
            parts += [] if refund_id is None else [f"退款 {refund_id}"]
            found.append(
                Record(
                    platform=platform,
                    key=" ".join(parts),
                    source=_what_changed(old, new),
                    batch_id=(new or old)[0].batch_id,
                    fen=fen,
                    evidence_id=None,
                )
            )
    return found


def _by_key(lines: list[Movement]) -> dict[Key, list[Movement]]:
    found: dict[Key, list[Movement]] = defaultdict(list)
    for m in lines:
        found[(m.platform, m.order_id, m.line_id, m.share_no, m.refund_id)].append(m)
    return found


def _what_changed(old: list[Movement], new: list[Movement]) -> str:
    told = [f"上期 {_yuan(old)}，本期 {_yuan(new)}"]
    if old and new:
        for name, word in TOLD.items():
            was, is_now = (getattr(lines[0], name) for lines in (old, new))
            if was != is_now:
                told.append(f"{word} {was} 改为 {is_now}")
    return "；".join(told)


def _yuan(lines: list[Movement]) -> str:
    return f"{Decimal(sum(m.fen for m in lines)) / 100:,.2f} 元" if lines else "不计入"
