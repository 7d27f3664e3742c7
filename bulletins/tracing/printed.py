"""Where a figure stands in a bulletin: every printed Fact with its place in words.

Keep out: what a figure is made of (`ids`).
"""

from __future__ import annotations

from collections.abc import Iterator

from bulletins.errors import MissingFactsError
from bulletins.facts import Chart, Fact, Facts, Sentence, Table

BUILD_LABEL = "数据构建号"


def printed_facts(facts: Facts) -> Iterator[tuple[Fact, str]]:
    """Each figure with the place that it is printed at, in the order of print."""
    yield from _of_all(facts.frame, "监测范围")
    for tile in facts.headline:
        yield tile.fact, f"首页 / {tile.label}"
        yield from _of(tile.remark, f"首页 / {tile.label}")
    for section in facts.sections:
        yield from _of_all(section.paragraphs, section.heading)
        for chart in section.charts:
            yield from _of_chart(chart)
        for table in section.tables:
            yield from _of_table(table)
    for note in facts.notes:
        yield from _of_all(note.sentences, note.heading)
    labels = [column.label for column in facts.control.columns[2:]]
    for row in facts.control.rows:
        for label, cell in zip(labels, row.cells, strict=True):
            yield cell, f"{facts.control.title} / {row.name} / {label}"


def find_fact(facts: Facts, fact_id: str) -> tuple[Fact, list[str]]:
    """The figure of an id with all its places; MissingFactsError where the bulletin has none."""
    found = [(fact, where) for fact, where in printed_facts(facts) if fact.id == fact_id]
    if not found:
        raise MissingFactsError(
            f"the bulletin of {facts.period} prints no figure named {fact_id}",
            where="facts.json",
            advice=f"list its figures with `shanhuo explain --list --month {facts.period}`",
        )
    return found[0][0], list(dict.fromkeys(where for _, where in found))


def is_printed(facts: Facts, fact_id: str) -> bool:
    """Whether the bulletin prints a figure of that id."""
    return any(fact.id == fact_id for fact, _ in printed_facts(facts))


def build_of(facts: Facts) -> str:
    """The build that the bulletin was made from; MissingFactsError where it doesn't tell."""
    for entry in facts.colophon:
        if entry.label == BUILD_LABEL:
            return entry.text
    raise MissingFactsError(
        "the bulletin doesn't tell its build",
        where=f"facts.json, colophon, {BUILD_LABEL}",
        advice="make the bulletin again with this version of the program",
    )


def _of(sentence: Sentence, where: str) -> Iterator[tuple[Fact, str]]:
    for part in sentence.parts:
        if isinstance(part, Fact):
            yield part, where


def _of_all(sentences: list[Sentence], where: str) -> Iterator[tuple[Fact, str]]:
    for sentence in sentences:
        yield from _of(sentence, where)


def _of_chart(chart: Chart) -> Iterator[tuple[Fact, str]]:
    where = f"{chart.number} {chart.title}"
    yield from _of(chart.description, where)
    for mark in [*chart.marks, *chart.reference]:
        yield mark.fact, f"{where} / {mark.label}"


def _of_table(table: Table) -> Iterator[tuple[Fact, str]]:
    for row in table.rows:
        name = row.cells[0] if isinstance(row.cells[0], str) else row.key
        for column, cell in zip(table.columns, row.cells, strict=True):
            if isinstance(cell, Fact):
                yield cell, f"{table.number} {table.title} / {name} / {column.label}"
    yield from _of_all(table.notes, f"{table.number} 注")
