from hypothesis import given
from hypothesis import strategies as st

from expectations.borders.refund_sharing import RefundDue, covered
from expectations.scores import Error, Split
from expectations.shares import largest_remainder

FEN = st.integers(min_value=0, max_value=10**14)


@given(total=FEN, weights=st.lists(FEN, min_size=1, max_size=8))
def test_parts_sum_to_the_whole_and_stay_near_their_quota(total, weights):
    named = {str(at): weight for at, weight in enumerate(weights)}
    parts = largest_remainder(total, named)
    whole = sum(weights)
    assert sum(parts.values()) == (total if whole else 0)
    assert all(
        abs(parts[key] * whole - total * weight) < whole for key, weight in named.items() if whole
    )


def test_ties_fall_to_the_first():
    assert largest_remainder(2, {"a": 1, "b": 1, "c": 1}) == {"a": 1, "b": 1, "c": 0}


@given(correct=FEN, wrong=FEN, unattributed=FEN)
def test_the_three_parts_of_accuracy_always_sum_to_one(correct, wrong, unattributed):
    split = Split(
        fen=correct + wrong + unattributed,
        correct_fen=correct,
        wrong_fen=wrong,
        unattributed_fen=unattributed,
    )
    ppm = split.ppm()
    assert (ppm is None) == (split.fen == 0)
    assert ppm is None or sum(ppm.values()) == 1_000_000


def test_an_error_of_nothing_is_unknown_and_halves_go_up():
    assert Error(fen=0, false_fen=0).ppm() is None
    assert Error(fen=2_000_000, false_fen=1).ppm() == 1


LINES = {"a": 100, "b": 50}


def test_a_refund_of_a_line_is_borne_up_to_its_payment():
    refunds = [RefundDue("r1", "b", 30), RefundDue("r2", "b", 30)]
    assert covered(LINES, refunds) == {"r1": 30, "r2": 20}


def test_a_refund_of_the_order_takes_what_earlier_ones_left():
    refunds = [RefundDue("r1", "a", 100), RefundDue("r2", None, 80)]
    assert covered(LINES, refunds) == {"r1": 100, "r2": 50}


def test_a_line_that_the_order_lacks_stands_for_the_order():
    assert covered(LINES, [RefundDue("r1", "unknown", 120)]) == {"r1": 120}


def test_order_of_time_decides_who_is_cut():
    whole, line = RefundDue("whole", None, 30), RefundDue("line", "b", 50)
    assert covered(LINES, [whole, line]) == {"whole": 30, "line": 40}
    assert covered(LINES, [line, whole]) == {"line": 50, "whole": 30}


REFUNDS = st.lists(
    st.tuples(st.sampled_from(["a", "b", None, "x"]), st.integers(min_value=1, max_value=10**6)),
    max_size=6,
)


@given(a=st.integers(0, 10**6), b=st.integers(0, 10**6), refunds=REFUNDS)
def test_no_order_is_refunded_beyond_its_payment(a, b, refunds):
    dues = [RefundDue(str(at), line, fen) for at, (line, fen) in enumerate(refunds)]
    found = covered({"a": a, "b": b}, dues)
    assert sum(found.values()) <= a + b
    assert all(0 <= found[due.refund_id] <= due.amount_fen for due in dues)
