"""Each kind of register evidence is walked back to the rows that stand behind it."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa
import pytest

from bulletins.tracing.movements import Movement
from connectors.core.landing import LocalLanding
from connectors.registers.drafts import register_draft
from connectors.registers.specs import register_spec
from orchestration.errors import SetupError
from orchestration.evidence import evidence_of

DAY = date(2020, 6, 10)
FIRST, LATER = datetime(2020, 1, 5), datetime(2020, 2, 5)


def certificate(number, product, producer="HZ1"):
    return {
        "certificate_no": number,
        "certificate_kind": "organic",
        "product_code": product,
        "producer_code": producer,
        "county_code": "431222",
        "issued_by": "示例",
        "issued_on": date(2020, 1, 1),
        "expires_on": date(2021, 1, 1),
    }


def slip(number, **given):
    return {
        "delivery_no": number,
        "producer_code": "HZ1",
        "product_code": "P1",
        "delivered_on": date(2020, 1, 2),
        "quantity": "1",
        "unit": "斤",
    } | given


def permit(producer):
    return {
        "brand_code": "B1",
        "producer_code": producer,
        "product_code": "P1",
        "permit_no": "SQ1",
    }


@pytest.fixture
def store(tmp_path):
    return LocalLanding(tmp_path / "landing")


def land(store, name, *rows, at=FIRST):
    table = pa.Table.from_pylist(list(rows), schema=register_spec(name).schema())
    draft = register_draft(name, table, recorded_at=at)
    return store.commit(draft, landed_at=at, code_version="0").batch_id


def rows_behind(store, evidence_id, *batches):
    movement = Movement(
        **dict.fromkeys(Movement.__struct_fields__)
        | {"evidence_id": evidence_id, "grade": "O3", "booked_on": DAY, "fen": 100}
    )
    (proof,) = evidence_of(store, [movement], build_batches=list(batches))
    return proof.told_by, [(row.batch_id, row.recorded_at) for row in proof.rows]


def test_every_certificate_of_a_product_stands_behind_it(store):
    landed = land(store, "certificates", certificate("C1", "P1"), certificate("C2", "P1", "HZ2"))
    told_by, rows = rows_behind(store, "certificates:P1", landed)
    assert told_by == "登记表 certificates"
    assert rows == [(landed, FIRST)] * 2


def test_what_a_later_load_took_back_stands_behind_nothing(store):
    first = land(store, "certificates", certificate("C1", "P1"), certificate("C2", "P1"))
    second = land(store, "certificates", certificate("C1", "P2"), at=LATER)
    _, rows = rows_behind(store, "certificates:P1", first, second)
    assert rows == [(first, FIRST)]
    assert rows_behind(store, "certificates:P2", first, second)[1] == [(second, LATER)]
    # a build that had not read the later load still shows what it read
    assert len(rows_behind(store, "certificates:P1", first)[1]) == 2


def test_users_of_a_brand_and_slips_are_found_by_what_names_them(store):
    users = land(store, "brand_users", permit("HZ1"), permit("HZ2"))
    assert rows_behind(store, "brand_users:B1:P1", users)[1] == [(users, FIRST)] * 2
    slips = land(store, "deliveries", slip("D1", batch_code="PC1"), slip("D2", agreement_no="XY1"))
    assert rows_behind(store, "deliveries:PC1", slips)[1] == [(slips, FIRST)]
    assert rows_behind(store, "deliveries:XY1", slips)[1] == [(slips, FIRST)]


def test_evidence_without_a_row_is_an_error(store):
    landed = land(store, "certificates", certificate("C1", "P1"))
    with pytest.raises(SetupError, match="certificates:P9 has no row"):
        rows_behind(store, "certificates:P9", landed)
