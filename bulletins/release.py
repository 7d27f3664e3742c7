"""Writes one version of a bulletin: every format, audited, in one step or not at all.

The files are made in a folder beside the final one and audited from there; the rename is what
publishes them. A version that exists is never touched.
Keep out: which version comes next, who may sign (orchestration, the release workflow).
Source: design, section 6.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import typst

from bulletins.audit.hidden import check_hidden
from bulletins.audit.numbers import check_numbers, check_sentences
from bulletins.audit.reading import read_page, read_pdf
from bulletins.audit.tables import check_csv, check_page_tables, check_pdf_tables, check_workbook
from bulletins.charts import Drawing, draw
from bulletins.errors import FormatsDisagreeError, ReleaseExistsError
from bulletins.facts import Facts, to_json
from bulletins.fonts.paths import FontPaths
from bulletins.render.environment import svg_document
from bulletins.render.page import html_page
from bulletins.render.paper import pdf, typst_source
from bulletins.render.sheets import csv_file, grids, workbook


def write_release(facts: Facts, folder: Path, *, fonts: FontPaths) -> list[Path]:
    """Write facts.json, HTML, PDF, XLSX, CSV, SVG and SHA256SUMS into a new folder.

    Returns the files' paths. Raises ReleaseExistsError where the folder exists, and
    FormatsDisagreeError where the audit fails; nothing is left behind then.
    """
    if folder.exists():
        raise ReleaseExistsError(
            "this version is written already and stays as it is",
            where=str(folder),
            advice="write the next version number",
        )
    files = render(facts, fonts=fonts)
    audit(facts, files)
    folder.parent.mkdir(parents=True, exist_ok=True)
    workplace = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, content in files.items():
            _write(workplace / name, content)
        workplace.chmod(0o755)
        workplace.rename(folder)
    except BaseException:
        shutil.rmtree(workplace, ignore_errors=True)
        raise
    _sync(folder.parent)
    return [folder / name for name in files]


def render(facts: Facts, *, fonts: FontPaths) -> dict[str, bytes]:
    """Every file of a release by its relative path; the same facts give the same bytes.

    Raises FormatsDisagreeError where the PDF can't be set.
    """
    drawings: dict[str, Drawing] = {
        chart.id: draw(chart, facts.sandbox_note) for chart in facts.charts
    }
    source = typst_source(facts, drawings, fonts)
    try:
        paper = pdf(source, fonts)
    except typst.TypstError as error:
        raise FormatsDisagreeError(
            f"the PDF can't be set: {error.message}",
            where="templates/monthly.typ.j2",
            advice="report this with the build id and the facts.json",
        ) from error
    files = {
        "facts.json": to_json(facts),
        "bulletin.html": html_page(facts, drawings).encode(),
        "bulletin.pdf": paper,
        "tables.xlsx": workbook(facts),
    }
    for table_id, (_, _, grid) in grids(facts).items():
        files[f"tables/{table_id}.csv"] = csv_file(grid)
    for chart_id, drawing in drawings.items():
        files[f"charts/{chart_id}.svg"] = svg_document(drawing).encode()
    sums = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)]
    files["SHA256SUMS"] = "".join(sums).encode()
    return files


def audit(facts: Facts, files: dict[str, bytes]) -> None:
    """Hold every format against the facts; FormatsDisagreeError on the first difference."""
    check_sentences(facts)
    check_hidden(facts)
    page = read_page(files["bulletin.html"].decode())
    check_numbers(facts, "".join(page.text), where="bulletin.html")
    check_page_tables(facts, page)
    pages = read_pdf(files["bulletin.pdf"])
    check_numbers(facts, "\n".join(pages), where="bulletin.pdf", pages=len(pages))
    check_pdf_tables(facts, "\n".join(pages))
    tables = {
        Path(name).stem: content for name, content in files.items() if name.startswith("tables/")
    }
    check_csv(facts, tables)
    check_workbook(facts, files["tables.xlsx"])
    for name, content in files.items():
        if name.endswith(".svg"):
            check_numbers(facts, "".join(read_page(content.decode()).text), where=name)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
