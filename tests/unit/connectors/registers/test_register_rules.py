"""Rules over several rows: validity without overlap, shares of an agreement at most the whole."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.core.errors import ConfigurationError
from connectors.core.landing import LocalLanding
from connectors.registers.checks import table_problems
from connectors.registers.drafts import register_draft
from connectors.registers.specs import register_spec

RECORDED_AT = datetime(2020, 7, 1, 2)


def matches(*spans):
    spec = register_spec("item_matches")
    rows = [
        {
            "platform": "jd",
            "item_id": item_id,
            "product_code": "p",
            "valid_from": start,
            "valid_to": end,
        }
        for item_id, start, end in spans
    ]
    return spec, pa.Table.from_pylist(rows, schema=spec.schema())


def problems(*spans):
    spec, table = matches(*spans)
    return table_problems(spec, table, range(2, 2 + table.num_rows))


def agreements(*rows):
    names = ("agreement_no", "product_code", "producer_code", "share_ppm", "valid_from", "valid_to")
    spec = register_spec("agreements")
    full = [dict(zip(names, row, strict=True)) | {"platform": "jd", "shop_id": "s"} for row in rows]
    return pa.Table.from_pylist(full, schema=spec.schema())


def test_rows_that_meet_do_not_overlap():
    june = date(2020, 6, 1)
    assert problems(("a", None, june), ("a", june, None), ("b", None, None)) == []


def test_rows_that_share_a_day_do():
    june = date(2020, 6, 1)
    (problem,) = problems(
        ("a", None, june + timedelta(days=1)), ("b", None, None), ("a", june, None)
    )
    assert problem.row == 4
    assert "row 2" in problem.reason


days = st.integers(0, 40)


@given(st.lists(st.tuples(days, days).filter(lambda span: span[0] < span[1]), max_size=6))
def test_overlap_is_found_exactly_where_a_day_is_covered_twice(spans):
    begin = date(2020, 1, 1)
    covered = [day for start, end in spans for day in range(start, end)]
    found = problems(
        *(("a", begin + timedelta(days=s), begin + timedelta(days=e)) for s, e in spans)
    )
    assert bool(found) == (len(covered) != len(set(covered)))


def test_shares_of_one_day_and_product_are_at_most_the_whole():
    june = date(2020, 6, 1)
    sound = agreements(
        ("A", None, "h1", 600_000, None, june),
        ("A", None, "h2", 400_000, None, None),
        ("A", None, "h3", 600_000, june, None),
        ("B", "p1", "h1", 1_000_000, None, None),
        ("B", "p2", "h2", 1_000_000, None, None),
    )
    assert register_draft("agreements", sound, recorded_at=RECORDED_AT).tables


@pytest.mark.parametrize(
    "rows",
    [
        [("A", None, "h1", 600_000, None, None), ("A", None, "h2", 400_001, None, None)],
        [("A", None, "h1", 1, None, None), ("A", "p1", "h2", 1_000_000, None, None)],
        [
            ("A", None, "h1", 600_000, None, date(2020, 6, 2)),
            ("A", None, "h2", 600_000, date(2020, 6, 1), None),
        ],
    ],
)
def test_more_than_the_whole_is_refused(rows):
    with pytest.raises(ConfigurationError, match="sum to") as error:
        register_draft("agreements", agreements(*rows), recorded_at=RECORDED_AT, source_name="f")
    assert "'A'" in error.value.what


def test_a_draft_says_when_it_was_recorded_and_by_which_load():
    _, table = matches(("a", None, None))
    draft = register_draft("item_matches", table, recorded_at=RECORDED_AT, source_sha256="0" * 64)
    landed = draft.tables["item_matches"]
    assert landed.column_names == [
        "platform",
        "item_id",
        "product_code",
        "match_method",
        "evidence",
        "decided_by",
        "valid_from",
        "valid_to",
        "recorded_at",
        "load_id",
    ]
    (row,) = landed.to_pylist()
    assert row["recorded_at"] == RECORDED_AT
    assert (draft.platform, draft.kind, draft.window_kind) == ("registers", "item_matches", "file")
    assert draft.window == (datetime(2020, 7, 1), datetime(2020, 7, 2))


def test_a_load_is_told_from_another_by_time_and_content():
    def load_id(table, at):
        draft = register_draft("item_matches", table, recorded_at=at)
        return draft.tables["item_matches"]["load_id"][0].as_py()

    _, one = matches(("a", None, None))
    _, other = matches(("b", None, None))
    later = RECORDED_AT + timedelta(seconds=1)
    assert load_id(one, RECORDED_AT) == load_id(one, RECORDED_AT)
    assert len({load_id(one, RECORDED_AT), load_id(other, RECORDED_AT), load_id(one, later)}) == 3


def test_a_table_in_other_order_and_without_validity_takes_the_form():
    table = pa.table({"item_id": ["a"], "product_code": ["p"], "platform": ["jd"]})
    draft = register_draft("item_matches", table, recorded_at=RECORDED_AT)
    (row,) = draft.tables["item_matches"].to_pylist()
    assert (row["platform"], row["item_id"], row["valid_from"]) == ("jd", "a", None)


def test_a_register_lands_as_it_is(tmp_path):
    _, table = matches(("a", None, None))
    draft = register_draft("item_matches", table, recorded_at=RECORDED_AT)
    landing = LocalLanding(tmp_path)
    manifest = landing.commit(draft, landed_at=RECORDED_AT, code_version="0")
    assert list(manifest.files) == ["item_matches.parquet"]
    assert (landing.batch_path(manifest) / "item_matches.parquet").is_file()


def boxes(*rows):
    names = ("box_code", "part_no", "product_code", "share_ppm", "valid_from", "valid_to")
    full = [dict(zip(names, row, strict=True)) for row in rows]
    return pa.Table.from_pylist(full, schema=register_spec("boxes").schema())


def test_the_parts_of_a_box_are_at_most_the_whole_on_any_day():
    june = date(2020, 6, 1)
    sound = boxes(
        ("B", "1", "P1", 700_000, None, june),
        ("B", "2", "P2", 300_000, None, june),
        ("B", "1", "P1", 1_000_000, june, None),
    )
    assert register_draft("boxes", sound, recorded_at=RECORDED_AT).tables
    beyond = boxes(("B", "1", "P1", 700_000, None, None), ("B", "2", "P2", 300_001, None, None))
    with pytest.raises(ConfigurationError, match="this box sum to"):
        register_draft("boxes", beyond, recorded_at=RECORDED_AT, source_name="f")
