import pytest

from expectations.columns import COLUMNS
from expectations.suites.catalogue import checks_for
from expectations.suites.register_tables import KEYS

KINDS = [*COLUMNS, *KEYS]
# frames that hold some rows of a table
FRAMES = {"sales": "orders", "succeeded": "refunds", "proven": "ledger", "linked": "ledger"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("window_kind", ["created", "modified", "file"])
def test_each_check_has_its_own_name_label_and_advice(kind, window_kind):
    checks = checks_for(kind, window_kind)
    names = [check.name for check in checks]
    assert len(names) == len(set(names))
    assert all(check.label_zh and check.advice for check in checks)
    assert any("一" <= letter <= "鿿" for check in checks for letter in check.label_zh)


@pytest.mark.parametrize("kind", KINDS)
def test_count_and_filled_come_before_any_other_check_of_a_frame(kind):
    for table in COLUMNS.get(kind, {kind: {}}):
        of_frame = [c.name for c in checks_for(kind, "created") if c.frame == table]
        assert of_frame[0] == f"{table}.row_count"
        filled = [at for at, name in enumerate(of_frame) if name.endswith(".filled")]
        assert filled == list(range(1, 1 + len(filled)))


@pytest.mark.parametrize("kind", COLUMNS)
def test_only_columns_of_the_table_or_worked_out_ones_are_checked(kind):
    worked_out = {
        "line_count",
        "lines_gap_fen",
        "paid_lag_seconds",
        "order_count",
        "listed_at",
        "known_lag_seconds",
    }
    for check in checks_for(kind, "created"):
        table = FRAMES.get(check.frame, check.frame)
        column = check.kwargs.get("column")
        if table != "batch" and column:
            assert column in {*COLUMNS[kind][table], *worked_out}


def test_an_unknown_kind_is_judged_as_a_register():
    assert any(check.name == "herbs.row_count" for check in checks_for("herbs", "file"))
