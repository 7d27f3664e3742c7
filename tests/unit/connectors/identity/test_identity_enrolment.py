"""The list of who asks for codes: one wrong row refuses it, and no message repeats a person."""

from __future__ import annotations

from datetime import date

import pytest

from connectors.core.errors import ConfigurationError
from connectors.registers.identity.check_characters import MOD_11_2
from connectors.registers.identity.enrolment import read_enrolment

HEADER = "姓名或名称,证件号码,主体类型,村代码,建档立卡户,产品代码,年产能（件）"
ON = date(2020, 6, 30)
VILLAGE = "430482001001"


def card(serial):
    body = f"43000019700101{serial:03}"
    return body + MOD_11_2.check_character(body)


@pytest.fixture
def read(tmp_path):
    def read_rows(*rows, header=HEADER):
        path = tmp_path / "list.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return read_enrolment(path, county_code="430482", on=ON)

    return read_rows


def test_sound_rows_become_applicants_that_show_nobody(read):
    one, two = read(
        f"金丝雀,{card(1).lower()},农户,{VILLAGE},是,,",
        f"雀社,91350100M000100Y43,合作社,{VILLAGE},,tea,900",
    )
    assert (one.number, one.number_kind, one.is_poor_household) == (card(1), "card", True)
    assert (two.number_kind, two.product_code, two.capacity_quantity) == ("credit", "tea", 900)
    assert two.is_poor_household is None
    assert repr(one) == "Applicant(row 2)"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "holds no row"),
        ([f"金丝雀,{card(1)[:-1]}A,农户,{VILLAGE},,,"], "row 2, column number"),
        ([f"金丝雀,4.3E+17,农户,{VILLAGE},,,"], "scientific notation"),
        ([f",{card(1)},农户,{VILLAGE},,,"], "column name"),
        ([f"金丝雀,{card(1)},农户,431222001001,,,"], "not in county 430482"),
        ([f"金丝雀,{card(1)},农户,999999001001,,,"], "not in county 430482"),
        ([f"金丝雀,{card(1)},合作社,{VILLAGE},,,"], "row 2, column number"),
        ([f"雀社,91350100M000100Y43,合作社,{VILLAGE},是,,"], "yes for no household"),
        ([f"金丝雀,{card(1)},农户,{VILLAGE},,,5"], "belongs to no product"),
        ([f"金丝雀,{card(1)},农户,{VILLAGE},,,"] * 2, "the same key holds in row 2"),
        (
            [f"金丝雀,{n},农户,{VILLAGE},,," for n in (card(1), f"{card(1)[:6]} {card(1)[6:]}")],
            "stands in row 2 with this product",
        ),
        (
            [f"金丝雀,{card(1)},农户,{VILLAGE},,a,", f"画眉鸟,{card(1)},农户,{VILLAGE},,b,"],
            "differs from row 2 of the same number",
        ),
    ],
    ids=[
        "empty", "wrong-number", "scientific", "no-name", "another-county", "no-county",
        "wrong-kind", "poor-coop", "capacity-of-nothing", "twice", "twice-blank", "two-names",
    ],
)  # fmt: skip
def test_one_wrong_row_refuses_the_file_and_names_nobody(read, rows, said):
    good = f"燕子,{card(7)},农户,{VILLAGE},,," if rows else None
    with pytest.raises(ConfigurationError) as caught:
        read(*rows, *([good] if good else []))
    assert said in str(caught.value)
    for canary in ("金丝雀", "画眉鸟", "燕子", "雀社", card(1), card(1)[:-1], "91350100"):
        assert canary not in str(caught.value)


def test_a_file_without_the_columns_says_which(read):
    with pytest.raises(ConfigurationError, match="证件号码"):
        read("a,b", header="名,号")


def test_days_of_validity_are_not_the_lists_to_give(read):
    row = f"金丝雀,{card(1)},农户,{VILLAGE},,,,2020-01-01"
    with pytest.raises(ConfigurationError, match="may not be given"):
        read(row, header=HEADER + ",生效日期")
