"""Every check of every suite can fail: each defect below is held, or warned of, by the check named.

The batches are landed by the real landing code, so the manifest's form is tested with it.
"""

import json
from datetime import datetime, timedelta
from pathlib import Path

import batches_for_expectations as made
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from connectors.core.canonical import KIND_TABLES
from connectors.core.drift import Drift
from connectors.core.windows import Window
from expectations.columns import COLUMNS
from expectations.errors import EvidenceBroken, EvidenceMissing
from expectations.sizes import Earlier
from expectations.suites.catalogue import checks_for
from expectations.verdict import judge_batch, judge_batches

pytestmark = pytest.mark.slow

PHONE = "13912345678"
BEFORE = datetime(2020, 5, 31, 23, 59, 59)
ROWS = {
    "orders": made.order_rows,
    "refunds": made.refund_rows,
    "items": made.item_rows,
    "ledger": made.ledger_rows,
}


def judge(folder):
    return judge_batch(folder, judged_at=made.LANDED_AT)


def failed(verdict):
    return {check.name for check in verdict.failed()}


def planted(kind, table, /, **changes):
    """Rows of a good batch whose second row of `table` is changed."""
    rows = ROWS[kind]()
    if table == "quarantine":
        rows["quarantine"] = [made.quarantined(n) for n in range(1)]
        rows["quarantine"][0] |= changes
    else:
        rows[table][1] |= changes
    return rows


@pytest.mark.parametrize("kind", ["orders", "refunds", "items", "ledger"])
@pytest.mark.parametrize("window_kind", ["created", "modified", "file"])
def test_a_good_batch_is_accepted_without_a_warning(tmp_path, kind, window_kind):
    verdict = judge(made.land(tmp_path, made.draft(kind, ROWS[kind](), window_kind=window_kind)))
    assert failed(verdict) == set()
    assert verdict.accepted


def test_columns_stated_here_are_those_the_connectors_write():
    theirs = {
        kind: {
            table: {field.name: str(field.type) for field in schema}
            for table, schema in tables.items()
        }
        for kind, tables in KIND_TABLES.items()
    }
    assert theirs == COLUMNS


