import pytest

from expectations.borders.identity import border, equal, equal_by_part
from expectations.borders.renderings import fen_of
from expectations.errors import EvidenceBroken


def test_parts_that_offset_each_other_are_both_seen():
    identity = equal_by_part("x", {"a": 1, "b": 0}, {"a": 0, "b": 1})
    assert (identity.left_fen, identity.right_fen, identity.difference_fen) == (1, 1, 2)


def test_a_part_that_one_side_lacks_counts_whole():
    assert equal_by_part("x", {"a": 7}, {}).difference_fen == 7
    assert equal_by_part("x", {}, {"a": -7}).difference_fen == 7


@pytest.mark.parametrize(
    ("left", "right", "difference"), [(None, None, 0), (None, 0, 1), (0, None, 1), (None, 5, 5)]
)
def test_unknown_equals_only_unknown(left, right, difference):
    assert equal_by_part("x", {"a": left}, {"a": right}).difference_fen == difference


def test_a_border_is_as_open_as_its_widest_identity():
    assert border("b", [equal("x", 1, 1), equal("y", 5, 3), equal("z", 0, 1)]).difference_fen == 2


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,234.56", 123456),
        ("-0.01", -1),
        ("−1,000.00", -100000),
        ("'-5.00", -500),
        ("50", 5000),
        ("—", None),
        ("", None),
    ],
)
def test_amounts_in_yuan_are_read_exactly(text, fen):
    assert fen_of(text, "here") == fen


@pytest.mark.parametrize("text", ["1.234", "abc", "1.2.3"])
def test_what_is_no_whole_fen_is_refused(text):
    with pytest.raises(EvidenceBroken, match="whole fen"):
        fen_of(text, "here")
