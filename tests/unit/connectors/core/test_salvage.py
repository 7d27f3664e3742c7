"""One bad record of a page is told apart from the others."""

from __future__ import annotations

import msgspec

from connectors.core.salvage import RecordDecoder


class Row(msgspec.Struct):
    row_id: str = ""
    amount: str | None = None
    unreadable: str | None = None


def decode(*texts):
    return RecordDecoder(Row, id_field="row_id").decode([msgspec.Raw(t.encode()) for t in texts])


def test_good_rows_stay_and_the_bad_field_is_named():
    good, bad = decode('{"row_id":"1","amount":"2.00"}', '{"row_id":"2","amount":{"x":1}}')
    assert (good.amount, good.unreadable) == ("2.00", None)
    assert (bad.row_id, bad.amount, bad.unreadable) == ("2", None, "amount")


def test_a_row_without_a_usable_id_still_counts_as_one_row_of_its_own():
    rows = decode('{"row_id":null}', "[1,2]", '"text"')
    assert len({row.row_id for row in rows}) == 3
    assert all(row.row_id.startswith("unreadable-") for row in rows)
    assert all(row.unreadable for row in rows)
