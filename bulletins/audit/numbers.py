"""Every number that a format prints is a figure of the facts.

Words may hold digits only where they name something: dates, the issue, table numbers, codes,
the colophon. Those are collected from the facts' own naming fields, never from sentences.
Keep out: tables cell by cell (`tables`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletins.errors import FormatsDisagreeError
from bulletins.facts import Fact, Facts, Sentence
from bulletins.vocabulary import PLATFORMS

# a number that isn't part of a code such as S1 or a digest
TOKEN = re.compile(r"(?<![0-9A-Za-z_.,\-+:])-?\d[\d,]*(?:\.\d+)?(?![0-9A-Za-z_])")
ADVICE = "report this with the build id: a template printed what isn't a fact"


def tokens(text: str) -> list[str]:
    """The numbers in a text as printed."""
    return [token.rstrip(",") for token in TOKEN.findall(text)]


def figures(facts: Facts) -> Iterator[Fact]:
    """Every figure of a bulletin."""
    for tile in facts.headline:
        yield tile.fact
    for sentence in sentences(facts):
        yield from (part for part in sentence.parts if isinstance(part, Fact))
    for table in facts.tables:
        for row in table.rows:
            yield from (cell for cell in row.cells if isinstance(cell, Fact))
    for chart in facts.charts:
        yield from (mark.fact for mark in [*chart.marks, *chart.reference])
    for control in facts.control.rows:
        yield from control.cells


def sentences(facts: Facts) -> Iterator[Sentence]:
    """Every sentence of a bulletin."""
    yield from facts.frame
    yield from (tile.remark for tile in facts.headline)
    for section in facts.sections:
        yield from section.paragraphs
        yield from (chart.description for chart in section.charts)
        for table in section.tables:
            yield from table.notes
    for note in facts.notes:
        yield from note.sentences


def naming_texts(facts: Facts) -> Iterator[str]:
    """Texts that may hold digits because they name something."""
    yield from (facts.masthead, facts.issue, facts.title, facts.issuer.name, facts.issued_text)
    yield facts.issuer.contact or ""
    yield from (tile.label for tile in facts.headline)
    yield from (entry.text for entry in facts.colophon)
    for section in facts.sections:
        yield section.heading
        for chart in section.charts:
            yield from (chart.number, chart.title)
            yield from (mark.label for mark in chart.marks)
        for table in section.tables:
            yield from (table.number, table.title)
            yield from (column.header for column in table.columns)
            yield from (c for row in table.rows for c in row.cells if isinstance(c, str))
    for control in facts.control.rows:
        yield control.key


def named_digits(words: str) -> set[str]:
    """The digits of platforms whose names hold some and stand in the words, as 832平台."""
    return {token for name in PLATFORMS.values() if name in words for token in tokens(name)}


def check_sentences(facts: Facts) -> None:
    """The words of sentences hold no digits of their own, but for those of a platform's name."""
    for sentence in sentences(facts):
        for part in sentence.parts:
            if isinstance(part, str) and set(tokens(part)) - named_digits(part):
                raise FormatsDisagreeError(
                    f"the words {part!r} hold a number that isn't a fact",
                    where=sentence.text,
                    advice="make the number a Fact in bulletins/sections",
                )


def check_numbers(facts: Facts, text: str, *, where: str, pages: int = 0) -> None:
    """Every number of a format's text is a figure or names something; `pages` are numbered."""
    allowed = {token for fact in figures(facts) for token in tokens(fact.text)}
    allowed |= {token for named in naming_texts(facts) for token in tokens(named)}
    allowed |= {token for told in sentences(facts) for token in named_digits(told.text)}
    allowed |= {str(number) for number in range(1, pages + 1)}
    strange = sorted(set(tokens(text)) - allowed)
    if strange:
        raise FormatsDisagreeError(
            f"{len(strange)} number(s) aren't facts, first {strange[:5]}",
            where=where,
            advice=ADVICE,
        )
