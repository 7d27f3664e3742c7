"""The offline ledger: months, returns, links to online orders, proofs; each slip is told apart."""

from __future__ import annotations

from datetime import datetime

import pytest

from connectors.core.errors import FatalFeedError
from connectors.files.checking import check_file
from connectors.files.ledger.columns import COLUMNS
from connectors.files.ledger.sale import platform_codes

SOUND = "own_forms/ledger__months_full_width_and_returns.csv"
MERGED = "own_forms/ledger__broken_amount_merged_over_rows.xlsx"
ROW = {
    "台账编号": "A-1",
    "渠道": "展会",
    "销售日期": "2020-06-05",
    "县代码": "431222",
    "商品名称": "碣滩茶",
    "销售金额": "10.00",
    "佐证等级": "自报",
}


@pytest.fixture
def ledger(tmp_path):
    """A ledger file of sound rows, each changed as told."""

    def write(*changes, name="ledger.csv"):
        header = [column.names[0] for column in COLUMNS.values()]
        rows = [ROW | {"台账编号": f"A-{n}"} | change for n, change in enumerate(changes, 1)]
        lines = [",".join(row.get(label, "") for label in header) for row in rows]
        path = tmp_path / name
        path.write_text("\n".join([",".join(header), *lines]), encoding="utf-8")
        return path

    return write


def test_rows_land_as_they_are_told(read, rows):
    reading = read("ledger", SOUND)
    scan, tea, box, oil, rice, back, withdrawn = rows(reading, "ledger", "ledger")
    assert (scan["order_platform"], scan["order_id"]) == ("taobao", "880000000000000001")
    assert (scan["channel"], scan["proof_grade"], scan["proof_ref"]) == ("zone", "receipt", "SJ-01")
    assert (scan["village_code"], scan["producer_code"]) == ("431222101201", "HH-000123")
    assert (tea["occurred_at"], tea["precision"]) == (datetime(2020, 6, 6), "day")
    assert (tea["quantity_milli"], tea["unit"]) == (2500, "斤")
    assert (box["occurred_at"], box["precision"]) == (datetime(2020, 6, 1), "month")
    assert box["amount_fen"] == 198000
    assert (oil["county_code"], oil["amount_fen"], oil["quantity_milli"]) == (
        "431222",
        96000,
        12000,
    )
    assert (rice["is_refund"], back["is_refund"], withdrawn["is_void"]) == (False, True, True)
    assert {row["reporter_code"] for row in (scan, tea)} == {"s1"}
    assert {row["modified_at"] for row in (scan, tea)} == {datetime(2020, 7, 1)}


def test_the_report_counts_sales_and_returns_apart(read):
    report = read("ledger", SOUND).report
    assert (report.row_count, report.void_count, report.linked_count) == (7, 1, 1)
    assert (report.sale_fen, report.refund_fen) == (616000, 6000)
    assert report.by_channel == {
        "zone": 22000,
        "box": 198000,
        "fair": 96000,
        "institution": 294000,
    }
    assert report.totals_agree is True
    assert report.sentences()[2].startswith("sold 6,160.00, returned 60.00 yuan")