ROW_DEFECTS = [
    *[
        ("orders", "orders", {column: None}, f"orders.{column}.filled")
        for column in (
            "platform",
            "shop_id",
            "order_id",
            "platform_state",
            "sale_state",
            "created_at",
            "payload_sha256",
            "modified_at",
        )
    ],
    ("orders", "orders", {"shop_id": " "}, "orders.shop_id.not_blank"),
    ("orders", "orders", {"order_id": " "}, "orders.order_id.not_blank"),
    ("orders", "orders", made.order(0), "orders.order_id_payload_sha256.unique"),
    ("orders", "orders", {"platform": "jd"}, "orders.platform.known"),
    ("orders", "orders", {"shop_id": "stranger"}, "orders.shop_id.known"),
    ("orders", "orders", {"sale_state": "SALE"}, "orders.sale_state.known"),
    ("orders", "orders", {"flow": "sideways"}, "orders.flow.known"),
    ("orders", "orders", {"payload_sha256": "abc"}, "orders.payload_sha256.digest"),
    ("orders", "orders", {"buyer_hmac": "张三丰"}, "orders.buyer_hmac.is_digest"),
    ("orders", "orders", {"receiver_county_code": "长沙"}, "orders.receiver_county_code.code"),
    *[
        ("orders", "orders", {column: amount}, f"orders.{column}.range")
        for column, amount in (
            ("goods_fen", -1),
            ("order_discount_fen", -1),
            ("platform_subsidy_fen", 10_000_000_000),
            ("freight_fen", -1),
            ("paid_fen", -1),
            ("merchant_receipt_fen", 10_000_000_000),
        )
    ],
    ("orders", "orders", {"created_at": BEFORE}, "orders.listed_at.in_window"),
    ("orders", "orders", {"created_at": made.DAY.end}, "orders.listed_at.in_window"),
    ("orders", "orders", {"paid_fen": None}, "sales.paid_fen.filled"),
    ("orders", "orders", {"booked_at": None}, "sales.booked_at.filled"),
    ("orders", "orders", {"order_id": "without lines"}, "sales.line_count.at_least_one"),
    ("orders", "orders", {"paid_fen": 2999}, "sales.lines_gap_fen.zero"),
    ("orders", "orders", {"platform_state": PHONE}, "orders.platform_state.no_personal_data"),
    *[
        ("orders", "lines", {column: None}, f"lines.{column}.filled")
        for column in ("platform", "order_id", "line_id", "is_gift", "payload_sha256", "quantity")
    ],
    ("orders", "lines", {"order_id": " "}, "lines.order_id.not_blank"),
    ("orders", "lines", {"line_id": " "}, "lines.line_id.not_blank"),
    ("orders", "lines", made.line(0, 0), "lines.order_id_line_id_payload_sha256.unique"),
    ("orders", "lines", {"platform": "jd"}, "lines.platform.known"),
    ("orders", "lines", {"order_id": "unknown"}, "lines.order_count.has_order"),
    ("orders", "lines", {"quantity": -1}, "lines.quantity.range"),
    ("orders", "lines", {"list_fen": -1}, "lines.list_fen.range"),
    ("orders", "lines", {"line_paid_fen": -1}, "lines.line_paid_fen.range"),
    ("orders", "lines", {"merchant_code": PHONE}, "lines.merchant_code.no_personal_data"),
    ("orders", "lines", {"title": f"腊肉 {PHONE}"}, "lines.title.no_personal_data"),
    (
        "orders",
        "lines",
        {"platform_category": "a@b.cn"},
        "lines.platform_category.no_personal_data",
    ),
    (
        "orders",
        "lines",
        {"item_origin_text": "收货人：张三"},
        "lines.item_origin_text.no_personal_data",
    ),
    *[
        ("orders", "quarantine", {column: None}, f"quarantine.{column}.filled")
        for column in ("platform", "kind", "reason", "source")
    ],
    ("orders", "quarantine", {"reason": " "}, "quarantine.reason.not_blank"),
    ("orders", "quarantine", {"source": " "}, "quarantine.source.not_blank"),
    ("orders", "quarantine", {"platform": "jd"}, "quarantine.platform.known"),
    (
        "orders",
        "quarantine",
        {"reason": "430102199003071234"},
        "quarantine.reason.no_personal_data",
    ),
    ("orders", "quarantine", {"source": f"{PHONE}.csv"}, "quarantine.source.no_personal_data"),
    *[
        ("refunds", "refunds", {column: None}, f"refunds.{column}.filled")
        for column in (
            "platform",
            "shop_id",
            "refund_id",
            "order_id",
            "refund_state",
            "amount_fen",
            "payload_sha256",
            "modified_at",
        )
    ],
    ("refunds", "refunds", {"shop_id": " "}, "refunds.shop_id.not_blank"),
    ("refunds", "refunds", {"refund_id": " "}, "refunds.refund_id.not_blank"),
    ("refunds", "refunds", {"order_id": " "}, "refunds.order_id.not_blank"),
    ("refunds", "refunds", made.refund(0), "refunds.refund_id_payload_sha256.unique"),
    ("refunds", "refunds", {"platform": "jd"}, "refunds.platform.known"),
    ("refunds", "refunds", {"shop_id": "stranger"}, "refunds.shop_id.known"),
    ("refunds", "refunds", {"refund_state": "SUCCESS"}, "refunds.refund_state.known"),
    ("refunds", "refunds", {"payload_sha256": "abc"}, "refunds.payload_sha256.digest"),
    ("refunds", "refunds", {"amount_fen": -1}, "refunds.amount_fen.range"),
    ("refunds", "refunds", {"refund_state": PHONE}, "refunds.refund_state.no_personal_data"),
    *[
        ("items", "items", {column: None}, f"items.{column}.filled")
        for column in ("platform", "shop_id", "item_id", "title", "payload_sha256")
    ],
    ("items", "items", {"shop_id": " "}, "items.shop_id.not_blank"),
    ("items", "items", {"item_id": " "}, "items.item_id.not_blank"),
    ("items", "items", made.item(0), "items.item_id_payload_sha256.unique"),
    ("items", "items", {"platform": "jd"}, "items.platform.known"),
    ("items", "items", {"shop_id": "stranger"}, "items.shop_id.known"),
    ("items", "items", {"payload_sha256": "abc"}, "items.payload_sha256.digest"),
    *[
        ("items", "items", {column: PHONE}, f"items.{column}.no_personal_data")
        for column in ("merchant_code", "title", "platform_category", "item_origin_text")
    ],
    *[
        ("ledger", "ledger", {column: None}, f"ledger.{column}.filled")
        for column in (
            "platform",
            "reporter_code",
            "ledger_id",
            "channel",
            "occurred_at",
            "precision",
            "county_code",
            "title",
            "amount_fen",
            "proof_grade",
            "is_refund",
            "is_void",
            "modified_at",
            "payload_sha256",
        )
    ],
    *[
        ("ledger", "ledger", {column: " "}, f"ledger.{column}.not_blank")
        for column in ("reporter_code", "ledger_id", "title")
    ],
    ("ledger", "ledger", made.sale(0), "ledger.reporter_code_ledger_id.unique"),
    ("ledger", "ledger", {"platform": "taobao"}, "ledger.platform.known"),
    ("ledger", "ledger", {"reporter_code": "431223"}, "ledger.reporter_code.known"),
    ("ledger", "ledger", {"channel": "特产专区"}, "ledger.channel.known"),
    ("ledger", "ledger", {"precision": "year"}, "ledger.precision.known"),
    ("ledger", "ledger", {"proof_grade": "hearsay"}, "ledger.proof_grade.known"),
    ("ledger", "ledger", {"county_code": "沅陵县"}, "ledger.county_code.code"),
    ("ledger", "ledger", {"village_code": "431222"}, "ledger.village_code.code"),
    ("ledger", "ledger", {"producer_code": "张三"}, "ledger.producer_code.is_code"),
    ("ledger", "ledger", {"payload_sha256": "abc"}, "ledger.payload_sha256.digest"),
    ("ledger", "ledger", {"amount_fen": -1}, "ledger.amount_fen.range"),
    ("ledger", "ledger", {"quantity_milli": -1}, "ledger.quantity_milli.range"),
    ("ledger", "ledger", {"occurred_at": BEFORE}, "ledger.occurred_at.in_window"),
    ("ledger", "ledger", {"modified_at": BEFORE}, "ledger.known_lag_seconds.known_after"),
    ("ledger", "ledger", {"proof_ref": None}, "proven.proof_ref.filled"),
    ("ledger", "ledger", {"order_id": None}, "linked.order_id.filled"),
    ("ledger", "ledger", {"order_platform": None}, "linked.order_platform.filled"),
    *[
        ("ledger", "ledger", {column: PHONE}, f"ledger.{column}.no_personal_data")
        for column in ("title", "proof_ref", "unit")
    ],
]


