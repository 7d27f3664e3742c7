"""Each register's own checks can fail, and a good register passes."""

from datetime import date

import batches_for_expectations as made
import made_registers
import pyarrow as pa
import pytest

from connectors.core.landing import BatchDraft
from connectors.registers.load_records import LoadRecord, load_table_of
from connectors.registers.specs import REGISTERS
from expectations.suites.register_tables import AMOUNTS, FORMS, KEYS, TEXTS, VALUES
from expectations.suites.registers import register_suite
from expectations.verdict import judge_batch

pytestmark = pytest.mark.slow

COUNTY, VILLAGE = "430121", "430121000001"
GOOD = {
    "regions": {"region_code": COUNTY, "level": "county"},
    "villages": {"village_code": VILLAGE, "county_code": COUNTY, "village_kind": "cunwei"},
    "shops": {
        "platform": "taobao",
        "shop_id": "s1",
        "shop_name": "示例山货店",
        "owner_kind": "coop",
        "trade_flow": "up",
        "operating_county_code": COUNTY,
        "inspected_county_code": None,
        "operating_village_code": VILLAGE,
        "inspected_village_code": None,
        "flags": None,
    },
    "warehouses": {"county_code": COUNTY, "warehouse_name": "云仓", "source": "台账"},
    "producers": {
        "producer_code": "P-0001",
        "producer_kind": "household",
        "county_code": COUNTY,
        "village_code": VILLAGE,
    },
    "products": {
        "product_code": "X-1",
        "product_name": "黄金茶",
        "goods_class": "tea_liquor",
        "evidence_kind": "product",
        "county_code": COUNTY,
        "village_code": VILLAGE,
        "producer_code": "P-0001",
    },
    "codes": {
        "merchant_code": "HH-1",
        "code_kind": "household",
        "producer_code": "P-0001",
        "capacity_quantity": 100,
    },
    "boxes": {"box_code": "LH1", "part_no": "1", "product_code": "P1", "share_ppm": 250_000},
    "group_sales": {
        "proof_no": "HT-1",
        "proof_kind": "contract",
        "platform": "taobao",
        "shop_id": "s1",
        "name": "团购",
    },
    "item_matches": {"platform": "taobao", "item_id": "13812345678"},
    "agreements": {"agreement_no": "A-1", "producer_code": "P-0001", "share_ppm": 250_000},
    "decisions": {
        "platform": "taobao",
        "order_id": "o",
        "line_id": "l",
        "decided_county_code": COUNTY,
        "reason": "inspected",
    },
    "programmes": {"programme": "hunan-2020"},
    "programme_indicators": {
        "programme": "hunan-2020",
        "indicator_code": "agri_retail",
        "axis": "seller",
    },
    "programme_regions": {
        "programme": "hunan-2020",
        "region_set": "poor_counties",
        "region_code": COUNTY,
    },
    "programme_targets": {
        "programme": "hunan-2020",
        "indicator_code": "agri_retail",
        "region_code": "430000",
        "year": 2020,
        "target_fen": 2_100_000_000_000,
    },
}


def judged(register):
    """The columns that some check of the register looks at."""
    tables = (FORMS, AMOUNTS, TEXTS, VALUES)
    return {*KEYS[register], *(name for table in tables for name in table.get(register, ()))}


# the others are made from their forms
GOOD |= {
    name: {n: v for n, v in made_registers.made_row(spec, 1).items() if n in judged(name)}
    for name, spec in REGISTERS.items()
    if name not in GOOD
}


def land(root, register, rows, **others):
    bitemporal = {
        "valid_from": date(2020, 1, 1),
        "valid_to": None,
        "recorded_at": made.LANDED_AT,
        "load_id": "load-1",
    }
    landed = REGISTERS[register].landed_schema()
    schema = pa.schema([landed.field(name) for name in (*GOOD[register], *bitemporal)])
    table = pa.Table.from_pylist([bitemporal | row for row in rows], schema=schema)
    draft = BatchDraft(
        platform="registers",
        kind=register,
        window_kind="file",
        window=made.DAY,
        shops_asked=[],
        shops_answered=[],
        tables={register: table, **others},
    )
    return made.land(root, draft)


def failed(folder):
    verdict = judge_batch(folder, judged_at=made.LANDED_AT)
    return {check.name for check in verdict.failed()}, verdict.accepted


def bad_values(register):
    """(check, changes of the second row) for every check of a register but the row count."""
    for check in register_suite(register):
        column = check.kwargs.get("column")
        rule = check.name.rsplit(".", 1)[1]
        if rule == "filled":
            yield check.name, {column: None}
        elif rule == "not_blank":
            yield check.name, {column: " "}
        elif rule in ("known", "code"):
            yield check.name, {column: "no such"}
        elif rule == "range":
            yield check.name, {column: -1}
        elif rule == "no_personal_data":
            yield check.name, {column: "430102199003071234"}
        elif rule == "forward":
            yield check.name, {"valid_to": date(2019, 12, 31)}
        elif rule == "unique":
            yield check.name, {}
        else:
            assert rule == "row_count", f"{check.name} has no planted defect"


def distinct(register, number):
    """A good row whose last key differs from the first row's."""
    row = dict(GOOD[register])
    column = KEYS[register][-1]
    row[column] = 2021 if column == "year" else f"{row[column][:-1]}{number}"
    return row


@pytest.mark.parametrize("register", GOOD)
def test_a_good_register_is_accepted_and_each_defect_is_held(tmp_path, register):
    good = [GOOD[register], distinct(register, 9)]
    assert failed(land(tmp_path, register, good)) == (set(), True)
    for name, changes in bad_values(register):
        second = good[1] | changes if changes else GOOD[register]
        found, accepted = failed(land(tmp_path, register, [GOOD[register], second]))
        assert name in found
        assert not accepted


def test_every_register_has_a_good_example():
    assert set(GOOD) == set(KEYS)


def test_an_empty_register_is_held(tmp_path):
    found, accepted = failed(land(tmp_path, "shops", []))
    assert "batch.unexplained_empty_count" in found
    assert not accepted


@pytest.mark.parametrize(
    ("late", "approved_by", "is_held"),
    [(0, None, False), (2, None, True), (2, "chief", False)],
    ids=["nothing-late", "late-and-unapproved", "late-and-approved"],
)
def test_a_back_dated_load_is_held_until_it_is_approved(tmp_path, late, approved_by, is_held):
    record = LoadRecord(
        loaded_by="clerk",
        mode="changes",
        scope=COUNTY,
        added_count=0,
        changed_count=2,
        closed_count=0,
        back_dated_count=late,
        effect_fen=5,
        approved_by=approved_by,
    )
    rows = [GOOD["producers"], distinct("producers", 9)]
    found, accepted = failed(land(tmp_path, "producers", rows, load=load_table_of(record, "l1")))
    assert found == ({"batch.unapproved_key_count"} if is_held else set())
    assert accepted is not is_held
