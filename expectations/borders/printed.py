"""The border mart_facts: what the marts say of the month against the frozen facts of the bulletin.

The facts are compared with the indicator's mart, and with the sales by area cut by the classes and
flows that the programme's document names, read from the landed register.
Keep out: renderings (HTML, PDF, XLSX, CSV).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb
import msgspec

from expectations.borders.identity import Border, border, equal_by_part
from expectations.borders.sources import Build, model_rows, whole_fen
from expectations.errors import EvidenceBroken, EvidenceMissing

#: the indicator of the control table (勘稽表)
INDICATOR = "agri_retail"

_KEYS = {
    "province": "{code}",
    "prefecture": "{code}",
    "province_rest": "{code}-R",
    "outside": "OUT",
    "unattributed": "UNK",
    "pending": "PND",
}


class Printed(NamedTuple):
    """One row of the control table: gross, refunds, net in fen; None = unknown."""

    gross_fen: int | None
    refund_fen: int | None
    net_fen: int | None


Rows = dict[str, Printed]


class _ControlRow(msgspec.Struct):
    key: str
    gross_fen: int | None
    refund_fen: int | None
    net_fen: int | None


class _Control(msgspec.Struct):
    rows: list[_ControlRow]


class _Facts(msgspec.Struct):
    control: _Control


def read_facts(release: Path) -> Rows:
    """The control rows of `facts.json`, in fen by key.

    Raises EvidenceMissing without the file, EvidenceBroken without control rows.
    """
    path = release / "facts.json"
    try:
        facts = msgspec.json.decode(path.read_bytes(), type=_Facts)
    except FileNotFoundError:
        raise EvidenceMissing(
            "the release has no facts", where=str(path), advice="make the bulletin again"
        ) from None
    except msgspec.MsgspecError as error:
        raise EvidenceBroken(
            f"the control rows can't be read: {error}",
            where=str(path),
            advice="make the bulletin again",
        ) from error
    if not facts.control.rows:
        raise EvidenceBroken(
            "the control table is empty", where=str(path), advice="make the bulletin again"
        )
    return {
        row.key: Printed(row.gross_fen, row.refund_fen, row.net_fen) for row in facts.control.rows
    }


def mart_facts(build: Build, facts: Rows, *, programme: str, month_on: date) -> Border:
    """Marts = facts, by row of the control table; gross, refunds and net each."""
    return border(
        "mart_facts",
        [
            equal_by_part(
                "indicator in facts",
                by_measure(_of_indicator(build, programme, month_on)),
                by_measure(facts),
            ),
            equal_by_part(
                "sales by area in facts",
                by_measure(_of_sales(build, programme, month_on)),
                by_measure(facts),
            ),
        ],
    )


def mart_area_facts(
    build: Build, facts: Rows, *, programme: str, month_on: date, area_code: str
) -> Border:
    """Marts = facts for the issue of a county: its own row and those of the areas it lies in.

    Raises EvidenceBroken where the control table lacks the county.
    """
    if area_code not in facts:
        raise EvidenceBroken(
            f"the control table has no row of {area_code}",
            where="facts.json",
            advice="make the bulletin again",
        )
    levels = dict.fromkeys(("province", "prefecture", "county"), "{code}")
    of_indicator = _of_indicator(build, programme, month_on, levels)
    of_sales = _of_sales(build, programme, month_on, levels)
    return border(
        "mart_facts",
        [
            equal_by_part(
                name,
                by_measure({key: row for key, row in rows.items() if key in facts}),
                by_measure(facts),
            )
            for name, rows in (
                ("indicator in facts", of_indicator),
                ("sales by area in facts", of_sales),
            )
        ],
    )


def by_measure(rows: Rows) -> dict[object, int | None]:
    """Each amount by key and measure, for comparing two tables part by part."""
    return {
        (key, measure): amount
        for key, row in rows.items()
        for measure, amount in zip(row._fields, row, strict=True)
    }


def _of_indicator(
    build: Build, programme: str, month_on: date, keys: dict[str, str] = _KEYS
) -> Rows:
    rows = model_rows(
        build,
        "select area_level, area_code, gross_fen, refund_fen, net_fen from mart_indicator_month "
        "where programme = $programme and indicator_code = $indicator and month_on = $month_on",
        ["mart_indicator_month"],
        {"programme": programme, "indicator": INDICATOR, "month_on": month_on},
    )
    return _keyed(rows, keys)


def _of_sales(build: Build, programme: str, month_on: date, keys: dict[str, str] = _KEYS) -> Rows:
    classes, flows = _counted(build, programme, month_on)
    rows = model_rows(
        build,
        "select area_level, area_code, sum(gross_fen), sum(refund_fen), sum(net_fen) "
        "from mart_sales_area_month where month_on = $month_on and axis = 'seller' "
        "and goods_class in $classes and flow in $flows group by all",
        ["mart_sales_area_month"],
        {"month_on": month_on, "classes": classes, "flows": flows},
    )
    return _keyed(rows, keys)


def _keyed(rows: Iterable[tuple[object, ...]], keys: dict[str, str]) -> Rows:
    return {
        keys[str(level)].format(code=code): Printed(
            whole_fen(gross), whole_fen(refunds), whole_fen(net)
        )
        for level, code, gross, refunds, net in rows
        if str(level) in keys
    }


def _counted(build: Build, programme: str, month_on: date) -> tuple[list[str], list[str]]:
    """Classes and flows that the indicator counts, by the newest load that mentions it."""
    paths = [
        str(folder / "programme_indicators.parquet")
        for manifest, folder in build.batches
        if manifest.kind == "programme_indicators"
    ]
    where = f"programme_indicators of {programme}"
    if paths:
        found = duckdb.execute(
            "select goods_classes, flows from read_parquet($paths) "
            "where programme = $programme and indicator_code = $indicator "
            "qualify dense_rank() over (order by recorded_at desc, load_id desc) = 1 "
            "and coalesce(valid_from, date '0001-01-01') < $month_on + interval 1 month "
            "and coalesce(valid_to, date '9999-12-31') > $month_on",
            {
                "paths": paths,
                "programme": programme,
                "indicator": INDICATOR,
                "month_on": month_on,
            },
        ).fetchone()
        if found is not None:
            return str(found[0]).split("|"), str(found[1]).split("|")
    raise EvidenceMissing(
        f"the build read no register that says what {INDICATOR} counts",
        where=where,
        advice="import the programme's folder, then build and publish again",
    )