@pytest.mark.parametrize(
    ("kind", "table", "changes", "check"), ROW_DEFECTS, ids=[d[3] for d in ROW_DEFECTS]
)
def test_a_defect_in_one_row_holds_the_batch(tmp_path, kind, table, changes, check):
    verdict = judge(made.land(tmp_path, made.draft(kind, planted(kind, table, **changes))))
    assert check in failed(verdict)
    assert not verdict.accepted


WARNINGS = [
    ("orders", "orders", "created", {"paid_at": datetime(2020, 6, 1, 7)},
     "orders.paid_lag_seconds.after_created"),
    ("orders", "orders", "created", {"paid_fen": 100_000_000, "order_id": "big",
     "sale_state": "unpaid"}, "orders.paid_fen.large"),
    ("orders", "orders", "file", {"order_id": "without lines"},
     "sales.line_count.at_least_one_in_file"),
    ("orders", "quarantine", "created", {"amount_fen": None},
     "batch.quarantine_unknown_amount_count"),
    ("refunds", "refunds", "modified", {"succeeded_at": None}, "succeeded.succeeded_at.filled"),
    ("ledger", "ledger", "file", {"amount_fen": 100_000_000}, "ledger.amount_fen.large"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "table", "window_kind", "changes", "check"), WARNINGS, ids=[w[4] for w in WARNINGS]
)
def test_a_warning_is_said_and_lets_the_batch_pass(
    tmp_path, kind, table, window_kind, changes, check
):
    rows = planted(kind, table, **changes)
    if table == "orders":
        rows["lines"] = (
            [line for line in rows["lines"] if line["order_id"] != made.order(1)["order_id"]]
            if "order_id" in changes
            else rows["lines"]
        )
    verdict = judge(made.land(tmp_path, made.draft(kind, rows, window_kind=window_kind)))
    assert failed(verdict) == {check}
    assert verdict.accepted


