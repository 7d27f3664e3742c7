"""What a bulletin is before it is drawn: figures with their text, sentences, tables, charts.

These structs are `facts.json`; `schemas/monthly.schema.json` is generated from them. Renderers
read nothing else. A `Fact` was rounded once (`figures`), and whoever prints it prints its `text`.
Keep out: SQL, rounding, layout.
Source: design, section 6.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from bulletins.errors import MissingFactsError
from bulletins.levels import Level, province_of
from bulletins.vocabulary import AGRI_RETAIL

Status = Literal["value", "tiny", "missing", "not_applicable", "suppressed"]
# rows of a table, and of one with ranks, that isn't broken over pages
LONGEST_WHOLE_TABLE = 8
LONGEST_WHOLE_RANKING = 24
# columns up to which a table is set in the usual size
WIDEST_USUAL_TABLE = 9
# columns up to which a long table is a list, set in columns on paper
WIDEST_LIST = 2
RowKind = Literal["area", "total", "rest"]
# public: with disclosure control; internal: in full, for officials
Edition = Literal["public", "internal"]


class Issuer(msgspec.Struct, frozen=True, kw_only=True):
    """Who issues the bulletin; `issued_on` None means the day of the build's `as_of`."""

    name: str
    contact: str | None = None
    issued_on: date | None = None
    document_no: str | None = None


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One figure.

    `text` is what is printed, without the unit. `raw` is the exact value as a decimal string: fen
    for money, a plain number for counts, percent or percentage points to six places for rates;
    null where there is none and where it must not be told.
    """

    id: str
    text: str
    unit: str
    raw: str | None
    status: Status


class Sentence(msgspec.Struct, frozen=True):
    """Words and figures in reading order; digits occur in figures only."""

    parts: list[str | Fact]

    @property
    def text(self) -> str:
        """The sentence as it is read."""
        return "".join(p if isinstance(p, str) else p.text for p in self.parts)


class Column(msgspec.Struct, frozen=True):
    """One column of a table; `unit` empty for names and for columns whose cells have none."""

    key: str
    label: str
    unit: str = ""
    is_number: bool = True

    @property
    def header(self) -> str:
        """Label and unit as they stand in the table's head."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label


class Row(msgspec.Struct, frozen=True):
    """One row; the first cell is its name."""

    key: str
    cells: list[str | Fact]
    kind: RowKind = "area"


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One table with its notes; `id` names its CSV file and its XLSX sheet is `number`."""

    id: str
    number: str
    title: str
    columns: list[Column]
    rows: list[Row]
    notes: list[Sentence] = []

    @property
    def is_whole(self) -> bool:
        """Whether the table stays whole on a page: a short one, a ranking up to half a page."""
        is_ranking = any(column.key == "rank" for column in self.columns)
        return len(self.rows) <= (LONGEST_WHOLE_RANKING if is_ranking else LONGEST_WHOLE_TABLE)

    @property
    def is_narrow(self) -> bool:
        """Whether a long list of names is set in columns on paper."""
        return len(self.columns) <= WIDEST_LIST and len(self.rows) > LONGEST_WHOLE_TABLE

    @property
    def has_codes(self) -> bool:
        """Whether a code stands behind each name and leaves it less room on paper."""
        return self.is_wide and any(column.key == "code" for column in self.columns)

    @property
    def is_wide(self) -> bool:
        """Whether the table needs smaller type on paper."""
        return len(self.columns) > WIDEST_USUAL_TABLE


class Mark(msgspec.Struct, frozen=True):
    """One bar, tile or point of a chart; `word` says in a word what its colour says."""

    label: str
    fact: Fact
    word: str = ""
    column: int = 0
    row: int = 0


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """One chart: what it shows and says, not where its ink lies (`charts` does that)."""

    id: str
    number: str
    kind: Literal["bars", "tiles", "curve"]
    title: str
    description: Sentence
    unit: str
    marks: list[Mark]
    reference: list[Mark] = []


class Section(msgspec.Struct, frozen=True):
    """A heading with its text, charts and tables, in that order."""

    id: str
    heading: str
    paragraphs: list[Sentence]
    charts: list[Chart] = []
    tables: list[Table] = []


class Note(msgspec.Struct, frozen=True):
    """A group of explanations at the end."""

    heading: str
    sentences: list[Sentence]


class Tile(msgspec.Struct, frozen=True):
    """One headline figure."""

    label: str
    fact: Fact
    remark: Sentence


class ControlRow(msgspec.Struct, frozen=True):
    """One area of the control table, in fen and as printed in yuan."""

    key: str
    name: str
    gross_fen: int
    refund_fen: int
    net_fen: int
    cells: list[Fact]


class Control(msgspec.Struct, frozen=True):
    """The control table (勘稽表): what the borders of control compare with the marts."""

    title: str
    columns: list[Column]
    rows: list[ControlRow]


class Entry(msgspec.Struct, frozen=True):
    """One line of the colophon."""

    label: str
    text: str


class Standing(msgspec.Struct, frozen=True):
    """An area's rank as published, for the movement printed in the next issue."""

    table: str
    area_code: str
    rank: int


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """A whole bulletin. Frozen as `facts.json` when it is released."""

    schema_version: Literal[1] = 1
    kind: Literal["monthly"] = "monthly"
    level: Level = "province"
    edition: Edition = "public"
    # printed beside the state; empty for the public edition
    edition_note: str = ""
    programme: str
    period: str
    area_code: str
    area_name: str
    is_sandbox: bool
    sandbox_note: str
    masthead: str
    issue: str
    title: str
    # the title broken between words, shorter line first (GB/T 9704: 梯形)
    title_lines: list[str]
    state: str
    issuer: Issuer
    issued_on: date
    issued_text: str
    frame: list[Sentence]
    headline: list[Tile]
    sections: list[Section]
    notes: list[Note]
    control: Control
    colophon: list[Entry]
    cumulative_fen: dict[str, int]
    standings: list[Standing]

    @property
    def province_code(self) -> str:
        """The province that the issue's area is, or lies in."""
        return province_of(self.area_code)

    @property
    def headline_code(self) -> str:
        """The indicator of the headline; of a county it is the only one with a cumulative."""
        return (
            AGRI_RETAIL
            if self.level == "province"
            else next(iter(self.cumulative_fen), AGRI_RETAIL)
        )

    @property
    def tables(self) -> list[Table]:
        """All tables in the order of print, the control table aside."""
        return [table for section in self.sections for table in section.tables]

    @property
    def charts(self) -> list[Chart]:
        """All charts in the order of print."""
        return [chart for section in self.sections for chart in section.charts]


def to_json(facts: Facts) -> bytes:
    """The frozen form: UTF-8, two-space indent, a newline at the end; same facts, same bytes."""
    return msgspec.json.format(msgspec.json.encode(facts), indent=2) + b"\n"


def from_json(raw: bytes, *, where: str) -> Facts:
    """Read a frozen bulletin.

    Raises MissingFactsError where the bytes aren't one.
    """
    try:
        return msgspec.json.decode(raw, type=Facts)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise MissingFactsError(
            f"this is not a bulletin's facts.json: {error}",
            where=where,
            advice="restore the file from the release's folder or make the bulletin again",
        ) from error
