"""Which counties a load may speak for, and which county each row of a register belongs to.

Keep out: what is done with a row outside (`checking`, `loading`).
"""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa

from connectors.registers.spec_types import CountyPath
from connectors.registers.specs import register_spec
from orchestration.errors import NothingToDo
from orchestration.home import Home
from orchestration.registers.standing import standing_table


class Places:
    """The counties of a home's registers as of one moment; what was looked up is kept."""

    def __init__(self, home: Home, as_of: datetime) -> None:
        self._home = home
        self._as_of = as_of
        self._standing: dict[str, pa.Table] = {}
        self._counties: dict[str, dict[tuple[str | None, ...], str | None]] = {}

    def standing(self, register: str) -> pa.Table:
        """The standing rows of a register."""
        if register not in self._standing:
            self._standing[register] = standing_table(self._home, register, self._as_of)
        return self._standing[register]

    def names(self) -> dict[str, str]:
        """The names of regions by code, those of the newest validity."""
        regions = self.standing("regions")
        return dict(
            zip(regions["region_code"].to_pylist(), regions["name"].to_pylist(), strict=True)
        )

    def counties_in(self, scope: str) -> frozenset[str]:
        """The codes of all counties in an area, with those that they had before.

        Raises NothingToDo where no region has the code.
        """
        rows = self.standing("regions").to_pylist()
        if scope not in {row["region_code"] for row in rows}:
            raise NothingToDo(
                f"no region has the code {scope}",
                where="scope",
                advice="give the six digits of a county, prefecture or province of the register "
                "`regions`",
            )
        inside = {scope}
        while True:
            more = {
                row["region_code"]
                for row in rows
                if row["parent_code"] in inside or row["successor_code"] in inside
            } - inside
            if not more:
                return frozenset(inside)
            inside |= more

    def counties_of(self, register: str, table: pa.Table) -> list[str | None]:
        """The county of each row, None where no way leads to one."""
        return [way and way[0] for way in self.ways_of(register, table)]

    def ways_of(self, register: str, table: pa.Table) -> list[tuple[str, str] | None]:
        """The county of each row and the column that led to it, None where none does."""
        ways: list[tuple[str, str] | None] = [None] * table.num_rows
        for path in register_spec(register).county:
            found = self._along(path, table)
            column = path.columns[-1]
            ways = [
                mine or (county and (county, column)) or None
                for mine, county in zip(ways, found, strict=True)
            ]
        return ways

    def _along(self, path: CountyPath, table: pa.Table) -> list[str | None]:
        columns: list[list[str | None]] = [table[name].to_pylist() for name in path.columns]
        if path.register is None:
            return columns[0]
        known = self._by_key(path.register)
        return [known.get(key) for key in zip(*columns, strict=True)]

    def _by_key(self, register: str) -> dict[tuple[str | None, ...], str | None]:
        """The county by key, that of the row which began last where a key has several."""
        if register not in self._counties:
            table = self.standing(register)
            counties = self.counties_of(register, table)
            starts = [on or date.min for on in table["valid_from"].to_pylist()]
            keys = zip(*(table[n].to_pylist() for n in register_spec(register).key), strict=True)
            ordered = sorted(zip(starts, keys, counties, strict=True), key=lambda row: row[0])
            self._counties[register] = {key: county for _, key, county in ordered}
        return self._counties[register]