@pytest.mark.parametrize("kind", ["orders", "refunds"])
def test_a_row_outside_a_modified_window_holds_the_batch(tmp_path, kind):
    rows = planted(kind, kind, modified_at=made.DAY.end)
    verdict = judge(made.land(tmp_path, made.draft(kind, rows, window_kind="modified")))
    assert failed(verdict) == {f"{kind}.modified_at.in_window"}


@pytest.mark.parametrize(
    ("formed_at", "expected"),
    [(made.DAY.start, set()), (made.DAY.end, {"orders.listed_at.in_window"})],
    ids=["formed in the window", "formed after it"],
)
def test_a_group_purchase_belongs_to_the_window_in_which_its_group_formed(
    tmp_path, formed_at, expected
):
    """Pinduoduo lists by confirmation: the order itself may be older than the window."""
    rows = made.order_rows()
    for table in ("orders", "lines"):
        for row in rows[table]:
            row["platform"] = "pdd"
    rows["orders"][1] |= {"created_at": BEFORE, "paid_at": BEFORE, "booked_at": formed_at}
    batch = msgspec.structs.replace(made.draft("orders", rows), platform="pdd")
    assert failed(judge(made.land(tmp_path, batch))) == expected


def test_an_empty_batch_is_accepted_where_shops_answered_and_the_total_is_0(tmp_path):
    empty = made.draft("orders", made.order_rows(0), control={"orders": {"paid_fen": 0}})
    assert judge(made.land(tmp_path, empty)).accepted


@pytest.mark.parametrize(
    ("answered", "total"), [((), 0), (("shop-1",), 100)], ids=["no answer", "a total was told"]
)
def test_an_empty_batch_that_nothing_explains_is_held(tmp_path, answered, total):
    empty = made.draft(
        "orders", made.order_rows(0), answered=answered, control={"orders": {"paid_fen": total}}
    )
    verdict = judge(made.land(tmp_path, empty))
    assert "batch.unexplained_empty_count" in failed(verdict)
    assert not verdict.accepted


def test_a_shop_that_did_not_answer_is_a_warning(tmp_path):
    draft = made.draft("orders", made.order_rows())
    draft.shops_asked.append("shop-2")
    verdict = judge(made.land(tmp_path, draft))
    assert failed(verdict) == {"batch.missing_shop_ppm"}
    assert verdict.accepted


SHOPS = ("shop-1", "shop-2", "shop-3")


def land_days(root, days, counts):
    """Each day with so many orders of each shop; the last day's folder."""
    for day in days:
        rows = made.order_rows(0)
        for shop, count in counts(day).items():
            for number in range(count):
                at = datetime(2020, 6, day, 9, number)
                key = {"order_id": f"10{day:02d}{shop[-1]}0000000{number:04d}", "shop_id": shop}
                times = dict.fromkeys(("created_at", "paid_at", "booked_at", "modified_at"), at)
                rows["orders"].append(made.order(number, **key, **times))
                lines = [made.line(number, part, order_id=key["order_id"]) for part in (1, 2)]
                rows["lines"] += lines
        draft = made.draft("orders", rows, answered=SHOPS)
        draft.shops_asked = list(SHOPS)
        draft.window = Window(datetime(2020, 6, day), datetime(2020, 6, day + 1))
        folder = made.land(root, draft)
    return folder


def test_shops_that_always_sold_and_now_bring_nothing_hold_the_batch(tmp_path):
    last = land_days(tmp_path, range(1, 5), lambda day: {"shop-1": 20 if day < 4 else 0})
    verdict = judge(last)
    assert {"batch.silent_row_ppm", "batch.silent_shop_count"} <= failed(verdict)
    assert not verdict.accepted


def test_one_small_shop_that_falls_silent_is_a_warning(tmp_path):
    large = {"shop-1": 59, "shop-2": 59}
    last = land_days(tmp_path, range(1, 5), lambda day: large | {"shop-3": 20 if day < 4 else 0})
    verdict = judge(last)
    assert failed(verdict) == {"batch.silent_shop_count"}
    assert verdict.accepted


def test_a_shop_that_sells_now_and_then_may_have_a_day_without_an_order(tmp_path):
    last = land_days(tmp_path, range(1, 5), lambda day: {"shop-1": 19 if day < 4 else 0})
    assert not {"batch.silent_row_ppm", "batch.silent_shop_count"} & failed(judge(last))


def test_a_control_total_one_fen_off_holds_the_batch(tmp_path):
    draft = made.draft("orders", made.order_rows(20), control={"orders": {"paid_fen": 60001}})
    verdict = judge(made.land(tmp_path, draft))
    [check] = verdict.failed()
    assert (check.name, check.observed) == ("batch.control_difference_fen", "1")