def test_the_batch_is_one_of_its_own_kind(read):
    (draft,) = read("ledger", SOUND).drafts
    assert (draft.platform, draft.kind, draft.window_kind) == ("offline", "ledger", "file")
    assert draft.window == (datetime(2020, 6, 1), datetime(2020, 7, 1))
    assert draft.control == {"ledger": {"amount_fen": 623000}}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"渠道": "集市"}, "channel-unknown"),
        ({"销售日期": ""}, "date-missing"),
        ({"销售日期": "六月"}, "date-unreadable"),
        ({"销售日期": "2020.1"}, "month-january-or-october"),
        ({"销售日期": "2020-02-30"}, "date-unreadable"),
        ({"县代码": "沅陵县"}, "id-malformed"),
        ({"县代码": ""}, "id-missing"),
        ({"县代码": "431299"}, "county-unknown"),
        ({"县代码": "431200"}, "county-unknown"),
        ({"村代码": "431223101201"}, "village-in-another-county"),
        ({"村代码": "431222"}, "id-malformed"),
        ({"产销主体编码": "某农户"}, "id-malformed"),
        ({"销售金额": ""}, "amount-missing"),
        ({"销售金额": "-10.00"}, "amount-negative"),
        ({"数量": "2.5斤"}, "quantity-unreadable"),
        ({"数量": "2.55555"}, "quantity-unreadable"),
        ({"商品名称": ""}, "title-missing"),
        ({"商品名称": "茶 13800000000"}, "personal-text"),
        ({"佐证编号": "430102199001011234"}, "personal-text"),
        ({"佐证等级": "合同", "佐证编号": ""}, "proof-missing"),
        ({"佐证等级": "口头"}, "proof-unknown"),
        ({"关联平台": "淘宝"}, "order-link-incomplete"),
        ({"关联订单号": "880000000000000001"}, "order-link-incomplete"),
        ({"关联平台": "某平台", "关联订单号": "880000000000000001"}, "platform-unknown"),
        ({"关联平台": "京东", "关联订单号": "8.8E+17"}, "id-in-scientific-notation"),
        ({"销售或退货": "换货"}, "direction-unknown"),
        ({"状态": "待定"}, "state-unknown"),
    ],
)
def test_each_slip_puts_its_row_aside_and_a_clerk_is_told_where(read, rows, ledger, change, reason):
    path = ledger({}, change)
    (aside,) = rows(read("ledger", path), "ledger", "quarantine")
    assert (aside["reason"], aside["source"]) == (reason, "ledger.csv:3")
    assert aside["record_id"] == "s1/A-2"
    told = "销售日期" not in change
    assert aside["occurred_at"] == (datetime(2020, 6, 5) if told else None)
    flaw, *_ = check_file(path, feed="ledger").flaws
    assert flaw.row == 3
    assert set(flaw.column.split("、")) & set(change)


def test_a_county_goes_by_its_code_of_the_day(read, rows, ledger):
    path = ledger(
        {"县代码": "431181", "村代码": "431181101201"},
        {"县代码": "431121", "村代码": "431181101201", "销售日期": "2020.6"},
    )
    found = rows(read("ledger", path), "ledger", "ledger")
    assert [row["county_code"] for row in found] == ["431121", "431121"]


def test_one_number_with_two_contents_tells_neither(read, rows, ledger):
    path = ledger({}, {"台账编号": "B"}, {"台账编号": "B", "销售金额": "11.00"})
    reading = read("ledger", path)
    assert [row["ledger_id"] for row in rows(reading, "ledger", "ledger")] == ["A-1"]
    (aside,) = rows(reading, "ledger", "quarantine")
    assert (aside["reason"], aside["source"]) == ("ledger-id-repeated", "ledger.csv:3,4")
    assert aside["amount_fen"] is None


def test_a_row_repeated_to_the_letter_counts_once(read, ledger):
    report = read("ledger", ledger({"台账编号": "B"}, {"台账编号": "B"})).report
    assert (report.row_count, report.repeated_row_count, report.sale_fen) == (1, 1, 1000)


def test_an_amount_merged_over_rows_is_no_rows_amount(read, rows):
    reading = read("ledger", MERGED)
    assert [row["ledger_id"] for row in rows(reading, "ledger", "ledger")] == ["A-005"]
    aside = rows(reading, "ledger", "quarantine")
    assert {(row["reason"], row["amount_fen"]) for row in aside} == {("merged-amount", None)}
    assert len(aside) == 2


def test_a_total_that_is_not_the_sum_refuses_the_ledger(read, ledger):
    path = ledger({}, {})
    total = ",".join(["合计"] + [""] * 10 + ["20.01"] + [""] * 6)
    path.write_text(path.read_text(encoding="utf-8") + f"\n{total}", encoding="utf-8")
    with pytest.raises(FatalFeedError) as error:
        read("ledger", path)
    assert "20.01" in error.value.what
    assert "20.00" in error.value.what


def test_a_ledger_of_broken_rows_alone_is_refused(read, ledger):
    with pytest.raises(FatalFeedError) as error:
        read("ledger", ledger({"渠道": "集市"}))
    assert "none of the 1 rows" in error.value.what


def test_platforms_go_by_the_names_that_clerks_write():
    known = platform_codes()
    assert (known["天猫"], known["京东"], known["ccb"]) == ("taobao", "jd", "ccb")
    assert known["建行善融商务"] == "ccb"
