"""What is wrong with a register, place by place, for the clerk who has to mend it.

Keep out: finding problems (`checks`, `parsing`, `reader`), their words (`wording`).
"""

from __future__ import annotations

import msgspec

from connectors.core.errors import ConfigurationError

#: so many problems are told one by one; of the rest only the number
MOST_TOLD = 20


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to mend: the row's number in the file, the column, the value where it may show.

    `sheet` and `cell` (as C17) say where it stands in the file, `label_zh` what the clerk calls the
    column. `reason` and `advice` are English, `reason_zh` and `advice_zh` what clerks read.
    """

    row: int | None
    column: str
    value: str | None
    reason: str
    advice: str
    reason_zh: str | None = None
    advice_zh: str | None = None
    label_zh: str | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        row = "" if self.row is None else f"row {self.row}, "
        cell = "" if self.cell is None else f"cell {self.cell}, "
        value = "" if self.value is None else f" {self.value!r}"
        return f"{row}{cell}column {self.column}:{value} {self.reason}; {self.advice}"


def refuse(register: str, file_name: str, problems: list[Problem]) -> ConfigurationError:
    """The error for a register that loads nothing, with its first problems and their number."""
    told = [f"  {problem}" for problem in problems[:MOST_TOLD]]
    if len(problems) > MOST_TOLD:
        told.append(f"  and {len(problems) - MOST_TOLD:,} more")
    word = "problem" if len(problems) == 1 else "problems"
    summary = f"the register {register} has {len(problems):,} {word}, nothing was loaded:"
    return ConfigurationError(
        "\n".join([summary, *told]),
        where=f"register {register}, file {file_name}",
        advice="mend these cells and load the file again",
    )