def test_a_batch_without_control_total_is_held(tmp_path):
    draft = made.draft("refunds", made.refund_rows(), control={"other": {}})
    assert failed(judge(made.land(tmp_path, draft))) == {"batch.control_missing_count"}


def test_fewer_orders_than_the_platform_counted_is_a_warning(tmp_path):
    control = {"orders": {"paid_fen": 60000}, "platform": {"record_count": 21}}
    verdict = judge(made.land(tmp_path, made.draft("orders", made.order_rows(20), control=control)))
    [check] = verdict.failed()
    assert (check.name, check.observed) == ("batch.platform_count_shortfall", "1")
    assert verdict.accepted


def test_fields_that_nobody_has_named_are_a_warning(tmp_path):
    draft = made.draft("orders", made.order_rows())
    draft.drift = Drift(fields={"trade.grade": 20}, states={"SETTLED": 1})
    verdict = judge(made.land(tmp_path, draft))
    assert failed(verdict) == {"batch.unknown_field_count", "batch.unknown_state_count"}
    assert verdict.accepted


@pytest.mark.parametrize(
    ("usual", "check"), [(200, "batch.size_shortfall_count"), (2, "batch.size_excess_count")]
)
def test_a_size_out_of_bounds_is_a_warning_with_its_bounds(tmp_path, usual, check):
    folder = made.land(tmp_path, made.draft("orders", made.order_rows()))
    weeks = [
        Earlier(
            window_start=made.DAY.start - timedelta(weeks=week),
            window_end=made.DAY.end - timedelta(weeks=week),
            shop_rows={"shop-1": usual},
        )
        for week in range(1, 9)
    ]
    verdict = judge_batch(folder, judged_at=made.LANDED_AT, earlier=weeks)
    names = failed(verdict)
    assert check in names
    assert ("batch.odd_size_shop_count" in names) == (usual == 200)
    assert verdict.accepted
    assert len(verdict.remarks) == 1


def test_many_quarantined_rows_hold_the_batch(tmp_path):
    rows = made.order_rows(20) | {"quarantine": [made.quarantined(n) for n in range(3)]}
    verdict = judge(made.land(tmp_path, made.draft("orders", rows)))
    assert failed(verdict) == {"batch.quarantine_row_ppm"}


def test_much_quarantined_money_holds_the_batch(tmp_path):
    rows = made.order_rows(20) | {"quarantine": [made.quarantined(0, amount_fen=4000)]}
    verdict = judge(made.land(tmp_path, made.draft("orders", rows)))
    assert failed(verdict) == {"batch.quarantine_fen_ppm"}


@pytest.mark.parametrize(
    "record",
    [
        {"title": f"call {PHONE}"},
        {"nested": [{"memo": "430102199003071234"}]},
        {"receiver_name": "张三"},
        {"收货人姓名": "张三"},
        {"contact": "a.b@example.com"},
        {"note": int(PHONE)},
    ],
    ids=["phone", "identity card", "name by field", "name by header", "e-mail", "number"],
)
def test_personal_data_in_raw_records_holds_the_batch_and_is_not_repeated(tmp_path, record):
    raw = [json.dumps(record).encode()] + [b'{"tid": "13912345678", "receiver_name": "***"}'] * 19
    verdict = judge(made.land(tmp_path, made.draft("orders", made.order_rows(), raw=raw)))
    [check] = verdict.failed()
    assert (check.name, check.observed) == ("batch.raw_personal_count", "1")


def test_raw_that_is_no_json_holds_the_batch(tmp_path):
    raw = [b"<html>"] + [b"{}"] * 19
    verdict = judge(made.land(tmp_path, made.draft("orders", made.order_rows(), raw=raw)))
    assert failed(verdict) == {"batch.raw_unreadable_count"}


def test_a_verdict_never_holds_an_offending_value(tmp_path):
    rows = planted("orders", "lines", title=f"电话 {PHONE}", merchant_code="430102199003071234")
    verdict = judge(made.land(tmp_path, made.draft("orders", rows))).to_json().decode()
    assert "lines.title.no_personal_data" in verdict
    assert PHONE not in verdict
    assert "430102199003071234" not in verdict


