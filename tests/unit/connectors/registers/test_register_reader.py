"""Reading registers: by name or label, typed, every error told, a wrong file loads nothing."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from connectors.core.errors import ConfigurationError
from connectors.registers.reader import check_register, load_table

SHOPS = "平台,店铺编号,店铺名称,主体类型,流向,经营地县代码,核查日期,自产自销,生效日期,失效日期"
SHOP = "淘宝（天猫）,s1,沅陵山货,农户,上行,431222,2020/3/1,是,2020-01-01,"


@pytest.fixture
def write(tmp_path):
    def write_file(*lines, encoding="utf-8", name="register.csv"):
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding=encoding)
        return path

    return write_file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_labels_and_words_become_typed_columns(write, encoding):
    table = load_table("shops", write(SHOPS, SHOP, encoding=encoding))
    (row,) = table.to_pylist()
    assert (row["platform"], row["owner_kind"], row["trade_flow"]) == ("taobao", "household", "up")
    assert row["inspected_on"] == date(2020, 3, 1)
    assert row["is_own_produce"] is True
    assert row["is_station"] is None
    assert (row["valid_from"], row["valid_to"]) == (date(2020, 1, 1), None)


def test_ascii_names_in_any_order_read_the_same(write):
    header = "shop_id,platform,trade_flow,owner_kind,operating_county_code"
    (row,) = load_table("shops", write(header, "s1,jd,down,station,431222")).to_pylist()
    assert (row["shop_id"], row["platform"]) == ("s1", "jd")
    assert row["operating_county_code"] == "431222"


def test_codes_keep_their_digits_and_numbers_are_whole(write):
    path = write(
        "agreement_no,platform,shop_id,producer_code,share_ppm",
        "A1,taobao,s1,007,600000",
        'A1,taobao,s1,008,"400,000"',
    )
    table = load_table("agreements", path)
    assert table["producer_code"].to_pylist() == ["007", "008"]
    assert table["share_ppm"].to_pylist() == [600_000, 400_000]
    assert table.schema.field("share_ppm").type == pa.int64()


def test_several_values_may_stand_in_one_cell(write):
    path = write(
        "方案,指标代码,指标名称,归属口径,区域范围,商品类别,流向",
        "p,i,指标,经营地,全省,初级农产品、茶酒,up|本地",
    )
    (row,) = load_table("programme_indicators", path).to_pylist()
    assert row["goods_classes"] == "primary_agri|tea_liquor"
    assert row["flows"] == "up|local"


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("平台", "京东到家", "is not one of the allowed values"),
        ("店铺编号", "", "is empty"),
        ("店铺编号", "8.8E+17", "scientific notation"),
        ("经营地县代码", "43122", "is no code of 6 digits"),
        ("经营地县代码", "沅陵县", "is no code of 6 digits"),
        ("核查日期", "2020-02-30", "date-unreadable"),
        ("自产自销", "大概", "is neither yes nor no"),
        ("失效日期", "2020-01-01", "is not after valid_from"),
    ],
)
def test_a_wrong_cell_is_told_with_row_column_value_and_advice(write, column, value, reason):
    cells = dict(zip(SHOPS.split(","), SHOP.split(","), strict=True)) | {column: value}
    path = write(SHOPS, SHOP.replace("s1", "s0"), ",".join(cells.values()))
    found = check_register("shops", path)
    assert found.table is None
    (problem,) = found.problems
    assert problem.row == 3
    assert reason in problem.reason
    assert problem.value == (value or None)
    assert problem.advice
    with pytest.raises(ConfigurationError) as error:
        load_table("shops", path)
    assert path.name in error.value.where
    assert "row 3" in error.value.what


def test_every_problem_is_told_not_only_the_first(write):
    rows = [SHOP.replace("s1", f"s{n}").replace("431222", "4312") for n in range(30)]
    path = write(SHOPS, *rows)
    assert len(check_register("shops", path).problems) == 30
    with pytest.raises(ConfigurationError, match=r"30 problems[\s\S]*and 10 more"):
        load_table("shops", path)


@pytest.mark.parametrize(
    ("lines", "column"),
    [
        ([SHOPS.replace("店铺名称", "店名"), SHOP], "店名"),
        ([f"{SHOPS},platform", f"{SHOP},jd"], "platform"),
        (["店铺编号,店铺名称", "s1,x"], "header"),
        ([SHOPS], "(whole file)"),
        ([SHOPS, SHOP + ",多一格"], "(whole row)"),
    ],
)
def test_a_wrong_form_is_told(write, lines, column):
    with pytest.raises(ConfigurationError) as error:
        load_table("shops", write(*lines))
    assert f"column {column}:" in error.value.what


def test_a_name_of_a_person_is_never_repeated(write):
    path = write(
        "platform,order_id,line_id,decided_county_code,reason", "taobao,1,1-1,4312,CANARY说的"
    )
    with pytest.raises(ConfigurationError) as error:
        load_table("decisions", path)
    assert "CANARY" not in str(error.value)
    assert "4312" in str(error.value)


def test_an_unknown_register_lists_the_known_ones(write):
    with pytest.raises(ConfigurationError, match="shops"):
        load_table("shop", write(SHOPS))
