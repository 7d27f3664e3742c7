"""What must hold after every change of a living province: hypothesis drives it, one change a step.

After a change a build runs upon the published one, or is cut off on its way, and the next goes on
from there. Keep out: the figures' arithmetic (`expected_books`), changes (`living_province`).
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.dbt.property.concerned_orders import Landed
from tests.dbt.property.expected_books import books_of, drifts
from tests.dbt.property.living_province import Key, LivingProvince, Row
from tests.dbt.property.recorded_run import Recording
from tests.dbt.property.small_world import any_change

#: how often everything is built anew beside it, in changes
FULL_EVERY = 10
#: mostly a build runs to its end; otherwise it is cut off at this part of its statements
_cut = st.one_of(st.none(), st.none(), st.none(), st.floats(0.01, 0.99))


class Conservation(RuleBasedStateMachine):
    """The machine; `recording` is set by the test that runs it, `done` counts what was shown."""

    recording: ClassVar[Recording]
    done: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self.province = LivingProvince(self.recording)
        self.warehouse = self.province.warehouse
        self.steps = 0
        self.is_wrecked = False
        self.earlier: tuple[datetime, list[str], dict[str, list[Any]]] | None = None

    @initialize()
    def is_published(self) -> None:
        self._build()

    @rule(change=any_change, cut=_cut)
    def happens(self, change: tuple[str, Row], cut: float | None) -> None:
        name, told = change
        before = self._standing() if name == "register_changes" and not self.is_wrecked else None
        getattr(self.province, name)(**told)
        self.steps += 1
        self.done["changes"] += 1
        self.done[name] += 1
        if cut is not None:
            self.done["builds cut off"] += 1
            self.is_wrecked = not self.warehouse.build(cut_at=cut)
            return
        self._build()
        if before is not None:
            self._only_concerned_orders_moved(before, *told["change"])
        if self.steps % FULL_EVERY == 0:
            self._compare_with_full()
            self._compare_with_earlier()

    def teardown(self) -> None:
        """A last build, whatever state the province was left in."""
        try:
            if self.steps:
                self._build()
                self._compare_with_full()
        finally:
            self.warehouse.close()

    def _build(self) -> None:
        assert self.warehouse.build()
        self.is_wrecked = False
        self.done["books compared"] += 1
        found = drifts(self.warehouse, books_of(self.warehouse.accepted()))
        assert not found, found
        assert self.warehouse.broken_data_tests() == []

    def _compare_with_full(self) -> None:
        self.done["full builds compared"] += 1
        self.warehouse.build_mirror()
        found = self.warehouse.differing()
        assert not found, found

    def _compare_with_earlier(self) -> None:
        # what was published then comes out again as of then, whatever was loaded since
        known = [batch.batch_id for batch in self.warehouse.accepted()]
        if self.earlier is not None:
            moment, batches, contents = self.earlier
            if [b.batch_id for b in self.warehouse.accepted() if b.landed_at <= moment] == batches:
                self.done["earlier moments compared"] += 1
                self.warehouse.build_mirror(as_of=moment)
                assert self._contents("mirror") == contents
        self.earlier = (self.warehouse.moment, known, self._contents("warehouse"))

    def _contents(self, database: str) -> dict[str, list[Any]]:
        return {
            model: self.warehouse.rows(
                self.warehouse.content(model).replace("warehouse.", f"{database}.")
                + " order by all"
            )
            for model in self.warehouse.models()
        }

    def _standing(self) -> dict[Key, list[Any]]:
        rows = self.warehouse.rows(
            "select platform, order_id, list(f.rowid order by f.rowid), list(f order by f.rowid) "
            "from marts.fct_lines as f group by platform, order_id"
        )
        return {(p, o): [ids, lines] for p, o, ids, lines in rows}

    def _only_concerned_orders_moved(
        self, before: dict[Key, list[Any]], register: str, rows: list[Row]
    ) -> None:
        self.done["touched orders compared"] += 1
        now = self._standing()
        touched = self._keys("intermediate.int_touched_orders")
        # orders that are held out anew, or no longer, are concerned by what befell others
        held = self._keys("intermediate.int_changed_holds")
        allowed = Landed(self.warehouse.batches).concerned_by(register, rows, held)
        assert touched <= allowed, f"nothing of {register} concerns {touched - allowed}"
        self.done["changes that touched some"] += bool(touched)
        self.done["changes that left some"] += bool(before.keys() - touched)
        for key, told in before.items():
            if key not in touched:
                assert now.get(key) == told, f"{key} was not touched and has changed"

    def _keys(self, relation: str) -> set[Key]:
        return set(self.warehouse.rows(f"select platform, order_id from {relation}"))  # noqa: S608