def rewrite_manifest(folder, **changes):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_a_file_changed_after_landing_holds_the_batch(tmp_path):
    folder = made.land(tmp_path, made.draft("orders", made.order_rows()))
    table = pq.read_table(folder / "orders.parquet")
    pq.write_table(table.slice(1), folder / "orders.parquet")
    assert failed(judge(folder)) >= {
        "batch.changed_file_count",
        "batch.control_difference_fen",
        "orders.row_count",
    }


@pytest.mark.parametrize("name", ["orders.parquet", "raw.jsonl.zst"])
def test_a_lost_file_holds_the_batch(tmp_path, name):
    folder = made.land(tmp_path, made.draft("orders", made.order_rows()))
    (folder / name).unlink()
    verdict = judge(folder)
    assert "batch.missing_file_count" in failed(verdict)
    assert not verdict.accepted


@pytest.mark.parametrize("name", ["lines.parquet", "raw.jsonl.zst"])
def test_a_file_that_is_cut_holds_the_batch(tmp_path, name):
    folder = made.land(tmp_path, made.draft("orders", made.order_rows()))
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[: len(data) // 2])
    assert failed(judge(folder)) >= {"batch.changed_file_count", "batch.unreadable_file_count"}


def test_a_table_with_fewer_rows_than_stated_holds_the_batch(tmp_path):
    for kind, tables in KIND_TABLES.items():
        folder = made.land(tmp_path, made.draft(kind, ROWS[kind]()))
        files = json.loads((folder / "manifest.json").read_text())["files"]
        for table in tables:
            files[f"{table}.parquet"]["row_count"] += 1
        rewrite_manifest(folder, files=files)
        assert failed(judge(folder)) == {f"{table}.row_count" for table in tables}


def test_fewer_raw_records_than_stated_hold_the_batch(tmp_path):
    folder = made.land(tmp_path, made.draft("orders", made.order_rows()))
    files = json.loads((folder / "manifest.json").read_text())["files"]
    files["raw.jsonl.zst"]["row_count"] += 1
    rewrite_manifest(folder, files=files)
    assert failed(judge(folder)) == {"batch.raw_row_difference_count"}


def test_a_wrong_schema_hash_holds_the_batch(tmp_path):
    folder = made.land(tmp_path, made.draft("orders", made.order_rows()))
    rewrite_manifest(folder, schema_hash="0" * 16)
    assert failed(judge(folder)) == {"batch.schema_hash_difference_count"}


def test_money_landed_as_float_holds_the_batch(tmp_path):
    folder = made.land(tmp_path, made.draft("orders", made.order_rows()))
    table = pq.read_table(folder / "orders.parquet")
    at = table.schema.get_field_index("paid_fen")
    table = table.set_column(at, "paid_fen", table.column(at).cast(pa.float64()))
    pq.write_table(table, folder / "orders.parquet")
    verdict = judge(folder)
    assert {"batch.schema_difference_count", "orders.paid_fen.range"} <= failed(verdict)
    assert not verdict.accepted


def test_a_folder_without_manifest_is_no_batch(tmp_path):
    with pytest.raises(EvidenceMissing, match="land the window again"):
        judge(tmp_path)


def test_a_broken_manifest_is_named(tmp_path):
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(EvidenceBroken, match=r"manifest\.json"):
        judge(tmp_path)


def test_the_same_batch_gets_the_same_bytes(tmp_path):
    folder = made.land(tmp_path, made.draft("orders", made.order_rows()))
    first, second = judge_batches([folder, folder], judged_at=made.LANDED_AT)
    assert first.to_json() == second.to_json()
    document = msgspec.json.decode(first.to_json())
    assert document["accepted"] is True
    assert document["judged_at"] == "2020-06-02T02:00:00"


def test_every_check_of_a_feed_has_a_planted_defect():
    """Adding a check without showing that it can fail is itself a defect."""
    text = Path(__file__).read_text(encoding="utf-8")
    planted_names = {d[3] for d in ROW_DEFECTS} | {w[4] for w in WARNINGS}
    names = {
        check.name
        for kind in COLUMNS
        for window_kind in ("created", "modified", "file")
        for check in checks_for(kind, window_kind)
    }
    left = {n for n in names - planted_names if f'"{n}"' not in text}
    by_loop = {f"{t}.row_count" for tables in COLUMNS.values() for t in tables}
    by_loop |= {f"{kind}.modified_at.in_window" for kind in ("orders", "refunds")}
    assert left - by_loop == set()
