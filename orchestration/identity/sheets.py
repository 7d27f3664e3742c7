"""Writes label sheets for printing: one PDF, one web page, and each sheet as SVG.

Keep out: what stands on a label (connectors.registers.identity.labels).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import typst

from bulletins.fonts.paths import SHIPPED
from connectors.registers.identity.issuing import Standing
from connectors.registers.identity.labels import label_sheets, printable_page
from orchestration.errors import NothingToDo
from orchestration.home import Home
from orchestration.identity.room import standing


def codes_to_print(home: Home, county_code: str, *, since: date | None, on: date) -> list[str]:
    """The codes of a county's producers that hold on `on`, of those issued from `since` on.

    Raises NothingToDo where there is none.
    """
    producers, _ = standing(home, "producers")
    codes, held = standing(home, "codes")
    found = [
        code
        for code in sorted(codes)
        if code not in held and _is_wanted(codes, code, producers, county_code, since, on)
    ]
    if not found:
        raise NothingToDo(
            "no code in force fits",
            where=f"county {county_code}",
            advice="issue codes first, or leave --since out",
        )
    return found


def write_sheets(codes: Sequence[str], out: Path, *, copies: int, address: str) -> list[Path]:
    """Write labels.pdf, labels.html and sheet-0001.svg … into `out`; what was written."""
    sheets = label_sheets(codes, copies=copies, address=address)
    out.mkdir(parents=True, exist_ok=True)
    images = {f"sheet-{number:04}.svg": sheet for number, sheet in enumerate(sheets, start=1)}
    for name, sheet in images.items():
        (out / name).write_text(sheet, encoding="utf-8")
    (out / "labels.html").write_text(printable_page(sheets), encoding="utf-8")
    (out / "labels.pdf").write_bytes(_pdf(out, list(images)))
    return [out / name for name in ("labels.pdf", "labels.html", *images)]


def _pdf(folder: Path, names: Sequence[str]) -> bytes:
    pages = "\n".join(f'#page(image("{name}", width: 210mm, height: 297mm))' for name in names)
    main = f"#set page(width: 210mm, height: 297mm, margin: 0pt)\n{pages}\n"
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(SHIPPED)]
    )
    compiler = typst.Compiler(
        main.encode(), root=str(folder), font_paths=fonts, ignore_system_fonts=True
    )
    made = compiler.compile(format="pdf")
    if not isinstance(made, bytes):
        raise TypeError(f"typst gave {type(made).__name__} for one PDF")
    return made


def _is_wanted(
    codes: Standing,
    code: str,
    producers: Standing,
    county_code: str,
    since: date | None,
    on: date,
) -> bool:
    return any(
        row["code_kind"] == "household"
        and (row["valid_from"] or date.min) >= (since or date.min)
        and (row["valid_from"] or date.min) <= on < (row["valid_to"] or date.max)
        and any(
            producer["county_code"] == county_code
            for producer in producers.get(row["producer_code"], [])
        )
        for row in codes[code]
    )
