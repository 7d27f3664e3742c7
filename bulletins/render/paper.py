"""The bulletin as PDF/UA-1 and PDF/A-2a, set by typst.

Only the fonts named or shipped are used, the date is the issue's: same facts, same bytes.
Keep out: words and figures.
Source: reference stack.md, part 9 (settings, grid); GB/T 9704-2012.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import typst

from bulletins.charts import Drawing
from bulletins.errors import MissingFactsError
from bulletins.facts import Facts
from bulletins.fonts.paths import SANS, SERIF, SHIPPED, FontPaths
from bulletins.render.environment import svg_document, typst_environment
from bulletins.render.streams import clear_stream_ends

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
# the masthead fills the 442 pt of the text block, between 26 and 38 pt a character
LINE_POINTS = 442
SMALLEST, LARGEST = 26, 38


def typst_source(facts: Facts, drawings: dict[str, Drawing], fonts: FontPaths) -> str:
    """The typst document, charts inside."""
    families = font_families(fonts)
    size = max(SMALLEST, min(LARGEST, LINE_POINTS * 10 // (len(facts.masthead) * 11)))
    return (
        typst_environment()
        .get_template("monthly.typ.j2")
        .render(
            facts=facts,
            drawings=drawings,
            svgs={key: svg_document(drawing) for key, drawing in drawings.items()},
            body_fonts=families["body"],
            title_fonts=families["title"],
            heading_fonts=families["heading"],
            masthead_size=f"{size}pt",
            # our serif has one weight; a stroke makes it as dark as 小标宋
            masthead_stroke="0pt" if fonts.title else "0.7pt",
            title_stroke="0pt" if fonts.title else "0.4pt",
        )
    )


def pdf(source: str, fonts: FontPaths) -> bytes:
    """Set a typst document; TypstError where it isn't one."""
    compiler = typst.Compiler(source.encode(), font_paths=_loaded(fonts), ignore_system_fonts=True)
    made = compiler.compile(format="pdf", pdf_standards=[*STANDARDS])
    if not isinstance(made, bytes):
        raise TypeError(f"typst gave {type(made).__name__} for one PDF")
    return clear_stream_ends(made)


def font_families(fonts: FontPaths) -> dict[str, list[str]]:
    """Family names by role, the configured font first, ours behind it."""
    found = {Path(font.path).resolve(): font.family for font in _loaded(fonts).fonts() if font.path}
    families = {"body": [SERIF], "title": [SERIF], "heading": [SANS]}
    for role, path in (("body", fonts.body), ("title", fonts.title), ("heading", fonts.heading)):
        if path is None:
            continue
        family = found.get(path.resolve())
        if family is None:
            raise MissingFactsError(
                f"the {role} font can't be read", where=str(path), advice="mend fonts in settings"
            )
        families[role] = [family, *families[role]]
    return families


def _loaded(fonts: FontPaths) -> typst.Fonts:
    folders = dict.fromkeys([SHIPPED, *(path.parent for path in fonts.files())])
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )
