"""One check as plain data: a Great Expectations type, its arguments, and what a failure means.

Keep out: running a check, reading a batch.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Given(msgspec.Struct, frozen=True):
    """An argument that each batch brings itself, such as the start of its window."""

    name: str


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """What must hold of one frame of a batch.

    `frame` names the frame (see `frames.py`), `expectation` the type as Great Expectations writes
    it. Where `blocking`, a failure holds the batch; else it is a warning. `label_zh` is what an
    official reads, `advice` what the operator does next. `window_kinds` limits the check to some
    kinds of window (None = all).
    """

    name: str
    frame: str
    expectation: str
    kwargs: dict[str, object]
    blocking: bool
    label_zh: str
    advice: str
    window_kinds: tuple[str, ...] | None = None


#: the same check on a feed that was pulled, where the platform states every field
PULLED = ("created", "modified")

_CONNECTOR = "report this line: the connector let through what it should have put in quarantine"


def filled(
    frame: str,
    columns: Iterable[str],
    *,
    window_kinds: tuple[str, ...] | None = None,
    advice: str = _CONNECTOR,
    blocking: bool = True,
) -> list[Check]:
    """A not-null check for each column; comes first, for other checks pass over nulls."""
    return [
        Check(
            name=f"{frame}.{column}.filled",
            frame=frame,
            expectation="expect_column_values_to_not_be_null",
            kwargs={"column": column},
            blocking=blocking,
            label_zh=f"{column} 缺失",
            advice=advice,
            window_kinds=window_kinds,
        )
        for column in columns
    ]


def not_blank(frame: str, columns: Iterable[str]) -> list[Check]:
    """An id that is there and holds nothing but spaces is no id."""
    return [
        matches(frame, column, r"\S", rule="not_blank", label_zh=f"{column} 为空白")
        for column in columns
    ]


def matches(
    frame: str,
    column: str,
    regex: str,
    *,
    rule: str,
    label_zh: str,
    blocking: bool = True,
    advice: str = _CONNECTOR,
) -> Check:
    """Every value that is there has the form of `regex`."""
    return Check(
        name=f"{frame}.{column}.{rule}",
        frame=frame,
        expectation="expect_column_values_to_match_regex",
        kwargs={"column": column, "regex": regex},
        blocking=blocking,
        label_zh=label_zh,
        advice=advice,
    )


def within(
    frame: str,
    column: str,
    *,
    least: object = None,
    below: object = None,
    most: object = None,
    rule: str = "range",
    label_zh: str,
    blocking: bool = True,
    advice: str = _CONNECTOR,
    window_kinds: tuple[str, ...] | None = None,
) -> Check:
    """Every value lies in `[least, below)`, or in `[least, most]` where `most` is given."""
    kwargs: dict[str, object] = {"column": column, "min_value": least}
    kwargs |= {"max_value": most} if below is None else {"max_value": below, "strict_max": True}
    return Check(
        name=f"{frame}.{column}.{rule}",
        frame=frame,
        expectation="expect_column_values_to_be_between",
        kwargs=kwargs,
        blocking=blocking,
        label_zh=label_zh,
        advice=advice,
        window_kinds=window_kinds,
    )


def one_of(
    frame: str,
    column: str,
    values: object,
    *,
    label_zh: str,
    blocking: bool = True,
    advice: str = _CONNECTOR,
) -> Check:
    """Every value is one of `values`."""
    return Check(
        name=f"{frame}.{column}.known",
        frame=frame,
        expectation="expect_column_values_to_be_in_set",
        kwargs={"column": column, "value_set": values},
        blocking=blocking,
        label_zh=label_zh,
        advice=advice,
    )


def unique(frame: str, columns: list[str], *, label_zh: str) -> Check:
    """No two rows agree in all of `columns`."""
    single = len(columns) == 1
    return Check(
        name=f"{frame}.{'_'.join(columns)}.unique",
        frame=frame,
        expectation="expect_column_values_to_be_unique"
        if single
        else "expect_compound_columns_to_be_unique",
        kwargs={"column": columns[0]} if single else {"column_list": columns},
        blocking=True,
        label_zh=label_zh,
        advice=_CONNECTOR,
    )


def row_counts(frame: str) -> list[Check]:
    """As many rows as the manifest says, and none at all only where the manifest explains it.

    Great Expectations passes every column check on an empty frame, so these two come first.
    """
    return [
        Check(
            name=f"{frame}.row_count",
            frame=frame,
            expectation="expect_table_row_count_to_equal",
            kwargs={"value": Given(f"{frame}_rows_stated")},
            blocking=True,
            label_zh="行数与清单不符",
            advice="the file was changed after landing: restore it, or land the window again",
        ),
    ]


def no_personal_text(frame: str, columns: Iterable[str], pattern: str) -> list[Check]:
    """No phone, identity card, e-mail, receiver or house number in a text column."""
    return [
        Check(
            name=f"{frame}.{column}.no_personal_data",
            frame=frame,
            expectation="expect_column_values_to_not_match_regex",
            kwargs={"column": column, "regex": pattern},
            blocking=True,
            label_zh=f"{column} 含个人信息",
            advice="delete the batch's folder, mend the redaction of this feed, land it again",
        )
        for column in columns
    ]
