"""Rows by name must stand in the order of the schemas."""

from __future__ import annotations

import pytest

from connectors.core import canonical, canonical_rows


@pytest.mark.parametrize(
    ("row", "schema"),
    [
        (canonical_rows.OrderRow, canonical.ORDERS),
        (canonical_rows.LineRow, canonical.LINES),
        (canonical_rows.RefundRow, canonical.REFUNDS),
        (canonical_rows.ItemRow, canonical.ITEMS),
        (canonical_rows.QuarantineRow, canonical.QUARANTINE),
    ],
)
def test_a_rows_names_are_its_tables_columns_in_order(row, schema):
    assert list(row.__struct_fields__) == schema.names
